//! The Rust types of fields, and how the runtime's core sees them.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::scope::Scope;
use crate::model::{FieldType, Primitive, Value};

/// A single value: `String`, `DateTime`, `RemoteAction`, `Flags<ClonableTeamParts>`.
pub(super) fn value(of: Value, scope: &mut Scope<'_>) -> TokenStream {
    match of {
        Value::Primitive(it) => primitive(it, scope),
        Value::Struct(id) | Value::Enum(id) => scope.ty(id),
        Value::Flags(id) => {
            let (flags, ty) = (scope.runtime("Flags"), scope.ty(id));
            quote!(#flags<#ty>)
        }
    }
}

/// What a field is declared as, and what its property constant holds.
pub(super) fn field(ty: FieldType, scope: &mut Scope<'_>) -> (TokenStream, TokenStream) {
    let single = value(ty.of, scope);
    let whole = if is_list(ty) { quote!(Vec<#single>) } else { single };
    if ty.is_erased() {
        let nav = scope.nav(ty.of);
        let erased = quote!(#nav<#whole>);
        (erased.clone(), erased)
    } else if ty.boxed {
        (quote!(Option<Box<#whole>>), whole)
    } else {
        (quote!(Option<#whole>), whole)
    }
}

/// The variant of the runtime's `Slot` and `View` for a field.
pub(super) fn access(ty: FieldType) -> Ident {
    let name = match (ty.of, is_list(ty)) {
        (Value::Struct(_), false) => "Obj",
        (Value::Struct(_), true) => "List",
        (Value::Primitive(Primitive::Json | Primitive::Stream), _) => "Json",
        (_, true) => "Leaves",
        (Value::Primitive(Primitive::String), false) => "Str",
        (Value::Primitive(Primitive::Boolean), false) => "Bool",
        (Value::Primitive(Primitive::Int32), false) => "I32",
        (Value::Primitive(Primitive::Int64), false) => "I64",
        (Value::Primitive(Primitive::Double), false) => "F64",
        _ => "Leaf",
    };
    format_ident!("{name}")
}

/// A list of open JSON is open JSON itself.
fn is_list(ty: FieldType) -> bool {
    ty.collection && !matches!(ty.of, Value::Primitive(Primitive::Json | Primitive::Stream))
}

fn primitive(primitive: Primitive, scope: &mut Scope<'_>) -> TokenStream {
    let name = primitive_name(primitive);
    let is_rusts_own = name == "String" || name.starts_with(|it: char| it.is_ascii_lowercase());
    let name = if is_rusts_own {
        format_ident!("{name}")
    } else {
        scope.runtime(name)
    };
    quote!(#name)
}

/// Its type in Rust: one of Rust's own, or of the runtime.
pub(super) fn primitive_name(primitive: Primitive) -> &'static str {
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
