//! Small helpers on text that every reader needs. None allocates where a borrow does.

use std::borrow::Cow;

use memchr::memchr2_iter;

pub(super) use crate::text::{after, before};

/// White space as pages have it: also the no-break space, the zero-width space and the byte order mark.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

/// The text without white space at both ends.
pub(super) fn trim(text: &str) -> &str {
    // As in `text::trim`, one look at each end.
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim_matches(is_space),
    }
}

/// The text with every run of white space as one plain space, and none at the ends.
pub(super) fn squeeze(text: &str) -> Cow<'_, str> {
    let text = trim(text);
    let mut before = b'x';
    let is_plain = text.bytes().all(|byte| {
        let is_single = byte != b' ' || before != b' ';
        before = byte;
        byte.is_ascii() && is_single && (byte == b' ' || !byte.is_ascii_whitespace())
    });
    if is_plain {
        return Cow::Borrowed(text);
    }
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    Cow::Owned(squeezed)
}

/// Where `needle`, which is ASCII, begins in `text`, in whatever ASCII case it is written.
pub(super) fn find(text: &str, needle: &str) -> Option<usize> {
    let (haystack, needle) = (text.as_bytes(), needle.as_bytes());
    let last_start = haystack.len().checked_sub(needle.len())?;
    let rare = needle.iter().position(|letter| !is_common(*letter)).unwrap_or(0);
    let letter = needle.get(rare)?;
    let (lower, upper) = (letter.to_ascii_lowercase(), letter.to_ascii_uppercase());
    memchr2_iter(lower, upper, &haystack[rare..=rare + last_start])
        .find(|&at| haystack[at..at + needle.len()].eq_ignore_ascii_case(needle))
}

/// The letters that most words have, and the space: a search that stops at one of them stops often.
fn is_common(letter: u8) -> bool {
    matches!(
        letter.to_ascii_lowercase(),
        b' ' | b'a' | b'c' | b'd' | b'e' | b'h' | b'i' | b'l' | b'n' | b'o' | b'r' | b's' | b't'
    )
}

/// As [`find`], where no letter or digit stands on either side.
pub(super) fn find_word(text: &str, word: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = find(&text[from..], word).map(|at| at + from) {
        let end = at + word.len();
        let is_inside =
            text[..at].ends_with(char::is_alphanumeric) || text[end..].starts_with(char::is_alphanumeric);
        if !is_inside {
            return Some(at);
        }
        from = end;
    }
    None
}

/// The part of a text's beginning that makes an identifier, with dots inside: `microsoft.graph.user`.
pub(super) fn identifier(text: &str) -> &str {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    let end = text
        .bytes()
        .position(|byte| !is_part(&byte))
        .unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}
