//! Pages come from strangers. Whatever they write, in whatever place, is text in the output and never code, and no file
//! is written outside of the folder. What is generated from hostile pages is compiled: each of them tries to smuggle in
//! a `compile_error!`.

use std::fs;
use std::path::Path;

use graphdown_codegen::diag::Severity;
use graphdown_codegen::emit::{Origin, Package, Runtime, Target};
use graphdown_codegen::pipeline::{self, Input};
use graphdown_codegen::write::{self, Mode};
use graphdown_test_support::cargo;

/// What closes a string, a comment, an attribute, a path, a line, a word.
const CLOSERS: [&str; 14] = [
    "\"; CODE //",
    "\\\"; CODE //",
    "\"#; CODE //",
    "*/ CODE /*",
    "\"] CODE #[doc = \"",
    "#![CODE]",
    "`{CODE}`",
    "}} CODE {{",
    "../../../CODE",
    "..\\..\\CODE",
    "<br>\u{202e}CODE\u{2066}",
    "&#10;CODE&#13;",
    "\u{2028}CODE\u{0085}",
    "r#\"CODE\"# \u{0}",
];

const CODE: &str = "compile_error!(\"a page put code into the output\");";

/// A page for each way of closing something, with the attempt in every place where a page can write.
fn hostile_pages(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    for (index, closer) in CLOSERS.iter().enumerate() {
        let attempt = closer.replace("CODE", CODE);
        let cell = attempt.replace('|', "\\|");
        let resource = format!(
            "---\ntitle: \"{attempt}\"\ndescription: \"{attempt}\"\ndoc_type: resourcePageType\n---\n\n\
             # victim{index} resource type\n\nNamespace: microsoft.graph\n\n{attempt}\n\n```\n{attempt}\n```\n\n\
             ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n\
             |id|String|{cell}|\n\
             |{cell}|String|The name is the attempt.|\n\
             |typed|{cell}|The type is the attempt.|\n\
             |linked|[{cell}]({cell})|The link is the attempt.|\n\
             |old|String|Deprecated. {cell}|\n\
             |listed|[kind{index}](kind{index}.md)|Possible values are: `{cell}`, `fine`.|\n\n\
             ## JSON representation\n\n<!-- {{ \"blockType\": \"resource\", \"keyProperty\": \"id\", \
             \"@odata.type\": \"microsoft.graph.victim{index}\" }} -->\n``` json\n{{ \"{attempt}\": \"String\" }}\n```\n"
        );
        let members = format!(
            "# kind{index} enum type\n\nNamespace: microsoft.graph\n\n{attempt}\n\n## Members\n\n\
             |Member|Value|Description|\n|:---|:---|:---|\n|fine|0|{cell}|\n|{cell}|1|The name is the attempt.|\n"
        );
        let operation = format!(
            "---\ntitle: \"{attempt}\"\ndoc_type: apiPageType\n---\n\n# {attempt}\n\nNamespace: microsoft.graph\n\n\
             {attempt}\n\n## Permissions\n\n|Permission type|Permissions (from least to most privileged)|\n|:---|:---|\n\
             |Delegated (work or school account)|{cell}, Fine.Read.All|\n\n## HTTP request\n\n``` http\n\
             GET /victims{index}/{{id}}\nGET /victims{index}/{attempt}\nPOST /victims{index}/go\n```\n\n\
             ## Request body\n\n|Parameter|Type|Description|\n|:---|:---|:---|\n|{cell}|String|{cell}|\n\n\
             ## Response\n\nIf successful, this method returns a `200 OK` response code and a \
             [victim{index}](victim{index}.md) object in the response body.\n"
        );
        for (name, text) in [("victim", resource), ("kind", members), ("call", operation)] {
            fs::write(folder.join(format!("{name}{index}.md")), text).expect("a page");
        }
    }
    let megabyte = "x".repeat(1 << 20);
    let large = format!(
        "# large resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n\
         |:---|:---|:---|\n|id|String|{megabyte}|\n|{megabyte}|String|A long name.|\n|kind|{megabyte}|A long type.|\n"
    );
    fs::write(folder.join("large.md"), large).expect("a page");
}

#[test]
fn what_pages_say_never_becomes_code() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (pages, client) = (folder.path().join("pages"), folder.path().join("client"));
    hostile_pages(&pages);

    let input = Input {
        pages: vec![pages],
        ..Input::default()
    };
    let mut front = pipeline::read(&input);
    let runtime = workspace.join("runtime").to_string_lossy().replace('\\', "/");
    let package = Package {
        name: "victim".to_owned(),
        runtime: Runtime::Path(runtime),
        origin: Origin::default(),
    };
    let files = pipeline::generate(&front.schema, &Target::Crate(package), &mut front.diagnostics);
    let errors: Vec<_> = front
        .diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "hostile names are warnings: {errors:#?}");
    assert!(
        front
            .diagnostics
            .iter()
            .any(|it| it.severity == Severity::Warning),
        "nothing was said of them"
    );
    assert!(files.len() > CLOSERS.len(), "hardly anything was generated");

    for file in &files {
        let fits = |it: char| it.is_ascii_alphanumeric() || "_-./".contains(it);
        assert!(
            file.path.chars().all(fits) && !file.path.contains(".."),
            "{:?}",
            file.path
        );
        let steers = |it: char| (it.is_control() && it != '\n') || ('\u{202a}'..='\u{2069}').contains(&it);
        let raw: Vec<_> = file.text.chars().filter(|it| steers(*it)).collect();
        assert!(raw.is_empty(), "{} holds {raw:?}", file.path);
    }
    let carried = files
        .iter()
        .filter(|it| it.text.contains("a page put code into the output"))
        .count();
    assert!(
        carried > CLOSERS.len(),
        "only {carried} files hold an attempt as text"
    );
    write::write(&client, &files, Mode::Write).expect("a client");
    let written: Vec<_> = fs::read_dir(folder.path())
        .expect("the folder")
        .flatten()
        .map(|it| it.file_name())
        .collect();
    assert_eq!(written.len(), 2, "something was written elsewhere: {written:?}");

    fs::copy(workspace.join("Cargo.lock"), client.join("Cargo.lock")).expect("the lock file");
    let manifest = fs::read_to_string(client.join("Cargo.toml")).expect("the manifest");
    let areas: Vec<_> = manifest
        .lines()
        .filter_map(|line| line.strip_suffix(" = []"))
        .collect();
    assert!(areas.len() >= CLOSERS.len(), "operations are missing: {areas:?}");
    let output = cargo(&client, env!("CARGO_TARGET_TMPDIR"))
        .args(["check", "--quiet", "--no-default-features", "--features"])
        .arg(areas.join(","))
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "it does not compile:\n{said}");
    assert!(!said.contains("warning:"), "it warns:\n{said}");
}
