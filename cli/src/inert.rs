//! Text of pages and of services, as a terminal may have it.

use std::fmt;

/// Shows a text with everything escaped that would steer a terminal or turn the direction of the text around.
pub(crate) struct Inert<'a>(pub(crate) &'a str);

impl fmt::Display for Inert<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.chars().any(steers) {
            return f.pad(self.0);
        }
        let escaped = |c: char| {
            if steers(c) {
                c.escape_unicode().to_string()
            } else {
                c.to_string()
            }
        };
        f.pad(&self.0.chars().map(escaped).collect::<String>())
    }
}

/// Whether a character acts instead of being shown.
pub(crate) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::Inert;

    #[test]
    fn nothing_acts_and_columns_stay() {
        assert_eq!(format!("{:<4}|", Inert("é")), "é   |");
        assert_eq!(Inert("a\u{1b}[2J\u{202e}b").to_string(), "a\\u{1b}[2J\\u{202e}b");
    }
}
