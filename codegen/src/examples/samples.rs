//! The request that a page shows of each method, for the method's documentation.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::de::IgnoredAny;

use super::method_index::Methods;
use super::{body, matching};
use crate::dialect::address::shown;
use crate::dialect::http;
use crate::model::{ExampleBody, Method, Model, Name, NodeId, Sample};
use crate::schema::{Example, ExampleKind, Operation, Schema};

/// Headers that a caller adds to single requests; the others are those of every request.
const HEADERS: [&str; 3] = ["prefer", "if-match", "consistencylevel"];

/// The first request that fits each method; for a method whose path the page shows no request of, the first of the same
/// HTTP method, without its address.
pub fn samples(schema: &Schema, model: &Model) -> BTreeMap<(NodeId, Name), Sample> {
    let methods = Methods::new(model);
    let mut met = BTreeSet::new();
    let pages: Vec<(&str, &Operation)> = schema
        .operations
        .iter()
        .filter_map(|it| Some((it.page.as_deref()?, it)))
        .filter(|(page, it)| !it.examples.is_empty() && met.insert(*page))
        .collect();
    let of_pages = pages.par_iter().map(|(page, it)| of_page(page, it, &methods));
    let all: Vec<Vec<_>> = of_pages.collect();
    all.into_iter().flatten().collect()
}

fn of_page(page: &str, operation: &Operation, methods: &Methods<'_>) -> Vec<((NodeId, Name), Sample)> {
    let own = methods.led_by(page);
    if own.is_empty() {
        return Vec::new();
    }
    let shown = operation
        .examples
        .iter()
        .filter(|it| {
            it.page.is_none()
                && it.kind == ExampleKind::Request
                && !http::is_elsewhere(&it.start, methods.base_url())
        })
        .filter_map(|it| Some((it, http::read(&it.start)?)));
    let shown: Vec<_> = shown
        .map(|(example, line)| (example, shown::tokens(&line.path), line))
        .collect();
    let own = own.iter().filter_map(|number| {
        let method = methods.method(*number);
        let of_verb = || {
            shown
                .iter()
                .filter(|(.., line)| line.method == method.verb.as_str())
        };
        let fitting = of_verb().find_map(|(example, tokens, line)| {
            let arguments = matching::arguments(methods.steps(*number), tokens)?;
            Some((*example, Some(arguments), line))
        });
        let any = || of_verb().next().map(|(example, _, line)| (*example, None, line));
        let (example, arguments, line) = fitting.or_else(any)?;
        let query = line.query.as_deref().unwrap_or_default();
        let sample = sample(example, arguments, query, method);
        Some(((methods.node(*number), method.name.clone()), sample))
    });
    own.collect()
}

fn sample(example: &Example, arguments: Option<Vec<String>>, query: &str, method: &Method) -> Sample {
    let mut query = shown::options(query);
    let taken = |name: &str| method.query.iter().any(|it| it.wire.eq_ignore_ascii_case(name));
    // What the method asks for behind what is in its path.
    let arguments = arguments.and_then(|mut arguments| {
        for argument in &method.query {
            let given = query
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&argument.wire));
            arguments.push(given?.1.clone());
        }
        Some(arguments)
    });
    query.retain(|(name, _)| !taken(name));
    let headers = example.headers.iter().filter_map(|it| it.split_once(':'));
    let headers = headers
        .map(|(name, value)| (name.trim(), value.trim()))
        .filter(|(name, value)| !value.is_empty() && HEADERS.iter().any(|it| it.eq_ignore_ascii_case(name)));
    Sample {
        arguments,
        query,
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: body(&example.body),
    }
}

/// The body as strict JSON or as text. Nearly all are strict as they are, and are read where they are written.
fn body(text: &str) -> ExampleBody {
    let text = text.trim();
    if text.starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(text).is_ok() {
        return ExampleBody::Json(text.to_owned());
    }
    body::read(text).0
}
