//! When two JSON values are the same: what may differ is the order of members, the spelling of a number, and the case of a GUID.

use std::fmt::Write as _;

use super::excerpt::beginning;
use super::tree::{Tree, Value};
use crate::values::Guid;

/// The first difference: where it is, and what it is.
pub(super) fn difference(before: &Tree<'_>, after: &Tree<'_>) -> Option<String> {
    let mut path = String::new();
    below(before, after, &mut path).map(|what| {
        let place = if path.is_empty() { "the whole value" } else { &path };
        format!("{place}: {what}")
    })
}

fn below(before: &Tree<'_>, after: &Tree<'_>, path: &mut String) -> Option<String> {
    let length = path.len();
    match (&before.value, &after.value) {
        (Value::Object(members), Value::Object(others)) => {
            for (name, _) in members {
                let (Some(one), other) = (before.get(name), after.get(name)) else {
                    continue;
                };
                path.push('.');
                path.push_str(name);
                let Some(other) = other else {
                    return Some(format!("is lost, it was {}", short(one.raw)));
                };
                if let Some(found) = below(one, other, path) {
                    return Some(found);
                }
                path.truncate(length);
            }
            let added = others.iter().find(|(name, _)| before.get(name).is_none())?;
            path.push('.');
            path.push_str(&added.0);
            Some(format!("is added, as {}", short(added.1.raw)))
        }
        (Value::List(elements), Value::List(others)) => {
            for (at, (one, other)) in elements.iter().zip(others).enumerate() {
                // Writing into a string cannot fail.
                let _ = write!(path, "[{at}]");
                if let Some(found) = below(one, other, path) {
                    return Some(found);
                }
                path.truncate(length);
            }
            let same = elements.len() == others.len();
            (!same).then(|| format!("{} elements have become {}", elements.len(), others.len()))
        }
        _ if is_same(&before.value, &after.value) => None,
        _ => Some(format!("{} has become {}", short(before.raw), short(after.raw))),
    }
}

/// Whether two single values are the same.
fn is_same(before: &Value<'_>, after: &Value<'_>) -> bool {
    match (before, after) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Number(one), Value::Number(other)) => {
            one == other || decimal(one) == decimal(other) || is_same_double(one, other)
        }
        (Value::Text(one), Value::Text(other)) => {
            one == other
                || one.eq_ignore_ascii_case(other)
                    && one.parse::<Guid>().is_ok_and(|one| other.parse() == Ok(one))
        }
        _ => false,
    }
}

/// Whether two fractions are the same double. Whole numbers have digits beyond a double's.
fn is_same_double(one: &str, other: &str) -> bool {
    let is_fraction = |it: &str| it.contains(['.', 'e', 'E']);
    is_fraction(one) && is_fraction(other) && one.parse::<f64>() == other.parse::<f64>()
}

/// A JSON number as its sign, its digits without zeros at either end, and the power of ten behind them.
fn decimal(number: &str) -> (bool, String, i64) {
    let (number, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (is_negative, number) = match number.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, number),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{fraction}");
    let kept = digits.trim_end_matches('0');
    let dropped = digits.len() - kept.len();
    let kept = kept.trim_start_matches('0').to_owned();
    if kept.is_empty() {
        return (is_negative, kept, 0);
    }
    let exponent: i64 = exponent.trim_start_matches('+').parse().unwrap_or(i64::MAX);
    let count = |digits: usize| i64::try_from(digits).unwrap_or(i64::MAX);
    let power = exponent
        .saturating_add(count(dropped))
        .saturating_sub(count(fraction.len()));
    (is_negative, kept, power)
}

/// The beginning of a text, for a message.
pub(super) fn short(text: &str) -> String {
    beginning(text.chars().filter(|it| !it.is_control()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Option<String> {
        difference(&Tree::read(before).ok()?, &Tree::read(after).ok()?)
    }

    #[test]
    fn order_spelling_of_numbers_and_case_of_guids_do_not_count() {
        let same = [
            (r#"{"a":1,"b":[null,true]}"#, r#"{"b":[null,true],"a":1}"#),
            ("[1.50, 100, 0.0, 12e2]", "[1.5, 1e2, 0, 1200]"),
            ("47.640568390488626", "47.640568390488625"),
            (
                r#""0DE18A34-CA7E-4B20-9BF6-7B13F0FD1A30""#,
                r#""0de18a34-ca7e-4b20-9bf6-7b13f0fd1a30""#,
            ),
            (r#""\u0041\/""#, r#""A/""#),
        ];
        for (before, after) in same {
            assert_eq!(told(before, after), None, "{before} {after}");
        }
    }

    #[test]
    fn all_else_counts() {
        let other = [
            (r#"{"a":1}"#, r"{}", ".a: is lost, it was 1"),
            (r"{}", r#"{"a":null}"#, ".a: is added, as null"),
            (
                r#"{"a":[{"b":1}]}"#,
                r#"{"a":[{"b":2}]}"#,
                ".a[0].b: 1 has become 2",
            ),
            ("[1]", "[1,2]", "the whole value: 1 elements have become 2"),
            (
                r#""2017-01-01T00:00:00.10Z""#,
                r#""2017-01-01T00:00:00.1Z""#,
                r#"the whole value: "2017-01-01T00:00:00.10Z" has become "2017-01-01T00:00:00.1Z""#,
            ),
            (r#""A""#, r#""a""#, r#"the whole value: "A" has become "a""#),
            (
                "12345678901234567890",
                "12345678901234567000",
                "the whole value: 12345678901234567890 has become 12345678901234567000",
            ),
        ];
        for (before, after, expected) in other {
            assert_eq!(told(before, after).as_deref(), Some(expected));
        }
    }
}
