//! The request lines of an operation page, and what kind of call each is.

use std::collections::HashSet;

use super::reading::Reading;
use super::section_role::SectionRole;
use crate::coverage::{Skipped, Unit};
use crate::diag::Code;
use crate::dialect::http;
use crate::facts::RequestFacts;
use crate::markdown::page::{Block, BlockKind};
use crate::schema::OperationKind;
use crate::source::Span;

/// Request lines of code blocks that are no examples, in order, each once.
pub(super) fn read(reading: &mut Reading<'_, '_>, roles: &[SectionRole]) -> Vec<RequestFacts> {
    use SectionRole::{Body, Example, Headers, Response};
    let page = reading.page;
    let mut found: Vec<RequestFacts> = Vec::new();
    let mut known: HashSet<(&str, String)> = HashSet::new();
    // What all lines are like without the names of their placeholders; few pages need it.
    let mut shapes: Option<HashSet<(String, String)>> = None;
    let shape = |it: &RequestFacts| (it.method.clone(), nameless(&it.path));
    let role = |block: &Block<'_>| {
        let role = roles.get(block.section as usize);
        role.copied().unwrap_or(SectionRole::Intro)
    };
    // Permissions repeat the lines that they are for, with other names for the placeholders.
    let repeats = |block: &&Block<'_>| role(block) == SectionRole::Permissions;
    let blocks = page.blocks.iter().filter(|block| !repeats(block));
    for block in blocks.chain(page.blocks.iter().filter(repeats)) {
        let role = role(block);
        let BlockKind::Code { body, .. } = &block.kind else {
            continue;
        };
        if matches!(role, Example | Response | Body | Headers) {
            continue;
        }
        for (line, span) in lines(page.source(*body), *body) {
            let Some(read) = http::read(line).filter(|_| !is_elsewhere(line)) else {
                if role == SectionRole::Request && looks_like_request(line) && !is_elsewhere(line) {
                    reading.skip(Unit::Operation, Skipped::Unreadable);
                    reading.tell(
                        Code::UnreadRequest,
                        span,
                        format!("`{}` is no method and path", line.trim()),
                        "write the method, a space and the path: `GET /users/{id}`",
                    );
                }
                continue;
            };
            let is_repeated = role == SectionRole::Permissions
                && shapes
                    .get_or_insert_with(|| found.iter().map(shape).collect())
                    .contains(&(read.method.to_owned(), nameless(&read.path)));
            if is_repeated || !known.insert((read.method, read.path.clone())) {
                reading.skip(Unit::Operation, Skipped::Duplicate);
                continue;
            }
            reading.coverage.met(Unit::Operation, 1);
            found.push(RequestFacts {
                method: read.method.to_owned(),
                path: read.path,
                kind: OperationKind::default(),
                reaches_stream: false,
                permissions: None,
                span,
            });
        }
    }
    found
}

/// A path in lower case, with `{}` for every placeholder.
pub(super) fn nameless(path: &str) -> String {
    let mut kept = String::with_capacity(path.len());
    let mut depth = 0_usize;
    for c in path.chars() {
        match c {
            '{' => {
                if depth == 0 {
                    kept.push('{');
                }
                depth += 1;
            }
            '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    kept.push('}');
                }
            }
            c if depth == 0 => kept.extend(c.to_lowercase()),
            _ => {}
        }
    }
    kept
}

/// The lines of a block, each with its place.
fn lines(text: &str, body: Span) -> impl Iterator<Item = (&str, Span)> {
    let mut at = body.start as usize;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let end = start + line.trim_end().len();
        (line, Span::new(body.file, start, end))
    })
}

/// True for an absolute address of another service, which no path of this API stands for.
fn is_elsewhere(line: &str) -> bool {
    line.split_once("://")
        .is_some_and(|(_, rest)| !rest.to_ascii_lowercase().starts_with("graph."))
}

fn looks_like_request(line: &str) -> bool {
    let word = line.trim_start().split([' ', '/']).next().unwrap_or_default();
    matches!(word, "GET" | "POST" | "PATCH" | "PUT" | "DELETE")
}

/// What kind of call a request line is, by its method, its path, the page's title, and whether it gives a list.
pub(super) fn kind(method: &str, path: &str, title: &str, gives_list: bool) -> OperationKind {
    match method {
        "PATCH" => OperationKind::Update,
        "PUT" => OperationKind::Replace,
        "DELETE" => OperationKind::Delete,
        "POST" if is_named_call(path, title) => OperationKind::Action,
        "POST" => OperationKind::Create,
        _ if is_function(path, title) => OperationKind::Function,
        _ if gives_list || first_word(title).eq_ignore_ascii_case("list") => OperationKind::List,
        _ => OperationKind::Get,
    }
}

