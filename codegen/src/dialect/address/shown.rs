//! Takes the address of an example apart. It is read with good will: the page has shown it to people.

use super::documented::{Segment, last_part};

/// A part of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// What stands between two slashes, before any parenthesis. Percent-encoding is undone.
    Name(String),
    /// What stands in the parentheses behind a name.
    Parentheses(String),
    /// `:/folder/file.txt:`, without the colons and the first slash.
    ItemPath(String),
}

/// The parts of a path.
pub(crate) fn tokens(path: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut item: Option<String> = None;
    for segment in split(path, '/') {
        if let Some(path) = &mut item {
            let last = segment.strip_suffix(':');
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(&decoded(last.unwrap_or(segment)));
            if last.is_some() {
                tokens.extend(item.take().map(Token::ItemPath));
            }
            continue;
        }
        let (segment, opens) = match segment.strip_suffix(':') {
            Some(segment) => (segment, true),
            None => (segment, false),
        };
        match segment.split_once('(') {
            Some((name, inside)) if inside.ends_with(')') && !name.is_empty() => {
                let inside = &inside[..inside.len() - 1];
                tokens.push(Token::Name(decoded(name)));
                tokens.push(Token::Parentheses(decoded(inside)));
            }
            _ => tokens.push(Token::Name(decoded(segment))),
        }
        if opens {
            item = Some(String::new());
        }
    }
    tokens.extend(item.map(Token::ItemPath));
    tokens
}

/// Whether an address is one that a documented path stands for: a key may be anything, names are alike but for case and namespace.
pub(crate) fn is_of(tokens: &[Token], documented: &[Segment]) -> bool {
    let Some((segment, rest)) = documented.split_first() else {
        return tokens.is_empty();
    };
    let is_called = |own: &str, name: &str| last_part(own).eq_ignore_ascii_case(last_part(name));
    match (segment, tokens) {
        (Segment::Literal(name), [Token::Name(own), behind @ ..]) if is_called(own, name) => {
            let behind = match behind {
                [Token::Parentheses(inside), behind @ ..] if inside.trim().is_empty() => behind,
                behind => behind,
            };
            is_of(behind, rest)
        }
        (
            Segment::Key(_) | Segment::AlternateKey(_),
            [Token::Parentheses(_) | Token::Name(_), behind @ ..],
        )
        | (Segment::ItemPath(_), [Token::ItemPath(_), behind @ ..]) => is_of(behind, rest),
        (Segment::Call(name, _), [Token::Name(own), Token::Parentheses(_), behind @ ..]) => {
            is_called(own, name) && is_of(behind, rest)
        }
        _ => false,
    }
}

/// Names and values in parentheses: `period='D7',date=2020-01-01`. `None` where one has no name.
pub(crate) fn arguments(inside: &str) -> Option<Vec<(&str, &str)>> {
    let parts = split(inside, ',').into_iter();
    parts
        .map(|it| {
            it.split_once('=')
                .map(|(name, value)| (name.trim(), value.trim()))
        })
        .collect()
}

/// Names and values of a query, decoded.
pub(crate) fn options(query: &str) -> Vec<(String, String)> {
    let parts = query.split('&').filter(|it| !it.is_empty());
    parts
        .map(|it| it.split_once('=').unwrap_or((it, "")))
        .map(|(name, value)| (decoded(name.trim()), decoded(value.trim())))
        .collect()
}

/// A literal without its quotes and the name of a type before them: `'it''s'`, `duration'PT1H'`.
pub(crate) fn unquoted(literal: &str) -> String {
    let Some(rest) = literal.strip_suffix('\'') else {
        return literal.to_owned();
    };
    match rest.split_once('\'') {
        Some((kind, text)) if kind.bytes().all(|it| it.is_ascii_alphanumeric()) => text.replace("''", "'"),
        _ => literal.to_owned(),
    }
}

/// Undoes percent-encoding. What is no encoding of UTF-8 stays as it is.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let byte = byte.and_then(|it| u8::from_str_radix(str::from_utf8(it).ok()?, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// Cuts at a separator outside of quotes and parentheses; where those do not close, at every separator. Empty parts
/// are left out.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut is_quoted = false;
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        match character {
            '\'' => is_quoted = !is_quoted,
            '(' | '{' if !is_quoted => depth += 1,
            ')' | '}' if !is_quoted => depth = depth.saturating_sub(1),
            it if it == separator && depth == 0 && !is_quoted => {
                parts.push(&text[start..at]);
                start = at + separator.len_utf8();
            }
            _ => {}
        }
    }
    if is_quoted || depth > 0 {
        parts = text.split(separator).collect();
    } else {
        parts.push(&text[start..]);
    }
    parts.retain(|it| !it.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_apart() {
        let name = |text: &str| Token::Name(text.to_owned());
        let inside = |text: &str| Token::Parentheses(text.to_owned());
        let cases = [
            (
                "/users/a%40b.c/photo",
                vec![name("users"), name("a@b.c"), name("photo")],
            ),
            (
                "/users('x')/f()",
                vec![name("users"), inside("'x'"), name("f"), inside("")],
            ),
            (
                "/r/f(a='p/q',b=1)",
                vec![name("r"), name("f"), inside("a='p/q',b=1")],
            ),
            (
                "/drive/root:/a/b c.txt:/content",
                vec![
                    name("drive"),
                    name("root"),
                    Token::ItemPath("a/b c.txt".to_owned()),
                    name("content"),
                ],
            ),
            (
                "/drive/root:/a",
                vec![name("drive"), name("root"), Token::ItemPath("a".to_owned())],
            ),
            (
                "/users/o'brien/x",
                vec![name("users"), name("o'brien"), name("x")],
            ),
            ("/a/{b/c}/%zz%ff", vec![name("a"), name("{b/c}"), name("%zz%ff")]),
        ];
        for (path, expected) in cases {
            assert_eq!(tokens(path), expected, "{path}");
        }
    }

    #[test]
    fn literals_lose_their_quotes() {
        for (literal, text) in [
            ("'it''s'", "it's"),
            ("duration'PT1H'", "PT1H"),
            ("5", "5"),
            ("''", ""),
        ] {
            assert_eq!(unquoted(literal), text);
        }
    }
}
