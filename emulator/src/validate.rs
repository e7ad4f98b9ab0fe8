//! Whether a body fits the documented type.
//!
//! As in the service, a property that the type does not have is refused. That needs a type whose properties
//! are all known, so a type that is open, inferred from a JSON block, or never shown takes any property.
//! `null` always fits.

use std::cell::RefCell;

use graphdown_codegen::dialect::shape::type_of_placeholder;
use graphdown_codegen::schema::{Kind, Operation, Place, Primitive, TypeDef};
use serde_json::{Map, Value};

use crate::catalog::{Catalog, Holds, full_name};
use crate::error::ODataError;

/// Checks values against the types of a schema.
#[derive(Debug)]
pub(crate) struct Validator<'a> {
    pub(crate) catalog: &'a Catalog,
    /// Takes the placeholders of documented examples (`"String (timestamp)"`, `"Integer"`) for values of any
    /// type.
    pub(crate) placeholders: bool,
    /// Takes properties and members that the pages do not list: a service grows faster than its pages.
    pub(crate) lenient: bool,
    /// What was taken although it is not listed.
    pub(crate) notes: RefCell<Vec<String>>,
}

impl<'a> Validator<'a> {
    /// Checks an object, of the type that its `@odata.type` names or else of `ty`. `at` is the way to it, for
    /// messages.
    pub(crate) fn object(
        &self,
        ty: &'a TypeDef,
        object: &Map<String, Value>,
        at: &str,
    ) -> Result<(), ODataError> {
        let shape = self.catalog.shape(self.actual(ty, object, at)?);
        for (name, value) in object {
            // Annotations: `@odata.type`, `manager@odata.bind`.
            if name.contains('@') {
                continue;
            }
            let at = if at.is_empty() {
                name.clone()
            } else {
                format!("{at}/{name}")
            };
            match shape.property(name) {
                Some((property, namespace)) => {
                    let holds = self.catalog.holds(&property.ty, namespace);
                    self.value(holds, property.collection, value, &at)?;
                }
                None if shape.allows(name) => {}
                None => self.unlisted(format!(
                    "The property '{at}' does not exist on type '{}'.",
                    full_name(shape.ty)
                ))?,
            }
        }
        Ok(())
    }

    /// Checks the documented parameters in an action's body.
    pub(crate) fn parameters(
        &self,
        operation: &'a Operation,
        object: &Map<String, Value>,
    ) -> Result<(), ODataError> {
        for parameter in operation.parameters.iter().filter(|it| it.place == Place::Body) {
            if let Some(value) = object.get(&parameter.name) {
                let holds = self.catalog.holds(&parameter.ty, "");
                self.value(holds, parameter.collection, value, &parameter.name)?;
            }
        }
        Ok(())
    }

    /// The type that an object says it is of.
    fn actual(
        &self,
        ty: &'a TypeDef,
        object: &Map<String, Value>,
        at: &str,
    ) -> Result<&'a TypeDef, ODataError> {
        let Some(named) = object.get("@odata.type").and_then(Value::as_str) else {
            return Ok(ty);
        };
        match self.catalog.find(named, &ty.namespace) {
            None => Ok(ty),
            Some(actual) if self.catalog.is_a(actual, ty) || !self.catalog.shape(actual).closed => Ok(actual),
            // Many pages do not name the base of their type.
            Some(actual) if actual.base.is_none() || !self.catalog.shape(ty).closed => Ok(actual),
            Some(actual) => Err(ODataError::bad_request(format!(
                "'{}'{} is not a '{}'.",
                full_name(actual),
                if at.is_empty() {
                    String::new()
                } else {
                    format!(" in '{at}'")
                },
                full_name(ty)
            ))),
        }
    }

    fn value(&self, holds: Holds<'a>, collection: bool, value: &Value, at: &str) -> Result<(), ODataError> {
        if value.is_null() || (self.placeholders && value.as_str().is_some_and(is_placeholder)) {
            return Ok(());
        }
        if !collection {
            return self.single(holds, value, at);
        }
        match (value, holds) {
            (Value::Array(list), _) => list
                .iter()
                .enumerate()
                .try_for_each(|(index, it)| self.single(holds, it, &format!("{at}[{index}]"))),
            (_, Holds::Primitive(Primitive::Json) | Holds::Unknown) => Ok(()),
            _ => Err(misfit(at, "a list", value)),
        }
    }

    fn single(&self, holds: Holds<'a>, value: &Value, at: &str) -> Result<(), ODataError> {
        if value.is_null() || (self.placeholders && value.as_str().is_some_and(is_placeholder)) {
            return Ok(());
        }
        match holds {
            Holds::Unknown => Ok(()),
            Holds::Primitive(primitive) if fits(primitive, value) => Ok(()),
            // Some services read it, and pages show it.
            Holds::Primitive(Primitive::Boolean) if value == "true" || value == "false" => Ok(()),
            Holds::Primitive(primitive) => Err(misfit(at, &format!("Edm.{}", primitive.name()), value)),
            Holds::Type(ty) if ty.kind == Kind::Enum => self.member(ty, value, at),
            Holds::Type(ty) => match value {
                Value::Object(object) => self.object(ty, object, at),
                _ => Err(misfit(at, &full_name(ty), value)),
            },
        }
    }

    /// Checks a value of an enumeration: a name, several of them where it is a set of flags, or a number.
    fn member(&self, ty: &TypeDef, value: &Value, at: &str) -> Result<(), ODataError> {
        let Value::String(text) = value else {
            return if value.is_i64() {
                Ok(())
            } else {
                Err(misfit(at, &full_name(ty), value))
            };
        };
        if ty.inferred || ty.external || ty.members.is_empty() {
            return Ok(());
        }
        let known = |name: &str| ty.members.iter().any(|it| it.eq_ignore_ascii_case(name.trim()));
        let fits = if ty.flags {
            text.split(',').all(known)
        } else {
            known(text)
        };
        if fits {
            return Ok(());
        }
        self.unlisted(format!(
            "The property '{at}' is a '{}', which has no member '{}'.",
            full_name(ty),
            shortened(text)
        ))
    }

    /// What the pages do not list: refused, or else noted.
    fn unlisted(&self, message: String) -> Result<(), ODataError> {
        if !self.lenient {
            return Err(ODataError::bad_request(message));
        }
        self.notes
            .borrow_mut()
            .push(format!("taken all the same: {message}"));
        Ok(())
    }

    /// Refuses an object that does not say of which type it is where it must: none can be made of an abstract type, or of
    /// `base` as such.
    pub(crate) fn names_its_type(
        &self,
        ty: &TypeDef,
        base: Option<&str>,
        object: &Map<String, Value>,
    ) -> Result<(), ODataError> {
        let must = base.is_some() || ty.is_abstract;
        if !must || object.contains_key("@odata.type") || self.lenient {
            return Ok(());
        }
        let base = base.map_or_else(|| full_name(ty), str::to_owned);
        Err(ODataError::bad_request(format!(
            "No object can be made of the type '{base}' as such: the body must name the type of its object in '@odata.type'.",
        )))
    }
}

