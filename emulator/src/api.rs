//! The documented API: what is read from the schema once and never changes while calls are answered.

use graphdown_codegen::schema::{DEFAULT_NAMESPACE, Operation, OperationKind, Place, Schema};
use serde_json::Value;

use crate::catalog::{Catalog, full_name};
use crate::examples::index::ExampleIndex;
use crate::examples::response::requests;
use crate::routing::implied;
use crate::routing::nearest::nearest;
use crate::routing::path::{Pattern, Segment, documented, same_route};
use crate::routing::route::Route;
use crate::routing::routes::{Match, Routes};

/// How many documented paths the message of an unknown one names.
const NEAREST: usize = 3;

/// The types, the operations and the ways to them.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) version: String,
    pub(crate) catalog: Catalog,
    pub(crate) operations: Vec<Route>,
    pub(crate) routes: Routes<usize>,
    /// What pages show, where examples answer; else nothing.
    pub(crate) shown: ExampleIndex,
}

impl Api {
    pub(crate) fn new(schema: Schema) -> Self {
        let mut routes = Routes::new();
        let mut operations = Vec::new();
        for operation in schema.operations {
            let Some(patterns) = documented(&operation.path) else {
                continue;
            };
            routes.insert(&patterns, &operation.method, operations.len());
            operations.push(Route {
                operation,
                patterns,
                must_name_other_than: None,
            });
        }
        let catalog = Catalog::new(schema.types);
        note_whose_type_is_named(&mut operations, &catalog);
        // After all that is documented as such, so that it comes second where it meets the same path.
        for (at, route) in operations.iter().enumerate() {
            let Route {
                operation, patterns, ..
            } = route;
            if let Some(other) = other_form(operation, patterns) {
                routes.insert(&other, &operation.method, at);
            }
        }
        Self {
            version: schema.api_version,
            catalog,
            operations,
            routes,
            shown: ExampleIndex::default(),
        }
    }

    /// The operations that a path leads to.
    pub(crate) fn find(&self, method: &str, segments: &[Segment]) -> Match<usize> {
        implied::find(&self.routes, &self.operations, &self.catalog, method, segments)
    }

    /// The documented paths nearest to an unknown one.
    pub(crate) fn nearest(&self, segments: &[Segment]) -> Vec<&str> {
        let asked: Vec<String> = segments.iter().map(|it| it.text.clone()).collect();
        let documented = self
            .operations
            .iter()
            .map(|it| (it.operation.path.as_str(), it.patterns.as_slice()));
        nearest(&asked, documented, NEAREST)
    }
}

/// Tells each create whether its objects must name their type: every request that the pages show at its address names a type,
/// and never the one that the list there holds; or they show none, and that type is abstract. So the service says of a base
/// what no page says of it: that none can be made as such.
fn note_whose_type_is_named(operations: &mut [Route], catalog: &Catalog) {
    let find = |name: &str| catalog.find(name, DEFAULT_NAMESPACE);
    let of_kind = |kind: OperationKind| operations.iter().filter(move |it| it.operation.kind == kind);
    let lists: Vec<(Vec<Pattern>, String)> = of_kind(OperationKind::List)
        .filter_map(|it| Some((it.patterns.clone(), it.operation.returns.as_ref()?.ty.clone())))
        .collect();
    let named = |body: Value| body.get("@odata.type").and_then(Value::as_str).map(str::to_owned);
    let shown: Vec<(Vec<Pattern>, Option<String>)> = of_kind(OperationKind::Create)
        .flat_map(|it| requests(&it.operation).map(|body| (it.patterns.clone(), named(body))))
        .collect();
    for route in operations
        .iter_mut()
        .filter(|it| it.operation.kind == OperationKind::Create)
    {
        let Some(body) = route.operation.body.as_deref().and_then(find) else {
            continue;
        };
        let here = lists.iter().filter(|it| same_route(&it.0, &route.patterns));
        let bases = here
            .filter_map(|it| find(&it.1))
            .filter(|it| catalog.is_a(body, it));
        // Pages of derived types list them at the same address; the list holds what all of them are.
        let Some(listed) = bases.min_by_key(|it| catalog.depth(it)) else {
            continue;
        };
        let is_other = |named: &Option<String>| {
            let named = named.as_deref().and_then(find);
            named.is_some_and(|it| !std::ptr::eq(it, listed))
        };
        let mut shown = shown
            .iter()
            .filter(|it| same_route(&it.0, &route.patterns))
            .peekable();
        let is_base = if shown.peek().is_none() {
            listed.is_abstract
        } else {
            shown.all(|it| is_other(&it.1))
        };
        route.must_name_other_than = is_base.then(|| full_name(listed));
    }
}

/// The path of a function with its arguments where it is documented without, and without where it is
/// documented with.
fn other_form(operation: &Operation, patterns: &[Pattern]) -> Option<Vec<Pattern>> {
    let (last, rest) = patterns.split_last()?;
    let other = match last {
        Pattern::Call { name, .. } if operation.kind == OperationKind::Function => {
            Pattern::Literal(name.clone())
        }
        Pattern::Literal(name) => {
            let parameters = operation
                .parameters
                .iter()
                .filter(|it| it.place == Place::Function);
            let arguments: Vec<String> = parameters.map(|it| it.name.clone()).collect();
            (!arguments.is_empty()).then(|| Pattern::Call {
                name: name.clone(),
                arguments,
            })?
        }
        _ => return None,
    };
    Some(rest.iter().cloned().chain([other]).collect())
}
