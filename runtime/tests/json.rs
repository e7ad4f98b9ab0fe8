//! Decoding and encoding: what is documented is typed, and nothing is lost.

use graphdown_runtime::{DecodeError, Flags, Json, Nav, Patch, Typed, json};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::sample::types::{
    DirectoryObject, KeyValuePair2OfStringString as Pair, RemoteAction, RemoteActionAudit, Specimen, User,
};

fn decode<T: Typed>(value: &Value) -> T {
    json::from_str(&value.to_string()).unwrap()
}

fn encode(model: &impl Typed) -> Value {
    serde_json::from_slice(&json::to_vec(model)).unwrap()
}

#[test]
fn times_come_back_digit_for_digit() {
    let text = r##"{"@odata.type":"#microsoft.graph.remoteActionAudit","id":"1","action":"factoryReset","requestDateTime":"2017-01-01T00:03:07.1589002-08:00"}"##;
    let audit: RemoteActionAudit = json::from_str(text).unwrap();
    assert_eq!(audit.action, Some(RemoteAction::FactoryReset));
    assert_eq!(json::to_string(&audit), text);
}

/// Text that comes back as it is, byte for byte.
const UNCHANGED: &[&str] = &[
    "{}",
    r#"{"decimal":1.10,"json":{"b":1.0,"a":[1e999,12345678901234567890]}}"#,
    r#"{"text":"a\"\\\n\u0001é😀"}"#,
    r#"{"zz":1.10,"yy":"\ud800","xx":"\u0041\/"}"#,
    r#"{"double":"NaN","single":"-INF"}"#,
    r##"{"text":"1","text@odata.type":"#x"}"##,
    r#"{"double":1e999}"#,
    r#"{"text":"\ud800"}"#,
    r#"{"double":0.1,"single":0.1}"#,
    r#"{"double":-0.0}"#,
    r#"{"int64":9223372036854775807}"#,
    r#"{"int64":9223372036854775808}"#,
    r#"{"pairs":[{"key":"a"},null,"x",{"key":"b","zz":[1]}]}"#,
    r#"{"numbers":[1,2,"x",3.50]}"#,
    r#"{"inner":{"inner":{"inner":{"text":"deep","more":null}}}}"#,
    r#"{"linked":{"links":[{"text":"a"}]}}"#,
];

#[test]
fn text_comes_back_unchanged() {
    for text in UNCHANGED {
        let specimen: Specimen = json::from_str(text).unwrap();
        assert_eq!(json::to_string(&specimen), *text);
    }
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
        json!("PT1H"),
        json!(""),
        json!([]),
        json!(["a"]),
        json!(["a", null]),
        json!([1, 2]),
        json!([1, "a", null]),
        json!([["a"]]),
        json!([{"key": "1", "zz": 9}, null, {"key": 5}]),
        json!({}),
        json!({"key": {"deep": [1]}, "text": "no"}),
    ];
    for name in names() {
        for value in &values {
            let object = json!({ name: value, "zz": 1 });
            assert_eq!(encode(&decode::<Specimen>(&object)), object);
        }
    }
}

/// The documented names, and some that are not.
fn names() -> Vec<&'static str> {
    let documented = [
        Specimen::TEXT.erased(),
        Specimen::FLAG.erased(),
        Specimen::INT32.erased(),
        Specimen::INT64.erased(),
        Specimen::DOUBLE.erased(),
        Specimen::BYTE.erased(),
        Specimen::INT16.erased(),
        Specimen::SINGLE.erased(),
        Specimen::DECIMAL.erased(),
        Specimen::DATE_TIME.erased(),
        Specimen::DATE.erased(),
        Specimen::TIME_OF_DAY.erased(),
        Specimen::DURATION.erased(),
        Specimen::GUID.erased(),
        Specimen::BINARY.erased(),
        Specimen::ACTION.erased(),
        Specimen::ACTIONS.erased(),
        Specimen::JSON.erased(),
        Specimen::TEXTS.erased(),
        Specimen::NUMBERS.erased(),
        Specimen::KINDS.erased(),
        Specimen::PAIR.erased(),
        Specimen::INNER.erased(),
        Specimen::PAIRS.erased(),
        Specimen::LINKED.erased(),
        Specimen::LINKS.erased(),
    ];
    let mut names: Vec<&str> = documented
        .iter()
        .map(|property| &*property.name().to_owned().leak())
        .collect();
    names.extend([
        "unknown",
        "text@odata.type",
        "@odata.type",
        "@odata.etag",
        "",
        "é\"\\",
    ]);
    names
}

