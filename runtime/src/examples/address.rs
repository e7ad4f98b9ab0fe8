//! When two addresses are the same: percent-encoding does not count, nor do spellings that the service takes for one.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// A path's segments without what does not count: encoding, empty parentheses, a namespace before a name, the order of a
/// function's arguments, and whether a key, alternate or not, stands behind a slash or in parentheses.
pub(super) fn segments(path: &str) -> Vec<String> {
    let mut segments = Vec::new();
    for segment in split(path, '/') {
        let segment = decoded(segment).into_owned();
        if let (Some((name, value)), Some(last)) = (alternate_key(&segment), segments.last_mut()) {
            *last = format!("{last}({name}='{value}')");
            continue;
        }
        let (name, arguments) = match segment.split_once('(') {
            Some((name, rest)) => (
                name,
                rest.strip_suffix(')').or(rest.strip_suffix("):")).unwrap_or(rest),
            ),
            None => (segment.as_str(), ""),
        };
        // A namespace has two parts at least.
        let name = if name.matches('.').count() > 1 && name.bytes().all(is_of_name) {
            name.rsplit('.').next().unwrap_or(name)
        } else {
            name
        };
        let mut arguments: Vec<&str> = split(arguments, ',').map(str::trim).collect();
        arguments.sort_unstable();
        match arguments.as_slice() {
            [] => segments.push(name.to_owned()),
            [key] if !key.contains('=') => {
                segments.push(name.to_owned());
                segments.push(key.trim_matches('\'').to_owned());
            }
            arguments => {
                let arguments: Vec<String> = arguments.iter().map(|it| argument(it)).collect();
                segments.push(format!("{name}({})", arguments.join(",")));
            }
        }
    }
    segments
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_')
}

/// `roleTemplateId=x` as a segment of its own; not a key that ends in `=`.
fn alternate_key(segment: &str) -> Option<(&str, &str)> {
    let (name, value) = segment.split_once('=')?;
    let is_name = !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric());
    (is_name && !value.trim_matches('=').is_empty()).then_some((name, value))
}

/// `name=value` without spaces around the sign.
fn argument(text: &str) -> String {
    match text.split_once('=') {
        Some((name, value)) => format!("{}={}", name.trim(), value.trim()),
        None => text.to_owned(),
    }
}

/// Names and values of a query, decoded and sorted.
pub(super) fn query(text: &str) -> Vec<(String, String)> {
    let mut pairs = pairs(text);
    pairs.sort();
    pairs
}

/// Names and values of a query, decoded, in their order.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let parts = text.split('&').filter(|it| !it.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (
                decoded(name.trim()).into_owned(),
                decoded(value.trim()).into_owned(),
            )
        })
        .collect()
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Cuts at a separator outside of quotes and parentheses; empty parts are left out.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let mut is_quoted = false;
    let parts = text.split(move |it: char| {
        match it {
            '\'' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        it == separator && depth == 0 && !is_quoted
    });
    parts.filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_path_are_one() {
        let same = [
            ("/users/delta()", "/users/microsoft.graph.delta"),
            ("/users('a@b.c')/photo", "/users/a%40b.c/photo"),
            ("/x/f(a='1', b=2)", "/x/f(b=2,a='1')"),
            ("/x/f(a='p/q')", "/x/f(a='p%2Fq')"),
            ("/roles/templateId=x/members", "/roles(templateId='x')/members"),
            ("/drive/root:/a b:/content", "/drive/root:/a%20b:/content"),
        ];
        for (one, other) in same {
            assert_eq!(segments(one), segments(other), "{one} {other}");
        }
        assert_ne!(segments("/Users"), segments("/users"));
        assert_ne!(segments("/x/f(a='1')"), segments("/x/f(a=1)"));
    }

    #[test]
    fn queries_are_decoded() {
        assert_eq!(
            query("$top=5&$filter=a%20eq%20'b+c'"),
            query("$filter=a eq 'b%2Bc'&%24top=5")
        );
    }
}
