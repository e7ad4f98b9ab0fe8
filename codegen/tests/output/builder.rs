//! What a build script is told: settings that cannot be meant, and findings as a person wants to read them.

use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::{Builder, Report};

const RESOURCE: &str = "# kiosk resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n\
     |Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n|place|[shop](../resources/shop.md)|Where.|\n";

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

fn fails(result: Result<(), Report>, wanted: &[&str]) -> String {
    let said = result.expect_err("it fails").to_string();
    for part in wanted {
        assert!(said.contains(part), "`{part}` is not in:\n{said}");
    }
    said
}

#[test]
fn nothing_to_read_is_an_error() {
    fails(Builder::new().build(), &["`Builder::pages`", "`Builder::schema`"]);
    fails(Builder::new().run().map(drop), &["`Builder::pages`"]);
}

#[test]
fn pages_beside_a_schema_are_an_error() {
    let mut builder = Builder::new();
    builder.pages("pages").schema("schema.yaml");
    fails(builder.build(), &["either `Builder::pages` or `Builder::schema`"]);
    fails(builder.run().map(drop), &["either"]);
}

#[test]
fn two_clients_need_a_folder_each() {
    let pages = folder(&[
        ("a/kiosk.md", RESOURCE.as_bytes()),
        ("b/kiosk.md", RESOURCE.as_bytes()),
    ]);
    let out = tempfile::tempdir().expect("a folder");
    let builder = |name: &str, to: &str| {
        let mut builder = Builder::new();
        builder
            .pages(pages.path().join(name))
            .out_dir(out.path().join(to));
        builder
    };
    builder("a", "one").build().expect("the first");
    builder("a", "one").build().expect("the same once more");
    fails(
        builder("b", "one").build(),
        &["another `Builder`", "`Builder::out_dir`"],
    );
    builder("b", "two").build().expect("a folder of its own");
}

#[test]
fn errors_stand_first_and_alone() {
    // Each page has a warning, one is an error, in the middle of them.
    let page = |name: &str| RESOURCE.replace("kiosk", name);
    let pages: Vec<(String, String)> = (0..30)
        .map(|it| (format!("k{it:02}.md"), page(&format!("k{it:02}"))))
        .collect();
    let files: Vec<(&str, &[u8])> = pages
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    let folder = folder(&files);
    let fault = folder.path().join("it's faulty.yaml");
    fs::write(&fault, "- target: k15\n  targett: x\n").expect("overrides");

    let mut builder = Builder::new();
    builder
        .pages(folder.path())
        .overrides(&fault)
        .api_version("v1.0")
        .allow("duplicate")
        .deny("base-cycle");
    let said = fails(builder.run().map(drop), &["error[", "it's faulty.yaml"]);
    assert!(!said.contains("warning["), "{said}");
    assert!(said.lines().count() < 20, "{said}");
    let last = said.lines().last().expect("lines");
    let command = format!(
        "`graphdown check {} --overrides '{}' --api-version v1.0 --allow duplicate --deny base-cycle`",
        folder.path().display(),
        fault.display().to_string().replace('\'', r"'\''"),
    );
    assert!(last.contains(&command), "{last}\n{command}");
    assert!(last.contains("warning"), "{last}");
}

#[test]
fn the_command_fits_wherever_cargo_was_run() {
    let mut builder = Builder::new();
    builder.schema("no such schema.yaml").deny("warnings");
    let said = fails(builder.run().map(drop), &["no such schema.yaml"]);
    // Nothing that could be read is shown of a file that could not be.
    assert!(!said.contains("1 |"), "{said}");

    let folder = folder(&[("kiosk.md", RESOURCE.as_bytes())]);
    let here = std::env::current_dir().expect("a folder");
    let up: PathBuf = here.components().skip(1).map(|_| Path::new("..")).collect();
    let below = folder.path().strip_prefix("/").unwrap_or(folder.path());
    let mut builder = Builder::new();
    let overrides = folder.path().join("overrides.yaml");
    fs::write(&overrides, "nonsense").expect("a file");
    builder.pages(up.join(below)).overrides(&overrides);
    if let Err(report) = builder.run() {
        let package = env!("CARGO_MANIFEST_DIR");
        let said = report.to_string();
        // A checkout in a folder whose name has a blank is quoted for the shell.
        let plain = said.contains(&format!("`graphdown check {package}/.."));
        let quoted = said.contains(&format!("`graphdown check '{package}/.."));
        assert!(plain || quoted, "{report}");
    }
}

/// One page of two that link to each other cannot be read: that is all that is said.
#[test]
fn a_page_that_cannot_be_read_is_one_finding() {
    let shop = b"# shop resource type\n\n\xFF";
    let other = RESOURCE.replace("shop", "stall");
    let pages = folder(&[
        ("resources/kiosk.md", RESOURCE.as_bytes()),
        ("resources/shop.md", shop),
        ("resources/other.md", other.replace("kiosk", "other").as_bytes()),
    ]);
    let mut builder = Builder::new();
    let said = match builder.pages(pages.path()).deny("warnings").run() {
        Ok(_) => panic!("two findings are there"),
        Err(report) => report.to_string(),
    };
    assert!(said.contains("shop.md:3"), "{said}");
    assert!(!said.contains("`shop`"), "{said}");
    // What is missing for another reason is told.
    assert!(said.contains("`stall`"), "{said}");
}
