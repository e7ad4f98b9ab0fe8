//! No text that goes into documentation holds what is a page's markup: the line of the namespace, brackets of includes and
//! notes, marks of zones, comments, fences, links.

use std::path::Path;

use graphdown_codegen::schema::{Schema, yaml};
use graphdown_test_support::{corpus, repository};

use crate::read;

/// Every text of a schema that is shown to people, with what it is of.
fn texts(schema: &Schema) -> Vec<(String, &str)> {
    let mut found: Vec<(String, &str)> = Vec::new();
    for ty in &schema.types {
        let of = |name: &str| format!("{}.{name}", ty.name);
        found.extend(
            ty.description
                .iter()
                .chain(&ty.deprecated)
                .map(|it| (ty.name.clone(), it.as_str())),
        );
        for property in &ty.properties {
            let texts = property.description.iter().chain(&property.deprecated);
            found.extend(texts.map(|it| (of(&property.name), it.as_str())));
        }
        for (name, facts) in &ty.member_facts {
            let texts = facts.description.iter().chain(&facts.deprecated);
            found.extend(texts.map(|it| (of(name), it.as_str())));
        }
    }
    for operation in &schema.operations {
        let of = format!("{} {}", operation.method, operation.path);
        let own = operation
            .description
            .iter()
            .chain(&operation.deprecated)
            .chain([&operation.title]);
        let others = operation.also.iter().map(|it| &it.title);
        let rows = operation
            .parameters
            .iter()
            .filter_map(|it| it.description.as_ref());
        found.extend(own.chain(others).chain(rows).map(|it| (of.clone(), it.as_str())));
    }
    found
}

/// What markup a text holds outside of code.
fn markup(text: &str) -> Option<&'static str> {
    let outside: String = text.split('`').step_by(2).collect();
    let marks = [
        ("Namespace: ", "the line of the namespace"),
        ("[!", "the bracket of an include or a note"),
        (":::", "the mark of a zone"),
        ("<!--", "a comment"),
        ("-->", "a comment"),
        ("](", "a link"),
        ("][", "a link"),
    ];
    let found = marks
        .iter()
        .find(|(mark, _)| outside.contains(mark))
        .map(|(_, what)| *what);
    let is_fence = |line: &str| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
    found.or_else(|| text.lines().any(is_fence).then_some("a fence"))
}

fn hold(place: &str, schema: &Schema) {
    let texts = texts(schema);
    let found: Vec<_> = texts
        .iter()
        .filter_map(|(of, text)| Some((markup(text)?, of, text)))
        .collect();
    assert!(found.is_empty(), "{place}: {found:#?}");
}

#[test]
fn no_text_of_a_case_holds_markup() {
    let mut count = 0;
    for folder in ["cases", "output/generate"] {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
        for case in std::fs::read_dir(&cases).expect("a folder of cases") {
            let file = case.expect("a case").path().join("schema.yaml");
            let Ok(text) = std::fs::read_to_string(&file) else {
                continue;
            };
            let name = file.display().to_string();
            let schema = yaml::from_yaml(&text, &name).expect("a golden file is read");
            count += texts(&schema).len();
            hold(&name, &schema);
        }
    }
    assert!(count > 500, "only {count} texts");
}

#[test]
fn no_text_of_the_shipped_schema_holds_markup() {
    let file = repository().join("schemas/audit/schema.yaml");
    let text = std::fs::read_to_string(&file).expect("the schema is there");
    let schema = yaml::from_yaml(&text, "schema.yaml").expect("it is read");
    assert!(!texts(&schema).is_empty());
    hold("schemas/audit", &schema);
}

#[test]
fn no_text_of_the_corpus_holds_markup() {
    for version in corpus::VERSIONS
        .iter()
        .filter(|it| it.folder.ends_with("v1.0") || it.api_version == Some("v1.0"))
    {
        let Some(root) = corpus::pages(version.folder) else {
            continue;
        };
        let read = read::read(&root, version.api_version, |_| {});
        hold(version.folder, &read.schema);
    }
}

#[test]
fn markup_is_seen() {
    for text in ["Namespace: x A.", "a\n```json", "[a](b", "x ::: y", "[!NOTE] a"] {
        assert!(markup(text).is_some(), "{text}");
    }
    for text in ["Use `a[0](b)`.", "`[!x]`", "[1] is a note"] {
        assert_eq!(markup(text), None, "{text}");
    }
}
