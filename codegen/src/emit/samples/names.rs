//! Types as an example writes them, where everything of `types` is imported.

use crate::emit::fields::primitive_name;
use crate::model::{Definition, Field, Model, TypeId, Value};

/// `User`, `security::Alert`; parameters of actions are imported, too.
pub(super) fn ty(model: &Model, id: TypeId) -> String {
    let ty = model.ty(id);
    let mut name = ty.name.to_string();
    let is_parameters = matches!(&ty.shape, Definition::Struct(it) if it.is_parameters);
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
        Value::Primitive(it) => primitive_name(it).to_owned(),
    }
}

/// The fields of a struct.
pub(super) fn fields(model: &Model, id: TypeId) -> &[Field] {
    match &model.ty(id).shape {
        Definition::Struct(it) => &it.fields,
        Definition::Enum(_) => &[],
    }
}
