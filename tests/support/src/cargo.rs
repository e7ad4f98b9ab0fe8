//! Cargo for a crate that a test has written.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

/// What a build may take from whoever runs the test: where cargo keeps and finds crates. Everything else that begins so
/// (`CARGO_BUILD_TARGET`, `CARGO_TERM_COLOR`, what cargo tells the test about itself) would change what is built or how it is told.
const KEPT: [&str; 7] = [
    "CARGO_HOME",
    "CARGO_HTTP",
    "CARGO_NET",
    "CARGO_REGISTR",
    "CARGO_SOURCE",
    "CARGO_BUILD_JOBS",
    "RUSTUP_",
];

/// Cargo's own variables, flags of the compiler, and what only a build script should see.
const DROPPED: [&str; 5] = ["CARGO", "RUSTFLAGS", "RUSTDOCFLAGS", "DOCS_RS", "OUT_DIR"];

/// Cargo in a folder, without a network: the crates of the workspace's lock file are there, because the test was built.
///
/// `target` is `CARGO_TARGET_TMPDIR`, which the compiler tells tests only. What is built is kept below it, so that one test
/// builds upon what another has built. Nobody debugs it, so it is built without debug information.
pub fn cargo(folder: &Path, target: &str) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if is_dropped(&name) {
            command.env_remove(name);
        }
    }
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(target).join("downstream"))
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}

fn is_dropped(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let begins_with_one_of = |list: &[&str]| list.iter().any(|it| name.starts_with(it));
    begins_with_one_of(&DROPPED) && !begins_with_one_of(&KEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_a_build_are_dropped_and_those_of_registries_kept() {
        for name in [
            "RUSTFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_BUILD_TARGET",
            "CARGO_TERM_COLOR",
            "CARGO",
        ] {
            assert!(is_dropped(OsStr::new(name)), "{name}");
        }
        for name in [
            "CARGO_HOME",
            "CARGO_HTTP_CAINFO",
            "CARGO_REGISTRIES_OURS_INDEX",
            "RUSTUP_HOME",
            "PATH",
            "HOME",
        ] {
            assert!(!is_dropped(OsStr::new(name)), "{name}");
        }
    }
}
