//! A case for each code: `tests/schema/diagnostics/<code>/pages`, with `overrides.yaml` where one is needed, must bring it out
//! and read as `expected.stderr`. `GRAPHDOWN_BLESS=1` rewrites the expectations.
//!
//! What version control cannot hold (a broken link, 65 MB) is made for the test.

use std::fs::{self, File};
use std::path::Path;

use graphdown_codegen::diag::{Code, Format, Style, render};
use graphdown_codegen::load::MAX_FILE_SIZE;
use graphdown_codegen::merge::Options;
use graphdown_codegen::pipeline::{self, Front, Input};
use graphdown_test_support::{golden, skipped};

#[test]
fn every_code_is_brought_out_and_reads_well() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema/diagnostics");
    golden::hold(|golden| {
        for code in Code::ALL {
            let case = cases.join(code.name());
            let made = tempfile::tempdir().unwrap();
            if cfg!(not(unix)) && matches!(code, Code::UnreadableFile | Code::LinkNotFollowed) {
                skipped(&format!("{} needs symbolic links", code.name()));
                continue;
            }
            let is_made = make(*code, made.path());
            let folder = if is_made { made.path() } else { &case };
            let front = read(folder);
            let got = render(&front.sources, &front.diagnostics, Format::Text, Style::Plain);

            if !front.diagnostics.iter().any(|it| it.code == *code) {
                golden.differs(format!("--- {} is not brought out, but:\n{got}", code.name()));
            }
            for it in front.diagnostics.iter().filter(|it| it.help.is_none()) {
                golden.differs(format!("--- {} does not say what to do: {it:?}", code.name()));
            }
            golden.file(&case.join("expected.stderr"), &golden::within(folder, &got));
        }
    });
}

/// No case is left of a code that is gone.
#[test]
fn every_case_has_its_code() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema/diagnostics");
    for entry in fs::read_dir(cases).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(Code::parse(&name).is_some(), "{name} is no code");
    }
}

/// Reads `pages` in a folder, with `overrides.yaml` and the version of `api-version.txt` where there are any.
fn read(folder: &Path) -> Front {
    let overrides = folder.join("overrides.yaml");
    let api_version = fs::read_to_string(folder.join("api-version.txt")).ok();
    pipeline::check(&Input {
        merge: Options {
            api_version: api_version.map(|it| it.trim().to_owned()),
            ..Options::default()
        },
        pages: vec![folder.join("pages")],
        overrides: overrides.exists().then_some(overrides).into_iter().collect(),
        ..Input::default()
    })
}

/// Makes the pages of a code that are no text files; false for those that are.
fn make(code: Code, folder: &Path) -> bool {
    let pages = folder.join("pages");
    fs::create_dir(&pages).unwrap();
    match code {
        Code::NoPages => {}
        Code::OverLimit => {
            let lines = (0..600).fold(String::new(), |lines, it| lines + &format!("GET /things/{it}\n"));
            let words = "word ".repeat(5_000);
            let page = format!(
                "# Get thing\n\nNamespace: microsoft.graph\n\nGets it.\n\n## HTTP request\n\n```http\n{lines}```\n\n\
                 ## Response\n\nIf successful, returns `204 No Content`.\n"
            );
            fs::write(pages.join("thing-get.md"), page).unwrap();
            let page = format!(
                "# thing resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n\
                 |Property|Type|Description|\n|:--|:--|:--|\n|id|String|{words}|\n"
            );
            fs::write(pages.join("thing.md"), page).unwrap();
        }
        Code::TooMuch => {
            let rows = (0..1_000).fold(String::new(), |rows, it| {
                rows + &format!("|p{it}|String|The {it}th.|\n")
            });
            let table = "## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n";
            let page = format!("# base resource type\n\nNamespace: microsoft.graph\n\n{table}{rows}");
            fs::write(pages.join("base.md"), page).unwrap();
            for number in 0..250 {
                let page = format!(
                    "# derived{number} resource type\n\nNamespace: microsoft.graph\n\n\
                     Inherits from [base](base.md).\n\n{table}|own{number}|String|Its own.|\n"
                );
                fs::write(pages.join(format!("derived{number}.md")), page).unwrap();
            }
        }
        Code::InvalidUtf8 => {
            good(&pages);
            fs::write(
                pages.join("thing.md"),
                b"# thing resource type\n\nA r\xE9sum\xE9.\n",
            )
            .unwrap();
        }
        Code::TooLarge => {
            good(&pages);
            let file = File::create(pages.join("export.md")).unwrap();
            file.set_len(MAX_FILE_SIZE + 1).unwrap();
        }
        Code::UnreadableFile => {
            good(&pages);
            link("nowhere.md", &pages.join("thing.md"));
        }
        Code::UnreadableFolder => {
            // Deeper than any folder is entered.
            let names: Vec<_> = (0..66).map(|level| format!("a{level}")).collect();
            fs::create_dir_all(pages.join(names.join("/"))).unwrap();
            good(&pages);
        }
        Code::LinkNotFollowed => {
            good(&pages);
            link(".", &pages.join("again"));
        }
        _ => return false,
    }
    true
}

/// A page that is right.
fn good(pages: &Path) {
    fs::write(pages.join("good.md"), "# good resource type\n").unwrap();
}

#[cfg(unix)]
fn link(to: &str, at: &Path) {
    std::os::unix::fs::symlink(to, at).unwrap();
}

#[cfg(not(unix))]
fn link(_to: &str, _at: &Path) {
    unreachable!("the cases that need links are skipped");
}
