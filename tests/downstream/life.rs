//! The life of a crate outside of this workspace: a folder of pages, a build script of two lines, and what its
//! developer sees when a page grows, breaks and is mended.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

use graphdown_test_support::cargo;

const BUILD_SCRIPT: &str = r#"fn main() -> Result<(), graphdown_codegen::Report> {
    graphdown_codegen::Builder::new().pages("pages").build()
}
"#;

/// Prints a value of the type, so that a property that is not there does not compile.
const MAIN: &str = r#"pub mod graph { include!(concat!(env!("OUT_DIR"), "/graphdown/mod.rs")); }

fn main() {
    let kiosk = graph::types::Kiosk { FIELDS ..Default::default() };
    println!("{}", graphdown_runtime::json::to_string(&kiosk));
}
"#;

const PAGE: &str = "\
# kiosk resource type

Namespace: microsoft.graph

A device that stands in a shop.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The key.|
|floor|Int32|The floor that it stands on.|

## JSON representation

<!-- { \"blockType\": \"resource\", \"keyProperty\": \"id\", \"@odata.type\": \"microsoft.graph.kiosk\" } -->
``` json
{ \"@odata.type\": \"#microsoft.graph.kiosk\", \"id\": \"String (identifier)\", \"floor\": 1024 }
```
";

/// The crates share what cargo has built, so there is one at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

struct Downstream {
    folder: tempfile::TempDir,
    _alone: MutexGuard<'static, ()>,
}

impl Downstream {
    fn new() -> Self {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        for name in ["src", "pages/resources"] {
            fs::create_dir_all(at(name)).expect("a folder");
        }
        let toml = |path: PathBuf| path.to_string_lossy().replace('\\', "/");
        let manifest = format!(
            "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ngraphdown-runtime = {{ path = \"{}\", default-features = false }}\n\n\
             [build-dependencies]\ngraphdown-codegen = {{ path = \"{}\" }}\n\n[workspace]\n",
            toml(workspace.join("runtime")),
            toml(workspace.join("codegen")),
        );
        fs::write(at("Cargo.toml"), manifest).expect("the manifest");
        // The same versions as the workspace, so that nothing has to be fetched.
        fs::copy(workspace.join("Cargo.lock"), at("Cargo.lock")).expect("the lock file");
        fs::write(at("build.rs"), BUILD_SCRIPT).expect("the build script");
        fs::write(at("pages/resources/kiosk.md"), PAGE).expect("the page");
        Self {
            folder,
            _alone: ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a file");
    }

    /// Sets the fields that `main` needs the type to have.
    fn needs(&self, fields: &str) {
        self.write("src/main.rs", &MAIN.replace("FIELDS", fields));
    }

    fn run(&self) -> Output {
        self.cargo("run").output().expect("cargo")
    }

    /// Cargo in the crate's folder, without a network.
    fn cargo(&self, command: &str) -> Command {
        let mut cargo = cargo(self.folder.path(), env!("CARGO_TARGET_TMPDIR"));
        cargo.args([command, "--quiet"]);
        cargo
    }

    /// Every file and folder of the crate, with the text of the files.
    fn tree(&self) -> Vec<(PathBuf, Option<String>)> {
        let mut tree = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path.clone());
                }
                tree.push((path.clone(), fs::read_to_string(path).ok()));
            }
        }
        tree.sort();
        tree
    }

    /// Lets nobody write to the crate's files and folders, or lets them again.
    fn set_readonly(&self, readonly: bool) {
        for (path, _) in self.tree() {
            let mut permissions = fs::metadata(&path).expect("a file").permissions();
            permissions.set_readonly(readonly);
            fs::set_permissions(path, permissions).expect("permissions");
        }
    }

    /// Every file that the build script wrote, with its text.
    fn generated() -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("downstream/debug/build");
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                // The folder that all of this stands in may have any name.
                let below = path.strip_prefix(&root).unwrap_or(&path);
                let mut parts = below.components().map(|part| part.as_os_str().to_string_lossy());
                if path.is_dir() {
                    folders.push(path);
                } else if parts.clone().any(|part| part == "graphdown")
                    && parts.any(|part| part.starts_with("shop-"))
                {
                    let text = fs::read_to_string(&path).expect("a generated file");
                    files.push((path, text));
                }
            }
        }
        files.sort();
        files
    }
}

