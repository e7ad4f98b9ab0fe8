//! What holds for every input: no reader panics, the JSON reader agrees with `serde_json` on strict JSON, and a long
//! input takes time in proportion.

use std::time::{Duration, Instant};

use graphdown_codegen::dialect::json::{self, Node};
use graphdown_codegen::dialect::{http, metadata, permissions, primitive, prose, shape, type_expr, values};
use graphdown_codegen::markdown::page::{Inline, InlineKind};
use graphdown_codegen::source::Span;
use proptest::prelude::*;
use serde_json::Value;

/// Calls every reader on a text.
fn read_all(text: &str) {
    type_expr::read_text(text);
    primitive::read(text);
    prose::deprecation(text);
    prose::is_abstract(text);
    prose::status_code(text);
    permissions::scopes(text);
    permissions::column(text);
    permissions::whose(text);
    metadata::read(text);
    http::read(text);
    let body = http::example(text).body;
    assert!(text.get(body).is_some());
    shape::type_of_placeholder(text);
    if let Ok(read) = json::read(text) {
        assert!(
            read.repairs
                .iter()
                .all(|repair| text.is_char_boundary(repair.offset))
        );
        shape::type_of(&read.node);
        assert_eq!(json::check(text).as_ref(), Ok(&read.repairs));
    }
}

/// Calls every reader on a run of inlines.
fn read_inlines(inlines: &[Inline<'_>]) {
    type_expr::read(inlines);
    values::read(inlines);
    prose::plain(inlines);
    prose::inherits_from(inlines);
    prose::response_result(inlines);
    prose::request_body(inlines);
}

fn inline(kind: InlineKind, text: &str) -> Inline<'_> {
    Inline {
        kind,
        text: text.into(),
        span: Span::default(),
    }
}

/// Whether both hold the same. Numbers are compared by value: `serde_json` does not keep their digits.
fn same(ours: &Node<'_>, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Node::Null, Value::Null) => true,
        (Node::Bool(left), Value::Bool(right)) => left == right,
        (Node::Number(left), Value::Number(_)) => {
            serde_json::from_str::<Value>(left).is_ok_and(|left| left == *theirs)
        }
        (Node::String(left), Value::String(right)) => left == right,
        (Node::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        // Of entries with one name, `serde_json` keeps the last.
        (Node::Object(left), Value::Object(right)) => right.iter().all(|(key, right)| {
            let last = left.iter().rev().find(|(name, _)| name == key);
            last.is_some_and(|(_, left)| same(left, right))
        }),
        _ => false,
    }
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(".{0,12}", inner, 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Text of the pieces that the small languages are made of, which meets more of the readers than any text does.
fn dialect_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "\"",
        "'",
        "“",
        "”",
        "`",
        "*",
        "_",
        "\\",
        "/",
        "//",
        "/*",
        "*/",
        "#",
        ":",
        ",",
        ".",
        "...",
        "…",
        "-",
        "\n",
        "\r\n",
        "\t",
        " ",
        "\u{A0}",
        "\u{200B}",
        "é",
        "😀",
        "0",
        "12",
        "1.5",
        "true",
        "null",
        "id",
        "String",
        "collection",
        "Collection(",
        " or ",
        " of ",
        "values are: ",
        "one of ",
        "either ",
        "@odata.type",
        "blockType",
        "GET ",
        "HTTP/1.1 ",
        "https://",
        "deprecated",
        "Inherits from ",
        "response body",
        "object",
        "Read.All",
        "\\u12",
        "\\ud83d",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in ".*") {
        read_all(&text);
    }

    #[test]
    fn dialect_text_is_read(text in dialect_text()) {
        read_all(&text);
    }

    #[test]
    fn any_inlines_are_read(runs in prop::collection::vec((0..8_usize, dialect_text()), 0..12)) {
        use InlineKind::{Break, Code, Emphasis, Html, LinkEnd, LinkStart, Strong, Text};
        let kinds = [Text, Code, Emphasis, Strong, LinkStart, LinkEnd, Break, Html];
        let inlines: Vec<_> = runs.iter().map(|(kind, text)| inline(kinds[*kind], text)).collect();
        read_inlines(&inlines);
    }

    #[test]
    fn strict_json_is_read_as_it_is(value in json_value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let read = json::read(&text).unwrap();
        prop_assert_eq!(&read.repairs, &[]);
        let value: Value = serde_json::from_str(&text).unwrap();
        prop_assert!(same(&read.node, &value), "{:?}", read.node);
    }

    #[test]
    fn what_needs_no_repair_is_strict_json(text in dialect_text()) {
        let strict = serde_json::from_str::<Value>(&text);
        match json::read(&text) {
            Ok(read) if read.repairs.is_empty() => {
                prop_assert!(strict.as_ref().is_ok_and(|strict| same(&read.node, strict)), "{:?} {:?}", read.node, strict);
            }
            _ => prop_assert!(strict.is_err(), "{:?}", strict),
        }
    }

    #[test]
    fn mutated_json_is_read(value in json_value(), at in any::<prop::sample::Index>(), piece in dialect_text(), cut in 0..4_usize) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        let mut start = at.index(text.len() + 1);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = (start + cut).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let mutated = format!("{}{piece}{}", &text[..start], &text[end..]);
        read_all(&mutated);
        read_all(&text[..start]);
    }
}

#[test]
fn nesting_is_bounded() {
    for open in ["[", "{\"a\":", "[{\"a\":"] {
        let text = open.repeat(100_000);
        let error = json::read(&text).unwrap_err();
        assert_eq!(error.kind, json::JsonErrorKind::TooDeep);
    }
    let deepest = format!("{}{}", "[".repeat(json::MAX_DEPTH), "]".repeat(json::MAX_DEPTH));
    assert_eq!(json::read(&deepest).unwrap().repairs, []);
}

/// Each text is made to be slow; a quadratic reader needs minutes for it.
#[test]
fn long_texts_take_time_in_proportion() {
    const LENGTH: usize = 100_000;
    let pieces = [
        "(",
        ")",
        "[",
        "{",
        "\"",
        "\"a",
        "\"a: ",
        "\" \n",
        "\n",
        "\\",
        "//",
        "/*",
        ",",
        "...",
        " collection",
        "(a) ",
        "a or ",
        "x, ",
        "Collection(",
        "possible values are ",
        "values are: `a` - ",
        "one of ",
        "either a or ",
        "'a' ",
        "Read.All ",
        "a.b:",
        "deprecated ",
        "- deprecated\n",
        "GET /",
        "a: b\n",
        "{\"a\":1},",
        "\"k\":",
        "is deprecated or not ",
        "{a}",
        "\u{A0}",
        "https://",
    ];
    for piece in pieces {
        let text = piece.repeat(LENGTH / piece.len());
        let begun = Instant::now();
        read_all(&text);
        read_all(&format!("{{\"a\": [{text}"));
        read_all(&format!("{{\"a\": \"{text}"));
        read_inlines(&[inline(InlineKind::Text, &text)]);
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(10), "{piece:?} took {took:?}");
    }
    let runs: Vec<_> = ["Possible values are: ", "`", ", either ", "object "]
        .iter()
        .cycle()
        .take(200_000)
        .enumerate()
        .map(|(at, text)| {
            inline(
                [
                    InlineKind::Text,
                    InlineKind::Code,
                    InlineKind::Strong,
                    InlineKind::LinkStart,
                ][at % 4],
                text,
            )
        })
        .collect();
    let begun = Instant::now();
    read_inlines(&runs);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}
