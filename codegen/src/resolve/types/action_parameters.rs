//! Gathers the parameters of actions into structs. An action that several paths lead to has one struct.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::dialect::address::documented::{self, Segment};
use crate::resolve::names::words::words;
use crate::schema::{Operation, OperationKind, Parameter, Place};
use crate::text::page_stem;

/// The structs, and which operation uses which.
#[derive(Default)]
pub(crate) struct Parameters<'a> {
    /// In the order of the operations.
    pub(crate) structs: Vec<ParameterStruct<'a>>,
    /// By the index of the operation.
    by_operation: BTreeMap<usize, usize>,
}

/// The parameters of one action.
pub(crate) struct ParameterStruct<'a> {
    /// The action, `sendMail`; `create schemaExtensions` where the operation is none.
    pub(crate) action: String,
    /// The segment before it, in the singular: `user`.
    pub(crate) owner: String,
    /// It may be called after the action alone.
    pub(crate) is_plain: bool,
    /// The first operation that has them.
    pub(crate) operation: &'a Operation,
    pub(crate) parameters: Vec<&'a Parameter>,
}

impl ParameterStruct<'_> {
    /// The name of the first page that documents them.
    pub(crate) fn page_stem(&self) -> &str {
        page_stem(self.operation.page.as_deref().unwrap_or_default())
    }
}

impl Parameters<'_> {
    /// The number of the struct that an operation takes.
    pub(crate) fn of(&self, operation: usize) -> Option<usize> {
        self.by_operation.get(&operation).copied()
    }
}

/// Groups by the action's name and all that its parameters say. Of the structs of one action's name, the one of most
/// operations is called after it alone; the others are called after the thing, too, and each thing has its own:
/// `ForwardParameters` of messages and posts, `EventForwardParameters`.
pub(crate) fn collect(operations: &[Operation]) -> Parameters<'_> {
    let mut actions: BTreeMap<String, BTreeMap<Vec<Shape<'_>>, Vec<Use<'_>>>> = BTreeMap::new();
    for (at, operation) in operations.iter().enumerate() {
        let parameters: Vec<&Parameter> = operation
            .parameters
            .iter()
            .filter(|it| it.place == Place::Body)
            .collect();
        if operation.body.is_some() || parameters.is_empty() || operation.method == "GET" {
            continue;
        }
        let (owner, last) = names(&operation.path);
        let shape = parameters
            .iter()
            .map(|it| (it.name.as_str(), it.ty.as_str(), it.collection))
            .collect();
        let of_action = actions.entry(action(operation.kind, last)).or_default();
        of_action.entry(shape).or_default().push(Use {
            at,
            owner: singular(&owner),
            parameters,
        });
    }
    let mut found: Vec<(ParameterStruct<'_>, Vec<usize>)> = Vec::new();
    for (action, shapes) in actions {
        let mut shapes: Vec<Vec<Use<'_>>> = shapes.into_values().collect();
        shapes.sort_by_key(|uses| (Reverse(uses.len()), uses.first().map(|it| it.at)));
        for (number, uses) in shapes.into_iter().enumerate() {
            let is_plain = number == 0;
            let mut by_owner: BTreeMap<String, Vec<Use<'_>>> = BTreeMap::new();
            for it in uses {
                let owner = if is_plain { String::new() } else { it.owner.clone() };
                by_owner.entry(owner).or_default().push(it);
            }
            for uses in by_owner.into_values() {
                let places = uses.iter().map(|it| it.at).collect();
                let Some(first) = uses.into_iter().next() else {
                    continue;
                };
                let of_action = ParameterStruct {
                    action: action.clone(),
                    owner: first.owner,
                    is_plain,
                    operation: &operations[first.at],
                    parameters: first.parameters,
                };
                found.push((of_action, places));
            }
        }
    }
    found.sort_by_key(|(_, places)| places.first().copied());
    let mut all = Parameters::default();
    for (number, (of_action, places)) in found.into_iter().enumerate() {
        all.structs.push(of_action);
        all.by_operation.extend(places.into_iter().map(|at| (at, number)));
    }
    all
}

/// An operation that takes parameters.
struct Use<'a> {
    at: usize,
    owner: String,
    parameters: Vec<&'a Parameter>,
}

fn singular(name: &str) -> String {
    name.strip_suffix('s').unwrap_or(name).to_owned()
}

/// Name, type and whether it is a list.
type Shape<'a> = (&'a str, &'a str, bool);

/// What is done: an action says it itself.
fn action(kind: OperationKind, last: String) -> String {
    let verb = match kind {
        OperationKind::Action | OperationKind::Function => return last,
        // `createLink` says it itself, too.
        OperationKind::Create if words(&last).first().is_some_and(|it| it == "create") => return last,
        OperationKind::List | OperationKind::Get => "get",
        OperationKind::Create => "create",
        OperationKind::Update => "update",
        OperationKind::Replace => "replace",
        OperationKind::Delete => "delete",
    };
    format!("{verb} {last}")
}

/// The last named segment and the one before it.
fn names(path: &str) -> (String, String) {
    let segments = documented::parse(path).unwrap_or_default();
    let mut named = segments.iter().rev().filter_map(Segment::name).map(str::to_owned);
    let action = named.next().unwrap_or_default();
    (named.next().unwrap_or_default(), action)
}
