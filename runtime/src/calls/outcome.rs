//! How an answer becomes the documented result.

use bytes::Bytes;
use serde_json::Value;

use super::{Error, Reply};
use crate::{
    json::{AdditionalData, DecodeError, Json, LeafField, Model, Slot, Typed, View, Visitor, decode},
    values::{self, Flags, Leaf, OpenEnum, Scalar},
};

/// A result of an operation: a structure, a [`Page`](crate::Page), a single value, [`Json`], bytes, or nothing.
pub trait Outcome: Send + Sized + 'static {
    /// The structure that query options speak of.
    type Model;

    /// Reads the result.
    fn from_reply(reply: Reply) -> Result<Self, Error>;
}

/// A structure. Empty where the service says by 202 or 204 that it gives none.
impl<T: Typed> Outcome for T {
    type Model = T;

    fn from_reply(reply: Reply) -> Result<Self, Error> {
        let mut model = T::default();
        reply.fill(&mut model)?;
        Ok(model)
    }
}

/// A structure, where the service sends one: what was there already is answered with `204 No Content`.
impl<T: Typed> Outcome for Option<T> {
    type Model = T;

    fn from_reply(reply: Reply) -> Result<Self, Error> {
        if reply.body.trim_ascii().is_empty() {
            return Ok(None);
        }
        T::from_reply(reply).map(Some)
    }
}

/// No result. A body that came nevertheless is dropped.
impl Outcome for () {
    type Model = ();

    fn from_reply(_: Reply) -> Result<Self, Error> {
        Ok(())
    }
}

/// The body as it came: files, photos, reports.
impl Outcome for Bytes {
    type Model = ();

    fn from_reply(reply: Reply) -> Result<Self, Error> {
        Ok(reply.body)
    }
}

/// A result of no documented shape. `null` where the service answered without a body.
impl Outcome for Json {
    type Model = ();

    fn from_reply(reply: Reply) -> Result<Self, Error> {
        let body = reply.body.trim_ascii();
        if body.is_empty() {
            return Ok(Self::null());
        }
        let text = decode::text(body).map_err(|error| reply.unreadable(error))?;
        text.parse().map_err(|error| reply.unreadable(error))
    }
}

/// Makes a [`Leaf`] a result of functions, in its envelope or as bare text.
#[doc(hidden)]
#[macro_export]
macro_rules! leaf_outcome {
    ($leaf:ty $(, $parameter:ident: $bound:path)?) => {
        impl $(<$parameter: $bound>)? $crate::model::Outcome for $leaf {
            type Model = Self;

            fn from_reply(reply: $crate::model::Reply) -> ::std::result::Result<Self, $crate::Error> {
                $crate::__private::leaf_from_reply(&reply)
            }
        }
    };
}

leaf_outcome!(String);
leaf_outcome!(bool);
leaf_outcome!(u8);
leaf_outcome!(i16);
leaf_outcome!(i32);
leaf_outcome!(i64);
leaf_outcome!(f32);
leaf_outcome!(f64);
leaf_outcome!(values::DateTime);
leaf_outcome!(values::Date);
leaf_outcome!(values::TimeOfDay);
leaf_outcome!(values::Duration);
leaf_outcome!(values::Guid);
leaf_outcome!(values::Binary);
leaf_outcome!(values::Decimal);
leaf_outcome!(Flags<E>, E: OpenEnum);

/// Reads a single value: `{"value": …}` as functions give it, or the bare text of `$count` and `$value`.
///
/// # Errors
///
/// There is no value, in whatever way that is said (`{"value": null}`, `null`, no body, 204), or it is not of that type.
pub fn leaf_from_reply<T: Leaf>(reply: &Reply) -> Result<T, Error> {
    let body = reply.body.trim_ascii();
    // What stands between caller and service, as a sign-in page, answers with success too, and any text could be a value.
    if reply.is_html() {
        return Err(reply.unreadable(no_value::<T>("<")));
    }
    let text = decode::text(body).map_err(|error| reply.unreadable(error))?;
    let text = text.trim_start_matches('\u{feff}');
    let value = if text.starts_with('{') {
        let mut single = Single::default();
        reply.fill(&mut single)?;
        single.value
    } else {
        match serde_json::from_str(text) {
            Ok(Value::String(text)) => T::parse(Scalar::Text(&text)),
            Ok(Value::Bool(value)) => T::parse(Scalar::Bool(value)),
            Ok(Value::Number(_)) => T::parse(Scalar::Number(text)),
            Ok(Value::Null) => None,
            Err(_) if text.is_empty() => None,
            Ok(Value::Array(_) | Value::Object(_)) | Err(_) => T::parse(Scalar::Text(text)),
        }
    };
    value.ok_or_else(|| reply.unreadable(no_value::<T>(text)))
}

/// Says what was found where a value is documented; not the value, which may be a secret.
fn no_value<T>(text: &str) -> DecodeError {
    let expected = std::any::type_name::<T>().rsplit("::").next().unwrap_or_default();
    let inside = serde_json::from_str::<Value>(text).map(|value| match value {
        Value::Object(mut members) => members.remove("value").unwrap_or(Value::Object(members)),
        value => value,
    });
    let found = match inside {
        Ok(Value::Null) => "null",
        Ok(Value::Bool(_)) => "true or false",
        Ok(Value::Number(_)) => "a number",
        Ok(Value::Array(_)) => "a list",
        Ok(Value::Object(_)) => "an object",
        Err(_) if text.is_empty() => "nothing",
        Ok(Value::String(_)) | Err(_) => "another text",
    };
    DecodeError::of_whole(format!("expected a value of the type {expected}, found {found}"))
}

/// The object around a single value.
pub(crate) struct Single<T> {
    value: Option<T>,
    additional_data: AdditionalData,
}

impl<T> Default for Single<T> {
    fn default() -> Self {
        Self {
            value: None,
            additional_data: AdditionalData::default(),
        }
    }
}

impl<T: Leaf> Model for Single<T> {
    fn slot(&mut self, name: &str) -> Option<Slot<'_>> {
        (name == "value").then_some(Slot::Leaf(&mut self.value as &mut dyn LeafField))
    }

    fn visit<'a>(&'a self, visitor: &mut Visitor<'a>) {
        visitor.put("value", View::Leaf(&self.value));
    }

    fn additional_data(&self) -> &AdditionalData {
        &self.additional_data
    }

    fn additional_data_mut(&mut self) -> &mut AdditionalData {
        &mut self.additional_data
    }
}
