//! What the emulator serves, for a table at the start.

use graphdown_codegen::schema::Operation;

use crate::examples::response;
use crate::routing::path::Pattern;
use crate::routing::route::Route;
use crate::routing::routes::Step;
use crate::routing::target::{Target, target};
use crate::service::Service;

/// A documented operation and where its answers come from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ServedOperation<'a> {
    /// The operation, as the schema has it: method, path, title, page, permissions.
    pub operation: &'a Operation,
    /// Where its answers come from.
    pub source: Source,
}

/// Where the answers of an operation come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// What callers created.
    Store,
    /// A function of the program that runs the emulator.
    Handler,
    /// The response that the page shows.
    Example,
    /// An empty value of the documented type: the page shows no response.
    Empty,
}

pub(crate) fn served(service: &Service) -> Vec<ServedOperation<'_>> {
    let mut rows: Vec<_> = service
        .api
        .operations
        .iter()
        .enumerate()
        .map(|(at, route)| ServedOperation {
            operation: &route.operation,
            source: source(service, at, route),
        })
        .collect();
    rows.sort_by(|a, b| {
        let key = |it: &ServedOperation<'_>| (it.operation.path.to_lowercase(), it.operation.method.clone());
        key(a).cmp(&key(b))
    });
    rows
}

fn source(service: &Service, at: usize, route: &Route) -> Source {
    if service.handlers.contains_key(&at) {
        return Source::Handler;
    }
    // The target depends on the form of the path alone, so any keys will do.
    let step = |pattern: &Pattern| match pattern {
        Pattern::Literal(name) => Step::Literal(name.clone()),
        Pattern::Key(_) | Pattern::Template { .. } => Step::Key(String::new()),
        Pattern::Call { name, .. } => Step::Call {
            name: name.clone(),
            arguments: Vec::new(),
        },
    };
    let steps: Vec<Step> = route.patterns.iter().map(step).collect();
    match target(&route.operation, &route.patterns, &steps, &service.api.catalog) {
        Target::Call if response::documented(&route.operation).is_some() => Source::Example,
        Target::Call => Source::Empty,
        _ => Source::Store,
    }
}
