//! What kind of call a request line is.

use crate::schema::OperationKind;

/// What kind of call a request line is, by its method, its path, the page's title, and whether it gives a list.
pub(super) fn kind(method: &str, path: &str, title: &str, gives_list: bool) -> OperationKind {
    match method {
        "PATCH" => OperationKind::Update,
        "PUT" => OperationKind::Replace,
        "DELETE" => OperationKind::Delete,
        "POST" if is_named_call(path, title) || says_what_it_creates(path) => OperationKind::Action,
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

/// True for `createLink`, `createOrGet`: no collection is called so.
fn says_what_it_creates(path: &str) -> bool {
    let rest = last_name(path).strip_prefix("create");
    rest.is_some_and(|it| it.starts_with(|c: char| c.is_ascii_uppercase()))
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
