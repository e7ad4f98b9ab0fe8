//! Text of strangers in messages: on one line, of a bounded length, and without characters that steer a terminal.

use std::fmt::{self, Write as _};

/// The longest text of a stranger in a message, in characters.
pub(super) const LONGEST: usize = 500;

/// Shows text that a service, a link or a caller gave: what would break the line, move the cursor or turn the direction of writing is
/// escaped as Rust does, and what is too long is cut.
pub(super) struct Inert<'a>(pub(super) &'a str);

impl fmt::Display for Inert<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, character) in self.0.chars().enumerate() {
            if count == LONGEST {
                return f.write_char('…');
            }
            if acts(character) {
                write!(f, "{}", character.escape_default())?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}

/// The same in quotes.
impl fmt::Debug for Inert<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// Whether a character does something else than standing there: controls, line ends, marks of direction, what has no width.
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::{Inert, LONGEST};

    #[test]
    fn what_acts_is_escaped_and_what_is_long_is_cut() {
        for (text, shown) in [
            ("Größe 😀 \"a\"\\b", "Größe 😀 \"a\"\\b"),
            ("a\nb\r\tc", r"a\nb\r\tc"),
            ("\u{1b}[2J\u{7}", r"\u{1b}[2J\u{7}"),
            (
                "\u{202e}x\u{2028}\u{200f}\u{61c}\u{e0001}",
                r"\u{202e}x\u{2028}\u{200f}\u{61c}\u{e0001}",
            ),
        ] {
            assert_eq!(Inert(text).to_string(), shown);
        }
        let long = "é".repeat(LONGEST + 1);
        assert_eq!(Inert(&long).to_string().chars().count(), LONGEST + 1);
        assert!(!Inert(&long[..LONGEST * 2]).to_string().ends_with('…'));
    }
}