/// The last segment's name, without arguments and namespace: `delta` of `/users/microsoft.graph.delta(token='x')`.
fn last_name(path: &str) -> &str {
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'(' | b'{' => depth += 1,
            b')' | b'}' => depth = depth.saturating_sub(1),
            b'/' if depth == 0 => start = at + 1,
            _ => {}
        }
    }
    let segment = &path[start..];
    let name = segment.split('(').next().unwrap_or(segment);
    if name.starts_with('{') {
        return name;
    }
    name.rsplit('.').next().unwrap_or(name)
}

/// True where the title names the path's last segment as a call: `user: sendMail`, `wipe action`, `Send mail`.
fn is_named_call(path: &str, title: &str) -> bool {
    let name = last_name(path);
    if name.is_empty() || name.starts_with(['{', '$']) {
        return false;
    }
    let called = title.rsplit(':').next().unwrap_or(title).trim();
    let called = called
        .strip_suffix(" action")
        .or_else(|| called.strip_suffix(" function"))
        .unwrap_or(called);
    if squeezed(called).eq(squeezed(name)) {
        return true;
    }
    // A name that begins with the title's verb is a call: `Send mail` on `…/sendMail`, `Copy` on `…/copyToSection`.
    let verb: String = squeezed(first_word(called)).collect();
    let is_creating = matches!(
        verb.as_str(),
        "create" | "add" | "post" | "new" | "upload" | "list" | "get"
    );
    let begins = || squeezed(name).take(verb.chars().count()).eq(verb.chars());
    verb.len() > 2 && !is_creating && begins()
}

/// The letters and digits of a text in lower case.
fn squeezed(text: &str) -> impl Iterator<Item = char> {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase)
}

/// True for a GET of a function: arguments or empty parentheses behind the last name, or a title that calls it.
fn is_function(path: &str, title: &str) -> bool {
    let name = last_name(path);
    if name.starts_with(['{', '$']) {
        return false;
    }
    let title = title.trim();
    let lower = title.to_ascii_lowercase();
    let is_titled = lower.ends_with(" function") || title.contains(':') || name.eq_ignore_ascii_case("delta");
    let verb = first_word(title).to_ascii_lowercase();
    let has_arguments = path.ends_with(')');
    let is_reading = matches!(verb.as_str(), "get" | "list" | "read" | "retrieve");
    if path.ends_with("()") {
        return true;
    }
    (is_titled && (has_arguments || is_named_call(path, title)))
        || (has_arguments && !is_reading)
        || lower.replace(' ', "") == name.to_ascii_lowercase() && !is_reading
}

fn first_word(title: &str) -> &str {
    title.trim().split([' ', ':']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_placeholders_tell_nothing() {
        assert_eq!(nameless("/users/{id | upn}/X(a='{b}')"), "/users/{}/x(a='{}')");
        assert_eq!(nameless("/me/{"), "/me/{");
    }

    #[test]
    fn kinds_follow_method_path_and_title() {
        use OperationKind::{Action, Create, Function, Get, List, Update};
        let cases = [
            (
                "POST",
                "/deviceManagement/remoteActionAudits",
                "Create remoteActionAudit",
                false,
                Create,
            ),
            ("POST", "/me/sendMail", "Send mail", false, Action),
            (
                "POST",
                "/applications/{id}/addPassword",
                "application: addPassword",
                false,
                Action,
            ),
            (
                "POST",
                "/deviceManagement/managedDevices/{managedDeviceId}/wipe",
                "wipe action",
                false,
                Action,
            ),
            ("POST", "/groups/{id}/members/$ref", "Add member", false, Create),
            ("GET", "/users", "List users", true, List),
            ("GET", "/users/{id}", "Get a user", false, Get),
            (
                "GET",
                "/applications(appId='{appId}')",
                "Get application",
                false,
                Get,
            ),
            ("GET", "/users/delta", "user: delta", true, Function),
            (
                "GET",
                "/deviceManagement/auditEvents/getAuditCategories",
                "getAuditCategories function",
                true,
                Function,
            ),
            (
                "GET",
                "/reports/getEmailActivityCounts(period='{period_value}')",
                "reportRoot: getEmailActivityCounts",
                false,
                Function,
            ),
            ("PATCH", "/users/{id}", "Update user", false, Update),
        ];
        for (method, path, title, list, expected) in cases {
            assert_eq!(kind(method, path, title, list), expected, "{method} {path}");
        }
    }
}
