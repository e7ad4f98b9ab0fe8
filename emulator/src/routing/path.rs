//! Paths as pages document them ([`Pattern`]) and as callers send them ([`Segment`]).

use graphdown_codegen::dialect::address::documented;
use percent_encoding::percent_decode_str;

/// One segment of a documented path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// A name, in lower case: paths are matched whatever their case.
    Literal(String),
    /// `{id | userPrincipalName}`, `<id>`: takes any one segment. Holds the names of the properties that may
    /// be the key.
    Key(Vec<String>),
    /// `range(address='{address}')`: a name in lower case and the names of its arguments.
    Call { name: String, arguments: Vec<String> },
    /// `{item-path}:`: a placeholder with fixed text around it.
    Template { prefix: String, suffix: String },
}

/// One segment of a requested path, percent-decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The whole segment.
    pub(crate) text: String,
    /// What it means if its parentheses are not part of a key.
    pub(crate) call: Option<Call>,
}

impl Segment {
    /// The key that the segment is or holds: `1` of `1` and of `users('1')`.
    pub(crate) fn key(&self) -> &str {
        match &self.call {
            Some(Call {
                arguments: Arguments::Key(key),
                ..
            }) => key,
            _ => &self.text,
        }
    }
}

/// A segment with parentheses at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) arguments: Arguments,
}

/// What stands between the parentheses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Arguments {
    /// `users('42')`, `users(42)`: the same as `users/42`.
    Key(String),
    /// `f(a='1',b=2)`, or nothing at all in `f()`. Quotes are gone.
    Named(Vec<(String, String)>),
}

/// Reads a documented path, for calls to be matched against it. `None` where it is none of the dialect's: the client has no
/// method for it, and a finding tells why.
pub(crate) fn documented(path: &str) -> Option<Vec<Pattern>> {
    let segments = documented::parse(path).ok()?;
    let mut segments = segments.iter().peekable();
    let mut patterns = Vec::new();
    while let Some(segment) = segments.next() {
        let next = segments.peek();
        // `root:/{item-path}:/content`: a colon opens the path of a file, and one closes it where more follows.
        let has_colon = matches!(next, Some(documented::Segment::ItemPath(_)));
        let between_colons = || Pattern::Template {
            prefix: String::new(),
            suffix: ":".to_owned(),
        };
        patterns.push(match segment {
            documented::Segment::Literal(name) if has_colon => Pattern::Literal(name.to_lowercase() + ":"),
            documented::Segment::Literal(name) => Pattern::Literal(name.to_lowercase()),
            documented::Segment::Key(_) if has_colon => between_colons(),
            documented::Segment::ItemPath(_) if next.is_some() => between_colons(),
            documented::Segment::Key(inside) | documented::Segment::ItemPath(inside) => {
                Pattern::Key(key_names(inside))
            }
            documented::Segment::Call(name, arguments) if arguments.is_empty() => {
                Pattern::Literal(name.to_lowercase())
            }
            documented::Segment::Call(name, arguments) => Pattern::Call {
                name: name.to_lowercase(),
                arguments: arguments.iter().map(|it| it.name.clone()).collect(),
            },
            documented::Segment::AlternateKey(arguments) => {
                Pattern::Key(arguments.iter().map(|it| it.name.clone()).collect())
            }
        });
    }
    Some(patterns)
}

/// `/beta/users` in `/beta` and `/users`. A path may also have no version.
pub(crate) fn split_version(path: &str) -> (&str, &str) {
    let end = path
        .get(1..)
        .and_then(|it| it.find('/'))
        .map_or(path.len(), |at| at + 1);
    let is_version = ["/v1.0", "/beta"]
        .iter()
        .any(|it| path[..end].eq_ignore_ascii_case(it));
    path.split_at(if is_version { end } else { 0 })
}

