//! Types as an example writes them, where everything of `types` is imported.

use crate::model::{Field, Model, Primitive, Shape, TypeId, Value};

/// `User`, `security::Alert`; parameters of actions are imported, too.
pub(super) fn ty(model: &Model, id: TypeId) -> String {
    let ty = model.ty(id);
    let mut name = ty.name.to_string();
    let is_parameters = matches!(&ty.shape, Shape::Struct(it) if it.is_parameters);
    if is_parameters {
        return name;
    }
    let mut at = model.namespace(ty.namespace);
    while let Some(parent) = at.parent {
        name = format!("{}::{name}", at.name);
        at = model.namespace(parent);
    }
    name
}

/// A single value's type.
pub(super) fn value(model: &Model, of: Value) -> String {
    match of {
        Value::Struct(id) | Value::Enum(id) => ty(model, id),
        Value::Flags(id) => format!("Flags<{}>", ty(model, id)),
        Value::Primitive(it) => primitive(it).to_owned(),
    }
}

pub(super) fn primitive(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::String => "String",
        Primitive::Boolean => "bool",
        Primitive::Byte => "u8",
        Primitive::Int16 => "i16",
        Primitive::Int32 => "i32",
        Primitive::Int64 => "i64",
        Primitive::Single => "f32",
        Primitive::Double => "f64",
        Primitive::Decimal => "Decimal",
        Primitive::DateTimeOffset => "DateTime",
        Primitive::Date => "Date",
        Primitive::TimeOfDay => "TimeOfDay",
        Primitive::Duration => "Duration",
        Primitive::Guid => "Guid",
        Primitive::Binary => "Binary",
        Primitive::Stream | Primitive::Json => "Json",
    }
}

/// The fields of a struct.
pub(super) fn fields(model: &Model, id: TypeId) -> &[Field] {
    match &model.ty(id).shape {
        Shape::Struct(it) => &it.fields,
        Shape::Enum(_) => &[],
    }
}
