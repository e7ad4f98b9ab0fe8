//! What a page leaves open is told by what stands beside it: an update takes what it gives, and what a GET of the
//! same path gives; a create takes what it makes.

use super::link::OPEN;
use super::maps::HashMap;
use super::operations::Built;
use crate::coverage::{Coverage, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::schema::{ExampleKind, Operation, OperationKind, PRIMITIVES, Returns};

/// Fills gaps, then judges every operation and tells the gaps that stay.
pub(super) fn fill(
    mut built: Vec<Built>,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> Vec<Operation> {
    let things: HashMap<String, String> = built
        .iter()
        .filter(|it| it.operation.kind == OperationKind::Get)
        .filter_map(|it| {
            Some((
                it.operation.path.to_lowercase(),
                thing(it.operation.returns.as_ref()?)?,
            ))
        })
        .collect();
    for it in &mut built {
        if !it.body_known {
            body(it, &things);
        }
        if !it.result_known {
            result(it);
        }
    }
    let mut told: Option<&Option<String>> = None;
    for it in &built {
        let known = it.body_known && it.result_known;
        let verdict = if known { Verdict::Typed } else { Verdict::Fallback };
        coverage.judge(Unit::Operation, verdict);
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
    built.into_iter().map(|it| it.operation).collect()
}

/// The named type of one thing.
fn thing(returns: &Returns) -> Option<String> {
    let is_named = !returns.collection && returns.ty != OPEN && !PRIMITIVES.contains(&returns.ty.as_str());
    is_named.then(|| returns.ty.clone())
}

fn body(it: &mut Built, things: &HashMap<String, String>) {
    let operation = &mut it.operation;
    let own = operation.returns.as_ref().and_then(thing);
    let found = match operation.kind {
        OperationKind::Create => own,
        OperationKind::Update | OperationKind::Replace => {
            own.or_else(|| things.get(&operation.path.to_lowercase()).cloned())
        }
        _ => None,
    };
    if found.is_some() {
        operation.body = found;
        it.body_known = true;
    }
}

/// A success that names no type: the thing that was sent, where the response's example shows one.
fn result(it: &mut Built) {
    let operation = &mut it.operation;
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
        && !PRIMITIVES.contains(&body.as_str())
    {
        operation.returns = Some(Returns {
            ty: body.clone(),
            collection: false,
        });
        it.result_known = true;
    }
}
