//! The corrections that are shipped beside the code apply to the pages that they are for.

use std::path::Path;

use graphdown_codegen::overrides;
use graphdown_codegen::schema::{Schema, TypeDef};
use graphdown_codegen::source::SourceFile;
use graphdown_test_support::corpus;

use crate::read;

#[test]
fn corrections_of_v1_apply_to_its_pages() {
    let Some(root) = corpus::pages("corpus/2021/api-reference/v1.0") else {
        return;
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../overrides/microsoft-graph-v1.0-2021.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let count = text.lines().filter(|line| line.starts_with("- name: ")).count();
    let mut read = read::read(&root, None, |_| {});
    let before = read.schema.clone();
    let found = read.diagnostics.iter().count();
    let file = read.sources.add(SourceFile {
        name: "overrides.yaml".to_owned(),
        path,
        text,
        is_include: false,
    });
    overrides::apply(&mut read.schema, &read.sources, file, &mut read.diagnostics);
    let new: Vec<_> = read
        .diagnostics
        .iter()
        .skip(found)
        .map(|it| &it.message)
        .collect();
    assert!(new.is_empty(), "{new:#?}");
    // Each is about one thing, and none undoes another.
    assert_eq!(differences(&before, &read.schema), count);
}

/// How many types, properties and members are not as they were.
fn differences(before: &Schema, after: &Schema) -> usize {
    let of_type = |(before, after): (&TypeDef, &TypeDef)| {
        let own = [
            before.base != after.base,
            before.kind != after.kind,
            before.flags != after.flags,
        ];
        let properties = after
            .properties
            .iter()
            .filter(|it| !before.properties.contains(it));
        let members = after.members.iter().filter(|it| !before.members.contains(it));
        own.into_iter().filter(|it| *it).count() + properties.count() + members.count()
    };
    assert_eq!(before.types.len(), after.types.len());
    before.types.iter().zip(&after.types).map(of_type).sum()
}
