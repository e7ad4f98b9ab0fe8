//! Values that JSON writes as strings, and decimal numbers. Each keeps what it was read from, so that it goes back out digit for
//! digit, compares by what it means, and gives the usual Rust type when asked.

mod binary;
mod cursor;
mod date;
mod date_time;
mod decimal;
mod duration;
mod flags;
mod guid;
mod leaf;
mod open_enum;
mod time_of_day;

use std::fmt;

use serde::{
    Deserialize as _, Deserializer,
    de::{self, Visitor},
};

use serde_json::Value;

pub use binary::Binary;
pub use date::Date;
pub use date_time::DateTime;
pub use decimal::Decimal;
pub use duration::Duration;
pub use flags::Flags;
pub use guid::Guid;
pub(crate) use leaf::text_of_not_finite;
pub use leaf::{Leaf, LiteralForm, Scalar};
pub use open_enum::OpenEnum;
pub use time_of_day::TimeOfDay;

/// The text is not a value of that type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidValue {
    /// The type, as the pages name it.
    expected: &'static str,
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not of the type {}", self.expected)
    }
}

impl std::error::Error for InvalidValue {}

/// The traits of a value type that JSON writes as a string: it has `fn read(&str) -> Option<Self>` and `Display`.
///
/// `text` values hold their text, `form` values write it anew from what they hold.
macro_rules! value {
    ($value:ident, $name:literal, $literal:expr) => {
        impl crate::values::Leaf for $value {
            const LITERAL: crate::values::LiteralForm = $literal;

            fn parse(scalar: crate::values::Scalar<'_>) -> Option<Self> {
                match scalar {
                    crate::values::Scalar::Text(text) => Self::read(text),
                    _ => None,
                }
            }

            fn scalar(&self) -> crate::values::Scalar<'_> {
                crate::values::Scalar::Text(self.as_str())
            }
        }

        super::text_forms!($value, $name);
    };
}

/// `Display`, `Debug`, `FromStr`, `TryFrom<&str>` and serde's traits of a value with `read` and `as_str`.
macro_rules! text_forms {
    ($value:ident, $name:literal) => {
        impl std::str::FromStr for $value {
            type Err = super::InvalidValue;

            fn from_str(text: &str) -> Result<Self, super::InvalidValue> {
                Self::read(text).ok_or(super::InvalidValue { expected: $name })
            }
        }

        impl $value {
            /// Reads the text that JSON and URLs have.
            pub fn parse(text: &str) -> Result<Self, super::InvalidValue> {
                text.parse()
            }
        }

        impl std::fmt::Display for $value {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $value {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $value {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $value {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                super::deserialize_leaf(deserializer)
            }
        }
    };
}

use {text_forms, value};

/// Reads a value whose JSON is a string, or a number.
pub fn deserialize_leaf<'de, T: Leaf, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Text<T>(std::marker::PhantomData<T>);

    impl<T: Leaf> Visitor<'_> for Text<T> {
        type Value = Option<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Option<T>, E> {
            Ok(T::parse(Scalar::Text(text)))
        }
    }

    let value = deserializer.deserialize_str(Text(std::marker::PhantomData))?;
    value.ok_or_else(|| de::Error::custom("not of the documented type"))
}

/// Reads a value whose JSON is a number, or a string.
pub(crate) fn deserialize_number<'de, T: Leaf, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = match Value::deserialize(deserializer)? {
        Value::String(text) => T::parse(Scalar::Text(&text)),
        Value::Number(number) => T::parse(Scalar::Number(&number.to_string())),
        _ => None,
    };
    value.ok_or_else(|| de::Error::custom("not of the documented type"))
}
