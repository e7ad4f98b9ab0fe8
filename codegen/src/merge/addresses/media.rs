//! Answers that are no JSON: events, a recording, a table of values. The headers of a page's answers say so.

use crate::dialect::address::key::Key;
use crate::dialect::http;
use crate::merge::operations::STREAM;
use crate::schema::{Example, ExampleKind, Operation, Place, Returns};

/// Takes what an answer of this address is shown as, where it is bytes; and what its requests send, where that is parts.
pub(super) fn settle(operation: &mut Operation) {
    if let Some(media) = answered(operation) {
        match &mut operation.returns {
            // A file behind a redirection has a type of its own.
            Some(returns) if returns.media.is_some() => returns.media = Some(media),
            returns => {
                *returns = Some(Returns {
                    ty: STREAM.to_owned(),
                    collection: false,
                    media: Some(media),
                });
            }
        }
    }
    if let Some(media) = sent(operation) {
        operation.body = Some(STREAM.to_owned());
        operation.parameters.retain(|it| it.place != Place::Body);
        operation.takes.clear();
        operation.content_types = vec![media];
    }
}

/// The media type of all answers of success to requests of this address, which are no JSON.
fn answered(operation: &Operation) -> Option<String> {
    operation.returns.as_ref()?;
    let own = Key::of(&operation.method, &operation.path);
    let mut is_own = false;
    let mut found: Option<String> = None;
    for example in &operation.examples {
        if example.kind == ExampleKind::Request {
            let key = http::read(&example.start).map(|it| Key::of(it.method, &it.path));
            is_own = key.is_some_and(|it| it.ends_like(&own));
            continue;
        }
        if !is_own || !is_success(&example.start) {
            continue;
        }
        let media = media(example).filter(|it| is_of_bytes(it));
        let is_json = example.body.trim_start().starts_with(['{', '[']);
        found = Some(media.filter(|_| !is_json)?);
    }
    found
}

fn is_success(start: &str) -> bool {
    let code = start.split_whitespace().find_map(|it| it.parse::<u16>().ok());
    code == Some(200)
}

/// Text in general is what careless headers name.
fn is_of_bytes(media: &str) -> bool {
    let (kind, name) = media.split_once('/').unwrap_or_default();
    match kind {
        "audio" | "image" | "video" => true,
        "text" => matches!(name, "csv" | "event-stream" | "vtt"),
        "application" => matches!(name, "octet-stream" | "pdf" | "zip"),
        _ => false,
    }
}

/// The media type of the parts that all requests of this address send.
fn sent(operation: &Operation) -> Option<String> {
    let own = Key::of(&operation.method, &operation.path);
    let sent = operation
        .examples
        .iter()
        .filter(|it| it.kind == ExampleKind::Request && !it.body.trim().is_empty());
    let mut found: Option<String> = None;
    for example in sent {
        let key = http::read(&example.start).map(|it| Key::of(it.method, &it.path));
        if !key.is_some_and(|it| it.ends_like(&own)) {
            continue;
        }
        found = Some(media(example).filter(|it| it.starts_with("multipart/"))?);
    }
    found
}

/// The media type in the headers of a block, in lower case and without parameters.
fn media(example: &Example) -> Option<String> {
    let headers = example.headers.iter().filter_map(|it| it.split_once(':'));
    let mut media = headers.filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-type"));
    let (_, media) = media.next()?;
    let media = media.split(';').next().unwrap_or_default().trim();
    Some(media.to_ascii_lowercase())
}
