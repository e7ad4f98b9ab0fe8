//! Value types: they keep their text, and compare by what it means.

use std::fmt::Display;

use graphdown_runtime as rt;
use rt::{
    Binary, Date, DateTime, Decimal, Duration, Flags, Guid, OpenEnum, TimeOfDay,
    model::{Leaf, Scalar},
};
use time::{OffsetDateTime, UtcOffset};

use crate::sample::types::RemoteAction;

/// Each text is a value, and stays what it is.
fn keeps<T: Leaf + Display>(texts: &[&str]) {
    for text in texts {
        let value = T::parse(Scalar::Text(text)).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(value.to_string(), *text);
        assert_eq!(value.scalar(), Scalar::Text(text));
    }
}

/// None of the texts is a value.
fn refuses<T: Leaf>(texts: &[&str]) {
    for text in texts {
        assert!(T::parse(Scalar::Text(text)).is_none(), "{text}");
    }
}

#[test]
fn times_keep_their_text() {
    keeps::<DateTime>(&[
        "2017-01-01T00:03:07.1589002-08:00",
        "2017-01-01T00:03:07.1589000Z",
        "2017-01-01T00:03:07Z",
        "2017-01-01T00:03:07+00:00",
        "2017-01-01T00:03:07",
        "2017-01-01t00:03:07z",
        "2017-01-01T00:03Z",
        "2017-01-01T00:03:07.123456789012Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z",
        "2020-02-29T23:59:59+14:00",
    ]);
    refuses::<DateTime>(&[
        "",
        "2017-01-01",
        "2017-01-01 00:03:07Z",
        "2017-02-29T00:00:00Z",
        "2017-13-01T00:00:00Z",
        "2017-01-01T24:00:00Z",
        "2017-01-01T00:00:60Z",
        "2017-01-01T00:00:00.Z",
        "2017-01-01T00:00:00+0800",
        "2017-01-01T00:00:00Zx",
        "12017-01-01T00:00:00Z",
        "2017-01-01T00:00:00+99:00",
        "é017-01-01T00:00:00Z",
        "String (timestamp)",
    ]);
    keeps::<Date>(&["2016-12-31", "0000-01-01", "9999-12-31"]);
    refuses::<Date>(&[
        "",
        "2016-12-32",
        "2016-1-1",
        "2016-12-31T00:00:00Z",
        "20161231",
        "+016-12-31",
    ]);
    keeps::<TimeOfDay>(&["16:00:00.0000000", "16:00:00", "23:59"]);
    refuses::<TimeOfDay>(&["", "24:00:00", "16", "4:00 PM", "16:00:00Z"]);
}

#[test]
fn times_compare_by_the_instant() {
    let time = |text| DateTime::parse(text).unwrap();
    assert_eq!(
        time("2017-01-01T00:00:00Z"),
        time("2017-01-01T01:00:00.000+01:00")
    );
    assert_eq!(time("2017-01-01T00:00:00"), time("2016-12-31T16:00:00-08:00"));
    assert!(time("2017-01-01T00:00:00Z") < time("2017-01-01T00:00:00.0000001Z"));
    assert!(time("2017-01-01T00:00:00-01:00") > time("2017-01-01T00:30:00Z"));
    let instant: OffsetDateTime = time("2017-01-01T00:03:07.1589002-08:00").into();
    assert_eq!(
        (instant.unix_timestamp(), instant.nanosecond()),
        (1_483_257_787, 158_900_200)
    );
    assert_eq!(instant.offset(), UtcOffset::from_hms(-8, 0, 0).unwrap());
    assert_eq!(
        DateTime::from(instant).as_str(),
        "2017-01-01T00:03:07.1589002-08:00"
    );
    let odd = instant.to_offset(UtcOffset::from_hms(0, 0, 30).unwrap());
    assert_eq!(DateTime::from(odd).as_str(), "2017-01-01T08:03:07.1589002Z");
    assert_eq!(DateTime::from(odd), DateTime::from(instant));
    assert!(Date::parse("2016-12-31").unwrap() < Date::parse("2017-01-01").unwrap());
    assert_eq!(Date::from(instant.date()).as_str(), "2017-01-01");
    assert_eq!(
        TimeOfDay::parse("16:00").unwrap(),
        TimeOfDay::parse("16:00:00.000").unwrap()
    );
    assert_eq!(TimeOfDay::from(instant.time()).as_str(), "00:03:07.1589002");
}

