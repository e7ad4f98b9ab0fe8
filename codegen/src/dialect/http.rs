//! HTTP as pages show it: request lines, and example blocks of a start line, headers and a body.

use std::ops::Range;

use super::scan::{after, trim};
use crate::service::{HOST, VERSIONS};

/// A request line of a documented operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLine {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// As documented, placeholders and all: leading `/`, no version, no query, no trailing slash.
    pub path: String,
    /// What stands behind `?`.
    pub query: Option<String>,
    /// `v1.0` or `beta`, from an absolute address or a prefix.
    pub version: Option<&'static str>,
}

/// The methods that pages use.
pub const METHODS: [&str; 7] = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"];

/// Reads a line such as `POST https://graph.microsoft.com/beta/users/{id} HTTP/1.1`. `None` where it is none.
pub fn read(line: &str) -> Option<RequestLine> {
    let line = trim(line);
    let (method, rest) = METHODS
        .iter()
        .find_map(|method| Some((*method, after(line, method)?)))?;
    // `DELETE/identity…` is written too; `GETTING` is no method.
    if !rest.starts_with([' ', '\t', '\u{A0}', '/']) {
        return None;
    }
    let target = strip_protocol(trim(rest));
    if target.is_empty() || !looks_like_target(target) {
        return None;
    }
    let (target, is_absolute) = strip_host(target);
    let (version, target) = strip_version(target, is_absolute);
    let (path, query) = split_query(target);
    let path = path.trim_end_matches('/').trim_start_matches('/');
    Some(RequestLine {
        method,
        path: ["/", path].concat(),
        query: query.filter(|query| !query.is_empty()).map(str::to_owned),
        version,
    })
}

/// The target without ` HTTP/1.1`.
fn strip_protocol(target: &str) -> &str {
    // The last blank: `None` is less than any place.
    let blank = target.rfind(' ').max(target.rfind('\t'));
    match blank.map(|at| (&target[..at], &target[at + 1..])) {
        Some((rest, protocol)) if after(protocol, "HTTP/").is_some() => trim(rest),
        _ => target,
    }
}

/// A path has a slash or a placeholder, or is one word; prose such as `POST the following` has none of it.
fn looks_like_target(target: &str) -> bool {
    target.contains('/') || target.contains('{') || !target.contains(' ')
}

/// The target without scheme and host, and whether it had them.
fn strip_host(target: &str) -> (&str, bool) {
    let rest = after(target, "https://").or_else(|| after(target, "http://"));
    match rest {
        Some(rest) => (rest.find('/').map_or("", |at| &rest[at..]), true),
        None => match after(target, HOST).filter(|rest| rest.starts_with('/')) {
            Some(rest) => (rest, true),
            None => (target, false),
        },
    }
}

/// The version and the path behind it.
fn strip_version(target: &str, is_absolute: bool) -> (Option<&'static str>, &str) {
    let path = target.strip_prefix('/').unwrap_or(target);
    for version in VERSIONS {
        if let Some(rest) = after(path, version)
            && (rest.is_empty() || rest.starts_with(['/', '?']))
        {
            return (Some(version), rest);
        }
    }
    // `https://graph.microsoft.com/{version}/…` names none.
    if is_absolute && let Some(rest) = after(path, "{version}").or_else(|| after(path, "{ver}")) {
        return (None, rest);
    }
    (None, target)
}

/// Splits at the `?` that begins the query: the first that stands in no placeholder.
fn split_query(target: &str) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    for (at, byte) in target.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'?' if depth == 0 => return (&target[..at], Some(&target[at + 1..])),
            _ => {}
        }
    }
    (target, None)
}

/// An example block, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpExample<'t> {
    /// The request line or the status line. `None` where the block begins with its headers or its body.
    pub start: Option<Start<'t>>,
    /// The header lines.
    pub headers: Vec<(&'t str, &'t str)>,
    /// The body's place in the text; empty where there is none.
    pub body: Range<usize>,
    /// No empty line stands between the headers and the body.
    pub is_glued: bool,
}

/// How an example block begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start<'t> {
    /// A request line, as written.
    Request(&'t str),
    /// A status line, as written, with its code.
    Status(&'t str, u16),
}

impl<'t> HttpExample<'t> {
    /// The value of a header, in whatever case its name is written.
    pub fn header(&self, name: &str) -> Option<&'t str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }
}

/// Takes an example block apart. What is no start line and no header belongs to the body.
pub fn example(text: &str) -> HttpExample<'_> {
    let mut example = HttpExample::default();
    let mut at = 0;
    let mut is_after_blank = false;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
        let line = trim(&text[at..end]);
        if line.is_empty() {
            // An empty line between the start line and the headers tells nothing.
            is_after_blank |= !example.headers.is_empty();
        } else if is_after_blank || !example.take(line) {
            break;
        }
        at = end;
    }
    example.is_glued = at < text.len() && !is_after_blank && !example.headers.is_empty();
    let body = &text[at..];
    let start = at + (body.len() - body.trim_start().len());
    example.body = start..start + body.trim().len();
    example
}

impl<'t> HttpExample<'t> {
    /// Takes a line as the start line or as a header. False where it is neither.
    fn take(&mut self, line: &'t str) -> bool {
        if self.start.is_none() && self.headers.is_empty() {
            if let Some(code) = status_line(line) {
                self.start = Some(Start::Status(line, code));
                return true;
            }
            if read(line).is_some() {
                self.start = Some(Start::Request(line));
                return true;
            }
        }
        let Some((name, value)) = line.split_once(':') else {
            return false;
        };
        let name = name.trim_end();
        let is_header = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        // A line that begins with an address is no header called `https`.
        if !is_header || value.starts_with("//") {
            return false;
        }
        self.headers.push((name, trim(value)));
        true
    }
}

/// The code of `HTTP/1.1 201 Created`, also of `HTTP/2 200` and `HTTP code: 201 Created`.
fn status_line(line: &str) -> Option<u16> {
    let rest = after(line, "HTTP")?;
    let mut words = rest.split([' ', '\t', ',']).skip(1);
    let code: u16 = words.find_map(|word| word.parse().ok())?;
    (100..600).contains(&code).then_some(code)
}