/// Whether a value is of a primitive type.
fn fits(primitive: Primitive, value: &Value) -> bool {
    let within = |low: i64, high: i64| value.as_i64().is_some_and(|it| (low..=high).contains(&it));
    let text = |test: fn(&str) -> bool| value.as_str().is_some_and(test);
    match primitive {
        Primitive::String | Primitive::Duration | Primitive::Binary => value.is_string(),
        Primitive::Boolean => value.is_boolean(),
        Primitive::Byte => within(0, u8::MAX.into()),
        Primitive::Int16 => within(i16::MIN.into(), i16::MAX.into()),
        Primitive::Int32 => within(i32::MIN.into(), i32::MAX.into()),
        // A caller that asks for `IEEE754Compatible=true` writes these two as text.
        Primitive::Int64 => value.is_i64() || text(|it| it.parse::<i64>().is_ok()),
        Primitive::Decimal => value.is_number() || text(|it| it.parse::<f64>().is_ok()),
        Primitive::Single | Primitive::Double => {
            value.is_number() || text(|it| ["NaN", "INF", "-INF"].contains(&it))
        }
        Primitive::Guid => text(|it| it.len() == 36 && uuid::Uuid::try_parse(it).is_ok()),
        Primitive::DateTimeOffset => text(|it| starts_like(it, "0000-00-00T00:00")),
        Primitive::Date => text(|it| starts_like(it, "0000-00-00")),
        Primitive::TimeOfDay => text(|it| starts_like(it, "00:00")),
        Primitive::Stream | Primitive::Json => true,
    }
}

/// Whether a text starts with digits where `form` has `0`, and with the same characters where it has others.
/// Seconds, their digits and the offset are left to the caller: the pages show each form.
fn starts_like(text: &str, form: &str) -> bool {
    let fits = |(it, form): (u8, u8)| {
        if form == b'0' {
            it.is_ascii_digit()
        } else {
            it.eq_ignore_ascii_case(&form)
        }
    };
    text.len() >= form.len() && text.bytes().zip(form.bytes()).all(fits)
}

fn misfit(at: &str, expected: &str, value: &Value) -> ODataError {
    let shown = shortened(&value.to_string());
    ODataError::bad_request(format!(
        "The value {shown} of the property '{at}' is not of its type, {expected}."
    ))
}

/// The first characters of a text that a caller sent.
fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

/// Whether a text is what pages write in the place of a value: `String (timestamp)`, `{id}`, `<name>`, `principalId-value`.
fn is_placeholder(text: &str) -> bool {
    let is_within = |open: char, close: char| text.starts_with(open) && text.ends_with(close);
    let word = text.strip_prefix("Edm.").unwrap_or(text);
    type_of_placeholder(word).is_some()
        || is_within('{', '}')
        || is_within('<', '>')
        || text.ends_with("-value")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn primitives() {
        let cases = [
            (Primitive::Int32, json!(1), json!(3_000_000_000_i64)),
            (Primitive::Int32, json!(-1), json!("1")),
            (Primitive::Int64, json!("12"), json!(1.5)),
            (Primitive::Byte, json!(255), json!(256)),
            (Primitive::Boolean, json!(true), json!("true")),
            (Primitive::String, json!(""), json!(1)),
            (Primitive::Double, json!("NaN"), json!("1")),
            (
                Primitive::Guid,
                json!("52effe71-fe71-52ef-71fe-ef5271feef52"),
                json!("52effe71fe7152ef71feef5271feef52"),
            ),
            (
                Primitive::DateTimeOffset,
                json!("2017-01-01T00:03:07.1589002-08:00"),
                json!("1 January"),
            ),
            (Primitive::DateTimeOffset, json!("2017-01-01T00:00"), json!("é")),
            (Primitive::Date, json!("2017-01-01"), json!("2017")),
            (Primitive::TimeOfDay, json!("23:59:59"), json!(5)),
        ];
        for (primitive, good, bad) in cases {
            assert!(fits(primitive, &good), "{primitive:?} {good}");
            assert!(!fits(primitive, &bad), "{primitive:?} {bad}");
        }
    }

    #[test]
    fn placeholders() {
        for text in [
            "String",
            "String (timestamp)",
            "Integer",
            "Edm.Boolean",
            "Int16",
            "{id}",
            "principalId-value",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "Stringy", "String of pearls", "7"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
