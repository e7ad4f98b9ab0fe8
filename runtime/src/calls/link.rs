//! Links that a service gives: from a reference to the address that is asked (RFC 3986, chapter 5), and how addresses stand in
//! messages.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::inert::Inert;

/// The parts of an address or of a reference to one, without the fragment, which is never sent.
#[derive(Clone, Copy)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.split('#').next().unwrap_or_default();
        let (scheme, rest) = match text.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
            _ => (None, text),
        };
        let (authority, rest) = match rest.strip_prefix("//") {
            Some(rest) => {
                let (authority, rest) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
                (Some(authority), rest)
            }
            None => (None, rest),
        };
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        Self {
            scheme,
            authority,
            path,
            query,
        }
    }

    fn into_text(self, path: &str) -> String {
        let mut text = String::new();
        if let Some(scheme) = self.scheme {
            text.push_str(scheme);
            text.push(':');
        }
        if let Some(authority) = self.authority {
            text.push_str("//");
            text.push_str(authority);
        }
        encode(path, &mut text);
        if let Some(query) = self.query {
            text.push('?');
            encode(query, &mut text);
        }
        text
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// The address that a reference means where it was found at `base`, which is an address itself (RFC 3986, 5.2.2). What no address can
/// hold as it is, as spaces, quotes and letters beyond ASCII, is percent-encoded; what is encoded already stays.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    let reference = Parts::of(reference.trim_matches(|it: char| it.is_ascii_whitespace() || it.is_control()));
    let base = Parts::of(base);
    if reference.scheme.is_some() {
        return reference.into_text(&without_dots(reference.path));
    }
    let found = Parts {
        scheme: base.scheme,
        ..reference
    };
    if reference.authority.is_some() {
        return found.into_text(&without_dots(reference.path));
    }
    let found = Parts {
        authority: base.authority,
        ..found
    };
    if reference.path.is_empty() {
        let query = reference.query.or(base.query);
        return Parts { query, ..found }.into_text(base.path);
    }
    if reference.path.starts_with('/') {
        return found.into_text(&without_dots(reference.path));
    }
    let folder = base.path.rfind('/').map_or("/", |slash| &base.path[..=slash]);
    found.into_text(&without_dots(&format!("{folder}{}", reference.path)))
}

/// Whether a reference names a path that begins nowhere: `users?$skiptoken=2`, but not `/v1.0/users` or `?$skiptoken=2`.
pub(super) fn is_relative_path(reference: &str) -> bool {
    let parts = Parts::of(reference.trim());
    parts.scheme.is_none()
        && parts.authority.is_none()
        && !parts.path.is_empty()
        && !parts.path.starts_with('/')
}

/// The path without `.` and `..` (RFC 3986, 5.2.4).
fn without_dots(path: &str) -> String {
    if !path.split('/').any(|segment| matches!(segment, "." | "..")) {
        return path.to_owned();
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                // The empty segment before the first slash stays.
                if segment == ".." && kept.len() > 1 {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    kept.join("/")
}

/// What an address cannot hold as it is. `%` is looked at by itself, and `[` and `]`, which servers take, stay.
const NOT_IN_ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

fn encode(text: &str, out: &mut String) {
    let mut pieces = text.split('%');
    out.extend(utf8_percent_encode(
        pieces.next().unwrap_or_default(),
        NOT_IN_ADDRESS,
    ));
    for piece in pieces {
        let is_encoded = piece.len() >= 2 && piece.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
        out.push_str(if is_encoded { "%" } else { "%25" });
        out.extend(utf8_percent_encode(piece, NOT_IN_ADDRESS));
    }
}

/// An address in a message: without a user and password in front of the host, and without the query, where tokens and search texts
/// stand. Bounded in length, as all that strangers give.
pub(super) fn shown(address: &str) -> String {
    let parts = Parts::of(address);
    let mut text = String::new();
    if let Some(scheme) = parts.scheme {
        text.push_str(scheme);
        text.push(':');
    }
    if let Some(authority) = parts.authority {
        text.push_str("//");
        text.push_str(authority.rsplit_once('@').map_or(authority, |(_, host)| host));
    }
    text.push_str(
        parts
            .path
            .rsplit_once('@')
            .filter(|_| parts.authority.is_none())
            .map_or(parts.path, |(_, rest)| rest),
    );
    if parts.query.is_some() {
        text.push_str("?…");
    }
    Inert(&text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reference, and what it means at `http://a/b/c/d;p?q`: the examples of RFC 3986, 5.4, without fragments.
    const EXAMPLES: &[(&str, &str)] = &[
        ("g:h", "g:h"),
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q"),
        (";x", "http://a/b/c/;x"),
        ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"),
        ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
    ];

    #[test]
    fn references_are_resolved() {
        for (reference, address) in EXAMPLES {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference), *address, "{reference}");
        }
        assert_eq!(resolve("http://a", "g?x"), "http://a/g?x");
    }

    #[test]
    fn what_no_address_can_hold_is_encoded() {
        for (reference, address) in [
            (" /x?a b\"c|{d}\n", "http://a/x?a%20b%22c%7C%7Bd%7D"),
            ("/é?é", "http://a/%C3%A9?%C3%A9"),
            ("?t=%5b%7B+%2B%2F%zz%", "http://a/b?t=%5b%7B+%2B%2F%25zz%25"),
            ("https://h/p?x='y'", "https://h/p?x='y'"),
            ("https://h\\@evil.org/", "https://h\\@evil.org/"),
        ] {
            assert_eq!(resolve("http://a/b", reference), address, "{reference}");
        }
    }

    #[test]
    fn addresses_are_shown_without_secrets() {
        for (address, text) in [
            (
                "https://user:PASS@host:1/v1.0/x?$skiptoken=TOKEN#F",
                "https://host:1/v1.0/x?…",
            ),
            ("user:PASS@host", "user:host"),
            ("//u:PASS@host", "//host"),
            ("PASS@host/x", "host/x"),
            ("graph", "graph"),
        ] {
            assert_eq!(shown(address), text);
        }
        assert!(shown(&"x".repeat(100_000)).len() < 600);
    }
}
