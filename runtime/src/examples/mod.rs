//! What the tests of documented examples stand on: `graphdown generate --examples` writes the examples as data, and a table of
//! what the client has for them; the comparison is here, once.
//!
//! Every example is tried in the way that its kind asks for:
//!
//! * A **request** is made by the method of its page, from the arguments and the body that the example shows. Method, path, query,
//!   body, and the headers `Content-Type`, `Prefer`, `If-Match` and `ConsistencyLevel` must be the example's.
//! * A **response** or **representation** is decoded into its documented type and encoded again. Nothing may be lost, added or
//!   changed. Each documented property is counted, and whether it is in a field of its type.
//!
//! What may differ: the order of members, percent-encoding, the spelling of a number (`1.0`, `1`), the case of a GUID, a namespace
//! before a function's name, its empty parentheses, and what follows the media type in `Content-Type`. Times and durations must
//! come back to the digit. A placeholder (`"String (timestamp)"`) is checked for its kind only.
//!
//! A test fails on what is the client's fault. The faults of pages are told with their page and line, and are never counted as
//! passed. With the variable `GRAPHDOWN_EXAMPLES_REPORT`, every test appends what it found to the file of that name;
//! `graphdown examples PAGES --tested FILE` adds them up.

mod address;
mod answer;
mod call;
mod compare;
mod data;
pub mod excerpt;
pub mod placeholder;
mod properties;
mod report;
mod request;
mod tree;

use crate::{
    calls::{BoxError, BoxFuture, Client, Error, Page, Single, Transport},
    json::{Element, Model},
    values::Leaf,
};

pub use call::{Call, Refusal, Sent};
pub use report::{ExampleKind, Fault, Finding, Report, Trial};

use data::Example;

/// An operation that examples show, with the client's method for it.
pub struct Operation<C> {
    /// What the file of examples calls it: the method, as a caller reaches it.
    pub name: &'static str,
    /// The query options that are arguments of the method.
    pub query: &'static [&'static str],
    /// Calls the method with what an example shows.
    pub call: fn(&C, &Call<'_>) -> Result<Sent, Refusal>,
    /// What the method gives.
    pub answer: Answer,
}

/// What a method gives, for the examples of its responses.
#[derive(Clone, Copy)]
pub enum Answer {
    /// Nothing.
    Nothing,
    /// Bytes.
    Content,
    /// JSON of no documented shape.
    Open,
    /// A structure: an empty one to fill.
    Model(Empty),
    /// A page of a list.
    List(Empty),
    /// A single value in its envelope.
    Value(Empty),
}

/// Makes an empty model of one type.
pub type Empty = fn() -> Box<dyn Model>;

/// An empty envelope of a single value, as functions give it.
pub fn value<T: Leaf>() -> Box<dyn Model> {
    Box::<Single<T>>::default()
}

/// An empty page.
pub fn page<T: Element>() -> Box<dyn Model> {
    Box::<Page<T>>::default()
}

/// A client that makes requests and sends none.
///
/// # Panics
///
/// The base URL is no address.
pub fn client(base_url: &str) -> Client {
    let builder = Client::builder()
        .base_url(base_url)
        .credential("")
        // Nothing is sent, wherever the documented service is.
        .allow_plain_http()
        .transport(Nowhere);
    match builder.build() {
        Ok(client) => client,
        Err(error) => panic!("{error}"),
    }
}

struct Nowhere;

