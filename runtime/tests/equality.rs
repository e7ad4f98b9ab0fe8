//! Two structures are equal where each property is, as its type compares.

use graphdown_runtime::{Nav, json};

use crate::sample::types::{RemoteAction, Specimen};

fn read(text: &str) -> Specimen {
    json::from_str(text).unwrap()
}

/// Each pair says the same.
const EQUAL: &[(&str, &str)] = &[
    ("{}", "{}"),
    (r#"{"text":"a","flag":true}"#, r#"{"flag":true,"text":"a"}"#),
    // One instant, one length of time, one number, one set, one value of JSON.
    (
        r#"{"dateTime":"2017-01-01T00:00:00Z"}"#,
        r#"{"dateTime":"2017-01-01T01:00:00+01:00"}"#,
    ),
    (r#"{"duration":"PT60M"}"#, r#"{"duration":"PT1H"}"#),
    (r#"{"decimal":1.10}"#, r#"{"decimal":1.1}"#),
    (
        r#"{"guid":"A0B1C2D3-0000-0000-0000-00000000000F"}"#,
        r#"{"guid":"a0b1c2d3-0000-0000-0000-00000000000f"}"#,
    ),
    (
        r#"{"actions":"wipe,quickScan"}"#,
        r#"{"actions":"quickScan, wipe"}"#,
    ),
    (r#"{"json":{"a":1,"b":[2]}}"#, r#"{"json":{"b":[2],"a":1}}"#),
    (
        r#"{"inner":{"dateTime":"2017-01-01T00:00:00Z"}}"#,
        r#"{"inner":{"dateTime":"2017-01-01T00:00:00+00:00"}}"#,
    ),
    (
        r#"{"linked":{"links":[{"decimal":2.0}]}}"#,
        r#"{"linked":{"links":[{"decimal":2}]}}"#,
    ),
    (r#"{"flag":"no","zz":1.0}"#, r#"{"zz":1.0,"flag":"no"}"#),
];

/// Each pair differs, in one thing.
const DIFFERENT: &[(&str, &str)] = &[
    (r#"{"text":"a"}"#, r#"{"text":"b"}"#),
    (r#"{"text":"a"}"#, "{}"),
    (r#"{"flag":true}"#, r#"{"flag":false}"#),
    (r#"{"int32":1}"#, r#"{"int32":2}"#),
    (r#"{"int64":1}"#, r#"{"int64":2}"#),
    (r#"{"double":1.5}"#, r#"{"double":1.25}"#),
    (r#"{"double":"NaN"}"#, r#"{"double":"NaN"}"#),
    (r#"{"byte":1}"#, r#"{"byte":2}"#),
    (
        r#"{"dateTime":"2017-01-01T00:00:00Z"}"#,
        r#"{"dateTime":"2017-01-01T00:00:00+01:00"}"#,
    ),
    (r#"{"action":"quickScan"}"#, r#"{"action":"notListed"}"#),
    (r#"{"json":1}"#, r#"{"json":2}"#),
    (r#"{"texts":["a"]}"#, r#"{"texts":["a","a"]}"#),
    (r#"{"texts":[]}"#, "{}"),
    (r#"{"numbers":[1,2]}"#, r#"{"numbers":[2,1]}"#),
    (r#"{"pair":{"key":"a"}}"#, r#"{"pair":{"key":"b"}}"#),
    (r#"{"pair":{}}"#, "{}"),
    (r#"{"pairs":[{"key":"a"},{}]}"#, r#"{"pairs":[{"key":"a"}]}"#),
    (r#"{"pairs":[]}"#, "{}"),
    // A misfit in the place of an element, and of a value.
    (r#"{"pairs":[{}]}"#, r#"{"pairs":["x"]}"#),
    (r#"{"flag":"no"}"#, r#"{"flag":"yes"}"#),
    (r#"{"text":null}"#, "{}"),
    (r#"{"zz":1}"#, r#"{"zz":2}"#),
    (r#"{"linked":{"text":"a"}}"#, r#"{"linked":{"text":"b"}}"#),
    (r#"{"links":[{}]}"#, r#"{"links":[]}"#),
];

#[test]
fn what_says_the_same_is_equal() {
    for (left, right) in EQUAL {
        assert_eq!(read(left), read(right), "{left} {right}");
        assert_eq!(read(right), read(left), "{right} {left}");
    }
}

#[test]
fn what_differs_is_not() {
    for (left, right) in DIFFERENT {
        assert_ne!(read(left), read(right), "{left} {right}");
        assert_ne!(read(right), read(left), "{right} {left}");
    }
}

#[test]
fn a_value_is_equal_however_it_came() {
    let made = Specimen {
        action: Some(RemoteAction::FactoryReset),
        linked: Nav::from(Specimen {
            kinds: Some(vec![RemoteAction::Unlisted("new".to_owned())]),
            ..Specimen::default()
        }),
        ..Specimen::default()
    };
    assert_eq!(
        made,
        read(r#"{"action":"factoryReset","linked":{"kinds":["new"]}}"#)
    );
    assert_eq!(made, made.clone());
    // By the name in JSON, whether the pages list it or not.
    assert_eq!(
        RemoteAction::Unlisted("factoryReset".to_owned()),
        RemoteAction::FactoryReset
    );
}
