//! Cases from pages to Rust: the pages of `tests/cases/<rule>/pages/` must give its `schema.yaml` and its `diagnostics.txt`, in
//! whatever order they come, and, where the case has a folder `out/`, the files in it.

use std::path::{Path, PathBuf};

use graphdown_codegen::diag::{Diagnostics, Format, Style, render};
use graphdown_codegen::emit::Target;
use graphdown_codegen::pipeline;
use graphdown_codegen::schema::yaml::to_yaml;
use graphdown_test_support::golden;

use crate::read::{self, Read};

#[test]
fn cases_give_what_is_expected() {
    golden::hold(|golden| {
        for case in cases() {
            let read = read(&case);
            golden.file(&case.join("schema.yaml"), &to_yaml(&read.schema).unwrap());
            golden.file(&case.join("diagnostics.txt"), &found(&case, &read));
            if case.join("out").is_dir() {
                let files = pipeline::generate(&read.schema, &Target::Included, &mut Diagnostics::default());
                let files = files.iter().map(|it| (it.path.as_str(), it.text.as_str()));
                golden.folder(&case.join("out"), files);
            }
        }
    });
}

#[test]
fn the_order_of_pages_never_shows() {
    for case in cases() {
        let expected = read(&case);
        let got = read::read(&case.join("pages"), None, |facts| facts.reverse());
        let name = case.display();
        assert_eq!(to_yaml(&got.schema), to_yaml(&expected.schema), "{name}");
        assert_eq!(found(&case, &got), found(&case, &expected), "{name}");
    }
}

#[test]
fn every_unit_has_one_verdict() {
    for case in cases() {
        assert_eq!(read(&case).unaccounted(), [""; 0], "{}", case.display());
    }
}

fn read(case: &Path) -> Read {
    read::read(&case.join("pages"), None, |_| {})
}

/// The findings, without a place on this machine.
fn found(case: &Path, read: &Read) -> String {
    let found = render(&read.sources, &read.diagnostics, Format::Short, Style::Plain);
    golden::within(case, &found)
}

/// The folders of cases. Each has pages: without them nothing would be held.
fn cases() -> Vec<PathBuf> {
    let cases = golden::cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"));
    for case in &cases {
        assert!(
            case.join("pages").is_dir(),
            "{} has no folder `pages`",
            case.display()
        );
    }
    assert!(cases.len() > 10, "the cases are gone");
    cases
}
