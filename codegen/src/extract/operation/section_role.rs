//! What a section of an operation page is about.

use crate::markdown::Page;

/// What a section of an operation page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SectionRole {
    /// Before any heading of a known role.
    Intro,
    /// Who may call.
    Permissions,
    /// The request lines.
    Request,
    /// Arguments in a function's parentheses.
    FunctionParameters,
    /// Arguments: of a function's parentheses, or of the body of what sends one.
    Parameters,
    /// Keys in the path.
    PathParameters,
    /// Query options.
    QueryParameters,
    /// Request headers.
    Headers,
    /// What is sent.
    Body,
    /// What comes back.
    Response,
    /// Requests and responses by example.
    Example,
}

/// The role of each section of a page: its own title's, else that of the section it stands in. A heading inside an
/// example is always part of the example, unless it is one of a request line again.
pub(super) fn roles(page: &Page<'_>) -> Vec<SectionRole> {
    let mut roles: Vec<SectionRole> = Vec::with_capacity(page.sections.len());
    for section in &page.sections {
        let parent = section
            .parent
            .and_then(|parent| roles.get(parent as usize))
            .copied()
            .unwrap_or(SectionRole::Intro);
        let own = of_title(&section.title);
        roles.push(match (parent, own) {
            // `JSON payload` below the response is no body of a request.
            (SectionRole::Response, Some(SectionRole::Body)) if !says_request(&section.title) => {
                SectionRole::Response
            }
            (SectionRole::Example, Some(SectionRole::Request)) => SectionRole::Request,
            (SectionRole::Example, _) => SectionRole::Example,
            (SectionRole::Intro, None) if is_behind(&roles) => SectionRole::Example,
            (parent, own) => own.unwrap_or(parent),
        });
    }
    roles
}

/// True behind the request, the response and the examples of a page: what goes on there shows more of them (`Add several
/// lines by $batch`).
fn is_behind(roles: &[SectionRole]) -> bool {
    [SectionRole::Request, SectionRole::Response, SectionRole::Example]
        .iter()
        .all(|it| roles.contains(it))
}

/// The titles of nearly all pages.
const USUAL: [(&str, SectionRole); 9] = [
    ("permissions", SectionRole::Permissions),
    ("http request", SectionRole::Request),
    ("optional query parameters", SectionRole::QueryParameters),
    ("request headers", SectionRole::Headers),
    ("request body", SectionRole::Body),
    ("response", SectionRole::Response),
    ("example", SectionRole::Example),
    ("examples", SectionRole::Example),
    ("request", SectionRole::Example),
];

fn says_request(title: &str) -> bool {
    title.to_ascii_lowercase().contains("request")
}

/// The role that a title names.
fn of_title(title: &str) -> Option<SectionRole> {
    let title = title.trim();
    // What nearly all pages write; the rest is looked for piece by piece.
    if let Some((_, role)) = USUAL.iter().find(|(usual, _)| usual.eq_ignore_ascii_case(title)) {
        return Some(*role);
    }
    let title = title.to_ascii_lowercase();
    let title = title.as_str();
    let has = |part: &str| title.contains(part);
    Some(
        if has("example") || has("sample") || is_numbered(title, "request") {
            SectionRole::Example
        } else if has("http request") {
            SectionRole::Request
        } else if has("request headers") || has("request header") {
            SectionRole::Headers
        } else if has("request body") || has("payload") {
            SectionRole::Body
        } else if has("path parameter") {
            SectionRole::PathParameters
        } else if has("function parameter") {
            SectionRole::FunctionParameters
        } else if title == "parameters" {
            SectionRole::Parameters
        } else if has("query parameter") {
            SectionRole::QueryParameters
        } else if title.starts_with("permission") || title.starts_with("prerequisite") {
            SectionRole::Permissions
        } else if title.starts_with("response") {
            SectionRole::Response
        } else {
            return None;
        },
    )
}

/// `request`, `request 2`.
fn is_numbered(title: &str, word: &str) -> bool {
    title
        .strip_prefix(word)
        .is_some_and(|rest| rest.trim().bytes().all(|byte| byte.is_ascii_digit()))
}
