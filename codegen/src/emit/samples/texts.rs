//! Texts and open JSON of a page's request as literals.

use serde_json::Value as Json;

/// How many characters of a text are shown.
pub(super) const LONGEST: usize = 56;
/// JSON of no documented type is shown up to this length; it cannot be cut.
const LONGEST_JSON: usize = 120;

/// A text as a string literal, its end left out where it is long.
pub(super) fn text(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return whole(text);
    }
    let cut: String = text.chars().take(LONGEST - 1).collect();
    whole(&format!("{cut}…"))
}

/// A text as a string literal. What is no plain character is escaped: line ends, quotes, and what turns text around.
pub(super) fn whole(text: &str) -> String {
    format!("{text:?}")
}

/// JSON as a string literal: raw, so that its quotes stay readable, where it is nothing but plain characters.
pub(super) fn json(json: &str) -> String {
    let is_plain = json.bytes().all(|it| it.is_ascii_graphic() || it == b' ');
    if is_plain && !json.contains("\"#") {
        format!("r#\"{json}\"#")
    } else {
        whole(json)
    }
}

/// JSON without white space, its members sorted: serde's own order depends on what else is compiled.
pub(super) fn compact(value: &Json) -> String {
    match value {
        Json::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            let member = |(name, value): &(&String, &Json)| {
                let name = Json::from(name.as_str());
                format!("{name}:{}", compact(value))
            };
            let members: Vec<String> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(","))
        }
        Json::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(compact).collect();
            format!("[{}]", elements.join(","))
        }
        single => single.to_string(),
    }
}

/// JSON as a literal where it is short enough to be shown.
pub(super) fn json_whole(value: &Json) -> Option<String> {
    let text = compact(value);
    (text.len() <= LONGEST_JSON).then(|| json(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_json_is_sorted_and_quoted() {
        let value =
            serde_json::from_str(r#"{"b": [1, {"d": null, "c": "x\"y"}], "a": 1.50}"#).unwrap_or_default();
        let text = compact(&value);
        assert_eq!(text, r#"{"a":1.5,"b":[1,{"c":"x\"y","d":null}]}"#);
        assert_eq!(json("{\"a\":1}"), "r#\"{\"a\":1}\"#");
        assert_eq!(json("\"#"), r##""\"#""##);
        assert_eq!(json("é\n"), "\"é\\n\"");
    }

    #[test]
    fn texts_are_one_literal_in_one_line() {
        assert_eq!(text("a\"]}\n```\u{202e}"), r#""a\"]}\n```\u{202e}""#);
        let long = text(&"x".repeat(100));
        assert_eq!(long.chars().count(), LONGEST + 2);
        assert!(long.ends_with("…\""));
    }
}
