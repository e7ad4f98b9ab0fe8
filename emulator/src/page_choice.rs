//! Which of the pages that document one method and path speaks for a call.

use graphdown_codegen::schema::{Operation, OperationKind};

use crate::auth;
use crate::call::Incoming;
use crate::catalog::Catalog;
use crate::examples::index::shows;
use crate::payload::Payload;
use crate::routing::path::Segment;
use crate::routing::route::Route;
use crate::token::Claims;

/// A call, as far as it tells the pages apart.
pub(crate) struct Asked<'a> {
    pub(crate) call: &'a Incoming<'a>,
    pub(crate) segments: &'a [Segment],
    pub(crate) payload: &'a Payload<'a>,
    pub(crate) claims: Option<&'a Claims>,
}

/// Several pages may document one method and path: one for each derived type, or for each product that shares a
/// resource. The best is the one that, in this order:
///
/// 1. allows the call, as each page has permissions of its own;
/// 2. shows this very request;
/// 3. takes the type that the body names;
/// 4. knows the most of the body's properties;
/// 5. gives a list, of things that are called as the address is: `/me/messages` is of messages, though pages about their
///    extended properties show it, too;
/// 6. comes first.
pub(crate) fn choose(
    candidates: &[usize],
    operations: &[Route],
    catalog: &Catalog,
    asked: &Asked<'_>,
) -> usize {
    let first = candidates.first().copied().unwrap_or_default();
    if candidates.len() < 2 {
        return first;
    }
    let rank = |at: &usize| {
        let operation = &operations[*at].operation;
        (
            asked.claims.is_none_or(|it| auth::check(operation, it).is_ok()),
            shows(operation, asked.call, asked.segments).is_some(),
            takes_named_type(operation, catalog, asked.payload),
            known_properties(operation, catalog, asked.payload),
            operation.kind == OperationKind::List,
            is_called_alike(operation, asked.segments),
        )
    };
    // The last of equals is the greatest to `max_by_key`, so from behind.
    candidates.iter().rev().copied().max_by_key(rank).unwrap_or(first)
}

/// Whether the address ends in the plural of the type that it gives: `/groups` of `group`, `/policies` of `policy`.
fn is_called_alike(operation: &Operation, segments: &[Segment]) -> bool {
    let last = segments.last().map(|it| it.text.to_lowercase());
    let given = operation.returns.as_ref().map(|it| it.ty.to_lowercase());
    let (Some(last), Some(given)) = (last, given) else {
        return false;
    };
    let name = given.rsplit('.').next().unwrap_or_default();
    let stem = name.strip_suffix('y').unwrap_or(name);
    last == format!("{name}s") || last == format!("{name}es") || last == format!("{stem}ies")
}

fn takes_named_type(operation: &Operation, catalog: &Catalog, payload: &Payload<'_>) -> bool {
    let find = |name: &str| catalog.find(name, "");
    let named = payload.odata_type().and_then(find);
    let taken = operation.body.as_deref().and_then(find);
    named
        .zip(taken)
        .is_some_and(|(named, taken)| std::ptr::eq(named, taken))
}

/// How many of the sent properties are documented for the operation's body.
fn known_properties(operation: &Operation, catalog: &Catalog, payload: &Payload<'_>) -> usize {
    let Ok(Some(serde_json::Value::Object(object))) = payload.json() else {
        return 0;
    };
    let ty = operation
        .body
        .as_deref()
        .and_then(|it| catalog.find(it, catalog.home()));
    let shape = ty.map(|it| catalog.shape(it));
    let is_known = |name: &&String| {
        let is_parameter = operation.parameters.iter().any(|it| it.name == **name);
        is_parameter || shape.as_ref().is_some_and(|it| it.property(name).is_some())
    };
    object.keys().filter(is_known).count()
}
