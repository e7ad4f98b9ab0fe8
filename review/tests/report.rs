//! Pages with one fault of nearly every kind, and the report that they must give. `GRAPHDOWN_BLESS=1` writes it anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::examples::gather;
use graphdown_codegen::pipeline::{Input, read};
use graphdown_codegen::resolve::resolve;
use graphdown_review::{FaultKind, Review, Tested, review};
use graphdown_test_support::golden;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn reviewed(pages: PathBuf) -> Review {
    let front = read(&Input {
        pages: vec![pages],
        ..Input::default()
    });
    let mut model = resolve(&front.schema, &mut Diagnostics::default());
    model.examples = gather(&front.schema, &front.sources, &model);
    review(&front, &model)
}

#[test]
fn every_fault_is_told_at_its_line() {
    let review = reviewed(folder().join("pages"));
    let found = fs::read_to_string(folder().join("tested.jsonl")).expect("the outcome of a client's tests");
    let tested = Tested::read(&found, &review).expect("it can be read");
    let json = serde_json::to_string_pretty(&review.json(None)).expect("a value is JSON");
    golden::hold(|golden| {
        golden.file(&folder().join("report.md"), &review.markdown(Some(&tested)));
        golden.file(&folder().join("report.json"), &(json + "\n"));
        golden.file(&folder().join("report.txt"), &review.text(None));
    });
}

#[test]
fn own_pages_have_none() {
    let pages = folder().join("../../schemas/audit/pages");
    let review = reviewed(pages);
    assert!(review.totals.examples() > 20);
    assert_eq!(review.faults, []);
}

#[test]
fn the_case_knows_most_kinds() {
    let review = reviewed(folder().join("pages"));
    let found: BTreeSet<FaultKind> = review.faults.iter().map(|it| it.kind).collect();
    assert!(
        found.len() > 15,
        "only {:?}",
        found.iter().map(|it| it.name()).collect::<Vec<_>>()
    );
}

/// A code span holds all that a page says: nothing of it is Markdown or HTML.
#[test]
fn pages_cannot_write_into_the_report() {
    let review = reviewed(folder().join("pages"));
    for line in review.markdown(None).lines() {
        let outside: String = line.split('`').step_by(2).collect();
        assert_eq!(line.matches('`').count() % 2, 0, "{line}");
        assert!(!outside.contains(['<', '>']), "{line}");
    }
}
