//! Everything that graphdown says to cargo, and asks of it, in a build script. Nothing else prints to stdout.

use std::path::{Path, PathBuf};

/// Has cargo run the build script again when one of these changes; a folder is watched with all below it.
pub(crate) fn rerun_if_changed<'a>(paths: impl IntoIterator<Item = &'a Path>) {
    for path in paths {
        // No path may begin a second line, which could be anything. One that is not there is run for each time.
        let path = path.display().to_string().replace(char::is_control, "\u{fffd}");
        println!("cargo::rerun-if-changed={path}");
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

/// The path as a user can write it who stands where cargo was run, which may be anywhere in a workspace: a relative one is
/// below the package that is built.
pub(crate) fn from_anywhere(path: &Path) -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package.map_or_else(|| path.to_owned(), |package| package.join(path))
}

/// One line: cargo puts a prefix before it, and shows it for local packages only.
pub(crate) fn warn(message: &str) {
    println!("cargo::warning={}", message.replace(char::is_control, " "));
}
