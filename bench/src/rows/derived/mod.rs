//! The same crate with serde's derives and async method bodies.
//!
//! It is made of the generated files themselves, so that types, words, constants and paths are the same: [`types`]
//! puts derives in the place of the reflection, [`methods`] puts an async body with a call of its own in the place of
//! each method's. The emitter knows nothing of it.

mod methods;
mod tables;
mod types;

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::crates::ALL;
use crate::Result;
use crate::context::Context;
use crate::crates::{Ask, Crates};
use crate::row::Row;
use crate::turns::compare;

const OURS: &str = "graph-v1";
const DERIVED: &str = "graph-derived";
const LIMIT: f64 = 0.2;

/// What the derived crate needs beside the runtime's paths and values.
const DEPENDENCIES: &str = "\
reqwest = { version = \"0.13\", default-features = false, features = [\"json\", \"query\"] }
serde = { version = \"1\", features = [\"derive\"] }
";

pub(crate) fn measure(context: &Context) -> Result<Vec<Row>> {
    let pages = match context.pages("v1.0") {
        Ok(pages) => pages,
        Err(skipped) => return Ok(vec![skipped]),
    };
    Crates::generate(context, &pages, OURS)?;
    derive(context, &pages)?;
    let crates = Crates::new(context)?;
    for package in [OURS, DERIVED] {
        crates.prepare(Ask::Check, package, ALL)?;
    }
    let check = |package| Ok::<_, crate::Failure>(crates.alone(Ask::Check, package, ALL)?.time);
    let found = compare(context.few(), || check(OURS), || check(DERIVED))?;
    Ok(vec![Row::ratio(
        "check of graph-v1 / of the same with derives, unknown properties dropped, and async bodies",
        &found,
        LIMIT,
    )])
}

/// Generates the crate and rewrites its files.
fn derive(context: &Context, pages: &Path) -> Result<()> {
    let folder = context.work.join("crates").join(DERIVED);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Crates::generate(context, pages, DERIVED)?;
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)?;
    fs::write(
        manifest,
        text.replace("[dependencies]\n", &format!("[dependencies]\n{DEPENDENCIES}")),
    )?;

    let mut files = Vec::new();
    sources(&folder.join("src"), &mut files)?;
    files.par_iter().try_for_each(|path| {
        let rewritten = rewrite(path).map_err(|error| format!("{}: {error}", path.display()));
        rewritten.and_then(|text| fs::write(path, text).map_err(|error| error.to_string()))
    })?;

    let root = folder.join("src/lib.rs");
    let text = fs::read_to_string(&root)?;
    fs::write(root, text + "\npub mod call;\n")?;
    fs::write(folder.join("src/call.rs"), include_str!("call.rs.txt"))?;
    Ok(())
}

fn rewrite(path: &Path) -> std::result::Result<String, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut file = syn::parse_file(&text).map_err(|error| error.to_string())?;
    types::rewrite(&mut file).map_err(|error| error.to_string())?;
    methods::rewrite(&mut file);
    if path.ends_with("src/lib.rs") {
        // What the rewritten bodies no longer use, and how deep the derives of the largest types go.
        file.attrs.push(syn::parse_quote!(#![allow(unused)]));
        file.attrs.push(syn::parse_quote!(#![recursion_limit = "1024"]));
    }
    Ok(prettyplease::unparse(&file))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, found)?;
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    Ok(())
}
