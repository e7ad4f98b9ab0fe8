//! How a structure looks in `{:?}`: one way for all of them, over what they show of themselves.

use std::fmt;

use super::{
    AdditionalData, Json, ListField, Model, View,
    secrets::{HIDDEN, Redacted, is_secret},
    visitor::properties,
};
use crate::values::Scalar;

/// Writes the properties that have a value, under the names that they have in JSON, and what came beside them.
pub fn debug(model: &dyn Model, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(short(model.type_name()));
    for (name, view) in properties(model) {
        if let Some(value) = Value::of(view) {
            let hidden = model.is_secret(name);
            shown.field(name, &Named { name, hidden, value });
        }
    }
    let additional = model.additional_data();
    if !is_unused(additional) {
        shown.field("additional_data", additional);
    }
    shown.finish()
}

/// `User`, of `graph::types::user::User`.
fn short(name: &'static str) -> &'static str {
    let name = name.split('<').next().unwrap_or(name);
    name.rsplit("::").next().unwrap_or(name)
}

fn is_unused(additional: &AdditionalData) -> bool {
    additional.is_empty() && additional.nulls().next().is_none() && additional.replacement().is_none()
}

/// What a property holds, under its name: a text that is a secret by its name, or by the pages' words, is not shown.
struct Named<'a> {
    name: &'a str,
    hidden: bool,
    value: Value<'a>,
}

impl fmt::Debug for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            _ if self.hidden => f.write_str(HIDDEN),
            // The `key` of a pair is its name; keys that open something are bytes.
            Value::Text(text) if self.name.eq_ignore_ascii_case("key") => text.fmt(f),
            Value::Text(_) | Value::Scalar(Scalar::Text(_)) | Value::Scalars(_) if is_secret(self.name) => {
                f.write_str(HIDDEN)
            }
            Value::Json(json) => Redacted::named(self.name, json).fmt(f),
            value => value.fmt(f),
        }
    }
}

/// What a property holds.
enum Value<'a> {
    Plain(&'a dyn fmt::Debug),
    Text(&'a str),
    Json(&'a str),
    Jsons(&'a [Json]),
    Scalar(Scalar<'a>),
    Scalars(Vec<Scalar<'a>>),
    Model(&'a dyn Model),
    Models(&'a dyn ListField),
}

impl<'a> Value<'a> {
    fn of(view: View<'a>) -> Option<Self> {
        match view {
            View::Str(field) => Some(Self::Text(field.as_ref()?)),
            View::Bool(field) => Some(Self::Plain(field.as_ref()?)),
            View::I32(field) => Some(Self::Plain(field.as_ref()?)),
            View::I64(field) => Some(Self::Plain(field.as_ref()?)),
            View::F64(field) => Some(Self::Plain(field.as_ref()?)),
            View::Json(field) => Some(Self::Json(field.as_ref()?.text())),
            View::Jsons(values) => Some(Self::Jsons(values)),
            View::Leaf(field) => field.get().map(Self::Scalar),
            View::Leaves(field) => {
                let values = (0..field.count()?).filter_map(|index| field.at(index));
                Some(Self::Scalars(values.collect()))
            }
            View::Obj(field) => field.get().map(Self::Model),
            View::List(field) => field.count().map(|_| Self::Models(field)),
        }
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(value) => value.fmt(f),
            Self::Text(text) => text.fmt(f),
            Self::Json(json) => Redacted::of(json).fmt(f),
            Self::Jsons(values) => values.fmt(f),
            Self::Scalar(value) => scalar(*value, f),
            Self::Scalars(values) => f
                .debug_list()
                .entries(values.iter().copied().map(Self::Scalar))
                .finish(),
            Self::Model(model) => debug(*model, f),
            Self::Models(field) => {
                let models = (0..field.count().unwrap_or_default()).filter_map(|index| field.at(index));
                f.debug_list().entries(models.map(Self::Model)).finish()
            }
        }
    }
}

fn scalar(scalar: Scalar<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match scalar {
        Scalar::Text(text) => fmt::Debug::fmt(text, f),
        Scalar::Number(text) => f.write_str(text),
        Scalar::Integer(value) => fmt::Debug::fmt(&value, f),
        Scalar::Double(value) => fmt::Debug::fmt(&value, f),
        Scalar::Bool(value) => fmt::Debug::fmt(&value, f),
    }
}
