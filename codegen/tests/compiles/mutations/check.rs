//! Many generated modules before the compiler at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use graphdown_codegen::print::OutFile;
use graphdown_codegen::write::{Mode, write};
use graphdown_test_support::{cargo, repository};

/// Of modules by number, those that do not compile or that the compiler warns about, each with what it says first.
///
/// An error in one module may hide those of others, because the compiler stops after the step that found it: what is left is
/// checked again until nothing is found.
pub(super) fn failing(mut modules: BTreeMap<u64, Vec<OutFile>>) -> BTreeMap<u64, String> {
    let mut failing = BTreeMap::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (number, files) in &modules {
        let module = folder.path().join(format!("rounds/r{number}"));
        write(&module, files, Mode::Write).expect("a module is written");
    }
    while !modules.is_empty() {
        let numbers: BTreeSet<u64> = modules.keys().copied().collect();
        let said = check(folder.path(), &numbers);
        let found = by_module(&said);
        if found.is_empty() {
            assert!(said.is_empty(), "of no module in particular:\n{said}");
            break;
        }
        modules.retain(|number, _| !found.contains_key(number));
        failing.extend(found);
    }
    failing
}

/// What the compiler says of a crate of these modules; nothing, if all is well.
fn check(folder: &Path, numbers: &BTreeSet<u64>) -> String {
    fs::create_dir_all(folder.join("src")).expect("a folder");
    let runtime = repository().join("runtime").to_string_lossy().replace('\\', "/");
    let manifest = format!(
        "[package]\nname = \"rounds\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         graphdown-runtime = {{ path = \"{runtime}\", default-features = false }}\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest");
    fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
    let mut root = "//! Rounds.\n#![warn(missing_docs, unreachable_pub)]\n".to_owned();
    for number in numbers {
        let _ = writeln!(
            root,
            "#[allow(missing_docs)]\npub mod r{number} {{\n    include!(\"../rounds/r{number}/mod.rs\");\n}}"
        );
    }
    fs::write(folder.join("src/lib.rs"), root).expect("a source");
    let mut command = cargo(folder, env!("CARGO_TARGET_TMPDIR"));
    let output = command
        .args(["check", "--quiet", "--message-format", "short"])
        .output();
    let output = output.expect("cargo");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The first line that names a file of each module: `src/../rounds/r7/types/x.rs:1:2: error[E0428]: …`.
fn by_module(said: &str) -> BTreeMap<u64, String> {
    let mut found = BTreeMap::new();
    for line in said.lines() {
        let line = line.replace('\\', "/");
        let module = line.split_once("rounds/r").map(|(_, rest)| rest);
        let number = module.and_then(|it| it.split('/').next()?.parse().ok());
        if let Some(number) = number {
            found.entry(number).or_insert(line);
        }
    }
    found
}

#[test]
fn what_does_not_compile_and_what_warns_is_found() {
    let module = |text: &str| {
        let path = "mod.rs".to_owned();
        vec![OutFile {
            path,
            text: text.to_owned(),
        }]
    };
    let modules = BTreeMap::from([
        (1, module("pub fn good() {}\n")),
        (2, module("pub fn wrong() -> u8 { \"\" }\n")),
        (3, module("use std::fmt;\n")),
        (4, module("pub fn twice(a: u8, a: u8) {}\n")),
        (5, module("pub fn open() {\n")),
    ]);
    let found: Vec<u64> = failing(modules).into_keys().collect();
    assert_eq!(found, [2, 3, 4, 5]);
}
