//! The example of each operation of the generated crate compiles. It is marked `ignore` there, so that whoever tests the
//! crate does not wait for thousands of doctests.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Every block of code that documents a method, in the order of the files.
fn examples(folder: &Path, found: &mut Vec<String>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|it| it.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            examples(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a generated file");
        let mut block: Option<String> = None;
        for line in text.lines().map(str::trim) {
            match (line, &mut block) {
                ("/// ```ignore", None) => block = Some(String::new()),
                ("/// ```", Some(code)) => {
                    found.push(std::mem::take(code));
                    block = None;
                }
                (line, Some(code)) => {
                    let line = line.strip_prefix("///").expect("a block ends before the item");
                    code.push_str(line);
                    code.push('\n');
                }
                _ => {}
            }
        }
    }
}

#[test]
fn each_documented_call_compiles() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let generated = workspace.join("generated");
    let mut found = Vec::new();
    examples(&generated.join("src/paths"), &mut found);
    assert!(found.len() > 10, "hardly a method has an example: {found:?}");

    let mut code = String::from(
        "#![allow(unused)]\nuse graph::{Client, types::{*, parameters::*}};\n\
         use graphdown_runtime::{Json, Patch, Reference, bytes::Bytes};\n\
         type Outcome = Result<(), Box<dyn std::error::Error>>;\n",
    );
    for (index, example) in found.iter().enumerate() {
        writeln!(
            code,
            "async fn call{index}(graph: &Client) -> Outcome {{\n{example}Ok(())\n}}"
        )
        .expect("memory takes it");
    }
    let parameters = generated.join("src/types/parameters");
    if !parameters.exists() {
        code = code.replace("types::{*, parameters::*}", "types::*");
    }

    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("src")).expect("a folder");
    fs::write(folder.path().join("src/lib.rs"), code).expect("a file");
    let toml = |name: &str| workspace.join(name).to_string_lossy().replace('\\', "/");
    let manifest = format!(
        "[package]\nname = \"calls\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         graph = {{ package = \"graphdown-audit\", path = \"{}\", default-features = false, \
         features = [\"device-management\", \"me\", \"users\"] }}\n\
         graphdown-runtime = {{ path = \"{}\", default-features = false }}\n\n[workspace]\n",
        toml("generated"),
        toml("runtime"),
    );
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("the manifest");
    fs::copy(workspace.join("Cargo.lock"), folder.path().join("Cargo.lock")).expect("the lock file");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(folder.path())
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("downstream"),
        )
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo");
    assert!(
        output.status.success(),
        "an example does not compile:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
