//! The example of each operation of the generated crate compiles. It is marked `ignore` there, so that whoever tests the
//! crate does not wait for thousands of doctests.
//!
//! With `GRAPHDOWN_DOCUMENTED_CALLS=DIR` it is the crate in that folder, however large, whose examples must compile.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::emit::{Origin, Package, Runtime, Target};
use graphdown_codegen::pipeline;
use graphdown_codegen::schema::Schema;
use graphdown_codegen::write::{Mode, write};
use graphdown_test_support::cargo;

/// Names a folder with a crate that `graphdown generate` wrote.
const ANOTHER: &str = "GRAPHDOWN_DOCUMENTED_CALLS";

/// How many examples stand in one function's module: the compiler checks modules of many small functions best.
const IN_A_FILE: usize = 200;

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

/// A file with a function for each example.
fn functions(examples: &[String], has_parameters: bool) -> String {
    let types = if has_parameters {
        "types::{*, parameters::*}"
    } else {
        "types::*"
    };
    let mut code = format!(
        "use graph::{{Client, {types}}};\n\
         use graphdown_runtime::{{Argument, Bind, Binary, Date, DateTime, Decimal, Duration, Filter, Flags, Guid, Json, Patch, \
         Reference, TimeOfDay, Typed, bytes::Bytes}};\n\
         type Outcome = Result<(), Box<dyn std::error::Error>>;\n"
    );
    for (index, example) in examples.iter().enumerate() {
        writeln!(
            code,
            "async fn call{index}(graph: &Client) -> Outcome {{\n{example}Ok(())\n}}"
        )
        .expect("memory takes it");
    }
    code
}

/// The name of a crate, and the features that bring its areas and types.
fn manifest(generated: &Path) -> (String, Vec<String>) {
    let text = fs::read_to_string(generated.join("Cargo.toml")).expect("a generated crate has a manifest");
    let name = text
        .lines()
        .find_map(|it| it.strip_prefix("name = "))
        .expect("a crate has a name");
    // Features of the runtime bring dependencies; those of areas bring nothing but code.
    let features = text.lines().filter_map(|it| it.strip_suffix(" = []"));
    let features = features.map(|it| format!("\"{it}\"")).collect();
    (name.to_owned(), features)
}

/// A crate from a schema that shows a request of every form, with texts that try to leave their literals.
fn of_every_form(workspace: &Path, folder: &Path) -> PathBuf {
    let schema = workspace.join("codegen/tests/output/generate/calls/schema.json");
    let schema = fs::read_to_string(schema).expect("the case has a schema");
    let schema: Schema = serde_json::from_str(&schema).expect("the schema of a case is valid");
    let target = Target::Crate(Package {
        name: "graphdown-calls".to_owned(),
        runtime: Runtime::Path(workspace.join("runtime").to_string_lossy().replace('\\', "/")),
        origin: Origin::default(),
    });
    let files = pipeline::generate(&schema, &target, &mut Diagnostics::default());
    let folder = folder.join("generated");
    write(&folder, &files, Mode::Write).expect("a crate is written");
    folder
}

#[test]
fn each_documented_call_compiles() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    if let Some(another) = std::env::var_os(ANOTHER) {
        return compile(workspace, &PathBuf::from(another), folder.path());
    }
    compile(workspace, &workspace.join("generated"), folder.path());
    let generated = of_every_form(workspace, folder.path());
    compile(workspace, &generated, folder.path());
}

fn compile(workspace: &Path, generated: &Path, folder: &Path) {
    let mut found = Vec::new();
    examples(&generated.join("src/paths"), &mut found);
    assert!(found.len() > 10, "hardly a method has an example: {found:?}");
    println!("{} examples of {}", found.len(), generated.display());

    let folder = folder.join("calls");
    let source = folder.join("src");
    let _ = fs::remove_dir_all(&source);
    fs::create_dir_all(&source).expect("a folder");
    let has_parameters = generated.join("src/types/parameters").exists();
    let mut root = String::from("#![allow(unused, deprecated)]\n");
    for (number, part) in found.chunks(IN_A_FILE).enumerate() {
        writeln!(root, "mod part{number};").expect("memory takes it");
        let code = functions(part, has_parameters);
        fs::write(source.join(format!("part{number}.rs")), code).expect("a file");
    }
    fs::write(source.join("lib.rs"), root).expect("a file");
    let toml = |path: PathBuf| path.to_string_lossy().replace('\\', "/");
    let (name, features) = manifest(generated);
    let manifest = format!(
        "[package]\nname = \"calls\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         graph = {{ package = {name}, path = \"{}\", default-features = false, features = [{}] }}\n\
         graphdown-runtime = {{ path = \"{}\", default-features = false }}\n\n[workspace]\n",
        toml(generated.to_owned()),
        features.join(", "),
        toml(workspace.join("runtime")),
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest");
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
    let output = cargo(&folder, env!("CARGO_TARGET_TMPDIR"))
        .args(["check", "--quiet"])
        .output()
        .expect("cargo");
    assert!(
        output.status.success(),
        "an example does not compile:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
