//! From options to what the pipeline reads, and back to options.

use std::fmt::Write as _;
use std::path::Path;

use graphdown_codegen::diag::{Code, Levels};
use graphdown_codegen::merge;
use graphdown_codegen::pipeline::{Front, Input};

use crate::args::{Global, Pages};
use crate::exit::Failure;
use crate::progress::Progress;

/// Runs the pipeline over what the options name, as far as `stage` goes, and shows on a terminal that it is at work.
pub(crate) fn read(global: &Global, pages: &Pages, stage: fn(&Input) -> Front) -> Result<Front, Failure> {
    let input = input(pages)?;
    let progress = Progress::start(global, "reading pages");
    let front = stage(&input);
    progress.finish();
    Ok(front)
}

fn input(pages: &Pages) -> Result<Input, Failure> {
    for path in pages.paths.iter().chain(&pages.overrides) {
        // Told here, so that a mistyped path is a matter of usage and not of pages.
        std::fs::metadata(path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
    }
    let (schemas, folders): (Vec<_>, Vec<_>) = pages.paths.iter().cloned().partition(|it| is_schema(it));
    if schemas.len() > 1 || (!schemas.is_empty() && !folders.is_empty()) {
        return Err("give either pages or one schema file, not both".into());
    }
    Ok(Input {
        pages: folders,
        schema: schemas.into_iter().next(),
        overrides: pages.overrides.clone(),
        merge: merge::Options {
            api_version: pages.api_version.clone(),
        },
        levels: levels(pages)?,
    })
}

fn is_schema(path: &Path) -> bool {
    path.extension()
        .is_some_and(|it| it == "yaml" || it == "yml" || it == "json")
}

fn levels(pages: &Pages) -> Result<Levels, Failure> {
    let mut levels = Levels::default();
    for name in &pages.deny {
        if !levels.deny(name) {
            return Err(no_code(name));
        }
    }
    for name in &pages.warn {
        if !levels.warn(name) {
            return Err(no_code(name));
        }
    }
    for name in &pages.allow {
        let code = code(name)?;
        if !levels.allow(code.name()) {
            return Err(format!(
                "`{name}` makes a run meaningless and cannot be allowed: mend what is given to the command"
            )
            .into());
        }
    }
    Ok(levels)
}

/// The arguments that make `check` read the same.
pub(crate) fn written(pages: &Pages) -> String {
    let mut written = String::new();
    for path in &pages.paths {
        let _ = write!(written, " {}", path.display());
    }
    for path in &pages.overrides {
        let _ = write!(written, " --overrides {}", path.display());
    }
    if let Some(version) = &pages.api_version {
        let _ = write!(written, " --api-version {version}");
    }
    written
}

/// The code of a name that the user wrote.
pub(crate) fn code(name: &str) -> Result<Code, Failure> {
    Code::parse(name).ok_or_else(|| no_code(name))
}

fn no_code(name: &str) -> Failure {
    let meant =
        Code::nearest(name).map_or_else(String::new, |code| format!("; did you mean `{}`?", code.name()));
    format!("`{name}` is no code{meant}\n`graphdown explain` lists all codes").into()
}
