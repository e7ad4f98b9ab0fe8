//! What a method takes beside its body: arguments of its step, of its query, and what may be added.

use crate::diag::Diagnostics;
use crate::dialect::address::documented::CallArgument;
use crate::model::{Argument, ArgumentType, Name, Place, Primitive, Step, Value};
use crate::resolve::names::{self, NameKind, Wanted};
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
    let (names, _) = names::assign(NameKind::Argument, &wanted);
    arguments
        .iter()
        .zip(names)
        .map(|(argument, name)| Argument {
            name,
            wire: argument.name.clone(),
            ty: ty(argument),
            is_optional: false,
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

/// The arguments of the query that a method asks for.
///
/// A page may tell of an argument of its function in the table of the query too: that is one argument, written where the address
/// has it. Another that would only have the same name in Rust gets a name of its own.
pub(super) fn query(
    operation: &Operation,
    step: Option<&Step>,
    index: &Index<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Argument> {
    let of_step: &[Argument] = match step {
        Some(Step::Function(_, arguments) | Step::AlternateKey(arguments)) => arguments,
        _ => &[],
    };
    let is_of_step = |it: &Parameter| {
        of_step
            .iter()
            .any(|of_step| of_step.wire.eq_ignore_ascii_case(&it.name))
    };
    let required: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|it| it.place == schema::Place::Query && it.required && !it.name.starts_with('$'))
        .filter(|it| !is_of_step(it))
        .collect();
    let arguments: Vec<_> = required
        .iter()
        .map(|it| CallArgument {
            name: it.name.clone(),
            quoted: false,
        })
        .collect();
    let names = names_beside(of_step, &arguments);
    let mut required = required.into_iter();
    let mut arguments = typed(&arguments, |_| match required.next() {
        Some(it) if !it.collection => argument_type(it, index, diagnostics),
        _ => ArgumentType::Any,
    });
    for (argument, name) in arguments.iter_mut().zip(names) {
        argument.name = name;
    }
    arguments
}

/// Names for arguments of the query, which step back before those of the step.
fn names_beside(of_step: &[Argument], of_query: &[CallArgument]) -> Vec<Name> {
    let longer: Vec<String> = of_query.iter().map(|it| format!("{} query", it.name)).collect();
    let first = of_step.iter().map(|it| Wanted {
        candidates: vec![&it.wire],
        order: format!("0 {}", it.wire),
    });
    let then = of_query.iter().zip(&longer).map(|(it, longer)| Wanted {
        candidates: vec![&it.name, longer],
        order: format!("1 {}", it.name),
    });
    let wanted: Vec<_> = first.chain(then).collect();
    names::assign(NameKind::Argument, &wanted)
        .0
        .split_off(of_step.len())
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
