//! What is generated compiles: without a warning, as crates of their own and inside of another crate, with every
//! feature and with none, and so do its documentation and clippy's defaults.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::emit::{Origin, Package, Runtime, Target, emit};
use graphdown_codegen::examples::samples;
use graphdown_codegen::model::Model;
use graphdown_codegen::print::print;
use graphdown_codegen::resolve::resolve;
use graphdown_codegen::schema::{Property, Schema, TypeDef};
use graphdown_codegen::slice::{Selection, slice};
use graphdown_codegen::write::{Mode, write};
use graphdown_test_support::skipped;

const CASES: [&str; 8] = [
    "audit", "calls", "chain", "features", "names", "paths", "slice", "types",
];

/// A part of the case `features` that navigation leads out of, as a crate and included.
const SLICE: [&str; 2] = ["GET /users/{id}", "event"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
        .to_owned()
}

/// Chains of two hundred types, longer than the compiler follows: each holds the next, a list of the next, and both.
fn chain() -> Schema {
    let property = |name: &str, of: &str, collection| Property {
        name: name.to_owned(),
        ty: of.to_owned(),
        collection,
        ..Property::default()
    };
    let types = [
        ("plain", &[false][..]),
        ("list", &[true]),
        ("both", &[false, true]),
    ]
    .into_iter()
    .flat_map(|(name, kinds)| (0..200).map(move |at| (name, kinds, at)));
    let types = types.map(|(name, kinds, at)| TypeDef {
        name: format!("{name}{at:03}"),
        namespace: "microsoft.graph".to_owned(),
        properties: kinds
            .iter()
            .filter(|_| at < 199)
            .map(|list| {
                property(
                    if *list { "all" } else { "next" },
                    &format!("{name}{:03}", at + 1),
                    *list,
                )
            })
            .collect(),
        ..TypeDef::default()
    });
    Schema {
        types: types.collect(),
        ..Schema::default()
    }
}

fn model(case: &str) -> Model {
    if case == "slice" {
        let selection = Selection {
            include: SLICE.map(str::to_owned).to_vec(),
            ..Selection::default()
        };
        return slice(model("features"), &selection).expect("the slice is there");
    }
    if case == "chain" {
        return resolve(&chain(), &mut Diagnostics::default());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/output/generate")
        .join(case)
        .join("schema.json");
    let text = fs::read_to_string(path).expect("a case has a schema");
    let schema = serde_json::from_str(&text).expect("a schema of a case is valid");
    let mut model = resolve(&schema, &mut Diagnostics::default());
    model.samples = samples(&schema, &model);
    model
}

/// A workspace of every case as a crate, and of one crate that includes every case.
fn workspace(folder: &Path) {
    let members: Vec<String> = CASES.iter().map(|it| format!("\"{it}\"")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"including\", {}]\n",
        members.join(", ")
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
    let runtime = root().join("runtime").display().to_string().replace('\\', "/");

    let including = folder.join("including");
    fs::create_dir_all(including.join("src")).expect("a folder");
    let manifest = format!(
        "[package]\nname = \"including\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         graphdown-runtime = {{ path = \"{runtime}\", default-features = false }}\n"
    );
    fs::write(including.join("Cargo.toml"), manifest).expect("a manifest");
    let mut main =
        "#![warn(missing_debug_implementations, missing_docs, unreachable_pub)]\n#![warn(clippy::nursery, clippy::pedantic)]\n//! Includes clients.\n".to_owned();
    for case in CASES {
        let model = model(case);
        let target = Target::Crate(Package {
            name: format!("graphdown-{case}"),
            runtime: Runtime::Path(runtime.clone()),
            origin: Origin::default(),
        });
        write(&folder.join(case), &print(&emit(&model, &target)), Mode::Write).expect("a crate is written");
        let generated = including.join("generated").join(case);
        write(&generated, &print(&emit(&model, &Target::Included)), Mode::Write)
            .expect("a module is written");
        let _ = writeln!(
            main,
            "mod {case} {{\n    include!(\"../generated/{case}/mod.rs\");\n}}"
        );
    }
    fs::write(including.join("src/main.rs"), main + "fn main() {}\n").expect("a source");
}

fn cargo(folder: &Path, arguments: &[&str]) {
    let output = graphdown_test_support::cargo(folder, env!("CARGO_TARGET_TMPDIR"))
        .args(arguments)
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}:\n{said}");
    assert!(!said.contains("warning:"), "cargo {arguments:?}:\n{said}");
}

/// A toolchain may come without it.
fn has_clippy() -> bool {
    let mut cargo = graphdown_test_support::cargo(&root(), env!("CARGO_TARGET_TMPDIR"));
    let output = cargo.args(["clippy", "--version"]).output();
    output.expect("cargo runs").status.success()
}

/// Every feature that brings paths or types.
fn features(case: &str) -> Vec<String> {
    let model = model(case);
    let areas = model.areas.iter().map(|it| &it.feature);
    let features = areas.chain(&model.other_types);
    features.map(|it| format!("graphdown-{case}/{it}")).collect()
}

#[test]
fn without_a_warning() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    workspace(folder.path());
    let areas: Vec<String> = CASES.iter().flat_map(|case| features(case)).collect();
    let areas = areas.join(",");
    let every = [
        "--workspace",
        "--no-default-features",
        "--features",
        areas.as_str(),
    ];
    let none = ["check", "--workspace", "--no-default-features"];
    if has_clippy() {
        cargo(
            folder.path(),
            &[&["clippy"], &every[..], &["--", "-D", "warnings"]].concat()[..],
        );
    } else {
        skipped("clippy is not installed: what is generated is only checked");
        cargo(folder.path(), &[&["check"], &every[..]].concat()[..]);
    }
    cargo(folder.path(), &[&["doc", "--no-deps"], &every[..]].concat()[..]);
    cargo(folder.path(), &none);
}

#[test]
fn each_feature_by_itself() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    workspace(folder.path());
    for case in ["audit", "features", "types"] {
        let package = format!("graphdown-{case}");
        for feature in features(case) {
            cargo(
                folder.path(),
                &[
                    "check",
                    "-p",
                    &package,
                    "--no-default-features",
                    "--features",
                    &feature,
                ],
            );
        }
    }
}
