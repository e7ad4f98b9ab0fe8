//! JSON text: models from it and to it, and values of no documented shape.

use std::{fmt, str::FromStr};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    DecodeError, Model, decode, encode,
    reader::{Fault, Reader},
};

/// Decodes a structure, or a [`Page`](crate::Page) of them, from the bytes of a JSON object.
///
/// # Errors
///
/// The bytes are not UTF-8, not JSON, not an object, or nested deeper than 128 levels. Nothing else is an error: what does not fit
/// the documented types is in the [`AdditionalData`](crate::AdditionalData).
pub fn from_slice<T: Model + Default>(bytes: &[u8]) -> Result<T, DecodeError> {
    let mut model = T::default();
    decode::from_slice(bytes, &mut model)?;
    Ok(model)
}

/// Decodes a structure from the text of a JSON object; see [`from_slice`].
pub fn from_str<T: Model + Default>(text: &str) -> Result<T, DecodeError> {
    let mut model = T::default();
    decode::from_str(text, &mut model)?;
    Ok(model)
}

/// Encodes a structure as a JSON object.
pub fn to_vec(model: &dyn Model) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    encode::model(model, &mut out);
    out
}

/// Encodes structures as a JSON array.
pub(crate) fn list_to_vec<T: Model>(models: &[T]) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    encode::array(models.iter(), &mut out, |it, out| encode::model(it, out));
    out
}

/// Encodes a structure as a JSON object.
pub fn to_string(model: &dyn Model) -> String {
    String::from_utf8(to_vec(model)).unwrap_or_default()
}

/// The members of a JSON object; none where `text` is none.
pub(crate) fn members(text: &str) -> Vec<(String, Json)> {
    let mut reader = Reader::new(text);
    let mut members = Vec::new();
    let mut read = || -> Result<(), Fault> {
        if !reader.take(b'{')? || reader.take(b'}')? {
            return Ok(());
        }
        loop {
            let name = reader.name()?.into_owned();
            members.push((name, Json::from_valid(reader.raw(1)?)));
            if !reader.more(b'}')? {
                return Ok(());
            }
        }
    };
    if read().is_err() {
        members.clear();
    }
    members
}

/// A JSON value of no documented shape, kept as its text: numbers to the digit, members in their order.
///
/// Equal where the values are equal, whatever their spelling.
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
        self.0 == other.0
            || match (self.parse::<Value>(), other.parse::<Value>()) {
                (Ok(left), Ok(right)) => left == right,
                _ => false,
            }
    }
}

impl PartialEq<Value> for Json {
    fn eq(&self, other: &Value) -> bool {
        self.parse::<Value>().is_ok_and(|value| value == *other)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
