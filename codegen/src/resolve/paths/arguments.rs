//! What a method takes beside its body: arguments of its step, of its query, and what may be added.

use crate::diag::Diagnostics;
use crate::dialect::address::documented::CallArgument;
use crate::model::{Argument, ArgumentType, Place, Primitive, Value};
use crate::resolve::names::{self, Kind, Wanted};
use crate::resolve::types::index::Index;
use crate::schema::{self, DEFAULT_NAMESPACE, Operation, Parameter};

/// Arguments of which the pages tell no types.
pub(crate) fn untyped(arguments: &[CallArgument]) -> Vec<Argument> {
    typed(arguments, |argument| any_or_string(argument.quoted))
}

pub(super) fn typed(
    arguments: &[CallArgument],
    mut ty: impl FnMut(&CallArgument) -> ArgumentType,
) -> Vec<Argument> {
    let wanted: Vec<_> = arguments.iter().map(|it| Wanted::plain(&it.name)).collect();
    let (names, _) = names::assign(Kind::Argument, &wanted);
    arguments
        .iter()
        .zip(names)
        .map(|(argument, name)| Argument {
            name,
            wire: argument.name.clone(),
            ty: ty(argument),
        })
        .collect()
}

pub(super) fn any_or_string(quoted: bool) -> ArgumentType {
    if quoted {
        ArgumentType::Of(Value::Primitive(Primitive::String))
    } else {
        ArgumentType::Any
    }
}

/// What a parameter takes, as far as it can be written into an address.
pub(super) fn argument_type(
    parameter: &Parameter,
    index: &Index<'_>,
    diagnostics: &mut Diagnostics,
) -> ArgumentType {
    match index.value(DEFAULT_NAMESPACE, &parameter.ty, parameter.span, diagnostics) {
        Value::Primitive(Primitive::Json | Primitive::Stream) | Value::Struct(_) | Value::Flags(_) => {
            ArgumentType::Any
        }
        value => ArgumentType::Of(value),
    }
}

pub(super) fn query(
    operation: &Operation,
    index: &Index<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Argument> {
    let required: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|it| it.place == schema::Place::Query && it.required && !it.name.starts_with('$'))
        .collect();
    let arguments: Vec<_> = required
        .iter()
        .map(|it| CallArgument {
            name: it.name.clone(),
            quoted: false,
        })
        .collect();
    let mut required = required.into_iter();
    typed(&arguments, |_| match required.next() {
        Some(it) if !it.collection => argument_type(it, index, diagnostics),
        _ => ArgumentType::Any,
    })
}

pub(super) fn optional(operation: &Operation) -> Vec<(Place, String, Option<String>)> {
    let places = operation.parameters.iter().filter_map(|it| {
        let place = match it.place {
            schema::Place::Query if !it.required || it.name.starts_with('$') => Place::Query,
            schema::Place::Header => Place::Header,
            schema::Place::Function if !it.required => Place::Function,
            _ => return None,
        };
        Some((place, it.name.clone(), it.description.clone()))
    });
    places.collect()
}
