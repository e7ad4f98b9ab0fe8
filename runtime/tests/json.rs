//! Decoding and encoding: nothing is lost, and what is documented is typed.

use graphdown_runtime::json;
use serde_json::{Value, json};

use crate::sample::types::{RemoteAction, RemoteActionAudit, Specimen};

#[test]
fn times_come_back_digit_for_digit() {
    let text = r##"{"@odata.type":"#microsoft.graph.remoteActionAudit","id":"1","action":"factoryReset","requestDateTime":"2017-01-01T00:03:07.1589002-08:00"}"##;
    let audit: RemoteActionAudit = json::from_str(text).unwrap();
    assert_eq!(audit.action, Some(RemoteAction::FactoryReset));
    assert_eq!(json::to_string(&audit), text);
}

#[test]
fn every_kind_of_value_in_every_slot_comes_back() {
    let values = [
        json!(null),
        json!(true),
        json!(1),
        json!(-7),
        json!(1.5),
        json!(12_345_678_901_u64),
        json!("x"),
        json!("2024-01-02T03:04:05Z"),
        json!("2024-01-02"),
        json!([]),
        json!([1, "a", null]),
        json!(["a", null]),
        json!(["a"]),
        json!([1, 2]),
        json!([{"key": "1", "zz": 9}, null, {"key": 5}]),
        json!({"key": {"deep": [1]}, "text": "no"}),
        json!({}),
        json!([["a"]]),
        json!("PT1H"),
        json!(""),
    ];
    let names = [
        "text",
        "flag",
        "int32",
        "int64",
        "double",
        "byte",
        "int16",
        "single",
        "decimal",
        "dateTime",
        "date",
        "timeOfDay",
        "duration",
        "guid",
        "binary",
        "action",
        "actions",
        "json",
        "texts",
        "numbers",
        "kinds",
        "pair",
        "inner",
        "pairs",
        "linked",
        "links",
        "unknown",
        "text@odata.type",
        "@odata.type",
        "",
    ];
    for name in names {
        for value in &values {
            let object = json!({ name: value, "zz": 1 });
            let specimen: Specimen = json::from_str(&object.to_string()).unwrap();
            let back: Value = serde_json::from_slice(&json::to_vec(&specimen)).unwrap();
            assert_eq!(back, object);
        }
    }
}
