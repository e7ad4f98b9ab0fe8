//! Everything that graphdown says to cargo, and asks of it, in a build script. Nothing else prints to stdout.

use std::path::{Path, PathBuf};

use crate::diag::{Diagnostics, Severity};

/// Has cargo run the build script again when one of these changes; a folder is watched with all below it.
pub(crate) fn rerun_if_changed(paths: &[&Path]) {
    for path in paths {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}

/// The folder that a build script may write to.
pub(crate) fn out_dir() -> Result<PathBuf, String> {
    std::env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| {
        "OUT_DIR is not set: `Builder::build` runs in a build script. Elsewhere, call `Builder::out_dir` first, or \
         `Builder::run`, which writes nothing"
            .to_owned()
    })
}

/// One line for all warnings: cargo puts a prefix before each line, and shows them for local packages only.
pub(crate) fn warn_of(diagnostics: &Diagnostics, pages: &[PathBuf]) {
    let warnings = diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Warning)
        .count();
    if warnings == 0 {
        return;
    }
    let roots: Vec<_> = pages.iter().map(|path| path.display().to_string()).collect();
    let noun = if warnings == 1 { "warning" } else { "warnings" };
    println!(
        "cargo::warning={warnings} {noun} about the reference pages; `graphdown check {}` shows them",
        roots.join(" ")
    );
}
