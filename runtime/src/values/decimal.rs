//! `Edm.Decimal`.

use std::hash::{Hash, Hasher};

use serde_json::value::RawValue;

use super::{InvalidValue, Leaf, LiteralForm, Scalar};

/// A decimal number of any length. Keeps its text: `1.10` does not become `1.1`. Compared by the number.
///
/// No arithmetic is done on it here; [`as_str`](Self::as_str) is what any decimal library reads.
#[derive(Clone)]
pub struct Decimal {
    text: Box<str>,
}

impl Decimal {
    /// The text in JSON.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        self.text.parse().unwrap_or(f64::NAN)
    }

    /// Reads the text of a JSON number.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        text.parse()
    }

    fn read(text: &str) -> Option<Self> {
        let is_number = text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
        (is_number && serde_json::from_str::<&RawValue>(text).is_ok()).then(|| Self { text: text.into() })
    }

    /// Sign, significant digits, and the power of ten of the last of them; `None` for powers that no number here can hold.
    fn normal(&self) -> Option<(bool, String, i128)> {
        let (negative, text) = match self.text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, &*self.text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let kept = all.trim_end_matches('0');
        let digits = kept.trim_start_matches('0');
        if digits.is_empty() {
            return Some((false, String::new(), 0));
        }
        let shift = (all.len() - kept.len()) as i128 - fraction.len() as i128;
        Some((
            negative,
            digits.to_owned(),
            exponent.parse::<i128>().ok()?.checked_add(shift)?,
        ))
    }
}

impl Leaf for Decimal {
    const LITERAL: LiteralForm = LiteralForm::Bare;

    fn parse(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Number(text) => Some(Self { text: text.into() }),
            _ => None,
        }
    }

    fn scalar(&self) -> Scalar<'_> {
        Scalar::Number(&self.text)
    }
}

impl std::str::FromStr for Decimal {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::read(text).ok_or(InvalidValue { expected: "Decimal" })
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self {
            text: value.to_string().into(),
        }
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text || (self.normal().is_some() && self.normal() == other.normal())
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.normal().hash(state);
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text)
    }
}

impl std::fmt::Debug for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number: serde_json::Value =
            serde_json::from_str(&self.text).map_err(serde::ser::Error::custom)?;
        number.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize_number(deserializer)
    }
}
