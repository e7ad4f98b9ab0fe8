//! What an address takes and gives, by its witnesses: the path walked over the documented types, the words of the page,
//! and what the page's answers look like.
//!
//! The path comes first. A navigation property is documented once, on its type's page, and is what the service is built
//! from; the words of an operation's page are written by hand for each address, and a page about extended properties
//! speaks of these at the address of a message. Whether it is a list is told by three, of which two are right: a table's
//! cell loses the word `collection`, a sentence says "a collection" of one thing.

use super::shown;
use super::walk::{By, End, Graph, Target};
use crate::diag::{Code, Diagnostic};
use crate::dialect::answer::Shape;
use crate::merge::link::OPEN;
use crate::merge::operations::Built;
use crate::schema::{Operation, OperationKind, Place, Primitive, Returns};

/// How the words of a page stand to what its path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// They name the same type.
    Same,
    /// One of them tells nothing.
    Untold,
    /// They name a type that derives from it, or one that it derives from.
    Derived,
    /// They name another type: the page only passes by.
    Other,
}

/// How a page's words, before anything is weighed, stand to a path.
pub(super) fn relation(operation: &Operation, end: Option<&End>, graph: &Graph<'_>) -> Relation {
    let Some(end) = end.filter(|_| !ends_in_option(&operation.path) && is_of_place(operation.kind)) else {
        return Relation::Untold;
    };
    let told = [
        operation.returns.as_ref().map(|it| it.ty.as_str()),
        operation.body.as_deref(),
    ];
    let told = told.into_iter().flatten().filter(|it| is_named(it));
    let each = told.map(|name| type_relation(name, end, graph));
    each.max().unwrap_or(Relation::Untold)
}

fn type_relation(name: &str, end: &End, graph: &Graph<'_>) -> Relation {
    match (&end.ty, graph.named_by(name)) {
        (Target::Type(own), Some(told)) if *own == told => Relation::Same,
        (Target::Type(own), Some(told)) if graph.is_one(*own, told) => Relation::Derived,
        (_, None) => Relation::Untold,
        _ => Relation::Other,
    }
}

/// True where the path itself says what stands there; what pages give at it is no other witness.
pub(super) fn is_certain(end: &End) -> bool {
    !matches!(end.by, By::Pages)
}

/// `$value`, `$ref`, `$count`: not the thing itself.
fn ends_in_option(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|it| it.starts_with('$'))
}

/// Actions and functions give what they give.
fn is_of_place(kind: OperationKind) -> bool {
    !matches!(
        kind,
        OperationKind::Action | OperationKind::Function | OperationKind::Delete
    )
}

fn is_named(ty: &str) -> bool {
    Primitive::named(ty).is_none()
}

/// Settles what an operation takes and gives, and tells where the witnesses disagree.
pub(super) fn weigh(it: &mut Built, end: Option<&End>, graph: &Graph<'_>) -> Option<Diagnostic> {
    let operation = &it.operation;
    let end = end.filter(|_| !ends_in_option(&operation.path) && is_of_place(operation.kind))?;
    match operation.kind {
        OperationKind::Get | OperationKind::List => result(it, end, graph),
        OperationKind::Create | OperationKind::Update | OperationKind::Replace => {
            let disagrees = body(it, end, graph);
            written(it, end, graph);
            disagrees
        }
        _ => None,
    }
}

/// What a GET gives.
fn result(it: &mut Built, end: &End, graph: &Graph<'_>) -> Option<Diagnostic> {
    let operation = &it.operation;
    let walked = graph.written(end);
    let words = operation.returns.clone().filter(|words| words.ty != OPEN);
    let Some(words) = words else {
        if !is_certain(end) && it.result_known {
            return None;
        }
        let collection = shown::answers(&operation.examples, &operation.method, &operation.path)
            .map_or(walked.collection, |shape| {
                shape == Shape::List && end.by != By::Path
            });
        settle(it, Returns { collection, ..walked });
        return None;
    };
    // A redirection leads to bytes, and so does `$value`.
    if Primitive::Stream.is(&words.ty) {
        return None;
    }
    if !is_certain(end) {
        return of_pages(it, words, &walked);
    }
    let collection = if words.collection == walked.collection || end.by == By::Path {
        walked.collection
    } else {
        // Two against one; the path alone, where no answer is shown.
        let shown = shown::answers(&operation.examples, &operation.method, &operation.path);
        shown.map_or(walked.collection, |it| it == Shape::List)
    };
    let relation = type_relation(&words.ty, end, graph);
    let disagrees = collection != words.collection || relation == Relation::Other;
    let given = Returns { collection, ..walked };
    let told = disagrees.then(|| disagreement(it, "result", &words, &given, end));
    settle(it, given);
    told
}