impl Transport for Nowhere {
    fn send(
        &self,
        _: http::Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<bytes::Bytes>, BoxError>> {
        Box::pin(async { Err("this client sends nothing".into()) })
    }
}

/// Tries every request and response of a file, prints what was found, and fails on what is ours.
///
/// # Panics
///
/// An example shows a fault of the client.
pub fn check_operations<C>(file: &str, client: &C, base_url: &str, operations: &[Operation<C>]) {
    check(&try_operations(file, client, base_url, operations));
}

/// Tries every representation of a file, prints what was found, and fails on what is ours.
///
/// # Panics
///
/// An example shows a fault of the client.
pub fn check_types(file: &str, types: &[(&str, Empty)]) {
    check(&try_types(file, types));
}

/// Tries every request and response of a file.
///
/// # Panics
///
/// The file is not as the generator has written it.
pub fn try_operations<C>(file: &str, client: &C, base_url: &str, operations: &[Operation<C>]) -> Report {
    let base = base_path(base_url);
    tried(file, |example| {
        let name = example.call.as_deref().unwrap_or_default();
        let Some(operation) = operations.iter().find(|it| it.name == name) else {
            return refused(example, Finding::ours("operation-missing", name));
        };
        let Some(request) = &example.request else {
            let mut outcome = outcome_of(example);
            answer::response(example, operation.answer, &mut outcome);
            return outcome;
        };
        let call = Call {
            example,
            taken: operation.query,
        };
        let sent = (operation.call)(client, &call);
        request_outcome(example, request, base, sent)
    })
}

/// Tries every representation of a file.
///
/// # Panics
///
/// The file is not as the generator has written it.
pub fn try_types(file: &str, types: &[(&str, Empty)]) -> Report {
    tried(file, |example| {
        let name = example.representation.as_deref().unwrap_or_default();
        let Some((_, empty)) = types.iter().find(|(own, _)| *own == name) else {
            return refused(example, Finding::ours("type-missing", name));
        };
        let mut outcome = outcome_of(example);
        answer::round_trip(example, Answer::Model(*empty), *empty, &mut outcome);
        outcome
    })
}

fn tried(file: &str, mut tried: impl FnMut(&Example) -> Trial) -> Report {
    let file: data::File = match serde_json::from_str(file) {
        Ok(file) => file,
        Err(error) => panic!("the file of examples is not as it was written: {error}"),
    };
    let outcomes = file
        .examples
        .iter()
        .map(|example| match (&example.fault, &example.limit) {
            (Some(told), _) => refused(example, Finding::page(&told.kind, told.what.as_str())),
            (_, Some(told)) => refused(example, Finding::limit(&told.kind, told.what.as_str())),
            (None, None) => tried(example),
        });
    Report {
        outcomes: outcomes.collect(),
    }
}

fn check(report: &Report) {
    println!("{report}");
    if let Err(error) = report.append() {
        panic!("the report cannot be written: {error}");
    }
    let ours = report.ours();
    assert!(
        ours.is_empty(),
        "{} faults of the client:\n{}",
        ours.len(),
        ours.join("\n")
    );
}

fn base_path(base_url: &str) -> &str {
    let host = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    host.find('/').map_or("", |at| &host[at..])
}

fn outcome_of(example: &Example) -> Trial {
    let shown = match (&example.request, example.response) {
        (Some(_), _) => ExampleKind::Request,
        (None, Some(_)) => ExampleKind::Response,
        (None, None) => ExampleKind::Representation,
    };
    Trial {
        page: example.page.clone(),
        line: example.line,
        shown,
        unchanged: None,
        met: 0,
        typed: 0,
        placeholders: 0,
        undocumented: 0,
        findings: Vec::new(),
    }
}

fn refused(example: &Example, finding: Finding) -> Trial {
    let mut outcome = outcome_of(example);
    outcome.findings.push(finding);
    outcome
}

fn request_outcome(example: &Example, documented: &str, base: &str, sent: Result<Sent, Refusal>) -> Trial {
    let mut outcome = outcome_of(example);
    match sent {
        Err(Refusal(finding)) => {
            // A body that is no JSON is no example of the documented type.
            outcome.unchanged = example.text.is_none().then_some(false);
            outcome.findings.push(finding);
        }
        Ok(Sent(Err(Error::Request(reason)))) => {
            // The client refuses keys that would lead elsewhere.
            outcome
                .findings
                .push(Finding::page("request-refused", reason.to_string()));
        }
        Ok(Sent(Err(error))) => outcome
            .findings
            .push(Finding::ours("request-failed", error.to_string())),
        Ok(Sent(Ok(sent))) => {
            let finding = request::compare(example, documented, base, &sent);
            outcome.unchanged = Some(finding.is_none());
            outcome.findings.extend(finding);
        }
    }
    outcome
}