/// Whether two documented paths are one, whatever their placeholders are called and whether a function bears
/// its parentheses.
pub(crate) fn same_route(one: &[Pattern], other: &[Pattern]) -> bool {
    let name = |it: &Pattern| match it {
        Pattern::Literal(name) | Pattern::Call { name, .. } => Some(name.clone()),
        Pattern::Key(_) | Pattern::Template { .. } => None,
    };
    let same = |(one, other): (&Pattern, &Pattern)| match (one, other) {
        (Pattern::Key(_), Pattern::Key(_)) => true,
        (Pattern::Template { .. }, Pattern::Template { .. }) => one == other,
        _ => name(one).is_some() && name(one) == name(other),
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// Reads a requested path: split first, then decoded, so that `%2F` stays in its segment.
pub(crate) fn requested(path: &str) -> Vec<Segment> {
    let mut texts: Vec<String> = Vec::new();
    // `root:/folder/file.txt:/content`: what stands between two colons is one segment, whatever its length.
    let mut between_colons = false;
    let mut joined = false;
    for raw in split(path) {
        let text = percent_decode_str(raw).decode_utf8_lossy().into_owned();
        let ends_in_colon = text.ends_with(':');
        match texts.last_mut() {
            Some(last) if joined => {
                last.push('/');
                last.push_str(&text);
            }
            _ => texts.push(text),
        }
        joined = between_colons && !ends_in_colon;
        between_colons = ends_in_colon != between_colons;
    }
    texts.into_iter().map(segment).collect()
}

fn segment(text: String) -> Segment {
    let call = parenthesised(&text).map(|(name, inside)| Call {
        name: name.to_owned(),
        arguments: arguments(inside),
    });
    Segment { text, call }
}

fn arguments(inside: &str) -> Arguments {
    if inside.trim().is_empty() {
        return Arguments::Named(Vec::new());
    }
    let named: Option<Vec<_>> = pieces(inside)
        .into_iter()
        .map(|piece| {
            let (name, value) = piece.split_once('=')?;
            let name = name.trim();
            let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.is_empty();
            is_name.then(|| (name.to_owned(), unquoted(value)))
        })
        .collect();
    named.map_or_else(|| Arguments::Key(unquoted(inside)), Arguments::Named)
}

/// `'it''s'` as `it's`; anything else as it is.
fn unquoted(text: &str) -> String {
    let text = text.trim();
    match text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(inside) => inside.replace("''", "'"),
        None => text.to_owned(),
    }
}

/// Splits at `/`, but not inside quotes between parentheses. Empty segments are left out.
fn split(path: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut quoted = false;
    let segments: Vec<&str> = path
        .split(|c| {
            match c {
                '\'' if depth > 0 => quoted = !quoted,
                '(' if !quoted => depth += 1,
                ')' if !quoted => depth = depth.saturating_sub(1),
                '/' => return depth == 0,
                _ => {}
            }
            false
        })
        .filter(|it| !it.is_empty())
        .collect();
    // Parentheses that never close are text.
    if depth == 0 {
        return segments;
    }
    path.split('/').filter(|it| !it.is_empty()).collect()
}

/// Splits at commas outside quotes.
fn pieces(inside: &str) -> Vec<&str> {
    let mut quoted = false;
    inside
        .split(|c| {
            if c == '\'' {
                quoted = !quoted;
            }
            c == ',' && !quoted
        })
        .collect()
}

/// `name(inside)` in its two parts.
fn parenthesised(segment: &str) -> Option<(&str, &str)> {
    let (name, inside) = segment.strip_suffix(')')?.split_once('(')?;
    (!name.is_empty()).then_some((name, inside))
}

/// `id | userPrincipalName` in its names.
fn key_names(inside: &str) -> Vec<String> {
    let is_name = |it: &&str| !it.is_empty() && it.chars().all(char::is_alphanumeric);
    inside
        .split('|')
        .map(str::trim)
        .filter(is_name)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(path: &str) -> Vec<String> {
        requested(path).into_iter().map(|it| it.text).collect()
    }

    fn call(path: &str) -> Option<Call> {
        requested(path).pop().and_then(|it| it.call)
    }

    #[test]
    fn an_encoded_slash_stays_in_its_segment() {
        assert_eq!(
            texts("/users/a%2Fb%20c/messages/"),
            ["users", "a/b c", "messages"]
        );
    }

    #[test]
    fn a_slash_in_quotes_between_parentheses_is_text() {
        assert_eq!(texts("/f(a='x/y')/z"), ["f(a='x/y')", "z"]);
        assert_eq!(texts("/f('x/y"), ["f('x", "y"]);
    }

    #[test]
    fn a_file_path_between_colons_is_one_segment() {
        let path = "/me/drive/root:/a/b.txt:/content";
        assert_eq!(texts(path), ["me", "drive", "root:", "a/b.txt:", "content"]);
        assert_eq!(
            texts("/sites/contoso:/teams/hr"),
            ["sites", "contoso:", "teams/hr"]
        );
        assert_eq!(texts("/root:/a:/b/c"), ["root:", "a:", "b", "c"]);
    }

    #[test]
    fn parentheses_hold_a_key_or_arguments() {
        let key = call("/users(%27it%27%27s%27)").map(|it| it.arguments);
        assert_eq!(key, Some(Arguments::Key("it's".to_owned())));
        let none = call("/f()").map(|it| it.arguments);
        assert_eq!(none, Some(Arguments::Named(Vec::new())));
        let named = call("/f(a='1,2',b=3)").map(|it| it.arguments);
        let expected = [("a", "1,2"), ("b", "3")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(named, Some(Arguments::Named(expected.to_vec())));
    }

    #[test]
    fn documented_segments() {
        let key = |names: &[&str]| Pattern::Key(names.iter().map(|&it| it.to_owned()).collect());
        let literal = |name: &str| Pattern::Literal(name.to_owned());
        assert_eq!(
            documented("/users/{id | userPrincipalName}/auditEvents('{eventId}')/<name>"),
            Some(vec![
                literal("users"),
                key(&["id", "userPrincipalName"]),
                literal("auditevents"),
                key(&["eventId"]),
                key(&["name"])
            ])
        );
        assert_eq!(
            documented("/a/range(address='<a/b>', x={x})/root:/{item-path}:/content"),
            Some(vec![
                literal("a"),
                Pattern::Call {
                    name: "range".to_owned(),
                    arguments: vec!["address".to_owned(), "x".to_owned()]
                },
                literal("root:"),
                Pattern::Template {
                    prefix: String::new(),
                    suffix: ":".to_owned()
                },
                literal("content"),
            ])
        );
        let at_the_end = documented("/sites/{host}:/{path}");
        assert_eq!(at_the_end.and_then(|it| it.last().cloned()), Some(key(&["path"])));
        assert_eq!(
            documented("/folders/{id}/.../contacts"),
            Some(vec![literal("folders"), key(&["id"]), literal("contacts")])
        );
        assert_eq!(
            documented("/getAuditCategories()"),
            Some(vec![literal("getauditcategories")])
        );
        assert_eq!(documented("/users/{id"), None);
    }

    #[test]
    fn the_version_is_no_part_of_the_path() {
        assert_eq!(split_version("/beta/users"), ("/beta", "/users"));
        assert_eq!(split_version("/V1.0/users/1"), ("/V1.0", "/users/1"));
        assert_eq!(split_version("/users"), ("", "/users"));
        assert_eq!(split_version("/beta"), ("/beta", ""));
        assert_eq!(split_version(""), ("", ""));
        assert_eq!(split_version("/é/x"), ("", "/é/x"));
    }
}
