//! What a method is called: the words of the operation, of its title, of its page and of the segment.

use super::steps;
use super::tree::Call;
use crate::dialect::address::documented::{self, Segment};
use crate::model::Verb;
use crate::resolve::names::words::words;
use crate::schema::{Operation, OperationKind};
use crate::text::page_stem;

/// How much speaks for an operation being about a segment, in the singular: a title of a verb and its words (`Get a
/// user`), a page that is called after it (`user-get.md`).
pub(super) fn aboutness(operation: &Operation, segment: &str) -> usize {
    let is_segment = |words: &[String]| !words.is_empty() && singular(words) == segment;
    let title = lower_words(&operation.title);
    let words = title.iter().skip(1);
    let articles = words
        .take_while(|it| matches!(it.as_str(), "a" | "an" | "the"))
        .count();
    if !title.get(1 + articles..).is_some_and(is_segment) {
        return 0;
    }
    let stem = page_stem(operation.page.as_deref().unwrap_or_default());
    let page = stem.split('-').next().map(lower_words).unwrap_or_default();
    1 + usize::from(is_segment(&page))
}

/// `by period`, for a function: one page may document it with these arguments and with those.
pub(super) fn by_arguments(call: &Call) -> Option<String> {
    match &call.step {
        Some(Segment::Call(_, arguments)) if !arguments.is_empty() => Some(steps::by(arguments)),
        _ => None,
    }
}

/// `list`, `create`, …; an action or a function has its own name, unless the path goes on below it.
pub(super) fn base_name(operation: &Operation, call: &Call) -> String {
    match &call.step {
        Some(Segment::Literal(name)) if name == "$value" => match call.verb {
            Verb::Get => "content",
            Verb::Delete => "delete content",
            _ => "set content",
        }
        .to_owned(),
        Some(Segment::Literal(name)) if name.starts_with('$') && call.verb == Verb::Get && name != "$ref" => {
            name.clone()
        }
        Some(Segment::Literal(name)) if name.starts_with('$') => format!("{} {name}", verb_name(call.verb)),
        Some(Segment::Literal(name) | Segment::Call(name, _)) => documented::last_part(name).to_owned(),
        Some(Segment::Key(_) | Segment::ItemPath(_) | Segment::AlternateKey(_)) | None => {
            match operation.kind {
                OperationKind::List => "list",
                OperationKind::Get => "get",
                OperationKind::Create => "create",
                OperationKind::Update => "update",
                OperationKind::Replace => "replace",
                OperationKind::Delete => "delete",
                OperationKind::Action if call.verb == Verb::Post && operation.returns.is_none() => "post",
                OperationKind::Action | OperationKind::Function => verb_name(call.verb),
            }
            .to_owned()
        }
    }
}

fn verb_name(verb: Verb) -> &'static str {
    match verb {
        Verb::Get => "get",
        Verb::Post => "create",
        Verb::Put => "replace",
        Verb::Patch => "update",
        Verb::Delete => "delete",
        Verb::Head => "head",
        Verb::Options => "options",
    }
}

pub(super) fn lower_words(text: &str) -> Vec<String> {
    words(text).iter().map(|it| it.to_ascii_lowercase()).collect()
}

/// The words as one text, without the plural's `s`.
pub(super) fn singular(words: &[String]) -> String {
    let joined = words.concat();
    joined.strip_suffix('s').unwrap_or(&joined).to_owned()
}