/// Where only pages say what stands at a place: below a list of things stand its keys.
fn of_pages(it: &mut Built, words: Returns, walked: &Returns) -> Option<Diagnostic> {
    let operation = &it.operation;
    if words.ty != walked.ty || words.collection || !walked.collection {
        return None;
    }
    if shown::answers(&operation.examples, &operation.method, &operation.path) == Some(Shape::One) {
        return None;
    }
    settle(
        it,
        Returns {
            collection: true,
            ..words
        },
    );
    None
}

/// Behind a key stands one thing, whatever the words say, unless all answers are lists.
pub(super) fn behind_key(it: &mut Built) {
    let operation = &it.operation;
    let Some(words) = operation
        .returns
        .as_ref()
        .filter(|it| it.collection && is_named(&it.ty))
    else {
        return;
    };
    let is_get = matches!(operation.kind, OperationKind::Get | OperationKind::List);
    if !is_get || !operation.path.ends_with('}') {
        return;
    }
    if shown::answers(&operation.examples, &operation.method, &operation.path) != Some(Shape::List) {
        let one = Returns {
            collection: false,
            ..words.clone()
        };
        settle(it, one);
    }
}

fn settle(it: &mut Built, returns: Returns) {
    let operation = &mut it.operation;
    if matches!(operation.kind, OperationKind::Get | OperationKind::List) {
        operation.kind = if returns.collection {
            OperationKind::List
        } else {
            OperationKind::Get
        };
    }
    operation.returns = Some(returns);
    it.result_known = true;
}

/// What a create, an update or a replacement takes.
fn body(it: &mut Built, end: &End, graph: &Graph<'_>) -> Option<Diagnostic> {
    let operation = &it.operation;
    let Target::Type(_) = end.ty else { return None };
    let walked = graph.written(end);
    let words = operation.body.clone();
    let Some(words) = words.filter(|it| it != OPEN) else {
        if lists_properties(operation, end, graph) {
            let operation = &mut it.operation;
            let of_body = operation.parameters.iter().filter(|it| it.place == Place::Body);
            operation.takes = of_body.map(|it| it.name.clone()).collect();
            operation.parameters.retain(|it| it.place != Place::Body);
            operation.body = Some(walked.ty);
            it.body_known = true;
            return None;
        }
        if !it.body_known && operation.parameters.iter().all(|it| it.place != Place::Body) {
            it.operation.body = Some(walked.ty);
            it.body_known = true;
        }
        return None;
    };
    if !is_named(&words) || !is_certain(end) || operation.body_collection {
        return None;
    }
    let told = (type_relation(&words, end, graph) == Relation::Other).then(|| {
        let words = Returns {
            ty: words,
            collection: false,
            ..Returns::default()
        };
        let given = Returns {
            ty: walked.ty.clone(),
            collection: false,
            ..Returns::default()
        };
        disagreement(it, "body", &words, &given, end)
    });
    if told.is_some() {
        it.operation.takes.clear();
    }
    it.operation.body = Some(walked.ty);
    told
}

/// True where a table lists properties of the thing, of which a page says no more.
fn lists_properties(operation: &Operation, end: &End, graph: &Graph<'_>) -> bool {
    let Target::Type(id) = end.ty else { return false };
    let rows = operation.parameters.iter().filter(|it| it.place == Place::Body);
    let known = rows.clone().filter(|it| graph.has_property(id, &it.name)).count();
    // Pages list what a resource page has forgotten, too.
    known > 0 && known * 2 >= rows.count()
}

/// What a create, an update or a replacement gives back: the thing, where it gives anything.
fn written(it: &mut Built, end: &End, graph: &Graph<'_>) {
    let walked = graph.written(end);
    let Some(returns) = &mut it.operation.returns else {
        return;
    };
    let is_thing = matches!(end.ty, Target::Type(_));
    if is_thing && is_certain(end) && is_named(&returns.ty) && !returns.collection {
        returns.ty = walked.ty;
    }
}

fn disagreement(it: &Built, what: &str, words: &Returns, given: &Returns, end: &End) -> Diagnostic {
    let show = |it: &Returns| {
        if it.collection {
            format!("`{} collection`", it.ty)
        } else {
            format!("`{}`", it.ty)
        }
    };
    let place = if what == "body" {
        it.body_span
    } else {
        it.result_span
    };
    let message = format!(
        "{what} of `{} {}`: the text names {}, the path leads to {}",
        it.operation.method,
        it.operation.path,
        show(words),
        show(given)
    );
    let told = Diagnostic::new(Code::ResultDisagrees, place, message)
        .help("the path is kept: it was walked over the documented types; correct the text, or the row that it leads over");
    match end.by {
        By::Row(span) => told.related(span, "the row that the path ends in"),
        By::Path | By::Pages => told,
    }
}
