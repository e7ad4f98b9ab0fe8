//! Text of pages that cannot act on a terminal or on a reader.

use std::borrow::Cow;

use crate::text::acts;

/// What is shown in place of a character that would act instead of being shown.
pub(super) const SUBSTITUTE: char = '\u{FFFD}';

/// The longest text of a page that a message carries, in characters.
const MAX_LENGTH: usize = 400;

/// Replaces control characters and those that change the direction of text, and shortens what is very long. Line breaks
/// become spaces: a message is one line.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let short = text.len() <= MAX_LENGTH;
    if short && !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut safe: String = text.chars().take(MAX_LENGTH).map(shown).collect();
    if text.chars().nth(MAX_LENGTH).is_some() {
        safe.push('…');
    }
    Cow::Owned(safe)
}

/// The character as it is shown.
pub(super) fn shown(character: char) -> char {
    match character {
        '\n' | '\r' | '\t' => ' ',
        it if acts(it) => SUBSTITUTE,
        it => it,
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_acts() {
        assert_eq!(harmless("a\u{1b}[31mb\u{202e}c\nd"), "a\u{FFFD}[31mb\u{FFFD}c d");
        assert_eq!(harmless(&"x".repeat(1_000_000)).chars().count(), 401);
        assert_eq!(harmless("plain – text"), "plain – text");
    }
}
