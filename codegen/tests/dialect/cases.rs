//! Golden cases of the dialect: the pages of `tests/pages/<case>/` must give its `schema.yaml` and its
//! `diagnostics.txt`, in whatever order they come. `GRAPHDOWN_BLESS=1` rewrites the expectations.

use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::diag::{Format, Style, render};
use graphdown_codegen::schema::yaml::to_yaml;

use crate::read;

#[test]
fn cases_give_what_is_expected() {
    let bless = std::env::var_os("GRAPHDOWN_BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let read = read::read(&case, None, |_| {});
        let schema = to_yaml(&read.schema).unwrap();
        let found = render(&read.sources, &read.diagnostics, Format::Short, Style::Plain);
        for (file, got) in [("schema.yaml", schema), ("diagnostics.txt", found)] {
            let path = case.join(file);
            let expected = fs::read_to_string(&path).unwrap_or_default();
            if got == expected {
                continue;
            }
            if bless {
                fs::write(&path, got).unwrap();
            } else {
                wrong.push(format!(
                    "{}\n--- expected\n{expected}\n--- got\n{got}",
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_of_pages_never_shows() {
    for case in cases() {
        let expected = read::read(&case, None, |_| {});
        let got = read::read(&case, None, |facts| facts.reverse());
        let name = case.display();
        assert_eq!(to_yaml(&got.schema), to_yaml(&expected.schema), "{name}");
        let text = |it: &read::Read| render(&it.sources, &it.diagnostics, Format::Short, Style::Plain);
        assert_eq!(text(&got), text(&expected), "{name}");
    }
}

#[test]
fn every_unit_has_one_verdict() {
    for case in cases() {
        let read = read::read(&case, None, |_| {});
        assert_eq!(read.unaccounted(), [""; 0], "{}", case.display());
    }
}

/// The cases, relative to the crate, so that no expectation holds a machine's path.
fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<_> = fs::read_dir("tests/pages")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| Path::is_dir(path))
        .collect();
    cases.sort();
    assert!(cases.len() > 10, "the cases are gone");
    cases
}
