//! Where the pages are, for verbs that people type often and without naming them.

use std::path::{Path, PathBuf};

use crate::args::Pages;
use crate::exit::Failure;

/// The environment variable that names a folder of pages.
pub(crate) const VARIABLE: &str = "GRAPHDOWN_PAGES";

/// The pages that are named, else `schemas/*/pages` with the `overrides.yaml` beside it, else `pages`, both below the
/// working folder.
///
/// # Errors
/// None of these is there, or there are several: the text says how to name one.
pub(crate) fn find(named: &[PathBuf]) -> Result<Pages, Failure> {
    if !named.is_empty() {
        return Ok(of(named.to_vec(), Vec::new()));
    }
    let mut found = below_schemas(Path::new("schemas"));
    match (found.len(), found.pop()) {
        (1, Some(pages)) => {
            let overrides = pages.with_file_name("overrides.yaml");
            let overrides = overrides.is_file().then_some(overrides);
            Ok(of(vec![pages], overrides.into_iter().collect()))
        }
        (0, _) if Path::new("pages").is_dir() => Ok(of(vec![PathBuf::from("pages")], Vec::new())),
        (0, _) => Err(format!(
            "no pages: there is neither `schemas/*/pages` nor `pages` here\n\
             name a folder of reference pages by `--pages DIR`, or for every call by {VARIABLE}=DIR"
        )
        .into()),
        (_, last) => {
            found.extend(last);
            let folders: Vec<String> = found
                .iter()
                .map(|it| format!("  --pages {}", it.display()))
                .collect();
            Err(format!("several folders of pages; choose one:\n{}", folders.join("\n")).into())
        }
    }
}

/// The `pages` of each schema, in the order of their names.
fn below_schemas(schemas: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(schemas).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries
        .map(|it| it.path().join("pages"))
        .filter(|it| it.is_dir())
        .collect();
    folders.sort();
    folders
}

fn of(paths: Vec<PathBuf>, overrides: Vec<PathBuf>) -> Pages {
    Pages {
        paths,
        overrides,
        api_version: None,
        deny: Vec::new(),
        warn: Vec::new(),
        allow: Vec::new(),
        limit: Vec::new(),
    }
}
