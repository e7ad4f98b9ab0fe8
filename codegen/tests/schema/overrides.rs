//! Cases of overrides: `tests/schema/overrides/<case>/overrides.yaml` over `schema.yaml` (the case's own, else the folder's)
//! must give `expected.yaml`, and the findings in `expected.stderr` where there are any. `GRAPHDOWN_BLESS=1` rewrites
//! the expectations.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::overrides;
use graphdown_codegen::schema::{FORMAT, Parameter, Property, Schema, TypeDef, yaml};
use graphdown_codegen::schema::{Operation, OperationKind};
use graphdown_codegen::source::{FileId, SourceFile, SourceMap, Span};
use graphdown_test_support::golden;

#[test]
fn overrides_apply_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema/overrides");
    golden::hold(|golden| {
        for case in golden::cases(&folder) {
            let (schema, findings) = run(&case);
            golden.file(&case.join("expected.yaml"), &schema);
            golden.file(&case.join("expected.stderr"), &findings);
        }
    });
}

/// The schema after the overrides, where it is another, and the findings.
fn run(case: &Path) -> (String, String) {
    let own = case.join("schema.yaml");
    let path = if own.exists() {
        own
    } else {
        case.with_file_name("schema.yaml")
    };
    let before = yaml::from_yaml(&fs::read_to_string(path).unwrap(), "schema.yaml").unwrap();
    let mut schema = before.clone();
    let overrides = fs::read_to_string(case.join("overrides.yaml")).unwrap();
    let (sources, diagnostics) = apply(&mut schema, overrides);
    let mut findings = String::new();
    for it in &diagnostics {
        let span = it.span.expect("a finding in a file has a place");
        let (line, column) = sources.line_column(span.file, span.start);
        let (code, text, message) = (it.code.name(), sources.text(span), &it.message);
        let _ = writeln!(findings, "{line}:{column} {code}: {message}\n  here: {text:?}");
        if let Some(help) = &it.help {
            let _ = writeln!(findings, "  help: {help}");
        }
    }
    let changed = schema != before;
    let after = if changed {
        yaml::to_yaml(&schema).unwrap()
    } else {
        String::new()
    };
    (after, findings)
}

fn apply(schema: &mut Schema, overrides: String) -> (SourceMap, Diagnostics) {
    let mut sources = SourceMap::default();
    let file = sources.add(SourceFile {
        name: "overrides.yaml".to_owned(),
        path: PathBuf::from("overrides.yaml"),
        text: overrides,
        is_include: false,
    });
    let mut diagnostics = Diagnostics::default();
    overrides::apply(schema, &sources, file, &mut diagnostics);
    (sources, diagnostics)
}

/// Spans are not serialised, and corrections go through the serialised form: they must not be lost on the way.
#[test]
fn places_in_the_pages_survive_a_correction() {
    let span = |start| Span::new(FileId::default(), start, start + 1);
    let before = Schema {
        format: FORMAT,
        types: vec![TypeDef {
            name: "device".to_owned(),
            namespace: "microsoft.graph".to_owned(),
            span: span(1),
            properties: vec![Property {
                name: "id".to_owned(),
                ty: "String".to_owned(),
                span: span(2),
                ..Property::default()
            }],
            ..TypeDef::default()
        }],
        operations: vec![Operation {
            method: "GET".to_owned(),
            path: "/devices".to_owned(),
            kind: OperationKind::List,
            span: span(3),
            parameters: vec![Parameter {
                name: "$top".to_owned(),
                ty: "Int32".to_owned(),
                span: span(4),
                ..Parameter::default()
            }],
            ..Operation::default()
        }],
        ..Schema::default()
    };
    let mut after = before.clone();
    let overrides = "
- {name: a, target: {type: device}, expect: {open: false}, set: {open: true}, why: x}
- {name: b, target: {property: device/id}, expect: {type: String}, set: {type: Guid}, why: x}
- {name: c, target: {operation: GET /devices}, expect: {status: null}, set: {status: 200}, why: x}
";
    let (_, diagnostics) = apply(&mut after, overrides.to_owned());
    assert!(
        !diagnostics.has_errors(),
        "{:?}",
        diagnostics.iter().collect::<Vec<_>>()
    );
    let mut expected = before;
    expected.types[0].open = true;
    expected.types[0].properties[0].ty = "Guid".to_owned();
    expected.operations[0].status = Some(200);
    assert_eq!(after, expected);
}
