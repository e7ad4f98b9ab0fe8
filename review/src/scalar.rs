//! Whether a single JSON value is of a primitive type: the client's own values decide.

use graphdown_codegen::dialect::json::Node;
use graphdown_codegen::model::{Primitive, Value};
use graphdown_runtime::examples::placeholder::{self, Fit, ValueKind};
use graphdown_runtime::{
    Binary, Date, DateTime, Decimal, Duration, Guid, TimeOfDay,
    model::{Leaf, Scalar},
};

/// Whether a generated client puts the value into a field of this type.
pub(crate) fn is_of(primitive: Primitive, node: &Node<'_>) -> bool {
    match primitive {
        Primitive::String => is::<String>(node),
        Primitive::Boolean => is::<bool>(node),
        Primitive::Byte => is::<u8>(node),
        Primitive::Int16 => is::<i16>(node),
        Primitive::Int32 => is::<i32>(node),
        Primitive::Int64 => is::<i64>(node),
        Primitive::Single => is::<f32>(node),
        Primitive::Double => is::<f64>(node),
        Primitive::Decimal => is::<Decimal>(node),
        Primitive::DateTimeOffset => is::<DateTime>(node),
        Primitive::Date => is::<Date>(node),
        Primitive::TimeOfDay => is::<TimeOfDay>(node),
        Primitive::Duration => is::<Duration>(node),
        Primitive::Guid => is::<Guid>(node),
        Primitive::Binary => is::<Binary>(node),
        Primitive::Stream | Primitive::Json => true,
    }
}

fn is<T: Leaf>(node: &Node<'_>) -> bool {
    let scalar = match node {
        Node::Bool(value) => Scalar::Bool(*value),
        Node::Number(text) => Scalar::Number(text),
        Node::String(text) => Scalar::Text(text),
        Node::Null | Node::Array(_) | Node::Object(_) => return false,
    };
    T::parse(scalar).is_some()
}

/// What kind of JSON a single value of a type is.
pub(crate) fn kind(of: Value) -> ValueKind {
    match of {
        Value::Struct(_) => ValueKind::Structure,
        Value::Enum(_) | Value::Flags(_) => ValueKind::Text,
        Value::Primitive(it) => match it {
            Primitive::Boolean => ValueKind::Bool,
            Primitive::Byte
            | Primitive::Int16
            | Primitive::Int32
            | Primitive::Int64
            | Primitive::Single
            | Primitive::Double
            | Primitive::Decimal => ValueKind::Number,
            Primitive::Json | Primitive::Stream => ValueKind::Any,
            _ => ValueKind::Text,
        },
    }
}

/// How a text that stands for a value fits a place of this kind; `None` where it is a value.
pub(crate) fn placeholder(node: &Node<'_>, takes: ValueKind) -> Option<Fit> {
    let fit = placeholder::read(node.as_str()?)?.fit(takes);
    (fit != Fit::Value).then_some(fit)
}