#[test]
fn durations_keep_their_text_and_compare_by_the_span() {
    keeps::<Duration>(&[
        "PT30M",
        "P1DT2H3.5S",
        "-PT5S",
        "P2W",
        "P1Y6M",
        "PT0S",
        "+P1D",
        "PT0.0000001S",
        "P90D",
        "PT36H",
    ]);
    refuses::<Duration>(&[
        "",
        "P",
        "PT",
        "P1DT",
        "1D",
        "PT1D",
        "P1H",
        "PT1S1H",
        "PT.5S",
        "P1.5D",
        "PT1.S",
        "P99999999999999999999D",
        "P-1D",
        "P1Dx",
    ]);
    let span = |text| Duration::parse(text).unwrap();
    assert_eq!(span("PT36H"), span("P1DT12H"));
    assert_eq!(span("PT1.50S"), span("PT1.5S"));
    assert_ne!(span("P1M"), span("PT1M"));
    assert_ne!(span("PT1S"), span("-PT1S"));
    assert_eq!(
        span("-PT1.5S").to_duration(),
        Some(time::Duration::milliseconds(-1500))
    );
    assert_eq!(span("P1M").to_duration(), None);
    for (milliseconds, text) in [
        (0, "PT0S"),
        (-500, "-PT0.5S"),
        (3_661_000, "PT1H1M1S"),
        (86_400_000, "PT24H"),
        (60_000, "PT1M"),
    ] {
        let duration = Duration::from(time::Duration::milliseconds(milliseconds));
        assert_eq!(duration.as_str(), text);
        assert_eq!(duration, span(text));
    }
}

#[test]
fn guids_keep_their_case_and_compare_without_it() {
    keeps::<Guid>(&[
        "52effe71-fe71-52ef-71fe-ef5271feef52",
        "52EFFE71-FE71-52EF-71FE-EF5271FEEF52",
    ]);
    refuses::<Guid>(&[
        "",
        "52effe71fe7152ef71feef5271feef52",
        "{52effe71-fe71-52ef-71fe-ef5271feef52}",
        "52effe71-fe71-52ef-71fe-ef5271feef5g",
    ]);
    let [lower, upper] = [
        "52effe71-fe71-52ef-71fe-ef5271feef52",
        "52EFFE71-FE71-52EF-71FE-EF5271FEEF52",
    ]
    .map(|text| Guid::parse(text).unwrap());
    assert_eq!(lower, upper);
    assert_eq!(Guid::from(upper.to_uuid()).as_str(), lower.as_str());
}

#[test]
fn bytes_are_decoded_in_both_alphabets() {
    for (text, bytes) in [
        ("+/8=", Some(vec![0xfb, 0xff])),
        ("-_8", Some(vec![0xfb, 0xff])),
        ("", Some(vec![])),
        ("binary", None),
    ] {
        let binary = Binary::parse(text).unwrap();
        assert_eq!(binary.to_bytes().ok(), bytes, "{text}");
        assert_eq!(binary.as_str(), text);
    }
    assert_eq!(Binary::parse("+/8=").unwrap(), Binary::parse("-_8").unwrap());
    assert_eq!(Binary::from(vec![0xfb, 0xff]).as_str(), "+/8=");
}

