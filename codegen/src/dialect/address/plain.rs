//! Paths of names and placeholders alone.

/// Bytes that servers and proxies take, at most.
pub(super) const LONGEST: usize = 2_000;

/// A segment of a path that consists of names and placeholders.
#[derive(Clone, Copy)]
pub(super) enum PlainSegment<'a> {
    Name(&'a str),
    Key(&'a str),
}

/// The segments of a path of names and placeholders in braces, as nearly all are: a merge asks for the same paths a hundred
/// thousand times, and these need no look at quotes, parentheses and slips. `None` for any other, and for what is no path.
pub(super) fn segments(path: &str) -> Option<Vec<PlainSegment<'_>>> {
    // An example's id is as long as a GUID, ends in `=` or holds `@`.
    const GUID: usize = 36;
    let is_name = |text: &str| {
        text.len() != GUID
            && text.bytes().any(|it| it.is_ascii_alphanumeric())
            && text
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'$' | b'-' | b'.' | b'_' | b'~'))
    };
    if path.len() > LONGEST {
        return None;
    }
    let mut segments = Vec::new();
    for text in path.split('/').filter(|it| !it.is_empty()) {
        let inside = text.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        segments.push(match inside {
            Some(key) if !key.contains(['{', '}', '<', '>', '(', ')', '[', ']']) => PlainSegment::Key(key),
            None if is_name(text) => PlainSegment::Name(text),
            _ => return None,
        });
    }
    matches!(segments.first(), Some(PlainSegment::Name(_))).then_some(segments)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::dialect::address::documented::{parse, parse_closely};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        /// What is read without a close look is what a close look gives.
        #[test]
        fn a_plain_path_is_read_as_any(pieces in prop::collection::vec(prop::sample::select(vec![
            "/", "users", "{id}", "{id | upn}", "{", "}", "(", ")", "'", "<id>", "[", "]", "=", "a='{a}'", ":", "...", ".", "$ref",
            "microsoft.graph.user", "acdefc6b-2dc6-4e71-b1e9-6d9810ab1793", "a@b.c", " ", "~", "é", "{}", "-", "1",
        ]), 0..8), slashes in any::<bool>()) {
            let path = pieces.join(if slashes { "/" } else { "" });
            for path in [path.clone(), format!("/{path}")] {
                prop_assert_eq!(parse(&path), parse_closely(&path), "{}", path);
            }
        }
    }
}
