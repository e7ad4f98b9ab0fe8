//! The JSON Schemas in `docs/` say what the code reads and writes: no key more, no key less.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::schema::{
    Example, ExampleKind, FORMAT, Kind, MemberFacts, Operation, OperationKind, OtherPage, Parameter,
    Permissions, Place, Property, Returns, Schema, Together, TypeDef, yaml,
};
use graphdown_codegen::source::Span;
use serde_json::Value;

use crate::json_schema::Schemas;

const SCHEMA: &str = "schema.schema.json#";
const OVERRIDE: &str = "overrides.schema.json#/$defs/override";

/// Each definition of `schema.schema.json` that has keys, and where an instance of it stands in [`full`].
const DEFINITIONS: [(&str, &str); 10] = [
    ("", ""),
    ("/$defs/type", "/types/0"),
    ("/$defs/property", "/types/0/properties/0"),
    ("/$defs/memberFacts", "/types/0/memberFacts/none"),
    ("/$defs/operation", "/operations/0"),
    ("/$defs/otherPage", "/operations/0/also/0"),
    ("/$defs/returns", "/operations/0/returns"),
    ("/$defs/parameter", "/operations/0/parameters/0"),
    ("/$defs/permissions", "/operations/0/permissions"),
    ("/$defs/example", "/operations/0/examples/0"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn schemas() -> Schemas {
    Schemas::new(["schema.schema.json", "overrides.schema.json"].map(|name| {
        let text = fs::read_to_string(root().join("docs").join(name)).unwrap();
        (name.to_owned(), serde_json::from_str(&text).unwrap())
    }))
}

/// A schema in which every field has a value that is written. Whoever adds a field adds it here: the literals are
/// complete.
fn full() -> Value {
    let text = || "x".to_owned();
    let span = Span::default();
    let schema = Schema {
        format: FORMAT,
        api_version: text(),
        types: vec![TypeDef {
            name: text(),
            namespace: text(),
            kind: Kind::Entity,
            base: Some(text()),
            page: Some(text()),
            also: vec![text()],
            description: Some(text()),
            deprecated: Some(text()),
            is_abstract: true,
            open: true,
            flags: true,
            inferred: true,
            external: true,
            properties: vec![Property {
                name: text(),
                ty: text(),
                collection: true,
                navigation: true,
                documented: Some(text()),
                values: vec![text()],
                description: Some(text()),
                deprecated: Some(text()),
                inferred: true,
                span,
            }],
            members: vec!["none".to_owned()],
            member_facts: [(
                "none".to_owned(),
                MemberFacts {
                    value: Some(-1),
                    description: Some(text()),
                    deprecated: Some(text()),
                },
            )]
            .into(),
            representation: Some(text()),
            span,
        }],
        operations: vec![Operation {
            method: text(),
            path: text(),
            kind: OperationKind::List,
            title: text(),
            page: Some(text()),
            pages: vec![text()],
            also: vec![OtherPage {
                page: text(),
                title: text(),
                passes_by: true,
            }],
            description: Some(text()),
            deprecated: Some(text()),
            inferred: true,
            body: Some(text()),
            body_collection: true,
            body_optional: true,
            or_media: Some(text()),
            content_types: vec![text()],
            takes: vec![text()],
            parameters: vec![Parameter {
                name: text(),
                ty: text(),
                collection: true,
                place: Place::Query,
                required: true,
                values: vec![text()],
                description: Some(text()),
                span,
            }],
            status: Some(200),
            empty_status: Some(204),
            returns: Some(Returns {
                ty: text(),
                collection: true,
                media: Some(text()),
            }),
            permissions: Some(permissions()),
            examples: vec![Example {
                kind: ExampleKind::Response,
                start: text(),
                headers: vec![text()],
                body: text(),
                page: Some(text()),
                span,
            }],
            span,
        }],
    };
    serde_json::from_str(&yaml::to_json(&schema).unwrap()).unwrap()
}

fn permissions() -> Permissions {
    let scopes = || vec!["x".to_owned()];
    Permissions {
        delegated: scopes(),
        delegated_personal: scopes(),
        application: scopes(),
        together: Together {
            delegated: vec![scopes()],
            delegated_personal: vec![scopes()],
            application: vec![scopes()],
        },
        unsplit: true,
    }
}

fn keys(object: &Value) -> BTreeSet<&str> {
    let object = object.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

#[test]
fn schema_declares_the_keys_that_are_written() {
    let schemas = schemas();
    let full = full();
    assert_eq!(schemas.errors(SCHEMA, &full), [""; 0]);
    for (definition, place) in DEFINITIONS {
        let declared = schemas.get(&format!("{SCHEMA}{definition}/properties"));
        assert_eq!(keys(declared), keys(full.pointer(place).unwrap()), "{definition}");
    }
    let definitions = schemas.get("schema.schema.json#/$defs").as_object().unwrap();
    let with_keys = definitions.values().filter(|it| it.get("properties").is_some());
    assert_eq!(
        with_keys.count() + 1,
        DEFINITIONS.len(),
        "a definition is not tested"
    );
}

/// A key may be left out where the schema says so, and only there.
#[test]
fn schema_requires_the_keys_that_readers_require() {
    let schemas = schemas();
    let full = full();
    for (definition, place) in DEFINITIONS {
        for key in keys(full.pointer(place).unwrap()) {
            let mut without = full.clone();
            let object = without.pointer_mut(place).and_then(Value::as_object_mut);
            object.unwrap().remove(key);
            let read = yaml::from_json(&without.to_string(), "x").is_ok();
            let valid = schemas.errors(SCHEMA, &without).is_empty();
            assert_eq!(valid, read, "{definition} without {key}");
        }
    }
}

#[test]
fn schema_lists_the_values_that_readers_take() {
    let schemas = schemas();
    let places = [
        ("/$defs/type/properties/kind", "/types/0/kind"),
        ("/$defs/operation/properties/kind", "/operations/0/kind"),
        ("/$defs/parameter/properties/in", "/operations/0/parameters/0/in"),
        ("/$defs/example/properties/kind", "/operations/0/examples/0/kind"),
    ];
    for (definition, place) in places {
        let listed = schemas
            .get(&format!("{SCHEMA}{definition}/enum"))
            .as_array()
            .unwrap();
        let mut changed = full();
        for value in listed {
            *changed.pointer_mut(place).unwrap() = value.clone();
            yaml::from_json(&changed.to_string(), "x").unwrap();
        }
        *changed.pointer_mut(place).unwrap() = "nothing".into();
        let error = yaml::from_json(&changed.to_string(), "x").unwrap_err();
        // serde's message lists every variant between backquotes, after the one that it found.
        let known = error.message.split('`').skip(3).step_by(2).count();
        assert_eq!(known, listed.len(), "{definition}: {error}");
    }
}

#[test]
fn overrides_correct_the_keys_of_the_schema() {
    let schemas = schemas();
    let fields = |name: &str| schemas.get(&format!("overrides.schema.json#/$defs/{name}/properties"));
    let declared = |name: &str| schemas.get(&format!("{SCHEMA}/$defs/{name}/properties"));
    for (of, name) in [
        ("typeFields", "type"),
        ("propertyFields", "property"),
        ("operationFields", "operation"),
    ] {
        assert_eq!(keys(fields(of)), keys(declared(name)), "{of}");
    }
    let mut member = keys(declared("memberFacts"));
    member.insert("name");
    assert_eq!(keys(fields("memberFields")), member);
}

/// What the reader of overrides takes and refuses, over its own test cases.
#[test]
fn overrides_are_valid_where_they_are_read() {
    /// Wrong in a way that only the reader sees.
    const BEYOND_THE_SCHEMA: [&str; 3] = ["no-reason", "no-slash", "no-method"];
    let schemas = schemas();
    let cases = root().join("codegen/tests/schema/overrides");
    for entry in fs::read_dir(&cases).unwrap() {
        let case = entry.unwrap().path();
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        if !case.is_dir() || name == "not_yaml" {
            continue;
        }
        let text = fs::read_to_string(case.join("overrides.yaml")).unwrap();
        let entries: Vec<Value> = serde_yaml::from_str(&text).unwrap();
        for entry in entries {
            let errors = schemas.errors(OVERRIDE, &entry);
            let called = entry["name"].as_str().unwrap();
            let wrong = ["wrong_entries", "unknown_key"].contains(&name.as_str());
            let expected = wrong && !BEYOND_THE_SCHEMA.contains(&called);
            assert_eq!(!errors.is_empty(), expected, "{name}/{called}: {errors:?}");
        }
    }
}

#[test]
fn shipped_files_are_valid() {
    let schemas = schemas();
    let audit = root().join("schemas/audit");
    let others = fs::read_dir(root().join("overrides")).unwrap();
    let others = others.map(|it| it.unwrap().path());
    for path in others.chain([audit.join("overrides.yaml")]) {
        let overrides = fs::read_to_string(&path).unwrap();
        let overrides: Value = serde_yaml::from_str(&overrides).unwrap();
        let errors = schemas.errors("overrides.schema.json#", &overrides);
        assert_eq!(errors, [""; 0], "{}", path.display());
    }
    let schema = audit.join("schema.yaml");
    if schema.exists() {
        let schema: Value = serde_yaml::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
        assert_eq!(schemas.errors(SCHEMA, &schema), [""; 0]);
    }
}

/// The guide shows nothing that is refused.
#[test]
fn overrides_in_the_guide_are_valid() {
    let schemas = schemas();
    let guide = fs::read_to_string(root().join("docs/overrides.md")).unwrap();
    let blocks: Vec<_> = guide.split("```yaml\n").skip(1).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let (block, _) = block.split_once("```").expect("a block ends");
        let entries: Value = serde_yaml::from_str(block).unwrap();
        assert_eq!(schemas.errors("overrides.schema.json#", &entries), [""; 0]);
    }
}
