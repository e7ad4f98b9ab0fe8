//! Conditions, as OData spells them.

use graphdown_runtime as rt;
use rt::{DateTime, Duration, Filter};

use crate::sample::types::{
    DirectoryObject, KeyValuePair2OfStringString as Pair, RemoteAction, Specimen, User,
};

#[test]
fn conditions_are_spelt() {
    let time = DateTime::parse("2017-01-01T00:03:07.1589002-08:00").unwrap();
    let cases: Vec<(Filter<Specimen>, &str)> = vec![
        (Specimen::TEXT.eq("it's"), "text eq 'it''s'"),
        (Specimen::TEXT.eq(""), "text eq ''"),
        (Specimen::FLAG.ne(true), "flag ne true"),
        (Specimen::INT32.gt(-5), "int32 gt -5"),
        (
            Specimen::INT64.le(9_007_199_254_740_993_i64),
            "int64 le 9007199254740993",
        ),
        (Specimen::DOUBLE.lt(1.5), "double lt 1.5"),
        (Specimen::DOUBLE.eq(f64::INFINITY), "double eq INF"),
        (
            Specimen::DATE_TIME.ge(time),
            "dateTime ge 2017-01-01T00:03:07.1589002-08:00",
        ),
        (
            Specimen::DURATION.eq(Duration::parse("PT1H").unwrap()),
            "duration eq duration'PT1H'",
        ),
        (
            Specimen::GUID.eq(rt::uuid::Uuid::nil()),
            "guid eq 00000000-0000-0000-0000-000000000000",
        ),
        (
            Specimen::ACTION.eq(RemoteAction::FactoryReset),
            "action eq 'factoryReset'",
        ),
        (
            Specimen::ACTION.in_list([RemoteAction::Unknown, "a'b".into()]),
            "action in ('unknown','a''b')",
        ),
        (Specimen::ACTION.in_list(Vec::<RemoteAction>::new()), "false"),
        (
            Specimen::ACTIONS.has(&RemoteAction::FactoryReset),
            "actions has 'factoryReset'",
        ),
        (Specimen::TEXT.contains("x"), "contains(text,'x')"),
        (Specimen::TEXT.ends_with("x"), "endswith(text,'x')"),
        (Specimen::PAIR.is_null(), "pair eq null"),
        (Specimen::PAIR.is_not_null(), "pair ne null"),
        (Specimen::PAIR.then(Pair::KEY).eq("a"), "pair/key eq 'a'"),
        (
            Specimen::LINKED
                .then(Specimen::INNER)
                .then(Specimen::TEXT)
                .starts_with("a"),
            "startswith(linked/inner/text,'a')",
        ),
        (Specimen::TEXTS.any_eq("a"), "texts/any(x:x eq 'a')"),
        (
            Specimen::PAIRS.any(Pair::KEY.eq("a").and(Pair::VALUE.eq("x/y"))),
            "pairs/any(x:x/key eq 'a' and x/value eq 'x/y')",
        ),
        (
            Specimen::LINKS.all(Specimen::PAIRS.any(Pair::KEY.eq("a")).or(Specimen::TEXT.eq("b"))),
            "links/all(x1:x1/pairs/any(x:x/key eq 'a') or x1/text eq 'b')",
        ),
        (Specimen::PAIRS.count().eq(0), "pairs/$count eq 0"),
        (
            Specimen::TEXT
                .eq("a")
                .or(Specimen::TEXT.eq("b"))
                .and(Specimen::INT32.eq(1))
                .and(Specimen::INT32.eq(2)),
            "(text eq 'a' or text eq 'b') and int32 eq 1 and int32 eq 2",
        ),
        (
            Specimen::TEXT
                .eq("a")
                .and(Specimen::INT32.eq(1))
                .or(!Specimen::FLAG.eq(false)),
            "(text eq 'a' and int32 eq 1) or not (flag eq false)",
        ),
        (
            Filter::verbatim("a or b").and(Specimen::FLAG.eq(true)),
            "(a or b) and flag eq true",
        ),
    ];
    for (filter, text) in cases {
        assert_eq!(filter.to_string(), text);
    }
    let user: Filter<User> = User::MANAGER.then(DirectoryObject::ID).eq("1");
    assert_eq!(user.to_string(), "manager/id eq '1'");
}
