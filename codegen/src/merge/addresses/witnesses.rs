//! What stands beside the words of a page and its path: the answers that it shows, what the service itself says in them
//! (`@odata.context`), and the method tables of types that lead to the page.

use super::shown;
use super::walk::{Graph, Target};
use crate::diag::Diagnostic;
use crate::dialect::address::shown::{Token, tokens};
use crate::dialect::answer::Shape;
use crate::merge::names::TypeId;
use crate::merge::operations::method_rows::Given;
use crate::schema::{DEFAULT_NAMESPACE, Operation};
use crate::source::Span;

/// Pages of tables that name one type, from which on they count for more than a page's words. One table is often filled with
/// the type that it stands at.
const TABLES: usize = 2;

/// What the answers of an address tell.
#[derive(Debug)]
pub(super) struct Answers {
    /// All are lists, or all are single objects.
    pub(super) are_lists: Option<bool>,
    /// The type that their context names, and the block that shows it.
    context: Option<(TypeId, Span)>,
}

impl Answers {
    /// What the page's answers of the operation's address tell.
    pub(super) fn of(operation: &Operation, graph: &Graph<'_>) -> Self {
        let examples = operation.examples.as_slice();
        let shape = shown::answers(examples, &operation.method, &operation.path);
        let context = shown::context(examples, &operation.method, &operation.path);
        let read = context.and_then(|(text, span)| Some((read(text, graph)?, span)));
        Self {
            are_lists: shape
                .map(|it| it == Shape::List)
                .or_else(|| read.as_ref().and_then(|(it, _)| it.is_list)),
            context: read.and_then(|(it, span)| Some((it.ty?, span))),
        }
    }

    /// The type that more witnesses name than name the one of the words.
    pub(super) fn outvote(&self, words: TypeId, given: Option<&Given>) -> Option<TypeId> {
        let tables = given.map(|it| (it.ty, it.pages.min(TABLES)));
        let context = self.context.map(|(ty, _)| (ty, 1));
        let votes = |ty: TypeId| -> usize {
            let others = tables.iter().chain(&context).filter(|(it, _)| *it == ty);
            others.map(|(_, count)| count).sum()
        };
        let named = [tables, context].into_iter().flatten().map(|(ty, _)| ty);
        let best = named.max_by_key(|it| votes(*it)).filter(|it| *it != words)?;
        (votes(best) > votes(words) + 1).then_some(best)
    }

    /// Adds what these witnesses name to a finding, with their places.
    pub(super) fn beside(&self, told: Diagnostic, given: Option<&Given>, graph: &Graph<'_>) -> Diagnostic {
        let told = match given {
            Some(given) => {
                let words = format!("a method table names `{}`", graph.name(given.ty));
                told.related(given.span, words)
            }
            None => told,
        };
        match self.context {
            Some((ty, span)) => {
                let words = format!("the context of this answer is of `{}`", graph.name(ty));
                told.related(span, words)
            }
            None => told,
        }
    }
}

/// What a context says (OData JSON format 4.01, chapter 10).
#[derive(Debug)]
struct Context {
    ty: Option<TypeId>,
    is_list: Option<bool>,
}

/// Reads what stands behind the `#`: `users/$entity`, `Collection(microsoft.graph.user)`, `users('id')/messages`.
fn read(context: &str, graph: &Graph<'_>) -> Option<Context> {
    let named = |name: &str| {
        let name = name.strip_prefix(DEFAULT_NAMESPACE)?.strip_prefix('.')?;
        graph.named_by(name)
    };
    if let Some(name) = context
        .strip_prefix("Collection(")
        .and_then(|it| it.strip_suffix(')'))
    {
        return Some(Context {
            ty: named(name),
            is_list: Some(true),
        });
    }
    if let Some(ty) = named(context) {
        return Some(Context {
            ty: Some(ty),
            is_list: Some(false),
        });
    }
    let (path, is_one) = match context.strip_suffix("/$entity") {
        Some(path) => (path, true),
        None => (context, false),
    };
    let mut at = String::new();
    for token in tokens(&format!("/{path}")) {
        match token {
            Token::Name(name) => at.extend(["/", name.as_str()]),
            // `users(id,displayName)`: what was selected.
            Token::Parentheses(inside) if inside.contains('\'') => at.push_str("/{id}"),
            Token::Parentheses(_) => {}
            Token::ItemPath(_) => return None,
        }
    }
    let end = graph
        .walk(&at)
        .filter(|it| it.is_certain() || at.matches('/').count() == 1)?;
    let Target::Type(ty) = end.ty else { return None };
    Some(Context {
        ty: Some(ty),
        // Of what stands alone, a context names the property.
        is_list: is_one.then_some(false).or(end.collection.then_some(true)),
    })
}
