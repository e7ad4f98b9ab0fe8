//! What a method is called: what it does at its address.

use super::steps;
use super::tree::PlacedOperation;
use crate::dialect::address::documented::{self, Segment};
use crate::model::{Outcome, Verb};
use crate::schema::{Operation, OperationKind};

/// `by period`, for a function: one page may document it with these arguments and with those.
pub(super) fn by_arguments(call: &PlacedOperation) -> Option<String> {
    match &call.step {
        Some(Segment::Call(_, arguments)) if !arguments.is_empty() => Some(steps::by(arguments)),
        _ => None,
    }
}

/// The bytes of a thing, by the option that OData has for them.
pub(super) fn is_value(call: &PlacedOperation) -> bool {
    matches!(&call.step, Some(Segment::Literal(name)) if name == "$value")
}

/// What a call does to the thing at its address: `list`, `create`, …; an action or a function has its own name, unless
/// the path goes on below it. Bytes, references and counts have one word each.
pub(super) fn base_name(operation: &Operation, call: &PlacedOperation, outcome: Outcome) -> String {
    match &call.step {
        Some(Segment::Literal(name)) if name == "$value" || name == "content" => match call.verb {
            Verb::Get => "content",
            Verb::Delete => "delete content",
            Verb::Patch => "update content",
            _ => "set content",
        }
        .to_owned(),
        Some(Segment::Literal(name)) if name.starts_with('$') && call.verb == Verb::Get && name != "$ref" => {
            name.clone()
        }
        Some(Segment::Literal(name)) if name.starts_with('$') => format!("{} {name}", verb_name(call.verb)),
        Some(Segment::Literal(name) | Segment::Call(name, _)) => documented::last_part(name).to_owned(),
        Some(Segment::Key(_) | Segment::ItemPath(_) | Segment::AlternateKey(_)) | None => {
            let is_action = operation.kind == OperationKind::Action;
            match call.verb {
                Verb::Get if matches!(outcome, Outcome::Page(_)) => "list",
                Verb::Post if is_action && outcome == Outcome::Nothing => "post",
                verb => verb_name(verb),
            }
            .to_owned()
        }
    }
}

pub(super) fn verb_name(verb: Verb) -> &'static str {
    match verb {
        Verb::Get => "get",
        Verb::Post => "create",
        Verb::Put => "replace",
        Verb::Patch => "update",
        Verb::Delete => "delete",
        Verb::Head => "head",
        Verb::Options => "options",
    }
}
