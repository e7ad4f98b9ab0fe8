//! JSON of no documented shape.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{DecodeError, Model, decode, encode, secrets::Redacted, to_string};

/// A JSON value of no documented shape, kept as its text: numbers to the digit, members in their order.
///
/// Equal where the values are equal, whatever their spelling. `Display` gives the text, `Debug` the text without passwords, keys and
/// other secrets.
#[derive(Clone)]
pub struct Json(Box<str>);

impl Json {
    /// The JSON text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The value, to look around in. A number that no double holds, as `1e999`, makes the whole value `null` here; the
    /// [`text`](Self::text) has it.
    pub fn value(&self) -> Value {
        self.parse().unwrap_or_default()
    }

    /// The value as a type of one's own.
    ///
    /// # Errors
    ///
    /// The value is not of that type.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }

    /// The text of a JSON string; `None` for every other value.
    pub fn as_string(&self) -> Option<String> {
        self.parse().ok()
    }

    /// The value `null`.
    pub fn null() -> Self {
        Self("null".into())
    }

    /// Takes text that is known to be JSON.
    pub(crate) fn from_valid(text: &str) -> Self {
        Self(text.into())
    }
}

impl FromStr for Json {
    type Err = DecodeError;

    /// Takes JSON text as it is; `"a"` with its quotes is a string.
    fn from_str(text: &str) -> Result<Self, DecodeError> {
        decode::check(text)?;
        Ok(Self(text.trim_start_matches('\u{feff}').trim().into()))
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        Self(value.to_string().into())
    }
}

impl From<&dyn Model> for Json {
    fn from(model: &dyn Model) -> Self {
        Self(to_string(model).into())
    }
}

/// A JSON string; JSON text is parsed by [`str::parse`].
impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Value::from(text).into()
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

/// A JSON array.
impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(values: Vec<T>) -> Self {
        let texts: Vec<_> = values.into_iter().map(|value| value.into().0).collect();
        Self(format!("[{}]", texts.join(",")).into())
    }
}

/// A JSON array.
impl<T: Into<Json>, const N: usize> From<[T; N]> for Json {
    fn from(values: [T; N]) -> Self {
        Vec::from(values).into()
    }
}

/// A JSON object.
impl<K: Into<String>, T: Into<Json>, const N: usize> From<[(K, T); N]> for Json {
    fn from(members: [(K, T); N]) -> Self {
        members.into_iter().collect()
    }
}

/// A JSON object, its members in the order of the map.
impl<K: Into<String>, T: Into<Json>> From<BTreeMap<K, T>> for Json {
    fn from(members: BTreeMap<K, T>) -> Self {
        members.into_iter().collect()
    }
}

/// A JSON object, its members in their order.
impl<K: Into<String>, T: Into<Json>> FromIterator<(K, T)> for Json {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(members: I) -> Self {
        let mut out = b"{".to_vec();
        for (name, value) in members {
            encode::member(&name.into(), value.into().text(), &mut out);
        }
        out.push(b'}');
        Self::from_valid(&String::from_utf8(out).unwrap_or_default())
    }
}

impl From<i32> for Json {
    fn from(value: i32) -> Self {
        Value::from(value).into()
    }
}

impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Value::from(value).into()
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Value::from(value).into()
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Value::from(value).into()
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        is_same(&self.0, &other.0)
    }
}

/// Whether two JSON texts mean the same value.
pub(super) fn is_same(left: &str, right: &str) -> bool {
    let value = serde_json::from_str::<Value>;
    left == right || matches!((value(left), value(right)), (Ok(left), Ok(right)) if left == right)
}

impl PartialEq<Value> for Json {
    fn eq(&self, other: &Value) -> bool {
        self.parse::<Value>().is_ok_and(|value| value == *other)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Redacted::of(&self.0).fmt(f)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
