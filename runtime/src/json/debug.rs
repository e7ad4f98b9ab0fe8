//! How a structure looks in `{:?}`: one way for all of them, over what they show of themselves.

use std::fmt;

use super::{AdditionalData, ListField, Model, View, visitor::properties};
use crate::values::Scalar;

/// Writes the properties that have a value, under the names that they have in JSON, and what came beside them.
pub fn debug(model: &dyn Model, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(short(model.type_name()));
    for (name, view) in properties(model) {
        if let Some(value) = Value::of(view) {
            shown.field(name, &value);
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

/// What a property holds.
enum Value<'a> {
    Plain(&'a dyn fmt::Debug),
    Scalar(Scalar<'a>),
    Scalars(Vec<Scalar<'a>>),
    Model(&'a dyn Model),
    Models(&'a dyn ListField),
}

impl<'a> Value<'a> {
    fn of(view: View<'a>) -> Option<Self> {
        match view {
            View::Str(field) => Some(Self::Plain(field.as_ref()?)),
            View::Bool(field) => Some(Self::Plain(field.as_ref()?)),
            View::I32(field) => Some(Self::Plain(field.as_ref()?)),
            View::I64(field) => Some(Self::Plain(field.as_ref()?)),
            View::F64(field) => Some(Self::Plain(field.as_ref()?)),
            View::Json(field) => Some(Self::Plain(field.as_ref()?)),
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
