//! The call of an operation as one would write it, for its documentation: with what the page's request shows, where that
//! can be read.
//!
//! The examples are marked `ignore`: the same bytes are a crate's and a build script's, where no doctest could name the
//! client, and thousands of doctests would cost whoever tests the crate minutes. A test compiles them instead.
//!
//! Texts of pages stand in string literals with every special character escaped, so each is a part of one line.

mod annotations;
mod arguments;
mod body;
mod literal;
mod names;
mod query;
mod texts;

use super::docs::Lines;
use crate::model::{Method, Model, NodeId, Outcome, Sample, Step, Value, Ways};

/// Lines of code are no longer than this, where they can be broken.
const WIDTH: usize = 88;

/// Adds the example of a method to its documentation.
pub(super) fn example(model: &Model, ways: &Ways, node: NodeId, method: &Method, lines: &mut Lines) {
    let sample = model.samples.get(&(node, method.name.clone()));
    let shown = sample.and_then(|it| it.arguments.as_deref());
    let mut arguments = arguments::Arguments::new(model, shown);
    let mut calls: Vec<String> = ways
        .to(model, node)
        .into_iter()
        .map(|(name, step)| format!(".{name}({})", arguments.of_step(step)))
        .collect();

    let mut own: Vec<String> = method
        .step
        .iter()
        .map(|it: &Step| arguments.of_step(it))
        .collect();
    own.extend(method.query.iter().map(|it| arguments.of_query(it)));
    let (before, body) = body::body(model, method, sample.map(|it| &it.body));
    own.extend(body);
    own.retain(|it| !it.is_empty());
    calls.push(format!(".{}({})", method.name, own.join(", ")));

    if let Some(sample) = sample {
        calls.extend(options(model, method, sample));
    }
    calls.push(".await?;".to_owned());
    let call = chain(binding(method.outcome), &calls);
    lines.code("ignore", before.iter().chain(&call).map(String::as_str));
}

/// Query options and headers of the page's request.
fn options(model: &Model, method: &Method, sample: &Sample) -> Vec<String> {
    let of = match method.outcome {
        Outcome::Whole(Value::Struct(id)) | Outcome::Page(Value::Struct(id)) => Some(id),
        _ => None,
    };
    let mut calls: Vec<String> = sample
        .query
        .iter()
        .map(|(name, value)| query::option(model, of, name, value))
        .collect();
    calls.extend(sample.headers.iter().map(|(name, value)| header(name, value)));
    calls
}

fn header(name: &str, value: &str) -> String {
    let text = texts::whole(value);
    if name.eq_ignore_ascii_case("prefer") {
        format!(".prefer({text})")
    } else if name.eq_ignore_ascii_case("if-match") {
        format!(".if_match({text})")
    } else if value.eq_ignore_ascii_case("eventual") {
        ".consistency_eventual()".to_owned()
    } else {
        format!(".header({}, {text})", texts::whole(name))
    }
}

fn binding(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Nothing => "",
        Outcome::Page(_) => "let page = ",
        Outcome::Content => "let content = ",
        Outcome::Whole(Value::Struct(_)) => "let found = ",
        Outcome::Whole(_) | Outcome::Enveloped(_) => "let value = ",
    }
}

/// Calls one behind the other: in one line where it fits, else each in its own.
fn chain(binding: &str, calls: &[String]) -> Vec<String> {
    let one = format!("{binding}graph{}", calls.concat());
    if one.chars().count() <= WIDTH && !one.contains('\n') {
        return vec![one];
    }
    let mut lines = vec![format!("{binding}graph")];
    let calls = calls.iter().flat_map(|it| it.lines());
    lines.extend(calls.map(|it| format!("    {it}")));
    lines
}