#[test]
fn decimals_compare_by_the_number() {
    let number = |text| Decimal::parse(text).unwrap();
    for (left, right) in [
        ("1.10", "1.1"),
        ("100", "1e2"),
        ("0.001", "1E-3"),
        ("-0", "0.0"),
        ("120e-1", "12"),
        ("1e400", "10e399"),
    ] {
        assert_eq!(number(left), number(right));
        assert_eq!(number(left).as_str(), left);
    }
    for (left, right) in [
        ("1", "-1"),
        ("1", "10"),
        ("1.01", "1.1"),
        ("1e99999999999999999999999999999999999999999", "1e9"),
    ] {
        assert_ne!(number(left), number(right));
    }
    for text in ["", "1,5", "x", " 1", "01", "null", "[1]", "--1"] {
        assert!(Decimal::parse(text).is_err(), "{text}");
    }
}

#[test]
fn flags_hold_several_members() {
    let mut flags: Flags<RemoteAction> = Flags::parse(Scalar::Text("factoryReset, brandNew")).unwrap();
    assert_eq!(flags.to_string(), "factoryReset, brandNew");
    assert!(flags.contains(&RemoteAction::FactoryReset) && !flags.contains(&RemoteAction::Unknown));
    let members: Vec<_> = flags.iter().collect();
    assert_eq!(
        members,
        [
            RemoteAction::FactoryReset,
            RemoteAction::Unlisted("brandNew".to_owned())
        ]
    );
    assert_eq!(
        flags,
        Flags::from(["brandNew".into(), RemoteAction::FactoryReset])
    );
    flags.insert(&RemoteAction::Unknown);
    flags.insert(&RemoteAction::Unknown);
    flags.remove(&RemoteAction::FactoryReset);
    assert_eq!(flags.as_str(), "brandNew,unknown");
}

#[test]
fn enums_are_open() {
    assert_eq!(RemoteAction::from("factoryReset"), RemoteAction::FactoryReset);
    assert_eq!(RemoteAction::from("brandNew").to_string(), "brandNew");
    assert!(!RemoteAction::from("brandNew").is_listed());
    for member in RemoteAction::MEMBERS {
        assert!(RemoteAction::from(*member).is_listed());
        assert_eq!(RemoteAction::from(*member).as_str(), *member);
    }
}

#[test]
fn values_pass_through_other_formats() {
    for json in [
        r#""2017-01-01T00:03:07.1589002-08:00""#,
        r#""String (timestamp)""#,
    ] {
        let value: Result<DateTime, _> = serde_json::from_str(json);
        assert_eq!(value.is_ok(), json.contains("2017"));
        if let Ok(value) = value {
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
    }
    let decimal: Decimal = serde_json::from_str("1.5").unwrap();
    assert_eq!(serde_json::to_string(&decimal).unwrap(), "1.5");
    let action: RemoteAction = serde_json::from_str("\"factoryReset\"").unwrap();
    assert_eq!(serde_json::to_string(&action).unwrap(), "\"factoryReset\"");
    assert!(serde_json::from_str::<RemoteAction>("5").is_err());
}

#[test]
fn times_are_made_as_services_take_them() {
    let now = DateTime::now();
    let fraction = now
        .as_str()
        .trim_end_matches('Z')
        .rsplit_once('.')
        .map_or("", |(_, it)| it);
    assert!(fraction.len() <= 3 && now.as_str().ends_with('Z'), "{now}");
    assert_eq!(DateTime::parse(now.as_str()).unwrap(), now);
    let week = rt::time::Duration::days(7);
    assert_eq!(
        (now.clone() + week).to_offset_date_time() - now.to_offset_date_time(),
        week
    );
    assert_eq!((now.clone() - week) + week, now);
    assert_eq!(Date::new(2021, 7, 5).unwrap().as_str(), "2021-07-05");
    assert_eq!(Date::new(2021, 2, 29), None);
    assert_eq!(Date::new(10_000, 1, 1), None);
    assert!(Date::today() >= Date::new(2026, 1, 1).unwrap());
    assert_eq!(Duration::minutes(90).as_str(), "PT1H30M");
    assert_eq!(Duration::hours(26).as_str(), "PT26H");
    assert_eq!(
        Duration::from(std::time::Duration::from_millis(1500)).as_str(),
        "PT1.5S"
    );
}
