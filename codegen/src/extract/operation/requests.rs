//! The request lines of an operation page.

use std::collections::HashSet;

use super::section_role::SectionRole;
use crate::coverage::{Skipped, Unit};
use crate::diag::Code;
use crate::dialect::http::{self, RequestLine};
use crate::extract::folder_version;
use crate::extract::reading::Reading;
use crate::facts::RequestFacts;
use crate::markdown::page::{Block, BlockKind, InlineKind};
use crate::schema::OperationKind;
use crate::source::Span;

/// Request lines of code blocks that are no examples, in order, each once; where no block of the section of requests has
/// one, those that stand in its lists and in its text as code.
pub(super) fn read(reading: &mut Reading<'_, '_>, roles: &[SectionRole]) -> Read {
    use SectionRole::{Body, Example, Headers, Response};
    let page = reading.page;
    let role = |block: &Block<'_>| {
        let role = roles.get(block.section as usize);
        role.copied().unwrap_or(SectionRole::Intro)
    };
    let mut lines = Lines::default();
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
        for (line, span) in in_block(page.source(*body), *body) {
            match http::read(line) {
                Some(read) => lines.add(reading, read, span, role),
                None if role == SectionRole::Request && looks_like_request(line) => {
                    unread(reading, line, span);
                }
                None => {}
            }
        }
    }
    if lines.found.is_empty() && lines.others.is_empty() {
        for block in page
            .blocks
            .iter()
            .filter(|block| role(block) == SectionRole::Request)
        {
            for (line, span) in in_text(reading, block) {
                if let Some(read) = http::read(&line) {
                    lines.add(reading, read, span, SectionRole::Request);
                }
            }
        }
    }
    lines.settle(reading)
}

/// The request lines of a page.
pub(super) struct Read {
    /// Those of the version that is read.
    pub(super) requests: Vec<RequestFacts>,
    /// There are none, but of another version.
    pub(super) of_other_version: bool,
}

/// The request lines of a page so far.
#[derive(Default)]
struct Lines {
    found: Vec<RequestFacts>,
    known: HashSet<(&'static str, String)>,
    /// What all lines are like without the names of their placeholders; few pages need it.
    shapes: Option<HashSet<(String, String)>>,
    /// Lines of another version than the one that is read.
    others: Vec<(String, Span)>,
}

impl Lines {
    fn add(&mut self, reading: &mut Reading<'_, '_>, read: RequestLine, span: Span, role: SectionRole) {
        let wanted = reading.page.versions.wanted.as_deref();
        if let (Some(named), Some(wanted)) = (&read.version, wanted)
            && named != wanted
        {
            reading.skip(Unit::Operation, Skipped::OtherVersion, span);
            self.others.push((named.clone(), span));
            return;
        }
        let shape = |it: &RequestFacts| (it.method.clone(), nameless(&it.path));
        let is_repeated = role == SectionRole::Permissions
            && self
                .shapes
                .get_or_insert_with(|| self.found.iter().map(shape).collect())
                .contains(&(read.method.to_owned(), nameless(&read.path)));
        if is_repeated || !self.known.insert((read.method, read.path.clone())) {
            reading.skip(Unit::Operation, Skipped::Duplicate, span);
            return;
        }
        reading.coverage.met(Unit::Operation, 1);
        self.found.push(RequestFacts {
            method: read.method.to_owned(),
            path: read.path,
            root: read.root,
            version: read.version,
            kind: OperationKind::default(),
            reaches_stream: false,
            expands: read.query.is_some_and(|it| it.contains("$expand=")),
            permissions: None,
            span,
        });
    }

    /// The lines. A page that has none of the version that is read, though its folder says that it is of it, is told.
    fn settle(self, reading: &mut Reading<'_, '_>) -> Read {
        let (page, sources) = (reading.page, reading.sources);
        let folder = folder_version(page.name, page.file, sources);
        if let (true, Some((named, span)), Some(wanted)) =
            (self.found.is_empty(), self.others.first(), folder)
        {
            reading.tell(
                Code::OtherVersion,
                *span,
                format!(
                    "the address is of {named}, and the page stands among those of {wanted}: it is left out"
                ),
                "correct the address, or choose the other version with `--api-version`",
            );
        }
        Read {
            of_other_version: self.found.is_empty() && !self.others.is_empty(),
            requests: self.found,
        }
    }
}

fn unread(reading: &mut Reading<'_, '_>, line: &str, span: Span) {
    reading.skip(Unit::Operation, Skipped::Unreadable, span);
    reading.tell(
        Code::UnreadRequest,
        span,
        format!("`{}` is no method and path", line.trim()),
        "write the method, a space and the path: `GET /users/{id}`",
    );
}

/// The lines that stand in a block of text as code, or are all that an item says.
fn in_text(reading: &Reading<'_, '_>, block: &Block<'_>) -> Vec<(String, Span)> {
    let inlines = reading.page.block_inlines(block);
    let is_line = |text: &str| {
        let target = http::read(text).map(|it| it.path);
        looks_like_request(text) && target.is_some_and(|it| it.len() > 1)
    };
    let code = inlines
        .iter()
        .filter(|it| it.kind == InlineKind::Code && is_line(&it.text));
    let mut found: Vec<_> = code.map(|it| (it.text.to_string(), it.span)).collect();
    if found.is_empty() && matches!(block.kind, BlockKind::Item { .. }) {
        let text = crate::markdown::plain(inlines);
        if is_line(&text) && text.contains('/') {
            found.push((text.into_owned(), block.span));
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
fn in_block(text: &str, body: Span) -> impl Iterator<Item = (&str, Span)> {
    let mut at = body.start as usize;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let end = start + line.trim_end().len();
        (line, Span::new(body.file, start, end))
    })
}

fn looks_like_request(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| matches!(c, '-' | '*' | '+' | '`') || c.is_whitespace());
    let word = line.split([' ', '/', ':']).next().unwrap_or_default();
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
