//! What goes to a registry: the runtime and a generated crate, packed together, each compiled from what was packed.

use std::fs;
use std::path::PathBuf;

use graphdown_test_support::{cargo, repository};

/// Cargo keeps what it has unpacked of a version.
fn forget_what_was_unpacked() {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let unpacked = home
        .map(|it| it.join("registry").join("src"))
        .and_then(|it| fs::read_dir(it).ok());
    let version = concat!("graphdown-runtime-", env!("CARGO_PKG_VERSION"));
    // A registry that has an address begins with its host.
    let has_no_host = |it: &fs::DirEntry| it.file_name().to_string_lossy().starts_with('-');
    for registry in unpacked.into_iter().flatten().flatten().filter(has_no_host) {
        // Absent where nothing was unpacked, or by another run of this test that is ahead.
        let _ = fs::remove_dir_all(registry.path().join(version));
    }
}

#[test]
fn the_runtime_and_a_generated_crate_are_packaged_together() {
    // A new folder each time: what cargo has once built of a version it takes for current, though the package has changed.
    let target = tempfile::tempdir().expect("a temporary folder");
    let output = cargo(repository(), env!("CARGO_TARGET_TMPDIR"))
        .args(["package", "--allow-dirty", "--target-dir"])
        .arg(target.path())
        .args(["--package", "graphdown-runtime", "--package", "graphdown-audit"])
        .output()
        .expect("cargo");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    assert!(!stderr.contains("warning"), "{stderr}");
    assert!(stderr.contains("Verifying graphdown-audit"), "{stderr}");
    forget_what_was_unpacked();
}
