//! Gathers the parameters of actions into structs. An action that several paths lead to has one struct.

use std::collections::BTreeMap;

use crate::dialect::address::documented::{self, Segment};
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
    /// The segment before it: `users`.
    pub(crate) owner: String,
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

/// Groups by the action's name and all that its parameters say.
pub(crate) fn collect(operations: &[Operation]) -> Parameters<'_> {
    let mut found = Parameters::default();
    let mut numbers: BTreeMap<(String, Vec<Shape<'_>>), usize> = BTreeMap::new();
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
        let action = action(operation.kind, last);
        let shape = parameters
            .iter()
            .map(|it| (it.name.as_str(), it.ty.as_str(), it.collection))
            .collect();
        let number = *numbers.entry((action.clone(), shape)).or_insert_with(|| {
            found.structs.push(ParameterStruct {
                action,
                owner,
                operation,
                parameters,
            });
            found.structs.len() - 1
        });
        found.by_operation.insert(at, number);
    }
    found
}

/// Name, type and whether it is a list.
type Shape<'a> = (&'a str, &'a str, bool);

/// What is done: an action says it itself.
fn action(kind: OperationKind, last: String) -> String {
    let verb = match kind {
        OperationKind::Action | OperationKind::Function => return last,
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
