//! The pages in `schemas/audit` are read without a finding, and nothing on them is left unread.

use std::path::Path;

use graphdown_codegen::coverage::{Skipped, Unit, Verdict};
use graphdown_codegen::diag::Severity;
use graphdown_codegen::pipeline::{Input, read};
use graphdown_codegen::schema::Operation;

#[test]
fn audit_pages_are_read_without_a_finding() {
    let audit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/audit");
    let front = read(&Input {
        pages: vec![audit.join("pages")],
        overrides: vec![audit.join("overrides.yaml")],
        ..Input::default()
    });
    let findings: Vec<_> = front
        .diagnostics
        .iter()
        .filter(|it| it.severity > Severity::Note)
        .map(|it| {
            let file = it.span.map(|span| front.sources.file(span.file).name.as_str());
            format!("{}: {}: {}", file.unwrap_or("pages"), it.code.name(), it.message)
        })
        .collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    for unit in Unit::ALL {
        for (verdict, count) in front.coverage.verdicts(unit) {
            let understood = matches!(verdict, Verdict::Typed | Verdict::Skipped(Skipped::NotData));
            assert!(understood, "{unit:?}: {count} {verdict:?}");
        }
    }
    let schema = front.schema;
    assert_eq!(schema.api_version, "beta");
    assert_eq!((schema.types.len(), schema.operations.len()), (16, 14));
    assert!(schema.types.iter().all(|it| !it.inferred && !it.external));
    let known = |it: &Operation| !it.inferred && it.permissions.is_some();
    assert!(schema.operations.iter().all(known));
}