#[track_caller]
fn prints(output: &Output, wanted: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the build failed:\n{stderr}");
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert_eq!(stdout.trim(), wanted);
}

#[track_caller]
fn fails_with(output: &Output, wanted: &[&str]) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "the build should have failed");
    for part in wanted {
        assert!(stderr.contains(part), "`{part}` is not in:\n{stderr}");
    }
}

#[test]
fn pages_grow_break_and_are_mended() {
    let shop = Downstream::new();
    shop.needs("floor: Some(3),");
    prints(&shop.run(), r#"{"floor":3}"#);

    // A row more in the table is a field more in the struct.
    let grown = PAGE.replace("|floor|", "|motto|String|What it shows at night.|\n|floor|");
    shop.write("pages/resources/kiosk.md", &grown);
    shop.needs("motto: Some(\"hi\".into()),");
    prints(&shop.run(), r#"{"motto":"hi"}"#);
    let before = Downstream::generated();
    assert!(!before.is_empty(), "nothing was generated");

    // A property table that has lost the column of the names costs the table, which the crate notices. Where the
    // developer denies it, the build stops and says where.
    let broken = grown.replace("|Property|Type|Description|", "|Type|Type|Description|");
    let broken = broken.replace(
        "{ \"@odata.type\": \"#microsoft.graph.kiosk\", \"id\": \"String (identifier)\", \"floor\": 1024 }",
        "{}",
    );
    shop.write(
        "pages/resources/kiosk.md",
        &broken
            .replace("|id|", "|the id|")
            .replace("|floor|", "|the floor|")
            .replace("|motto|", "|the motto|"),
    );
    shop.write(
        "build.rs",
        &BUILD_SCRIPT.replace(".build()", ".deny(\"no-name-column\").build()"),
    );
    fails_with(
        &shop.run(),
        &["no-name-column", "pages/resources/kiosk.md:9:1", "help"],
    );
    shop.write("build.rs", BUILD_SCRIPT);
    assert!(
        Downstream::generated() == before,
        "what was generated before is no longer there"
    );

    // An unknown type is a warning, until the developer denies it.
    let unknown = grown.replace("|floor|Int32|", "|floor|Intt32|");
    shop.write("pages/resources/kiosk.md", &unknown);
    prints(&shop.run(), r#"{"motto":"hi"}"#);
    shop.write(
        "build.rs",
        &BUILD_SCRIPT.replace(".build()", ".deny(\"unknown-type\").build()"),
    );
    fails_with(
        &shop.run(),
        &["unknown-type", "pages/resources/kiosk.md:13:8", "help"],
    );

    shop.write("pages/resources/kiosk.md", &grown);
    prints(&shop.run(), r#"{"motto":"hi"}"#);
}

/// As documentation is built for docs.rs: without a network, from sources that cannot be written to.
#[test]
fn builds_as_docs_rs_does() {
    let shop = Downstream::new();
    shop.needs("floor: Some(3),");
    // Takes what the crate does not need out of the workspace's lock file. (`cargo metadata` would do that too, and would
    // ask for crates of other platforms, which nobody has downloaded.)
    let settled = shop.cargo("update").arg("--workspace").output().expect("cargo");
    assert!(
        settled.status.success(),
        "no lock file: {}",
        String::from_utf8_lossy(&settled.stderr)
    );
    let before = shop.tree();
    shop.set_readonly(true);
    let output = shop
        .cargo("doc")
        .arg("--no-deps")
        .env("DOCS_RS", "1")
        .env("RUSTDOCFLAGS", "--cfg docsrs -D warnings")
        .output()
        .expect("cargo");
    shop.set_readonly(false);
    prints(&output, "");
    assert!(
        shop.tree() == before,
        "the build wrote to the sources of the crate"
    );
}
