//! The round trip over any text, the look of the output, and what readers refuse.

use proptest::prelude::*;

use super::*;
use crate::schema::{Kind, MemberFacts, Operation, Permissions, Property, Returns, TypeDef};
use crate::service::Service;

/// A schema in which every place that takes text of a page holds this text.
fn schema_of(text: &str) -> Schema {
    let some = || Some(text.to_owned());
    Schema {
        format: FORMAT,
        api_version: text.to_owned(),
        service: Service::default(),
        types: vec![TypeDef {
            name: text.to_owned(),
            kind: Kind::Enum,
            description: some(),
            representation: some(),
            members: vec![text.to_owned(), String::new()],
            member_facts: [(
                text.to_owned(),
                MemberFacts {
                    value: Some(-1),
                    description: some(),
                    deprecated: None,
                },
            )]
            .into(),
            properties: vec![Property {
                name: text.to_owned(),
                values: vec![text.to_owned()],
                ..Property::default()
            }],
            ..TypeDef::default()
        }],
        operations: vec![Operation {
            path: text.to_owned(),
            status: Some(201),
            returns: Some(Returns {
                ty: text.to_owned(),
                collection: true,
                ..Returns::default()
            }),
            permissions: Some(Permissions {
                application: vec![text.to_owned()],
                ..Permissions::default()
            }),
            ..Operation::default()
        }],
    }
}

proptest! {
    #[test]
    fn any_text_survives_both_forms(
        text in "(\\PC|[\n\r\t #:'\"\\\\\u{0}\u{85}\u{2028}\u{feff}\u{202e}\u{7f}-]|  |no|\n\n|[a-z]{20} ){0,30}"
    ) {
        let schema = schema_of(&text);
        let yaml = to_yaml(&schema).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(from_yaml(&yaml, "x.yaml"), Ok(schema.clone()));
        prop_assert_eq!(to_yaml(&schema), Ok(yaml));
        let json = to_json(&schema).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(from_json(&json, "x.json"), Ok(schema));
    }

    #[test]
    fn no_text_brings_the_reader_down(text in "(\\PC|[\n\t]|[-:?&*!|>'\"{}\\[\\],#%]|format: 1\n|types:\n|- ){0,60}") {
        let _ = from_yaml(&text, "x.yaml");
    }
}

#[test]
fn long_text_survives() {
    for text in [
        "x".repeat(5000),
        "x y ".repeat(5000),
        "x\n".repeat(2000),
        "\0".repeat(3000),
        " ".repeat(1500),
    ] {
        let schema = schema_of(&text);
        let yaml = to_yaml(&schema).expect("any text can be written");
        assert_eq!(from_yaml(&yaml, "x.yaml"), Ok(schema));
    }
}

#[test]
fn strings_are_quoted_only_where_they_must_be() {
    let yaml = to_yaml(&Schema {
        format: FORMAT,
        types: vec![TypeDef {
            name: "plain".to_owned(),
            description: Some("It's one line, with: a colon.\nAnd a second.".to_owned()),
            members: ["plain", "no", "1.0", ""].map(str::to_owned).to_vec(),
            representation: Some("{\n  \"id\": \"String\"\n}\n".to_owned()),
            ..TypeDef::default()
        }],
        ..Schema::default()
    })
    .expect("a plain schema can be written");
    let expected = "\
format: 1
apiVersion: \"\"
types:
- name: plain
  namespace: \"\"
  kind: complex
  base: null
  page: null
  description: |-
    It's one line, with: a colon.
    And a second.
  members:
  - plain
  - \"no\"
  - \"1.0\"
  - \"\"
  representation: |
    {
      \"id\": \"String\"
    }
operations: []
";
    assert_eq!(yaml.strip_prefix(HEADER), Some(expected));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let cases = [
        ("", "1:1: unexpected end of file"),
        (
            "format: 1\nformat: 1\n",
            "2:1: duplicate mapping key: format not allowed here",
        ),
        (
            "format: 2\nlater: 1",
            "1:1: the file is of format 2; this version of graphdown reads format 1",
        ),
        ("format: 1\ntypes: [{name: x", "2:9: unclosed bracket '{'"),
        ("format: 1\ntypes: 3", "2:8: expected sequence start"),
        (
            "format: 1\n\tx: 3\n",
            "1:9: while scanning a plain scalar, found a tab",
        ),
        (
            "format: 1\ntypes:\n- name: x\n  namespace: z\n  kind: thing",
            "5:9: unknown variant `thing`, expected one of entity, complex, enum",
        ),
        (
            "format: 1\nschema: x",
            "2:1: unknown field `schema`, expected one of format, apiVersion, service, types, operations",
        ),
    ];
    for (text, expected) in cases {
        let error = from_yaml(text, "x.yaml").expect_err(text);
        assert_eq!(error.to_string(), format!("x.yaml:{expected}"));
    }
    let error = from_json("{\"format\": 1,\n \"types\": 3}", "x.json").expect_err("a number is no list");
    assert_eq!(
        error.to_string(),
        "x.json:2:11: invalid type: integer `3`, expected a sequence"
    );
}

/// A small file that unfolds into a large schema is refused, and so is a second document.
#[test]
fn anchors_and_further_documents_are_refused() {
    for text in [
        "format: 1\napiVersion: &a x\n",
        "format: 1\n---\nformat: 1\n",
        "format: 1\n<<: {apiVersion: x}\n",
    ] {
        let error = from_yaml(text, "x.yaml").expect_err(text);
        assert!(error.message.contains("too complex"), "{error}");
    }
}

#[test]
fn a_span_runs_to_the_end_of_its_line() {
    let text = "a\né: x\r\nlast";
    let of = |line, column| span_of_line(FileId::default(), text, line, column).range();
    assert_eq!(&text[of(2, 2)], ": x");
    assert_eq!(&text[of(3, 1)], "last");
    assert_eq!(of(9, 9), text.len()..text.len());
    assert_eq!(&text[of(1, 9)], "");
}
