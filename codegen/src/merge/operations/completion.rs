//! What a page leaves open is told by what stands beside it: an update takes what it gives, and what a GET of the
//! same path gives; a create takes what it makes, and makes one of what a GET of the same path lists.

use super::Built;
use super::things::{Things, is_named, place, things};
use crate::coverage::{Coverage, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::address::documented;
use crate::dialect::json::{self, Node};
use crate::schema::{ExampleKind, OperationKind, Primitive, Returns};

/// Fills gaps, then judges every operation and tells the gaps that stay.
pub(crate) fn fill(built: &mut [Built], diags: &mut Diagnostics, coverage: &mut Coverage) {
    let things = things(built);
    for it in built.iter_mut() {
        if !it.body_known {
            body(it, &things);
        }
    }
    of_many_things(built, &things);
    for it in built.iter_mut() {
        if !it.result_known {
            result(it, &things);
        }
    }
    let mut told: Option<&Option<String>> = None;
    for it in built.iter() {
        let known = it.body_known && it.result_known;
        let verdict = if documented::parse(&it.operation.path).is_err() {
            Verdict::LeftOut
        } else if known {
            Verdict::Typed
        } else {
            Verdict::Fallback
        };
        coverage.judge(Unit::Operation, verdict, it.operation.span);
        // The request lines of a page share their gaps.
        if known || told == Some(&it.operation.page) {
            continue;
        }
        told = Some(&it.operation.page);
        if !it.body_known {
            diags.push(
                Diagnostic::new(
                    Code::UnknownBody,
                    it.body_span,
                    "nothing tells what the request holds",
                )
                .help("name the body's type and link to its page, or list its properties in a table"),
            );
        }
        if !it.result_known {
            diags.push(
                Diagnostic::new(
                    Code::UnknownResult,
                    it.result_span,
                    "nothing tells what the call gives",
                )
                .help("name the result's type and link to its page, or say that nothing is returned"),
            );
        }
    }
}

/// A page whose request lines write things of several types says what is added to each of them; each line takes and
/// gives the whole thing.
fn of_many_things(built: &mut [Built], things: &Things) {
    use OperationKind::{Create, Replace, Update};
    let writes = |it: &Built| matches!(it.operation.kind, Create | Update | Replace);
    for page in built.chunk_by_mut(|a, b| a.operation.page == b.operation.page) {
        let is_told = |it: &Built| it.result_known || it.operation.body.is_none();
        if page.len() < 2 || page.iter().any(is_told) {
            continue;
        }
        let found: Vec<Option<&String>> = page
            .iter()
            .map(|it| things.get(&place(&it.operation.path)).filter(|_| writes(it)))
            .collect();
        let mut several: Vec<&String> = found.iter().flatten().copied().collect();
        several.sort();
        several.dedup();
        let takes_one = |it: &Built| it.operation.body.as_ref().is_some_and(|it| several.contains(&it));
        if several.len() < 2 || page.iter().any(takes_one) {
            continue;
        }
        for (it, thing) in page.iter_mut().zip(found) {
            let Some(thing) = thing else { continue };
            it.operation.body = Some(thing.clone());
            it.operation.body_collection = false;
            it.operation.returns = Some(Returns {
                ty: thing.clone(),
                collection: false,
                ..Returns::default()
            });
            it.operation.takes.clear();
            (it.body_known, it.result_known) = (true, true);
        }
    }
}

/// The named type of one thing.
fn thing(returns: &Returns) -> Option<String> {
    (!returns.collection && is_named(returns)).then(|| returns.ty.clone())
}

/// True for `{"value": [ … ]}`.
fn shows_list(json: &str) -> bool {
    json::read(json).is_ok_and(|it| matches!(it.node.get("value"), Some(Node::Array(_))))
}

fn body(it: &mut Built, things: &Things) {
    let operation = &mut it.operation;
    let own = operation.returns.as_ref().and_then(thing);
    let found = match operation.kind {
        OperationKind::Create | OperationKind::Update | OperationKind::Replace => {
            own.or_else(|| things.get(&place(&operation.path)).cloned())
        }
        _ => None,
    };
    if found.is_some() {
        operation.body = found;
        it.body_known = true;
    }
}

/// A success that names no type: the thing that was sent, where the response's example shows one; a list of what stands
/// behind its keys, where the example shows a list.
fn result(it: &mut Built, things: &Things) {
    let operation = &mut it.operation;
    if matches!(operation.kind, OperationKind::Get | OperationKind::List) {
        let element = things.get(&[&place(&operation.path), "/{"].concat());
        let mut responses = operation
            .examples
            .iter()
            .filter(|it| it.kind == ExampleKind::Response);
        if let Some(element) = element.filter(|_| responses.any(|it| shows_list(&it.body))) {
            operation.returns = Some(Returns {
                ty: element.clone(),
                collection: true,
                ..Returns::default()
            });
            it.result_known = true;
        }
        return;
    }
    let writes = matches!(
        operation.kind,
        OperationKind::Create | OperationKind::Update | OperationKind::Replace
    );
    let mut responses = operation
        .examples
        .iter()
        .filter(|it| it.kind == ExampleKind::Response);
    let Some(response) = responses.next().filter(|_| writes) else {
        return;
    };
    if response.body.is_empty() {
        it.result_known = true;
    } else if let Some(body) = &operation.body
        && Primitive::named(body).is_none()
    {
        operation.returns = Some(Returns {
            ty: body.clone(),
            collection: false,
            ..Returns::default()
        });
        it.result_known = true;
    }
}
