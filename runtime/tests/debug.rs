//! What `{:?}` shows of a structure: what is there, and nothing else.

use graphdown_runtime::json;

use crate::sample::types::{RemoteAction, Specimen};

fn shown(text: &str) -> String {
    let specimen: Specimen = json::from_str(text).unwrap();
    format!("{specimen:?}")
}

#[test]
fn what_is_there_is_shown() {
    let cases = [
        ("{}", "Specimen"),
        (
            r#"{"text":"a\"b","flag":true,"int32":-1,"double":0.5}"#,
            r#"Specimen { text: "a\"b", flag: true, int32: -1, double: 0.5 }"#,
        ),
        (
            r#"{"byte":7,"decimal":1.10,"dateTime":"2017-01-01T00:00:00Z","action":"quickScan","actions":"a,b"}"#,
            r#"Specimen { byte: 7, decimal: 1.10, dateTime: "2017-01-01T00:00:00Z", action: "quickScan", actions: "a,b" }"#,
        ),
        (
            r#"{"json":{"b":1.0},"texts":[],"numbers":[1,2]}"#,
            r#"Specimen { json: {"b":1.0}, texts: [], numbers: [1, 2] }"#,
        ),
        (
            r#"{"pair":{"key":"a"},"inner":{"links":[{"text":"b"},{}]}}"#,
            r#"Specimen { pair: KeyValuePair2OfStringString { key: "a" }, inner: Specimen { links: [Specimen { text: "b" }, Specimen] } }"#,
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn what_came_beside_is_shown() {
    let text = shown(r#"{"flag":"no","text":null,"zz":[1],"pairs":["x"]}"#);
    for part in [
        "additional_data: ",
        "flag",
        "\\\"no\\\"",
        "text",
        "null",
        "zz",
        "[1]",
        "KeyValuePair2OfStringString {",
        "\"x\"",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn it_reads_well_over_lines() {
    let specimen: Specimen = json::from_str(r#"{"text":"a","linked":{"pairs":[{"key":"b"}]}}"#).unwrap();
    let expected = r#"Specimen {
    text: "a",
    linked: Specimen {
        pairs: [
            KeyValuePair2OfStringString {
                key: "b",
            },
        ],
    },
}"#;
    assert_eq!(format!("{specimen:#?}"), expected);
}

#[test]
fn a_member_is_shown_by_its_name_in_json() {
    assert_eq!(format!("{:?}", RemoteAction::FactoryReset), "factoryReset");
    assert_eq!(format!("{:?}", RemoteAction::Unlisted("new".to_owned())), "new");
}
