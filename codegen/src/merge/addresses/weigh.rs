//! What an address takes and gives, by its witnesses: the path walked over the documented types, the words of the page,
//! and what the page's answers look like.
//!
//! The path comes first. A navigation property is documented once, on its type's page, and is what the service is built
//! from; the words of an operation's page are written by hand for each address, and a page about extended properties
//! speaks of these at the address of a message. Whether it is a list is told by three, of which two are right: a table's
//! cell loses the word `collection`, a sentence says "a collection" of one thing.

use super::walk::{By, End, Graph, Target};
use super::witnesses::Answers;
use crate::diag::{Code, Diagnostic};
use crate::merge::link::OPEN;
use crate::merge::operations::Built;
use crate::merge::operations::method_rows::Given;
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
pub(super) fn weigh(
    it: &mut Built,
    end: Option<&End>,
    given: Option<&Given>,
    graph: &Graph<'_>,
) -> Option<Diagnostic> {
    if ends_in_option(&it.operation.path) {
        return None;
    }
    let Some(end) = end else {
        if it.operation.kind.writes() {
            of_base(it, graph);
        }
        return None;
    };
    if creates(&it.operation, end, graph) {
        it.operation.kind = OperationKind::Create;
    }
    let kind = it.operation.kind;
    match kind {
        OperationKind::Get | OperationKind::List => result(it, end, given, graph),
        kind if kind.writes() => {
            let disagrees = body(it, end, graph);
            written(it, end, graph);
            disagrees
        }
        _ => None,
    }
}

/// What a GET gives.
fn result(it: &mut Built, end: &End, given: Option<&Given>, graph: &Graph<'_>) -> Option<Diagnostic> {
    let answers = Answers::of(&it.operation, graph);
    let operation = &it.operation;
    let walked = graph.written(end);
    let words = operation.returns.clone().filter(|words| words.ty != OPEN);
    let Some(words) = words else {
        if !end.is_certain() && it.result_known {
            return None;
        }
        let collection = answers
            .are_lists
            .map_or(walked.collection, |are_lists| are_lists && end.by != By::Path);
        settle(it, Returns { collection, ..walked });
        return None;
    };
    // A redirection leads to bytes, and so does `$value`.
    if Primitive::Stream.is(&words.ty) {
        return None;
    }
    if !end.is_certain() {
        return of_pages(it, words, &walked, &answers, given, graph);
    }
    let collection = if words.collection == walked.collection || end.by == By::Path {
        walked.collection
    } else {
        // Two against one; the path alone, where no answer is shown.
        answers.are_lists.unwrap_or(walked.collection)
    };
    let relation = type_relation(&words.ty, end, graph);
    let disagrees = collection != words.collection || relation == Relation::Other;
    let settled = Returns { collection, ..walked };
    let told = disagrees.then(|| {
        let told = disagreement(it, "result", &words, &settled, end);
        answers.beside(told, given, graph)
    });
    settle(it, settled);
    told
}

/// Where only pages say what stands at a place: the type that most witnesses name; and below a list of things stand its
/// keys.
fn of_pages(
    it: &mut Built,
    words: Returns,
    walked: &Returns,
    answers: &Answers,
    given: Option<&Given>,
    graph: &Graph<'_>,
) -> Option<Diagnostic> {
    let told = graph.named_by(&words.ty).filter(|_| is_named(&words.ty));
    if let Some(ty) = told.and_then(|told| answers.outvote(told, given))
        && words.media.is_none()
    {
        let settled = Returns {
            ty: graph.name(ty),
            ..words.clone()
        };
        let message = format!(
            "result of `{} {}`: the text names {}, its other witnesses {}",
            it.operation.method,
            it.operation.path,
            show(&words),
            show(&settled)
        );
        let told = Diagnostic::new(Code::ResultDisagrees, it.result_span, message)
            .help("what most of them name is kept; make all of them name the same type");
        settle(it, settled);
        return Some(answers.beside(told, given, graph));
    }
    let is_list = words.ty == walked.ty && !words.collection && walked.collection;
    if is_list && answers.are_lists != Some(false) {
        settle(
            it,
            Returns {
                collection: true,
                ..words
            },
        );
    }
    None
}

