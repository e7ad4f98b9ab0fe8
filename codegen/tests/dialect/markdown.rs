//! Golden cases: `tests/dialect/markdown/<case>.md` must give `<case>.txt`. `GRAPHDOWN_BLESS=1` rewrites the expectations.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::load::load;
use graphdown_codegen::markdown::parse;
use graphdown_test_support::golden;

use crate::dump;

#[test]
fn pages_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialect/markdown");
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .collect();
    cases.sort();
    assert!(cases.len() > 10, "the cases are gone");
    golden::hold(|golden| {
        for case in cases {
            golden.file(&case.with_extension("txt"), &read(&case));
        }
    });
}

/// The page and what was found wrong with it.
fn read(case: &Path) -> String {
    let mut diagnostics = Diagnostics::default();
    let map = load(&[case.to_owned()], &mut diagnostics);
    let (id, file) = map.iter().next().expect("a case is a file");
    let page = parse(id, file, &mut diagnostics);
    let mut out = dump::dump(&page);
    for it in &diagnostics {
        let span = it.span.expect("a finding in a page has a place");
        let (line, column) = map.line_column(id, span.start);
        let _ = writeln!(
            out,
            "{} {line}:{column} {:?} {} (+{})",
            it.code.name(),
            map.text(span),
            it.message,
            it.related.len()
        );
    }
    out
}