fn any_json() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<u8>().prop_map(Value::from),
        any::<f64>().prop_map(|number| Value::from(if comes_back(number) { number } else { 0.25 })),
        any::<String>().prop_map(Value::from),
        prop_oneof![
            Just("factoryReset"),
            Just("2024-01-02T03:04:05+06:00"),
            Just("PT1H"),
            Just("2024-01-02")
        ]
        .prop_map(Value::from),
    ];
    scalar.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(names()), inner), 0..8).prop_map(object),
        ]
    })
}

/// Whole numbers are written without a fraction, which is another JSON value to `serde_json`, not to a service; and `serde_json`
/// reads some numbers as their neighbour, in the digits in which it writes them itself, which is no fault of what is tested.
fn comes_back(number: f64) -> bool {
    number.fract() != 0.0
        && serde_json::to_string(&number)
            .and_then(|text| serde_json::from_str(&text))
            .is_ok_and(|read: f64| read.to_bits() == number.to_bits())
}

fn object(members: Vec<(&'static str, Value)>) -> Value {
    members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect::<Map<_, _>>()
        .into()
}

proptest! {
    #[test]
    fn any_object_comes_back(members in prop::collection::vec((prop::sample::select(names()), any_json()), 0..12)) {
        let object = object(members);
        let specimen: Specimen = decode(&object);
        prop_assert_eq!(encode(&specimen), object.clone());
        // The same through serde, and once more from what came back.
        let through_serde: Specimen = serde_json::from_value(object.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(&through_serde).unwrap(), object);
        prop_assert_eq!(json::from_slice::<Specimen>(&json::to_vec(&specimen)).unwrap(), specimen);
    }

    #[test]
    fn any_text_is_judged_as_serde_json_judges_it(text in r#"\{("(text|int32|zz|pairs)":([0-9.eE+-]{0,4}|"[a\\u"0-9]{0,6}"?|null|true|\[.{0,5}\]?),?){0,4}\}?.?"#) {
        let judged = serde_json::from_str::<Map<String, serde_json::Value>>(&text);
        let decoded = json::from_str::<Specimen>(&text);
        // `serde_json::Value` refuses two things that are JSON: half surrogate pairs, and numbers that no double holds.
        if judged.is_ok() {
            prop_assert!(decoded.is_ok(), "{:?}", decoded);
        }
        if let Ok(specimen) = decoded {
            prop_assert!(json::from_slice::<Specimen>(&json::to_vec(&specimen)).is_ok());
        }
    }

    #[test]
    fn no_bytes_bring_it_down(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = json::from_slice::<Specimen>(&bytes);
        let object = [b"{\"pairs\":[".as_slice(), &bytes, b"],\"inner\":"].concat();
        let _ = json::from_slice::<Specimen>(&object);
    }
}

#[test]
fn misfits_are_kept_under_their_name() {
    let specimen: Specimen = decode(&json!({
        "text": 5, "dateTime": "yesterday", "action": 7, "pair": "none", "int32": null, "unknown": null,
        "texts": ["a", 1], "pairs": [{"key": "a"}, null], "zz": 1
    }));
    let additional = &specimen.additional_data;
    assert_eq!(
        (&specimen.text, &specimen.date_time, specimen.texts.as_deref()),
        (&None, &None, Some(&["a".to_owned()][..]))
    );
    assert_eq!(additional.get("dateTime").unwrap(), json!("yesterday"));
    assert_eq!(additional.text("texts"), Some(r#"["a",1]"#));
    let mut misfits: Vec<_> = additional.misfits().map(|(name, _)| name).collect();
    // Which of them came first is up to `json!`, whose order another crate's features decide.
    misfits.sort_unstable();
    assert_eq!(misfits, ["action", "dateTime", "pair", "text", "texts"]);
    assert_eq!(additional.nulls().collect::<Vec<_>>(), ["int32"]);
    assert!(additional.is_null("int32") && additional.is_null("unknown") && !additional.is_null("text"));
    assert!(additional.iter().all(|(name, _)| name != "int32"));
    let pairs = specimen.pairs.as_ref().unwrap();
    assert_eq!(
        (pairs.len(), pairs[1].additional_data.replacement()),
        (2, Some("null"))
    );
}

#[test]
fn fields_win_over_what_came() {
    let mut specimen: Specimen = decode(&json!({"text": 5, "int32": null, "zz": 1}));
    specimen.text = Some("typed".to_owned());
    specimen.int32 = Some(3);
    specimen.additional_data.insert("flag", true);
    specimen.additional_data.insert("zz", json!([2]));
    assert_eq!(
        encode(&specimen),
        json!({"text": "typed", "int32": 3, "flag": true, "zz": [2]})
    );
    specimen.flag = Some(false);
    assert_eq!(specimen.additional_data.remove("zz"), Some(json!([2]).into()));
    assert_eq!(
        json::to_string(&specimen),
        r#"{"text":"typed","flag":false,"int32":3}"#
    );
}

#[test]
fn of_a_name_that_comes_twice_the_last_counts() {
    for (text, back) in [
        (r#"{"text":null,"text":"a"}"#, r#"{"text":"a"}"#),
        (r#"{"text":5,"text":"a"}"#, r#"{"text":"a"}"#),
        (r#"{"text":"a","text":null}"#, r#"{"text":null}"#),
        (r#"{"text":"a","text":5,"text":6}"#, r#"{"text":6}"#),
        (
            r#"{"pairs":[{"key":"a"}],"pairs":[{"key":"b"}]}"#,
            r#"{"pairs":[{"key":"b"}]}"#,
        ),
        (
            r#"{"linked":{"text":"a"},"linked":{"flag":true}}"#,
            r#"{"linked":{"flag":true}}"#,
        ),
    ] {
        let specimen: Specimen = json::from_str(text).unwrap();
        assert_eq!(json::to_string(&specimen), back, "{text}");
        assert!(specimen.text.is_none() || !specimen.additional_data.is_null("text"));
    }
    let specimen: Specimen = json::from_str(r#"{"zz":1,"zz":2}"#).unwrap();
    assert_eq!(specimen.additional_data.get("zz").unwrap(), json!(2));
}

#[test]
fn many_names_take_time_in_proportion() {
    let repeated = format!("{{{}\"text\":\"a\"}}", "\"text\":null,".repeat(200_000));
    assert_eq!(
        json::to_string(&json::from_str::<Specimen>(&repeated).unwrap()),
        r#"{"text":"a"}"#
    );
    let unknown: Vec<_> = (0..200_000)
        .map(|number| format!("\"z{number}\":{number}"))
        .collect();
    let unknown = format!("{{{}}}", unknown.join(","));
    assert_eq!(
        json::to_string(&json::from_str::<Specimen>(&unknown).unwrap()),
        unknown
    );
}

/// Bytes that are no object, and the line and column of the fault.
const FAULTS: &[(&[u8], (usize, usize))] = &[
    (b"", (1, 1)),
    (b"[]", (1, 1)),
    (b"null", (1, 1)),
    (b"{", (1, 2)),
    (b"{}x", (1, 3)),
    (b"{\"text\":}", (1, 9)),
    (b"{\n \"text\": tru}", (2, 10)),
    (b"{\"text\":\"a\xff\"}", (1, 11)),
    ("{\"é\":\n1,}".as_bytes(), (2, 3)),
    (b"{\"zz\":[1,{\"a\":}]}", (1, 15)),
    (b"{\"pairs\":[{\"key\":\"a\"]}", (1, 21)),
];

#[test]
fn what_is_no_object_is_an_error_with_a_place() {
    for (bytes, place) in FAULTS {
        let error = json::from_slice::<Specimen>(bytes).unwrap_err();
        assert_eq!(
            (error.line(), error.column()),
            *place,
            "{error}: {}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn depth_has_a_limit_everywhere() {
    let nested =
        |depth: usize, open: &str, close: &str| format!("{{{}1{}}}", open.repeat(depth), close.repeat(depth));
    for (open, close) in [("\"inner\":{", "}"), ("\"links\":[{", "}]"), ("\"zz\":{", "}")] {
        let text = |depth| nested(depth, open, close).replace('1', "");
        let levels = open.matches(['{', '[']).count();
        assert!(json::from_str::<Specimen>(&text(127 / levels)).is_ok());
        let error = json::from_str::<Specimen>(&text(128 / levels + 1)).unwrap_err();
        assert!(error.to_string().contains("deeper than 128"), "{error}");
        assert!(json::from_str::<Specimen>(&text(100_000)).is_err());
    }
}

#[test]
fn derived_types_are_had_from_their_base() {
    let value = json!({
        "@odata.type": "#microsoft.graph.user", "id": "1", "deletedDateTime": null,
        "displayName": "Ada", "businessPhones": ["1"], "extension_x": {"a": 1.5}
    });
    let base: DirectoryObject = decode(&value);
    assert!(base.is::<User>() && base.is::<DirectoryObject>() && !base.is::<Pair>());
    let user: User = base.downcast().unwrap();
    assert_eq!(
        (user.display_name.as_deref(), user.id.as_deref()),
        (Some("Ada"), Some("1"))
    );
    assert!(user.additional_data.is_null("deletedDateTime"));
    assert_eq!(encode(&user), value);
    assert_eq!(user.upcast::<DirectoryObject>().unwrap(), base);
    assert!(base.downcast::<RemoteActionAudit>().is_none());

    let group: DirectoryObject = decode(&json!({"@odata.type": "#microsoft.graph.group"}));
    assert!(!group.is::<User>() && group.is::<DirectoryObject>());
    let unnamed: DirectoryObject = decode(&json!({"id": "1"}));
    assert!(unnamed.downcast::<User>().is_none());

    let made = User {
        display_name: Some("Ada".to_owned()),
        ..Default::default()
    };
    assert!(made.is::<DirectoryObject>());
    let manager = User {
        manager: made.upcast::<DirectoryObject>().unwrap().into(),
        ..Default::default()
    };
    assert_eq!(
        encode(&manager),
        json!({"manager": {"@odata.type": "#microsoft.graph.user", "displayName": "Ada"}})
    );
}

#[test]
fn navigation_properties_hold_values() {
    let mut user = User::default();
    assert!(user.manager.is_empty());
    user.manager.set(DirectoryObject {
        id: Some("1".to_owned()),
        ..Default::default()
    });
    user.direct_reports = vec![DirectoryObject::default()].into();
    let copy = user.clone();
    assert_eq!(copy, user);
    user.manager.get_mut().unwrap().id = None;
    assert_ne!(copy, user);
    assert_eq!(user.direct_reports.take().map(|reports| reports.len()), Some(1));
    assert_eq!(size_of::<Nav<User>>(), 16);
}

#[test]
fn patches_are_made_from_structures() {
    let audit: RemoteActionAudit = decode(&json!({"id": "1", "deviceIMEI": null, "zz": [1]}));
    assert_eq!(
        Patch::from(&audit).to_json(),
        r#"{"id":"1","deviceIMEI":null,"zz":[1]}"#
    );
    let patch = Patch::<Specimen>::new()
        .set(Specimen::TEXTS, vec!["a".to_owned()])
        .set(
            Specimen::PAIR,
            Pair {
                key: Some("k".to_owned()),
                ..Default::default()
            },
        )
        .set(Specimen::PAIRS, vec![Pair::default()])
        .set(Specimen::ACTIONS, Flags::from([RemoteAction::FactoryReset]))
        .set(Specimen::JSON, json!({"a": 1}))
        .set(Specimen::LINKED, Specimen::default());
    assert_eq!(
        patch.to_json(),
        r#"{"texts":["a"],"pair":{"key":"k"},"pairs":[{}],"actions":"factoryReset","json":{"a":1},"linked":{}}"#
    );
}

#[test]
fn open_json_is_kept_and_read() {
    let json: Json = r#" {"b":1.10,"a":"x"} "#.parse().unwrap();
    assert_eq!(json.text(), r#"{"b":1.10,"a":"x"}"#);
    assert_eq!(json, json!({"a": "x", "b": 1.1}));
    assert_eq!(json.value()["a"], "x");
    assert_eq!(Json::from("x").as_string().as_deref(), Some("x"));
    assert!(
        "{".parse::<Json>()
            .is_err_and(|error: DecodeError| error.column() == 2)
    );
}

/// A collection of single values with others among them: the elements that fit, and what goes out after a change.
#[test]
fn of_a_collection_the_elements_that_fit_are_there() {
    let texts = |text: &str| json::from_str::<Specimen>(text).unwrap();
    for (text, fitted) in [
        (r#"{"texts":["a",null,"b"]}"#, &["a", "b"][..]),
        (r#"{"texts":[{"x":[1]},"a",[],1]}"#, &["a"]),
        (r#"{"texts":"2097152"}"#, &["2097152"]),
    ] {
        let mut specimen = texts(text);
        assert_eq!(specimen.texts.as_deref().unwrap(), fitted, "{text}");
        assert_eq!(specimen.additional_data.misfits().count(), 1);
        assert_eq!(json::to_string(&specimen), text);
        assert!(specimen == texts(text));
        specimen.texts.as_mut().unwrap().push("new".to_owned());
        let all = [fitted, &["new"]].concat();
        assert_eq!(encode(&specimen), json!({"texts": all}));
        specimen.texts = None;
        assert_eq!(json::to_string(&specimen), text);
    }
    for text in [
        r#"{"numbers":[1,null,-2]}"#,
        r#"{"numbers":7}"#,
        r#"{"kinds":["wipe",null,"notListed"]}"#,
    ] {
        assert_eq!(json::to_string(&texts(text)), text);
    }
    let numbers = texts(r#"{"numbers":[1,"x",2.5,-2]}"#);
    assert_eq!(numbers.numbers.as_deref(), Some(&[1, -2][..]));
    for text in [r#"{"texts":[null]}"#, r#"{"texts":{}}"#, r#"{"numbers":"x"}"#] {
        let nothing = texts(text);
        assert!(nothing.texts.is_none() && nothing.numbers.is_none());
        assert_eq!(json::to_string(&nothing), text);
    }
    assert_eq!(
        json::to_string(&texts(r#"{"texts":["a",null],"texts":["b"]}"#)),
        r#"{"texts":["b"]}"#
    );
}

#[test]
fn types_are_named_in_any_case_and_by_their_address() {
    for name in [
        "#microsoft.graph.user",
        "#Microsoft.Graph.User",
        "microsoft.graph.User",
        "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.user",
    ] {
        let object: DirectoryObject = decode(&json!({"@odata.type": name, "id": "1"}));
        assert!(object.is::<User>(), "{name}");
        assert_eq!(object.downcast::<User>().unwrap().id.as_deref(), Some("1"));
    }
    let other: DirectoryObject = decode(&json!({"@odata.type": "#microsoft.graph.users"}));
    assert!(!other.is::<User>());
}
