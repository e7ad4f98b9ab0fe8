//! Sends each documented request to the emulator and judges the answer.

pub(crate) mod corpus;
mod totals;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::http::{Request, StatusCode};
use corpus::Corpus;
use graphdown_codegen::pipeline::{self, Input};
use graphdown_codegen::schema::{Example, ExampleKind, Operation};
use graphdown_emulator::log::Entry;
use graphdown_emulator::{Emulator, ExampleRequest, token};
pub(crate) use totals::{Place, Totals};

/// How the emulator's notes begin that tell of a page which contradicts itself.
const CONTRADICTION: &str = "the page's own example does not fit the page: ";

/// What became of one documented request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Answered with the documented status code.
    Passed,
    /// No request to this API: what it sends to its caller, or what another service takes.
    Elsewhere,
    /// The page contradicts itself, or cannot be read: never counted as passed.
    PageFault(&'static str, String),
    /// The emulator documents that it does not do this, and answered only because the page shows the request.
    Limit(&'static str, String),
    /// The emulator's fault: the reason it gave.
    Missed(String),
}

/// Reads a corpus and sends every request that its pages show.
pub(crate) fn run(corpus: &Corpus) -> Totals {
    let front = pipeline::read(&Input {
        pages: vec![corpus.pages.clone()],
        overrides: corpus.overrides.iter().cloned().collect(),
        ..Input::default()
    });
    let mut pages: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    for operation in &front.schema.operations {
        if let Some(page) = operation.page.clone().filter(|_| !operation.inferred) {
            pages.entry(page).or_default().push(operation.clone());
        }
    }
    let log: Arc<Mutex<Option<Entry>>> = Arc::default();
    let last = Arc::clone(&log);
    let emulator = Emulator::new(front.schema)
        .answer_with_examples(true)
        .log(move |entry: &Entry| *last.lock().expect("one thread") = Some(entry.clone()));
    let mut totals = Totals::new(corpus.name);
    for (page, operations) in &pages {
        let examples = &operations[0].examples;
        for (at, example) in examples.iter().enumerate() {
            if example.kind == ExampleKind::Request {
                let (verdict, answered) = judge(&emulator, &log, operations, example, &examples[at + 1..]);
                let (line, _) = front.sources.line_column(example.span.file, example.span.start);
                let place = Place {
                    page,
                    line,
                    request: &example.start,
                };
                totals.add(&place, answered, verdict);
            }
        }
    }
    totals
}

fn judge(
    emulator: &Emulator,
    log: &Mutex<Option<Entry>>,
    operations: &[Operation],
    example: &Example,
    following: &[Example],
) -> (Verdict, bool) {
    let Some(request) = ExampleRequest::read(example) else {
        return (fault("the block has no request line that can be read"), false);
    };
    if is_elsewhere(&example.start) {
        return (Verdict::Elsewhere, false);
    }
    let section = operations[0].status;
    let shown = following
        .iter()
        .take_while(|it| it.kind == ExampleKind::Response)
        .find_map(status);
    let refusal = shown.filter(|it| *it >= 400);
    let Some(documented) = refusal.or(section).or(shown) else {
        return (fault("the page documents no status code"), false);
    };
    let found = emulator.find(request.method, &request.path);
    let own = operations
        .iter()
        .find(|own| found.iter().any(|it| it.path == own.path && it.page == own.page));
    emulator.clear();
    let status = send(emulator, &request, own.unwrap_or(&operations[0]));
    let entry = log.lock().expect("one thread").take().unwrap_or_default();
    let answered = status.as_u16() == documented;
    let verdict = if own.is_none() && !operations.iter().any(|it| it.method == request.method) {
        fault("the example's method is none of the page's")
    } else if own.is_none() {
        fault("the example's path is none of the page's")
    } else if let Some((section, shown)) = section
        .zip(shown)
        .filter(|(section, shown)| section != shown && refusal.is_none())
    {
        Verdict::PageFault(
            "the response section and the example disagree",
            format!("{section} and {shown}"),
        )
    } else if let Some(reason) = entry.notes.iter().find_map(|it| it.strip_prefix(CONTRADICTION)) {
        contradiction(reason)
    } else if answered {
        Verdict::Passed
    } else {
        Verdict::Missed(format!("{status} for {documented}: {}", entry.notes.join("; ")))
    };
    (verdict, answered)
}

/// What the emulator found when it answered a request only because a page shows it.
fn contradiction(reason: &str) -> Verdict {
    let is = |texts: &[&str]| texts.iter().any(|it| reason.contains(it));
    if is(&["$filter cannot be read", "not supported"]) {
        return Verdict::Limit(
            "a query option that the emulator does not read",
            reason.to_owned(),
        );
    }
    let what = if is(&["is not JSON"]) {
        "the example's body is not JSON"
    } else if is(&["holds no JSON", "must be an object"]) {
        "the example's body is not what the page says the body is"
    } else if is(&["$", "Could not find a property"]) {
        "the example's query names what the type does not have"
    } else {
        "the example's body does not fit the documented type"
    };
    Verdict::PageFault(what, reason.to_owned())
}

fn fault(what: &'static str) -> Verdict {
    Verdict::PageFault(what, String::new())
}

/// Whether a request line names another host than the API's.
fn is_elsewhere(start: &str) -> bool {
    let host = start
        .split_once("://")
        .and_then(|(_, rest)| rest.split(['/', '?', ' ']).next());
    host.is_some_and(|it| !it.trim().eq_ignore_ascii_case("graph.microsoft.com"))
}

/// The status code of a documented response.
fn status(example: &Example) -> Option<u16> {
    let mut words = example.start.split([' ', ',']);
    words.find_map(|it| it.parse().ok().filter(|it| (100..600).contains(it)))
}

/// Sends a request as the page shows it, with every permission that the page documents.
fn send(emulator: &Emulator, request: &ExampleRequest<'_>, operation: &Operation) -> StatusCode {
    let permissions = operation.permissions.clone().unwrap_or_default();
    let delegated: Vec<&str> = permissions
        .delegated
        .iter()
        .chain(&permissions.delegated_personal)
        .map(String::as_str)
        .collect();
    let application: Vec<&str> = permissions.application.iter().map(String::as_str).collect();
    let token = if delegated.is_empty() {
        token::application(&application)
    } else {
        token::delegated(&delegated)
    };
    let mut call = Request::builder()
        .method(request.method)
        .uri(format!("http://localhost{}", request.target()))
        .header("host", "localhost");
    for (name, value) in &request.headers {
        // A page's token is a placeholder, and a length that of another text.
        if !["authorization", "content-length", "host"].contains(&name.to_ascii_lowercase().as_str()) {
            call = call.header(*name, *value);
        }
    }
    let call = call
        .header("authorization", format!("Bearer {token}"))
        .body(Bytes::from(request.body.to_owned()));
    call.map_or(StatusCode::IM_A_TEAPOT, |call| emulator.answer(call).status())
}
