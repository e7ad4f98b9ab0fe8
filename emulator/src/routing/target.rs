//! What a call is about: a collection, one of its items, a single object, bytes, or a function or an action.

use graphdown_codegen::schema::{Kind, Operation, OperationKind, Primitive};

use crate::catalog::{Catalog, full_name};
use crate::routing::path::Pattern;
use crate::routing::routes::Step;
use crate::store::{Address, Key};

/// Where the answer to a call comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Everything in a collection, or those of its items that are of a type.
    Collection {
        address: Address,
        of_type: Option<String>,
    },
    /// One item.
    Item { collection: Address, key: Key },
    /// `…/$ref`: the link to what lies at the inner target, not the thing itself.
    Reference(Box<Target>),
    /// `…/$count` of a collection.
    Count {
        address: Address,
        of_type: Option<String>,
    },
    /// An object that is there once, such as `/me`.
    Singleton(Address),
    /// Bytes: `…/$value`, `…/content`.
    Content(Address),
    /// A session in which a file comes in pieces.
    UploadSession,
    /// What changed in a collection.
    Delta(Address),
    /// A function or an action.
    Call,
}

/// The function that tells what changed in the collection before it.
const DELTA: &str = "delta";

/// Finds the target of an operation whose path was matched.
pub(crate) fn target(
    operation: &Operation,
    patterns: &[Pattern],
    steps: &[Step],
    catalog: &Catalog,
) -> Target {
    let is_stream = |ty: Option<&str>| ty.is_some_and(|it| Primitive::Stream.is(it));
    let returned = operation.returns.as_ref();
    let returns_stream =
        is_stream(returned.map(|it| it.ty.as_str())) || returned.is_some_and(|it| it.media.is_some());
    let is_list = returned.is_some_and(|it| it.collection);
    match (last_name(steps), operation.kind) {
        (Some("$count"), _) => {
            let (of_type, list) = without_cast(&steps[..steps.len() - 1], catalog);
            Target::Count {
                address: address(list, catalog),
                of_type,
            }
        }
        (Some("$ref"), _) => {
            let inner = steps.len() - 1;
            Target::Reference(Box::new(object_or_list(
                &patterns[..inner.min(patterns.len())],
                &steps[..inner],
                true,
                catalog,
            )))
        }
        (Some(DELTA), _) if operation.method == "GET" => {
            Target::Delta(address(&steps[..steps.len() - 1], catalog))
        }
        _ if operation.method == "POST" && returned.is_some_and(|it| is_session(&it.ty)) => {
            Target::UploadSession
        }
        (_, OperationKind::Action | OperationKind::Function) => Target::Call,
        (Some("$value"), _) => Target::Content(address(steps, catalog)),
        _ if returns_stream || is_stream(operation.body.as_deref()) => {
            Target::Content(address(steps, catalog))
        }
        (_, OperationKind::List)
            if returned
                .is_some_and(|it| Primitive::named(&it.ty).is_some_and(|it| it != Primitive::Json)) =>
        {
            Target::Call
        }
        (_, OperationKind::List | OperationKind::Create) => object_or_list(patterns, steps, true, catalog),
        (_, OperationKind::Get) => object_or_list(patterns, steps, is_list, catalog),
        (_, OperationKind::Update | OperationKind::Replace | OperationKind::Delete) => {
            object_or_list(patterns, steps, false, catalog)
        }
    }
}

/// Whether a type is `uploadSession`, in whatever namespace a page puts it.
fn is_session(ty: &str) -> bool {
    ty.rsplit('.')
        .next()
        .is_some_and(|it| it.eq_ignore_ascii_case("uploadSession"))
}

/// An item where the path ends in a key, else a collection or a single object.
fn object_or_list(patterns: &[Pattern], steps: &[Step], is_list: bool, catalog: &Catalog) -> Target {
    let (of_type, steps) = without_cast(steps, catalog);
    match steps.split_last() {
        Some((Step::Key(value), rest)) => {
            let others = match patterns.get(rest.len()) {
                Some(Pattern::Key(names)) => names.clone(),
                _ => Vec::new(),
            };
            let key = Key::Positional {
                value: value.clone(),
                others,
            };
            Target::Item {
                collection: address(rest, catalog),
                key,
            }
        }
        Some((Step::Call { name, arguments }, rest)) => {
            let collection = address(rest, catalog).child(name);
            Target::Item {
                collection,
                key: Key::Named(arguments.clone()),
            }
        }
        _ if is_list => Target::Collection {
            address: address(steps, catalog),
            of_type,
        },
        _ => Target::Singleton(address(steps, catalog)),
    }
}

/// Splits a cast off the end of a path.
fn without_cast<'a>(steps: &'a [Step], catalog: &Catalog) -> (Option<String>, &'a [Step]) {
    match steps.split_last() {
        Some((Step::Literal(name), rest)) if is_cast(name, catalog) => (Some(name.clone()), rest),
        _ => (None, steps),
    }
}

/// The address that a matched path leads to. A cast to a type is no part of it.
pub(crate) fn address(steps: &[Step], catalog: &Catalog) -> Address {
    let segment = |step: &Step| match step {
        Step::Literal(name) if is_cast(name, catalog) => None,
        Step::Literal(name) => Some(name.clone()),
        Step::Key(text) => Some(text.clone()),
        Step::Call { name, arguments } => {
            let mut pairs: Vec<String> = arguments
                .iter()
                .map(|(name, value)| format!("{}={value}", name.to_lowercase()))
                .collect();
            pairs.sort();
            Some(format!("{name}({})", pairs.join(",")))
        }
    };
    Address::new(steps.iter().filter_map(segment).collect())
}

fn last_name(steps: &[Step]) -> Option<&str> {
    match steps.last() {
        Some(Step::Literal(name) | Step::Call { name, .. }) => Some(name),
        _ => None,
    }
}

/// Whether a segment is the full name of an object type: `microsoft.graph.user`.
pub(crate) fn is_cast(name: &str, catalog: &Catalog) -> bool {
    name.contains('.')
        && catalog
            .find(name, "")
            .is_some_and(|ty| ty.kind != Kind::Enum && full_name(ty).eq_ignore_ascii_case(name))
}
