//! The samples of a service's own explorer, as calls of the client: each is of a method, takes the options that it sends, and
//! its body is read by the type that the method takes. Nothing is compiled: what a value looks like, the runtime says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::dialect::http;
use graphdown_codegen::examples::gather;
use graphdown_codegen::merge;
use graphdown_codegen::model::{
    AreaExamples, Block, Body, CallChain as Call, Example as Shown, Model, Outcome, Step, Value as Kind,
};
use graphdown_codegen::pipeline::{Front, Input, read};
use graphdown_codegen::resolve::resolve;
use graphdown_codegen::schema::{Example, ExampleKind};
use graphdown_review::review;
use graphdown_test_support::{corpus, golden};
use serde_json::Value;

/// The header that a sample is known by afterwards.
const NUMBER: &str = "sample-number: ";

#[test]
fn samples_are_calls() {
    let (Some(pages), Some(clients)) = (
        corpus::pages("corpus/2021/api-reference/v1.0"),
        corpus::pages("clients"),
    ) else {
        return;
    };
    let text = std::fs::read_to_string(clients.join("graph-explorer-v1.0.json")).expect("the samples");
    let samples: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let mut front = read(&Input {
        pages: vec![pages],
        merge: merge::Options::default(),
        ..Input::default()
    });
    ask(&mut front, &samples);
    let mut model = resolve(&front.schema, &mut Diagnostics::default());
    model.examples = gather(&front.schema, &front.sources, &model);
    let found = the_best(&mut model, samples.len());
    let faults = review(&front, &model).faults;

    let mut told = String::from(
        "# What each sample is a call of, and what the review says of it. Written by the test.\n",
    );
    let mut count = 0;
    for (sample, found) in samples.iter().zip(&found) {
        let line = format!("{} {}", text_of(sample, "method"), text_of(sample, "requestUrl"));
        count += usize::from(found.is_some());
        let _ = writeln!(told, "{line}\n    {}", found.as_deref().unwrap_or("of no method"));
    }
    told.push_str("\n# Findings\n");
    // What is read of a page has a line; samples have none.
    let of_samples = faults
        .iter()
        .filter(|it| it.line.is_none() && it.shown == graphdown_review::ExampleKind::Request);
    for fault in of_samples {
        let _ = writeln!(told, "{}: {} {}", fault.page, fault.kind.name(), fault.what);
    }
    golden::hold(|golden| golden.file(&folder().join("samples.txt"), &told));
    assert!(
        count * 10 > samples.len() * 8,
        "only {count} of {} samples",
        samples.len()
    );
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn text_of<'v>(sample: &'v Value, name: &str) -> &'v str {
    sample[name].as_str().unwrap_or_default()
}

/// Puts the samples in the place of what the pages show: to the operations whose method and first segments are alike.
fn ask(front: &mut Front, samples: &[Value]) {
    let requests: Vec<(String, String, Example)> = samples
        .iter()
        .enumerate()
        .filter_map(|(number, sample)| {
            let start = format!(
                "{} https://graph.microsoft.com{}",
                text_of(sample, "method"),
                text_of(sample, "requestUrl")
            );
            let line = http::read(&start)?;
            let (method, first) = (line.method.to_owned(), first(&line.path));
            let example = Example {
                kind: ExampleKind::Request,
                start,
                headers: vec![
                    format!("{NUMBER}{number}"),
                    "Content-Type: application/json".to_owned(),
                ],
                body: text_of(sample, "postBody").to_owned(),
                ..Example::default()
            };
            Some((method, first, example))
        })
        .collect();
    // A page has its examples once, for all of its request lines.
    let mut of_pages: BTreeMap<Option<String>, BTreeSet<(String, String)>> = BTreeMap::new();
    for operation in &front.schema.operations {
        let of_page = of_pages.entry(operation.page.clone()).or_default();
        of_page.insert((operation.method.clone(), first(&operation.path)));
    }
    for operation in &mut front.schema.operations {
        let of_page = &of_pages[&operation.page];
        let alike = requests
            .iter()
            .filter(|(method, first, _)| of_page.contains(&(method.clone(), first.clone())));
        operation.examples = alike.map(|(.., example)| example.clone()).collect();
    }
}

fn first(path: &str) -> String {
    let first = path.split('/').find(|it| !it.is_empty()).unwrap_or_default();
    first.split('(').next().unwrap_or_default().to_lowercase()
}

/// Keeps, of each sample, the call with fewest keys; gives what it is.
fn the_best(model: &mut Model, count: usize) -> Vec<Option<String>> {
    let mut best: Vec<Option<(usize, usize, usize)>> = vec![None; count];
    for (number, area) in model.examples.areas.iter().enumerate() {
        for (at, example) in area.examples.iter().enumerate() {
            let (Some(sample), Some(call)) = (number_of(example), call_of(area, example)) else {
                continue;
            };
            let keys = keys(call);
            if best[sample].is_none_or(|(known, ..)| keys < known) {
                best[sample] = Some((keys, number, at));
            }
        }
    }
    let told = best.iter().map(|it| {
        let (_, area, at) = (*it)?;
        let area = &model.examples.areas[area];
        let call = call_of(area, &area.examples[at])?;
        let method = &model.node(call.node).methods[call.method];
        let way: Vec<&str> = call.way.iter().map(|(name, _)| name.as_str()).collect();
        let (body, outcome) = (body(model, method.body), outcome(model, method.outcome));
        Some(format!("{}.{}({body}) -> {outcome}", way.join("."), method.name))
    });
    let told = told.collect();
    for (number, area) in model.examples.areas.iter_mut().enumerate() {
        let mut at = 0;
        area.examples.retain(|_| {
            at += 1;
            best.iter()
                .flatten()
                .any(|(_, of, own)| *of == number && *own == at - 1)
        });
    }
    model.examples.types.clear();
    told
}

fn value(model: &Model, value: Kind) -> String {
    match value {
        Kind::Struct(id) | Kind::Enum(id) | Kind::Flags(id) => model.ty(id).name.to_string(),
        Kind::Primitive(primitive) => format!("{primitive:?}"),
    }
}

fn body(model: &Model, body: Body) -> String {
    match body {
        Body::Whole(id) | Body::Parameters(id) => model.ty(id).name.to_string(),
        Body::Changes(id) => format!("Patch<{}>", model.ty(id).name),
        Body::List(id) => format!("[{}]", model.ty(id).name),
        Body::None => String::new(),
        other => format!("{other:?}"),
    }
}

fn outcome(model: &Model, outcome: Outcome) -> String {
    match outcome {
        Outcome::Whole(it) => value(model, it),
        Outcome::Enveloped(it) => format!("Value<{}>", value(model, it)),
        Outcome::Page(it) => format!("Page<{}>", value(model, it)),
        Outcome::Nothing => "()".to_owned(),
        Outcome::Content => "bytes".to_owned(),
    }
}

fn number_of(example: &Shown) -> Option<usize> {
    let Block::Request { headers, .. } = &example.shown else {
        return None;
    };
    headers
        .iter()
        .find_map(|it| it.strip_prefix(NUMBER)?.parse().ok())
}

fn call_of<'a>(area: &'a AreaExamples, example: &Shown) -> Option<&'a Call> {
    match example.shown {
        Block::Request { call, .. } if example.refused.is_none() => area.calls.get(call?),
        _ => None,
    }
}

fn keys(call: &Call) -> usize {
    call.way
        .iter()
        .filter(|(_, step)| matches!(step, Step::Key(_)))
        .count()
}
