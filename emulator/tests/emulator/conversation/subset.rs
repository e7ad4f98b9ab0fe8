//! Whether an answer holds what a case expects.

use serde_json::Value;

use super::Names;

/// Checks that `actual` holds all of `expected`. `"${name}"` is any text, which gets that name;
/// `"~part"` is a text with this part; `"~absent"` is nothing at all.
pub(super) fn fits(
    expected: &Value,
    actual: Option<&Value>,
    at: &str,
    names: &mut Names,
) -> Result<(), String> {
    let wrong = |expected: &str| {
        let actual = actual.map_or_else(|| "nothing".to_owned(), ToString::to_string);
        Err(format!("'{at}' is {actual}, expected {expected}"))
    };
    match (expected, actual) {
        (Value::String(text), _) if text == "~absent" => actual.map_or(Ok(()), |_| wrong("nothing")),
        (Value::String(text), Some(Value::String(actual))) if text.starts_with('~') => {
            if actual.contains(&text[1..]) {
                Ok(())
            } else {
                wrong(text)
            }
        }
        (Value::String(text), Some(Value::String(actual)))
            if text.starts_with("${") && text.ends_with('}') =>
        {
            let name = text[2..text.len() - 1].to_owned();
            names.insert(name, actual.clone());
            Ok(())
        }
        (Value::Object(expected), Some(Value::Object(actual))) => expected
            .iter()
            .try_for_each(|(name, it)| fits(it, actual.get(name), &format!("{at}/{name}"), names)),
        (Value::Array(expected), Some(Value::Array(actual))) if expected.len() == actual.len() => {
            let pairs = expected.iter().zip(actual).enumerate();
            pairs
                .into_iter()
                .try_for_each(|(index, (it, actual))| fits(it, Some(actual), &format!("{at}/{index}"), names))
        }
        (expected, Some(actual)) if expected == actual => Ok(()),
        (expected, _) => wrong(&expected.to_string()),
    }
}