fn show(returns: &Returns) -> String {
    if returns.collection {
        format!("`{} collection`", returns.ty)
    } else {
        format!("`{}`", returns.ty)
    }
}

/// Behind a key stands one thing, whatever the words say, unless all answers are lists.
pub(super) fn behind_key(it: &mut Built, graph: &Graph<'_>) {
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
    if Answers::of(operation, graph).are_lists != Some(true) {
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
    if !is_named(&words) || operation.body_collection {
        return None;
    }
    if !end.is_certain() {
        of_base(it, graph);
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

/// A page of a derived type writes it at the address of its base, where most pages give the base: that is what the address takes, and
/// who sends the derived type has to name it. What comes back is what was sent.
fn of_base(it: &mut Built, graph: &Graph<'_>) {
    let operation = &mut it.operation;
    let words = operation.body.as_deref().filter(|_| !operation.body_collection);
    let Some(base) = words.and_then(|words| graph.base_at(&operation.path, words)) else {
        return;
    };
    let given = operation.returns.as_mut().filter(|it| !it.collection);
    if let Some(given) = given.filter(|it| graph.base_at(&operation.path, &it.ty).is_some()) {
        given.ty.clone_from(&base);
    }
    operation.body = Some(base);
}

/// True for a POST to a word behind a list of things (`followedSites/add`): it makes nothing at that word, whatever its title
/// says.
pub(super) fn is_called(operation: &Operation, graph: &Graph<'_>) -> bool {
    let Some((before, last)) = operation.path.rsplit_once('/') else {
        return false;
    };
    let is_word = !last.is_empty() && last.bytes().all(|it| it.is_ascii_alphanumeric());
    operation.kind == OperationKind::Create
        && is_word
        && !graph.is_told(&operation.path)
        && graph.is_list(before)
}

/// True for a POST to a list of things that a title calls otherwise (`Install app for user`), and whose body is of a thing in
/// it: nothing else can be done there.
fn creates(operation: &Operation, end: &End, graph: &Graph<'_>) -> bool {
    let is_named = operation
        .path
        .rsplit('/')
        .next()
        .is_some_and(|it| !it.contains(['(', '.', '{']));
    let takes_thing = || {
        let told = operation.body.as_deref().filter(|it| self::is_named(it));
        let told = told.map(|it| type_relation(it, end, graph));
        matches!(told, Some(Relation::Same | Relation::Derived)) || lists_properties(operation, end, graph)
    };
    operation.kind == OperationKind::Action
        && operation.method == "POST"
        && end.collection
        && is_named
        && takes_thing()
}

/// True where a table lists properties of the thing, of which a page says no more.
fn lists_properties(operation: &Operation, end: &End, graph: &Graph<'_>) -> bool {
    let Target::Type(id) = end.ty else { return false };
    let rows = operation.parameters.iter().filter(|it| it.place == Place::Body);
    let known = rows.clone().filter(|it| graph.has_property(id, &it.name)).count();
    // Pages list what a resource page has forgotten, too. A change is of the thing that stands there, however many these are.
    let is_change = operation.kind == OperationKind::Update && end.is_certain();
    known > 0 && (is_change || known * 2 >= rows.count())
}

/// What a create, an update or a replacement gives back: the thing, where it gives anything.
fn written(it: &mut Built, end: &End, graph: &Graph<'_>) {
    let walked = graph.written(end);
    let Some(returns) = &mut it.operation.returns else {
        return;
    };
    let is_thing = matches!(end.ty, Target::Type(_));
    if is_thing && end.is_certain() && is_named(&returns.ty) && !returns.collection {
        returns.ty = walked.ty;
    }
}

fn disagreement(it: &Built, what: &str, words: &Returns, given: &Returns, end: &End) -> Diagnostic {
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
