//! HTTP as pages show it: request lines, and example blocks of a start line, headers and a body.

use std::ops::Range;

use super::root;
use super::scan::{after, trim};
use crate::service::graph;

/// A request line of a documented operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLine {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// As documented, placeholders and all: leading `/`, no version, no query, no trailing slash.
    pub path: String,
    /// What stands behind `?`.
    pub query: Option<String>,
    /// `v1.0`, `beta`, from an absolute address or a prefix.
    pub version: Option<String>,
    /// Scheme, host and what stands before the path, the version too: `https://graph.microsoft.com/v1.0`. `None` where
    /// the line has a path alone.
    pub root: Option<String>,
}

/// The methods that pages use.
pub const METHODS: [&str; 7] = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"];

/// Reads a line such as `POST https://graph.microsoft.com/beta/users/{id} HTTP/1.1`. `None` where it is none.
pub fn read(line: &str) -> Option<RequestLine> {
    let line = without_marks(trim(line));
    let (method, rest) = METHODS
        .iter()
        .find_map(|method| Some((*method, after(line, method)?)))?;
    // `DELETE/identity…` is written too, and `GET: /users`; `GETTING` is no method.
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    if !rest.starts_with([' ', '\t', '\u{A0}', '/']) {
        return None;
    }
    let target = without_remark(strip_protocol(trim(rest)));
    if target.is_empty() || !looks_like_target(target) {
        return None;
    }
    let address = root::split(target);
    let (path, query) = split_query(address.path);
    let path = path.trim_end_matches('/').trim_start_matches('/');
    Some(RequestLine {
        method,
        path: ["/", path].concat(),
        query: query.filter(|query| !query.is_empty()).map(str::to_owned),
        version: address.version.map(str::to_owned),
        root: address.root.map(str::to_owned),
    })
}

/// The namespaces that addresses in a text call actions and types by: `Microsoft.NAV` of `/journals({id})/Microsoft.NAV.post`.
pub fn called(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('/').filter_map(|(at, _)| {
        // Behind two slashes stands a host.
        let is_host = text[..at].ends_with(['/', ':', '.']) || text[at + 1..].starts_with('/');
        let rest = &text[at + 1..];
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '_')
            .unwrap_or(rest.len());
        let ends = rest[end..].is_empty() || rest[end..].starts_with(['(', '/', '?', '`', ' ', '\n', '\r']);
        let (namespace, name) = rest[..end].rsplit_once('.')?;
        let is_name = |part: &str| part.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_called = namespace.contains('.') && namespace.split('.').all(is_name) && is_name(name);
        (is_called && ends && !is_host).then_some(namespace)
    })
}

/// True for an absolute address of another service: a callback, an upload, a redirection. `base_url` is where the service is;
/// hosts of its domain are its own, and so is what a placeholder stands for.
pub fn is_elsewhere(start: &str, base_url: &str) -> bool {
    let Some((_, host)) = start
        .split_once("://")
        .filter(|(before, _)| !before.contains('?'))
    else {
        return false;
    };
    let host = host.split(['/', '?', ' ']).next().unwrap_or_default();
    let home = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let home = home.split('/').next().unwrap_or_default();
    if graph::is_host(home) {
        return !graph::is_host(host);
    }
    !host.starts_with(['{', '<']) && !is_neighbour(host, home)
}

/// True for hosts of one domain: `api.example.com` and `eu.example.com`.
pub(crate) fn is_neighbour(a: &str, b: &str) -> bool {
    let domain = |host: &str| {
        let labels: Vec<_> = host.rsplit('.').take(2).collect();
        labels.join(".").to_ascii_lowercase()
    };
    domain(a) == domain(b)
}

/// The line without the mark of a list and the backticks that it may stand in.
fn without_marks(line: &str) -> &str {
    let item = line
        .strip_prefix(['-', '*', '+'])
        .filter(|rest| rest.starts_with([' ', '\t']));
    let line = trim(item.unwrap_or(line));
    match line.strip_prefix('`') {
        Some(inner) => trim(inner.trim_start_matches('`').trim_end_matches('`')),
        None => line,
    }
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

/// The target without what is said of it: ` (for admins)`, ` // a comment`, `;`.
fn without_remark(target: &str) -> &str {
    let target = target.trim_end_matches([';', ',']);
    let mut depth = 0_usize;
    for (at, byte) in target.bytes().enumerate() {
        match byte {
            b'{' | b'(' | b'<' => depth += 1,
            b'}' | b')' | b'>' => depth = depth.saturating_sub(1),
            b' ' if depth == 0 => {
                let rest = trim(&target[at..]);
                let is_remark = rest.starts_with("//") || rest.starts_with("# ") || rest.starts_with("<!--");
                let is_aside =
                    rest.starts_with('(') && rest.ends_with(')') && !rest.contains(['=', '/', '{']);
                if is_remark || is_aside {
                    return trim(&target[..at]).trim_end_matches([';', ',']);
                }
            }
            _ => {}
        }
    }
    target
}

/// A path has a slash or a placeholder, or is one word; prose such as `POST the following` has none of it.
fn looks_like_target(target: &str) -> bool {
    target.contains('/') || target.contains('{') || !target.contains(' ')
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
