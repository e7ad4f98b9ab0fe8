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
    if ty.navigation {
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
    let runtime = match primitive {
        Primitive::String => return quote!(String),
        Primitive::Boolean => return quote!(bool),
        Primitive::Byte => return quote!(u8),
        Primitive::Int16 => return quote!(i16),
        Primitive::Int32 => return quote!(i32),
        Primitive::Int64 => return quote!(i64),
        Primitive::Single => return quote!(f32),
        Primitive::Double => return quote!(f64),
        Primitive::Decimal => "Decimal",
        Primitive::DateTimeOffset => "DateTime",
        Primitive::Date => "Date",
        Primitive::TimeOfDay => "TimeOfDay",
        Primitive::Duration => "Duration",
        Primitive::Guid => "Guid",
        Primitive::Binary => "Binary",
        Primitive::Stream | Primitive::Json => "Json",
    };
    let name = scope.runtime(runtime);
    quote!(#name)
}
