//! `$orderby`.

use std::cmp::Ordering;

use serde_json::Value;

use super::expr::Time;
use super::filter::{below, ordering};
use super::parse::property_path;
use crate::error::ODataError;

/// One key of the order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) path: Vec<String>,
    descending: bool,
}

/// Reads `displayName desc,actor/userId`.
pub(crate) fn read(text: &str) -> Result<Vec<Order>, ODataError> {
    let one = |part: &str| {
        let mut words = part.split_whitespace();
        let path = words.next().and_then(property_path)?;
        let descending = match words.next() {
            None | Some("asc") => false,
            Some("desc") => true,
            Some(_) => return None,
        };
        words.next().is_none().then_some(Order { path, descending })
    };
    text.split(',')
        .map(|part| {
            one(part).ok_or_else(|| ODataError::bad_request(format!("'{part}' in $orderby cannot be read.")))
        })
        .collect()
}

/// Sorts; what is equal keeps its order. `null` is less than anything.
pub(crate) fn sort(orders: &[Order], objects: &mut [Value]) {
    objects.sort_by(|a, b| {
        let by_key = orders.iter().map(|order| {
            let ordering = between(below(a, &order.path), below(b, &order.path));
            if order.descending {
                ordering.reverse()
            } else {
                ordering
            }
        });
        by_key.fold(Ordering::Equal, Ordering::then)
    });
}

fn between(a: &Value, b: &Value) -> Ordering {
    if let (Some(a), Some(b)) = (a.as_str(), b.as_str())
        && let (Some(a), Some(b)) = (Time::from_text(a), Time::from_text(b))
    {
        return a.cmp(&b);
    }
    // Values of different kinds need an order too, or sorting has none.
    ordering(a, b).unwrap_or_else(|| rank(a).cmp(&rank(b)))
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn several_keys() {
        let mut objects = [
            json!({ "a": 2, "b": "x" }),
            json!({ "a": 1, "b": "x" }),
            json!({ "b": "y" }),
            json!({ "a": 1 }),
        ];
        sort(&read("b desc, a").unwrap_or_default(), &mut objects);
        let expected = [
            json!({ "b": "y" }),
            json!({ "a": 1, "b": "x" }),
            json!({ "a": 2, "b": "x" }),
            json!({ "a": 1 }),
        ];
        assert_eq!(objects, expected);
    }

    #[test]
    fn times_by_instant() {
        let mut objects = [
            json!({ "t": "2017-01-01T09:00:00Z" }),
            json!({ "t": "2017-01-01T00:30:00-08:00" }),
        ];
        sort(&read("t").unwrap_or_default(), &mut objects);
        assert_eq!(objects[0], json!({ "t": "2017-01-01T00:30:00-08:00" }));
    }

    #[test]
    fn what_cannot_be_read() {
        for text in ["", "a up", "a desc b", "a,,b", "1"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
