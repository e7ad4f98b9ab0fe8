//! The request lines of an operation page.

use std::collections::HashSet;

use super::section_role::SectionRole;
use crate::coverage::{Skipped, Unit};
use crate::diag::Code;
use crate::dialect::http;
use crate::extract::reading::Reading;
use crate::facts::RequestFacts;
use crate::markdown::page::{Block, BlockKind};
use crate::schema::OperationKind;
use crate::source::Span;

/// Request lines of code blocks that are no examples, in order, each once.
pub(super) fn read(reading: &mut Reading<'_, '_>, roles: &[SectionRole]) -> Vec<RequestFacts> {
    use SectionRole::{Body, Example, Headers, Response};
    let page = reading.page;
    let mut found: Vec<RequestFacts> = Vec::new();
    let mut known: HashSet<(&str, String)> = HashSet::new();
    // What all lines are like without the names of their placeholders; few pages need it.
    let mut shapes: Option<HashSet<(String, String)>> = None;
    let shape = |it: &RequestFacts| (it.method.clone(), nameless(&it.path));
    let role = |block: &Block<'_>| {
        let role = roles.get(block.section as usize);
        role.copied().unwrap_or(SectionRole::Intro)
    };
    // Permissions repeat the lines that they are for, with other names for the placeholders.
    let repeats = |block: &&Block<'_>| role(block) == SectionRole::Permissions;
    let blocks = page.blocks.iter().filter(|block| !repeats(block));
    for block in blocks.chain(page.blocks.iter().filter(repeats)) {
        let role = role(block);
        let BlockKind::Code { body, .. } = &block.kind else {
            continue;
        };
        if matches!(role, Example | Response | Body | Headers) {
            continue;
        }
        for (line, span) in lines(page.source(*body), *body) {
            let Some(read) = http::read(line).filter(|_| !is_elsewhere(line)) else {
                if role == SectionRole::Request && looks_like_request(line) && !is_elsewhere(line) {
                    reading.skip(Unit::Operation, Skipped::Unreadable, span);
                    reading.tell(
                        Code::UnreadRequest,
                        span,
                        format!("`{}` is no method and path", line.trim()),
                        "write the method, a space and the path: `GET /users/{id}`",
                    );
                }
                continue;
            };
            let is_repeated = role == SectionRole::Permissions
                && shapes
                    .get_or_insert_with(|| found.iter().map(shape).collect())
                    .contains(&(read.method.to_owned(), nameless(&read.path)));
            if is_repeated || !known.insert((read.method, read.path.clone())) {
                reading.skip(Unit::Operation, Skipped::Duplicate, span);
                continue;
            }
            reading.coverage.met(Unit::Operation, 1);
            found.push(RequestFacts {
                method: read.method.to_owned(),
                path: read.path,
                kind: OperationKind::default(),
                reaches_stream: false,
                permissions: None,
                span,
            });
        }
    }
    found
}

/// A path in lower case, with `{}` for every placeholder.
pub(super) fn nameless(path: &str) -> String {
    let mut kept = String::with_capacity(path.len());
    let mut depth = 0_usize;
    for c in path.chars() {
        match c {
            '{' => {
                if depth == 0 {
                    kept.push('{');
                }
                depth += 1;
            }
            '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    kept.push('}');
                }
            }
            c if depth == 0 => kept.extend(c.to_lowercase()),
            _ => {}
        }
    }
    kept
}

/// The lines of a block, each with its place.
fn lines(text: &str, body: Span) -> impl Iterator<Item = (&str, Span)> {
    let mut at = body.start as usize;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let end = start + line.trim_end().len();
        (line, Span::new(body.file, start, end))
    })
}

/// True for an absolute address of another service, which no path of this API stands for.
fn is_elsewhere(line: &str) -> bool {
    line.split_once("://")
        .is_some_and(|(_, rest)| !rest.to_ascii_lowercase().starts_with("graph."))
}

fn looks_like_request(line: &str) -> bool {
    let word = line.trim_start().split([' ', '/']).next().unwrap_or_default();
    matches!(word, "GET" | "POST" | "PATCH" | "PUT" | "DELETE")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_placeholders_tell_nothing() {
        assert_eq!(nameless("/users/{id | upn}/X(a='{b}')"), "/users/{}/x(a='{}')");
        assert_eq!(nameless("/me/{"), "/me/{");
    }
}
