//! What goes to a registry: the runtime and a generated crate, packed together, each compiled from what was packed.

use std::path::Path;
use std::process::Command;

#[test]
fn the_runtime_and_a_generated_crate_are_packaged_together() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages");
    let output = Command::new(env!("CARGO"))
        .args(["package", "--offline", "--allow-dirty", "--target-dir"])
        .arg(target)
        .args(["--package", "graphdown-runtime", "--package", "graphdown-audit"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    assert!(!stderr.contains("warning"), "{stderr}");
    assert!(stderr.contains("Verifying graphdown-audit"), "{stderr}");
}
