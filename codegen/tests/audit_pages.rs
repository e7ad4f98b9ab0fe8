//! The pages in `schemas/audit` are read without a finding, and nothing on them is left unread.

use std::path::Path;

use graphdown_codegen::coverage::{Coverage, Skipped, Unit, Verdict};
use graphdown_codegen::diag::{Diagnostics, Severity};
use graphdown_codegen::extract::extract;
use graphdown_codegen::markdown::parse;
use graphdown_codegen::merge::{Options, merge};
use graphdown_codegen::overrides;
use graphdown_codegen::source::{SourceFile, load};

#[test]
fn audit_pages_are_read_without_a_finding() {
    let audit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/audit");
    let mut diagnostics = Diagnostics::default();
    let mut coverage = Coverage::default();
    let mut sources = load(&[audit.join("pages")], &mut diagnostics);
    let mut facts = Vec::new();
    for (id, file) in sources.iter().filter(|(_, file)| !file.is_include) {
        let page = parse(id, file, &mut diagnostics);
        facts.push(extract(&page, &sources, &mut diagnostics, &mut coverage));
    }
    let mut schema = merge(facts, &Options::default(), &mut diagnostics, &mut coverage);
    let path = audit.join("overrides.yaml");
    let file = sources.add(SourceFile {
        name: "overrides.yaml".to_owned(),
        text: std::fs::read_to_string(&path).unwrap(),
        path,
        is_include: false,
    });
    overrides::apply(&mut schema, &sources, file, &mut diagnostics);

    let findings: Vec<_> = diagnostics
        .iter()
        .filter(|it| it.severity > Severity::Note)
        .map(|it| {
            let file = it.span.map(|span| sources.file(span.file).name.as_str());
            format!("{}: {}: {}", file.unwrap_or("pages"), it.code.name(), it.message)
        })
        .collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    for unit in [
        Unit::Page,
        Unit::Table,
        Unit::Row,
        Unit::Parameter,
        Unit::Type,
        Unit::Member,
        Unit::Operation,
        Unit::Permission,
        Unit::Example,
    ] {
        for (verdict, count) in coverage.verdicts(unit) {
            let understood = matches!(verdict, Verdict::Typed | Verdict::Skipped(Skipped::NotData));
            assert!(understood, "{unit:?}: {count} {verdict:?}");
        }
    }
    assert_eq!(schema.api_version, "beta");
    assert_eq!((schema.types.len(), schema.operations.len()), (16, 14));
    assert!(schema.types.iter().all(|it| !it.inferred && !it.external));
    assert!(
        schema
            .operations
            .iter()
            .all(|it| !it.inferred && it.permissions.is_some())
    );
}
