//! Strings of JSON, in whatever quotes and with whatever is inside of them.

use std::borrow::Cow;

use super::RepairKind;
use super::reader::{JSON_SPACE, Reader, closes};

impl<'t> Reader<'t> {
    /// A string in quotes of any kind; `None` where no quote stands.
    pub(super) fn quoted(&mut self) -> Option<Cow<'t, str>> {
        let open = self.text[self.at..].chars().next()?;
        let kind = match open {
            '"' => None,
            '\'' => Some(RepairKind::SingleQuote),
            '“' | '”' | '„' | '‘' | '’' => Some(RepairKind::SmartQuote),
            _ => return None,
        };
        if let Some(kind) = kind {
            self.repair(kind);
        }
        self.at += open.len_utf8();
        Some(self.string_body(open))
    }

    /// The rest of a string, behind its opening quote.
    fn string_body(&mut self, open: char) -> Cow<'t, str> {
        if open == '"'
            && let Some(text) = self.plain_body()
        {
            return Cow::Borrowed(text);
        }
        let mut text = String::new();
        let mut run = self.at;
        let mut is_first_line = true;
        loop {
            let rest = &self.text[self.at..];
            let stop = rest
                .find(|c: char| c == '\\' || c < ' ' || closes(open, c))
                .unwrap_or(rest.len());
            self.at += stop;
            let Some(c) = self.text[self.at..].chars().next() else {
                text.push_str(&self.text[run..]);
                self.repair(RepairKind::Truncated);
                return Cow::Owned(text);
            };
            match c {
                '\\' => {
                    text.push_str(&self.text[run..self.at]);
                    self.escape(&mut text);
                    run = self.at;
                }
                '\n' | '\r' if is_first_line && self.ends_with_line() => {
                    text.push_str(self.text[run..self.at].trim_end().trim_end_matches(','));
                    self.repair(RepairKind::UnclosedString);
                    return Cow::Owned(text);
                }
                _ if c < ' ' => {
                    self.repair(RepairKind::ControlCharacter);
                    is_first_line = false;
                    // The whole run of white space: what `ends_with_line` looked over is not looked over again.
                    let rest = &self.text[self.at + 1..];
                    self.at = self.text.len() - rest.trim_start_matches(JSON_SPACE).len();
                }
                _ if self.is_inner_quote_at(self.at, c) => {
                    self.repair(RepairKind::InnerQuote);
                    self.at += c.len_utf8();
                }
                _ => {
                    text.push_str(&self.text[run..self.at]);
                    if open == '"' && c != '"' {
                        self.repair(RepairKind::SmartQuote);
                    }
                    self.at += c.len_utf8();
                    return Cow::Owned(text);
                }
            }
        }
    }

    /// The rest of a string in which nothing is to be resolved or mended, as nearly all are. `None` leaves it unread.
    fn plain_body(&mut self) -> Option<&'t str> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\') || *byte < b' ')?;
        let end = self.at + length;
        if rest[length] != b'"' || self.is_inner_quote_at(end, '"') {
            return None;
        }
        let body = &self.text[self.at..end];
        self.at = end + 1;
        Some(body)
    }

    /// At a line end inside of a string: whether the string was meant to end here, because the next line begins with
    /// a bracket, or with a name or a value of its own.
    fn ends_with_line(&self) -> bool {
        let next = self.text[self.at..].trim_start_matches(JSON_SPACE);
        match next.as_bytes().first() {
            None | Some(b'}' | b']') => true,
            // A quote that ends the string on a line of its own is followed by what follows a string.
            Some(b'"') => !next[1..]
                .trim_start_matches(JSON_SPACE)
                .starts_with([',', '}', ']']),
            Some(_) => false,
        }
    }

    /// A quote inside of a string: whether the string goes on behind it.
    fn is_inner_quote_at(&self, at: usize, quote: char) -> bool {
        let rest = &self.text[at + quote.len_utf8()..];
        // This is what follows nearly every string.
        if let None | Some(b':' | b',' | b'\n' | b'\r' | b'}' | b']') = rest.as_bytes().first() {
            return false;
        }
        match rest.trim_start_matches([' ', '\t']).chars().next() {
            Some(c) => c.is_alphanumeric() || matches!(c, '\\' | '(' | '<' | '=' | ';' | '?' | '!'),
            None => false,
        }
    }

    /// One escape, at its backslash.
    fn escape(&mut self, text: &mut String) {
        let start = self.at;
        self.at += 1;
        let Some(c) = self.text[self.at..].chars().next() else {
            self.repair_at(RepairKind::BadEscape, start);
            return;
        };
        let plain = match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{C}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.unicode_escape(text),
            _ => {
                // The backslash stands for itself, as in `C:\Windows`; the character is read again as text.
                self.repair_at(RepairKind::BadEscape, start);
                text.push('\\');
                return;
            }
        };
        text.push(plain);
        self.at += 1;
    }

    /// `\u0041`, or two of them that make a surrogate pair; at the `u`.
    fn unicode_escape(&mut self, text: &mut String) {
        let start = self.at - 1;
        let Some(first) = self.hex(self.at + 1) else {
            self.repair_at(RepairKind::BadEscape, start);
            text.push('\\');
            return;
        };
        self.at += 5;
        if let Some(c) = char::from_u32(first) {
            text.push(c);
            return;
        }
        let second = self.text[self.at..]
            .starts_with("\\u")
            .then(|| self.hex(self.at + 2))
            .flatten();
        let pair = second
            .filter(|second| (0xD800..0xDC00).contains(&first) && (0xDC00..0xE000).contains(second))
            .and_then(|second| char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)));
        if let Some(c) = pair {
            self.at += 6;
            text.push(c);
        } else {
            self.repair_at(RepairKind::BadEscape, start);
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }

    /// Four hexadecimal digits.
    fn hex(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 4)?;
        let all_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        all_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    }
}
