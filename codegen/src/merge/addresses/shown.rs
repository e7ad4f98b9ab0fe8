//! What the examples of a page show of the answers of one address.

use crate::dialect::address::key::Key;
use crate::dialect::answer::{Shape, members};
use crate::dialect::http;
use crate::schema::{Example, ExampleKind};
use crate::source::Span;

/// What the answers to requests of this address are like, where they are alike. Where a page shows no request of the
/// address, the answers count of requests that end alike: `/me/messages` is shown for `/users/{id}/messages`.
pub(super) fn answers(examples: &[Example], method: &str, path: &str) -> Option<Shape> {
    let own = Key::of(method, path);
    let mut of_address: Vec<Shape> = Vec::new();
    let mut of_like: Vec<Shape> = Vec::new();
    let (mut is_own, mut is_like) = (false, true);
    for example in examples {
        match example.kind {
            ExampleKind::Request => {
                let read = http::read(&example.start);
                let key = read.map(|it| Key::of(it.method, &it.path));
                is_own = key.as_ref() == Some(&own);
                is_like = key.is_none_or(|it| it.ends_like(&own));
            }
            ExampleKind::Response if !is_failure(&example.start) => {
                let Some(shape) = Shape::of(&example.body) else {
                    continue;
                };
                if is_like {
                    of_like.push(shape);
                }
                if is_own {
                    of_address.push(shape);
                }
            }
            ExampleKind::Response => {}
        }
    }
    let counted = if of_address.is_empty() {
        of_like
    } else {
        of_address
    };
    let first = *counted.first()?;
    counted.iter().all(|it| *it == first).then_some(first)
}

/// What stands behind the `#` in the `@odata.context` of the answers to requests of this address, where all of them say the same,
/// and the first such block.
pub(super) fn context<'e>(examples: &'e [Example], method: &str, path: &str) -> Option<(&'e str, Span)> {
    let own = Key::of(method, path);
    let mut is_like = true;
    let mut found: Option<(&str, Span)> = None;
    for example in examples {
        if example.kind == ExampleKind::Request {
            let key = http::read(&example.start).map(|it| Key::of(it.method, &it.path));
            is_like = key.is_none_or(|it| it.ends_like(&own));
            continue;
        }
        if !is_like || is_failure(&example.start) {
            continue;
        }
        let members = members(example.body.trim_start());
        let context = members.iter().find(|(name, _)| *name == "@odata.context");
        let text = context.and_then(|(_, value)| value.strip_prefix('"')?.split('"').next());
        let Some((_, fragment)) = text.and_then(|it| it.split_once("$metadata#")) else {
            continue;
        };
        if found.is_some_and(|(known, _)| known != fragment) {
            return None;
        }
        found = found.or(Some((fragment, example.span)));
    }
    found
}

/// The names of what an answer holds, in lower case and in order, without annotations.
pub(super) fn names(examples: &[Example]) -> Option<Vec<String>> {
    let mut answers = examples
        .iter()
        .filter(|it| it.kind == ExampleKind::Response && !is_failure(&it.start));
    let body = answers.find_map(|it| Some(it.body.trim_start()).filter(|it| it.starts_with('{')))?;
    let names = members(body).into_iter().map(|(name, _)| name.to_lowercase());
    let mut names: Vec<String> = names.filter(|it| !it.starts_with('@')).collect();
    names.sort();
    Some(names)
}

fn is_failure(start: &str) -> bool {
    let code = start.split_whitespace().find_map(|it| it.parse::<u16>().ok());
    code.is_some_and(|it| it >= 400)
}
