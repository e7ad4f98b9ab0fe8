//! Request and response blocks, with the comment blocks before them.

use super::section_role::SectionRole;
use crate::dialect::http::{self, Start};
use crate::dialect::metadata::Metadata;
use crate::extract::reading::Reading;
use crate::facts::ExampleFacts;
use crate::markdown::page::BlockKind;
use crate::schema::ExampleKind;
use crate::source::Span;

/// An example, and what its comment block says.
#[derive(Debug)]
pub(super) struct Example {
    /// The block.
    pub(super) facts: ExampleFacts,
    /// The comment block before it.
    pub(super) metadata: Option<Metadata>,
    /// The status code of a response.
    pub(super) status: Option<u16>,
    /// The version that the request's address names.
    pub(super) version: Option<String>,
}

/// The examples of an operation page, in order.
pub(super) fn read(reading: &mut Reading<'_, '_>, roles: &[SectionRole]) -> Vec<Example> {
    let page = reading.page;
    let mut found = Vec::new();
    let mut metadata: Option<Metadata> = None;
    for block in &page.blocks {
        match &block.kind {
            BlockKind::Comment { .. } => metadata = reading.metadata(block).or(metadata),
            BlockKind::Heading(_) => metadata = None,
            BlockKind::Code { language, body, .. } => {
                let role = roles
                    .get(block.section as usize)
                    .copied()
                    .unwrap_or(SectionRole::Intro);
                let metadata = metadata.take();
                let title = page
                    .sections
                    .get(block.section as usize)
                    .map_or("", |it| it.title.as_str());
                let place = Place {
                    role,
                    title,
                    language,
                };
                found.extend(one(reading, &place, *body, metadata));
            }
            _ => {}
        }
    }
    found
}

/// Where a block stands.
struct Place<'a> {
    role: SectionRole,
    title: &'a str,
    language: &'a str,
}

fn one(
    reading: &mut Reading<'_, '_>,
    place: &Place<'_>,
    body: Span,
    metadata: Option<Metadata>,
) -> Option<Example> {
    let text = reading.page.source(body);
    let block_type = metadata.as_ref().map_or("", |it| it.block_type.as_str());
    let is_marked = matches!(block_type, "request" | "response" | "example");
    let is_http = ["", "http", "json", "msgraph-interactive", "msgraph"]
        .iter()
        .any(|it| place.language.eq_ignore_ascii_case(it));
    // Outside of the examples, what a body is like may be shown; other code there is none of ours.
    let shows_body = matches!(place.role, SectionRole::Body | SectionRole::Response)
        && text.trim_start().starts_with(['{', '[']);
    if !(is_marked || is_http && (shows_body || place.role == SectionRole::Example)) {
        return None;
    }
    let parts = http::example(text);
    let kind = match parts.start {
        Some(Start::Status(..)) => ExampleKind::Response,
        None if block_type == "response" || place.role == SectionRole::Response => ExampleKind::Response,
        None if block_type != "request" && place.title.to_ascii_lowercase().contains("response") => {
            ExampleKind::Response
        }
        Some(Start::Request(_)) | None => ExampleKind::Request,
    };
    let (start, status, version) = match parts.start {
        Some(Start::Request(line)) => (line, None, http::read(line).and_then(|it| it.version)),
        Some(Start::Status(line, code)) => (line, Some(code), None),
        None => ("", None, None),
    };
    let content = &text[parts.body.clone()];
    let at = Span::new(
        body.file,
        body.start as usize + parts.body.start,
        body.start as usize + parts.body.end,
    );
    let is_json = reading.json(content, at);
    Some(Example {
        facts: ExampleFacts {
            kind,
            start: start.trim().to_owned(),
            headers: parts
                .headers
                .iter()
                .map(|(name, value)| [*name, ": ", *value].concat())
                .collect(),
            body: content.to_owned(),
            json: is_json,
            odata_type: metadata.as_ref().and_then(|it| it.odata_type.clone()),
            span: body,
        },
        metadata,
        status,
        version,
    })
}
