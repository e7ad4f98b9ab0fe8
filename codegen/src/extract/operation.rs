//! Operation pages: request lines, body, result, parameters, permissions and examples.

use super::examples::{self, Example};
use super::parameters::{self, Call};
use super::reading::Reading;
use super::section_role::{self, SectionRole};
use super::{answers, permissions, requests, told};
use crate::diag::Code;
use crate::facts::{BodyFacts, Era, OperationFacts, RequestFacts, ResultFacts, Told};
use crate::schema::{ExampleKind, OperationKind};

/// What an operation page tells, and what ranks it.
pub(super) struct Read {
    /// The operation. `None` where no request line was found.
    pub(super) facts: Option<OperationFacts>,
    /// The form of its permissions.
    pub(super) era: Era,
    /// The version that its example addresses name.
    pub(super) version: Option<&'static str>,
}

/// Reads an operation page.
pub(super) fn read(reading: &mut Reading<'_, '_>) -> Read {
    let roles = section_role::roles(reading.page);
    let permissions::Read {
        permissions,
        of_lines,
        era,
    } = permissions::read(reading, &roles);
    let examples = examples::read(reading, &roles);
    let version = examples.iter().find_map(|it| it.version);
    let mut requests = requests::read(reading, &roles);
    of_lines.settle(&mut requests);
    let title = reading.title();
    let mut told = told::result(reading, &roles, &examples);
    for request in &mut requests {
        request.kind = requests::kind(&request.method, &request.path, &title, gives_list(&told));
    }
    if !gives_list(&told) && requests.iter().all(may_give_list) && answers::are_lists(&examples) {
        make_list(&mut told, &mut requests);
    }
    let call = call(&requests);
    let tables = parameters::read(reading, &roles, call);
    if requests.is_empty() {
        tables.abandon(reading);
        reading.tell(
            Code::NoRequest,
            reading.title_span(),
            "no code block of this page holds a method and a path",
            "add a section `HTTP request` with a code block: `GET /users/{id}`",
        );
        let facts = None;
        return Read { facts, era, version };
    }
    let is_action = call.is_action || tables.rows_are_parameters;
    if is_action {
        let sent = requests.iter_mut().filter(|it| it.method == "POST");
        sent.for_each(|it| it.kind = OperationKind::Action);
    }
    let status = told::status(reading, &roles).or_else(|| shown_status(&examples));
    // What an accepted or finished call leads to is no answer of its own.
    if let Some(code @ (202 | 204)) = status
        && answers::are_empty(&examples)
        && !told::has_other_success(reading, &roles, code)
    {
        (told.told, told.block) = (Told::None, None);
    }
    let may_be_left_out = call.writes && told::body_may_be_left_out(reading, &roles, &examples);
    let body = BodyFacts {
        may_be_left_out,
        told: if !call.writes {
            Told::None
        } else if tables.rows_are_parameters {
            Told::Nothing
        } else {
            told::body(reading, &roles, &examples, &requests, is_action, may_be_left_out)
        },
        rows_are_parameters: tables.rows_are_parameters,
        rows: tables.body,
        span: told::section_span(reading, &roles, SectionRole::Body),
    };
    let result = result(reading, told, &examples, &requests, call, status);
    let facts = OperationFacts {
        description: reading.description(),
        deprecated: reading.deprecation(),
        title,
        requests,
        body,
        parameters: tables.parameters,
        status,
        result,
        permissions,
        examples: examples.into_iter().map(|it| it.facts).collect(),
        span: reading.title_span(),
    };
    Read {
        facts: Some(facts),
        era,
        version,
    }
}

/// What the request lines say of the call.
fn call(requests: &[RequestFacts]) -> Call {
    Call {
        writes: requests
            .iter()
            .any(|it| matches!(it.method.as_str(), "POST" | "PATCH" | "PUT")),
        is_action: requests.iter().any(|it| it.kind == OperationKind::Action),
        is_function: requests.iter().any(|it| it.kind == OperationKind::Function),
    }
}

fn gives_list(told: &ResultFacts) -> bool {
    match (&told.told, &told.block) {
        (Told::Type(ty), _) => ty.collection,
        (_, Some((_, collection))) => *collection,
        _ => false,
    }
}

/// False where the address is one thing's, which some pages show in a list all the same.
fn may_give_list(request: &RequestFacts) -> bool {
    use OperationKind::{Function, Get, List};
    let ends_in_key = request.path.ends_with(['}', ')']);
    matches!(request.kind, Function | List) || request.kind == Get && !ends_in_key
}

/// Takes what the words tell for the elements of a list.
fn make_list(result: &mut ResultFacts, requests: &mut [RequestFacts]) {
    match &mut result.told {
        Told::Type(ty) if !ty.primitive => ty.collection = true,
        Told::Nothing if result.block.is_some() => {}
        _ => return,
    }
    if let Some((_, collection)) = &mut result.block {
        *collection = true;
    }
    let read = requests.iter_mut().filter(|it| it.kind == OperationKind::Get);
    read.for_each(|it| it.kind = OperationKind::List);
}

/// The status code of the first example that shows a success.
fn shown_status(examples: &[Example]) -> Option<u16> {
    examples.iter().filter_map(|it| it.status).find(|it| *it < 400)
}

/// The result, where the words tell none, by the status, the path or the first response.
fn result(
    reading: &Reading<'_, '_>,
    mut result: ResultFacts,
    examples: &[Example],
    requests: &[RequestFacts],
    call: Call,
    status: Option<u16>,
) -> ResultFacts {
    if result.told != Told::Nothing || result.block.is_some() {
        return result;
    }
    // A redirection leads to the bytes that were asked for, and `$value` is the bytes.
    let gives_bytes = status == Some(302) || requests.iter().any(|it| it.path.ends_with("/$value"));
    if gives_bytes && !call.writes {
        result.told = Told::Stream;
    } else {
        result.block = told::shown_type(examples, ExampleKind::Response, reading.title_span());
        let mut responses = told::responses(examples);
        if result.block.is_none() && (call.is_action || !call.writes) && responses.any(|it| it.json) {
            result.told = told::shown_value(examples).unwrap_or(Told::Json);
        }
    }
    result
}
