//! What a page is, found from the page itself.

use crate::dialect::http;
use crate::markdown::Page;
use crate::markdown::page::BlockKind;
use crate::text;

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageKind {
    /// A call.
    Operation,
    /// Types, enumerations, or nothing that the schema has a place for.
    Declarations,
}

/// An operation page has a section for its request, or a request line beside sections that only operations have.
/// Everything else may declare types.
pub(super) fn of(page: &Page<'_>) -> PageKind {
    let has = |test: fn(&str) -> bool| page.sections.iter().any(|it| test(&it.title));
    let is_operation = has(|title| begins(title, "http request"))
        || has(|title| is(title, "request body") || is(title, "request headers"))
            && has(|title| is(title, "response"))
        || has(|title| begins(title, "permission") || begins(title, "prerequisite")) && has_request(page);
    if is_operation && !declares_a_type(page) {
        PageKind::Operation
    } else {
        PageKind::Declarations
    }
}

fn is(title: &str, words: &str) -> bool {
    title.eq_ignore_ascii_case(words)
}

fn begins(title: &str, words: &str) -> bool {
    text::after(title, words).is_some()
}

/// True for a page with a code block that begins with a request line.
fn has_request(page: &Page<'_>) -> bool {
    page.blocks.iter().any(|block| match block.kind {
        BlockKind::Code { body, .. } => page
            .source(body)
            .trim_start()
            .lines()
            .next()
            .is_some_and(|line| http::read(line).is_some()),
        _ => false,
    })
}

/// True for a page with a comment block of a resource and a section of properties, whatever else stands on it.
fn declares_a_type(page: &Page<'_>) -> bool {
    let has_properties = page
        .sections
        .iter()
        .any(|it| it.level == 2 && it.title.eq_ignore_ascii_case("properties"));
    has_properties
        && page.blocks.iter().any(|block| match &block.kind {
            BlockKind::Comment { body, .. } => {
                let text = page.source(*body);
                text.contains("blockType") && text.contains("\"resource\"")
            }
            _ => false,
        })
}
