//! Text of pages that cannot act on a terminal or on a reader.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

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

/// JSON for programs, in which names stand as they are: what would act on whoever sees it stands as its escape.
pub(super) fn json(value: &impl Serialize) -> serde_json::Result<String> {
    let text = serde_json::to_string_pretty(value)?;
    if !text.chars().any(|it| it != '\n' && acts(it)) {
        return Ok(text);
    }
    // Beside line feeds, such a character stands in a string and nowhere else.
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if character != '\n' && acts(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(character);
        }
    }
    Ok(safe)
}

#[cfg(test)]
mod tests {
    use super::{harmless, json};

    #[test]
    fn json_means_what_it_meant() {
        let names = ["a\u{1b}\u{202e}\n\"", "\u{e0001}", "é"];
        let text = json(&names).unwrap();
        assert!(!text.chars().any(|it| it != '\n' && super::acts(it)), "{text}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), names);
    }

    #[test]
    fn nothing_acts() {
        assert_eq!(harmless("a\u{1b}[31mb\u{202e}c\nd"), "a\u{FFFD}[31mb\u{FFFD}c d");
        assert_eq!(harmless(&"x".repeat(1_000_000)).chars().count(), 401);
        assert_eq!(harmless("plain – text"), "plain – text");
    }
}
