//! Pages of an operation. *In* comes the reading of a page; *out* go its request lines, body, result, parameters,
//! permissions and examples. Types that pages declare are not known here: a name is only a name.

mod body;
mod examples;
mod kind;
mod line_permissions;
mod parameters;
mod permissions;
mod requests;
mod resource_of_path;
mod result;
mod section_role;
mod sections;

use parameters::CallShape;
use section_role::SectionRole;

use super::reading::Reading;
use crate::coverage::Skipped;
use crate::diag::Code;
use crate::dialect::prose;
use crate::facts::{BodyFacts, Era, OperationFacts, RequestFacts, Told};
use crate::schema::OperationKind;

/// What an operation page tells, and what ranks it.
pub(super) struct Read {
    /// The operation, or why there is none: no request line was found, or none of the version that is read.
    pub(super) facts: Result<OperationFacts, Skipped>,
    /// The form of its permissions.
    pub(super) era: Era,
    /// The version that its example addresses name.
    pub(super) version: Option<String>,
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
    let version = examples.iter().find_map(|it| it.version.clone());
    let requests::Read {
        mut requests,
        of_other_version,
    } = requests::read(reading, &roles);
    of_lines.settle(&mut requests);
    let title = reading.title();
    let mut told = result::told(reading, &roles, &examples);
    for request in &mut requests {
        request.kind = kind::kind(&request.method, &request.path, &title, result::gives_list(&told));
    }
    if !result::gives_list(&told)
        && requests.iter().all(result::may_give_list)
        && result::are_lists(&examples)
    {
        result::make_list(&mut told, &mut requests);
    }
    let call = call(&requests);
    let tables = parameters::read(reading, &roles, call, &requests);
    if requests.is_empty() {
        let why = if of_other_version {
            Skipped::OtherVersion
        } else {
            Skipped::Unreadable
        };
        tables.abandon(reading, why);
        if !of_other_version {
            tell_no_request(reading);
        }
        return Read {
            facts: Err(why),
            era,
            version,
        };
    }
    let is_action = call.is_action || tables.rows_are_parameters;
    if is_action {
        let sent = requests.iter_mut().filter(|it| it.method == "POST");
        sent.for_each(|it| it.kind = OperationKind::Action);
    }
    let status = result::status(reading, &roles).or_else(|| result::shown_status(&examples));
    // What an accepted or finished call leads to is no answer of its own.
    if let Some(code @ (202 | 204)) = status
        && result::are_empty(&examples)
        && !result::has_other_success(reading, &roles, code)
    {
        (told.told, told.block) = (Told::None, None);
    }
    // A row that is required wins over a sentence.
    let is_required = tables
        .body
        .iter()
        .any(|row| row.description.as_deref().is_some_and(prose::is_required));
    let may_be_left_out = call.writes && !is_required && body::may_be_left_out(reading, &roles, &examples);
    let body = BodyFacts {
        may_be_left_out,
        told: if !call.writes {
            Told::None
        } else if tables.media.is_some() {
            Told::Stream
        } else if tables.rows_are_parameters {
            Told::Nothing
        } else {
            body::told(reading, &roles, &examples, &requests, is_action, may_be_left_out)
        },
        rows_are_parameters: tables.rows_are_parameters,
        rows: tables.body,
        span: sections::section_span(reading, &roles, SectionRole::Body),
    };
    let empty_status = result::empty_status(reading, &roles, &told, &examples, status);
    let result = result::or_shown(reading, told, &examples, &requests, call, status);
    let facts = OperationFacts {
        description: reading.description(),
        deprecated: reading.deprecation(),
        title,
        requests,
        body,
        parameters: tables.parameters,
        content_types: tables.content_types,
        status,
        empty_status,
        result,
        permissions,
        examples: examples.into_iter().map(|it| it.facts).collect(),
        span: reading.title_span(),
    };
    Read {
        facts: Ok(facts),
        era,
        version,
    }
}

fn tell_no_request(reading: &mut Reading<'_, '_>) {
    reading.tell(
        Code::NoRequest,
        reading.title_span(),
        "no code block of this page holds a method and a path",
        "add a section `HTTP request` with a code block: `GET /users/{id}`",
    );
}

/// What the request lines say of the call.
fn call(requests: &[RequestFacts]) -> CallShape {
    CallShape {
        writes: requests
            .iter()
            .any(|it| matches!(it.method.as_str(), "POST" | "PATCH" | "PUT")),
        is_action: requests.iter().any(|it| it.kind == OperationKind::Action),
        is_function: requests.iter().any(|it| it.kind == OperationKind::Function),
    }
}
