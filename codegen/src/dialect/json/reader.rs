//! The reader behind [`read`](super::read). Every step goes forward in the text; what it looks ahead is bounded by a
//! run of white space that is then skipped, or read once more as a part of a string.

use std::borrow::Cow;

use super::{JsonError, JsonErrorKind, MAX_DEPTH, Node, Read, Repair, RepairKind};
use crate::dialect::scan::is_space;

/// A text and the place in it that reading has come to.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    depth: usize,
    repairs: Vec<Repair>,
}

/// RFC 8259, section 2.
pub(super) const JSON_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

type Result<T> = std::result::Result<T, JsonError>;

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            repairs: Vec::new(),
        }
    }

    /// One value and nothing else.
    pub(super) fn document(mut self) -> Result<Read<'t>> {
        self.skip_space();
        let node = match self.peek() {
            None => return Err(self.error(JsonErrorKind::Empty)),
            Some(b'{' | b'[') => self.value()?,
            Some(_) => self.lone_scalar()?,
        };
        self.skip_space();
        if self.at < self.text.len() {
            self.repair(RepairKind::TrailingText);
        }
        Ok(Read {
            node,
            repairs: self.repairs,
        })
    }

    /// A string, a number or a keyword that is the whole text. Anything else outside of brackets is prose.
    fn lone_scalar(&mut self) -> Result<Node<'t>> {
        let start = self.at;
        let node = self.value()?;
        let is_whole = self.text[self.at..].trim_end_matches(JSON_SPACE).is_empty();
        if is_whole && self.repairs.is_empty() {
            return Ok(node);
        }
        Err(JsonError {
            offset: start,
            kind: JsonErrorKind::NotJson,
        })
    }

    fn value(&mut self) -> Result<Node<'t>> {
        match self.peek() {
            Some(b'{') => match self.placeholder() {
                Some(text) => Ok(Node::String(text.into())),
                None => self.nested(Self::object),
            },
            Some(b'[') => self.nested(Self::array),
            _ => match self.quoted() {
                Some(text) => Ok(Node::String(text)),
                None => self.bare_value(),
            },
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Node<'t>>) -> Result<Node<'t>> {
        if self.depth == MAX_DEPTH {
            return Err(self.error(JsonErrorKind::TooDeep));
        }
        self.depth += 1;
        self.at += 1;
        let node = read(self)?;
        self.depth -= 1;
        Ok(node)
    }

    /// `{userId}` in the place of a value, inside of a list or an object.
    fn placeholder(&mut self) -> Option<&'t str> {
        const LONGEST: usize = 64;
        let rest = &self.text[self.at..];
        // An object goes on with a quote or white space.
        if self.depth == 0 || !rest[1..].starts_with(char::is_alphabetic) {
            return None;
        }
        let (end, _) = rest.char_indices().take(LONGEST).find(|(_, c)| *c == '}')?;
        let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        if !rest[1..end].chars().all(is_of_name) {
            return None;
        }
        self.repair(RepairKind::UnquotedValue);
        self.at += end + 1;
        Some(&rest[..=end])
    }

    /// The rest of a list, behind its bracket.
    fn array(&mut self) -> Result<Node<'t>> {
        let mut items = Vec::new();
        let mut separator = Separator::Start;
        while self.next_member(b']', &mut separator)? {
            let (start, repairs) = (self.at, self.repairs.len());
            let item = self.value()?;
            // `[Zip file with the package]` is a remark and no list.
            let is_unquoted = self.repairs[repairs..]
                .first()
                .is_some_and(|it| it.kind == RepairKind::UnquotedValue);
            if self.depth == 1 && is_unquoted && item.as_str().is_some_and(|text| text.contains(' ')) {
                return Err(JsonError {
                    offset: start,
                    kind: JsonErrorKind::NotJson,
                });
            }
            items.push(item);
            separator = Separator::Missing;
        }
        Ok(Node::Array(items))
    }

    /// The rest of an object, behind its brace.
    fn object(&mut self) -> Result<Node<'t>> {
        let mut entries = Vec::new();
        let mut separator = Separator::Start;
        while self.next_member(b'}', &mut separator)? {
            let key = self.key()?;
            let value = self.entry_value()?;
            entries.push((key, value));
            separator = Separator::Missing;
        }
        Ok(Node::Object(entries))
    }

    /// Goes to the next member of a list or an object, over commas and what else stands between. False at its end.
    fn next_member(&mut self, closer: u8, separator: &mut Separator) -> Result<bool> {
        let mut comma = None;
        loop {
            self.skip_space();
            let Some(byte) = self.peek() else {
                self.repair(RepairKind::Truncated);
                return Ok(false);
            };
            match byte {
                b',' => {
                    if matches!(separator, Separator::Missing) {
                        *separator = Separator::Comma;
                        comma = Some(self.at);
                    } else {
                        self.repair(RepairKind::TrailingComma);
                    }
                    self.at += 1;
                }
                b']' | b'}' => {
                    if let Some(offset) = comma {
                        self.repair_at(RepairKind::TrailingComma, offset);
                    }
                    if byte == closer {
                        self.at += 1;
                        return Ok(false);
                    }
                    self.repair(RepairKind::Unbalanced);
                    // The other bracket closes the list or object around this one, where there is one.
                    if self.depth > 1 {
                        return Ok(false);
                    }
                    self.at += 1;
                }
                _ if self.ellipsis() => {
                    // What is left out takes the place of a member, with a comma behind it or without.
                    comma = None;
                    *separator = Separator::Start;
                    self.skip_space();
                    if self.peek() == Some(b',') {
                        self.at += 1;
                    }
                }
                _ => {
                    if matches!(separator, Separator::Missing) {
                        self.repair(RepairKind::MissingComma);
                    }
                    return Ok(true);
                }
            }
        }
    }

    fn key(&mut self) -> Result<Cow<'t, str>> {
        let start = self.at;
        let repairs = self.repairs.len();
        if let Some(key) = self.quoted() {
            return Ok(self.key_that_overran(start, repairs).map_or(key, Cow::Borrowed));
        }
        let rest = &self.text[start..];
        let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '.' | '$' | '-' | '#');
        let key = &rest[..rest.find(|c| !is_key(c)).unwrap_or(rest.len())];
        self.at += key.len();
        let after_key = self.at;
        self.skip_space();
        if key.is_empty() || self.peek() != Some(b':') {
            self.at = after_key;
            return Err(JsonError {
                offset: start,
                kind: JsonErrorKind::Unexpected,
            });
        }
        self.repair_at(RepairKind::UnquotedKey, start);
        Ok(Cow::Borrowed(key))
    }

    /// A name that was read beyond its end, into its value or to the end of its line: `"status: 200,` and `"status" 200`.
    /// It ends at its colon or at the first quote, where reading goes on.
    fn key_that_overran(&mut self, start: usize, repairs: usize) -> Option<&'t str> {
        let overran =
            |repair: &Repair| matches!(repair.kind, RepairKind::UnclosedString | RepairKind::InnerQuote);
        if !self.repairs[repairs..].iter().any(overran) {
            return None;
        }
        let open = self.text[start..].chars().next()?;
        let body_start = start + open.len_utf8();
        let body = &self.text[body_start..self.at];
        let (end, stop) = body.char_indices().find(|(_, c)| *c == ':' || closes(open, *c))?;
        self.repairs.truncate(repairs);
        self.at = body_start + end;
        if stop == ':' {
            self.repair_at(RepairKind::UnclosedString, start);
        } else {
            self.at += stop.len_utf8();
        }
        Some(&body[..end])
    }

    /// The colon and the value behind a name.
    fn entry_value(&mut self) -> Result<Node<'t>> {
        self.skip_space();
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(b',' | b'}' | b']') | None => {
                self.repair(RepairKind::MissingValue);
                return Ok(Node::Null);
            }
            Some(_) => self.repair(RepairKind::MissingColon),
        }
        self.skip_space();
        match self.peek() {
            Some(b',' | b'}' | b']') | None => {
                self.repair(RepairKind::MissingValue);
                Ok(Node::Null)
            }
            Some(_) if self.ellipsis() => Ok(Node::Null),
            Some(_) => self.value(),
        }
    }

    /// A number, a keyword, or text without quotes up to the end of its place.
    fn bare_value(&mut self) -> Result<Node<'t>> {
        let start = self.at;
        let rest = &self.text[start..];
        let end = rest
            .find([',', '}', ']', '\n', '\r', '"', '{', '['])
            .unwrap_or(rest.len());
        let comment = rest[..end]
            .find("//")
            .filter(|&at| at > 0 && !rest[..at].ends_with(':'));
        let word = rest[..comment.unwrap_or(end)].trim_end();
        if word.is_empty() {
            return Err(self.error(JsonErrorKind::Unexpected));
        }
        self.at += word.len();
        if let Some(node) = keyword(word) {
            return Ok(node);
        }
        if is_number(word) {
            return Ok(Node::Number(word));
        }
        self.repair_at(RepairKind::UnquotedValue, start);
        Ok(Node::String(word.into()))
    }

    /// Skips `...` or `…` and what stands behind it on the line in words, as in `... more items`.
    fn ellipsis(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let dots = match rest.chars().next() {
            Some('…') => '…'.len_utf8(),
            Some('.') if rest.starts_with("..") => rest.len() - rest.trim_start_matches('.').len(),
            _ => return false,
        };
        self.repair(RepairKind::Ellipsis);
        self.at += dots;
        true
    }

    /// Skips white space and comments.
    fn skip_space(&mut self) {
        loop {
            while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
                self.at += 1;
            }
            // Strict JSON goes on with one of these.
            if let None | Some(b'"' | b',' | b':' | b'{' | b'}' | b'[' | b']') = self.peek() {
                return;
            }
            let trimmed = &self.text[self.at..];
            if trimmed.starts_with("//") || trimmed.starts_with("# ") {
                self.repair(RepairKind::Comment);
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                self.repair(RepairKind::Comment);
                self.at += trimmed.find("*/").map_or(trimmed.len(), |at| at + 2);
            } else {
                // Pages copied from other programs bring spaces that JSON does not know.
                let odd = trimmed.trim_start_matches(is_space);
                if odd.len() == trimmed.len() {
                    return;
                }
                self.repair(RepairKind::OddSpace);
                self.at += trimmed.len() - odd.len();
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn repair(&mut self, kind: RepairKind) {
        self.repair_at(kind, self.at);
    }

    pub(super) fn repair_at(&mut self, kind: RepairKind, offset: usize) {
        let repair = Repair { kind, offset };
        // A text that ends early ends every list and object that is open.
        if self.repairs.last() != Some(&repair) {
            self.repairs.push(repair);
        }
    }

    fn error(&self, kind: JsonErrorKind) -> JsonError {
        JsonError {
            offset: self.at,
            kind,
        }
    }
}

/// What stands between the member that was read and the next.
enum Separator {
    /// Nothing is needed: no member was read yet.
    Start,
    /// A comma is needed and was not seen.
    Missing,
    /// There is one.
    Comma,
}

fn keyword(word: &str) -> Option<Node<'_>> {
    match word {
        "null" => Some(Node::Null),
        "true" => Some(Node::Bool(true)),
        "false" => Some(Node::Bool(false)),
        _ => None,
    }
}

/// RFC 8259, section 6.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = word.strip_prefix('-').unwrap_or(word);
    let integer = digits(rest);
    if integer == 0 || (integer > 1 && rest.starts_with('0')) {
        return false;
    }
    let mut rest = &rest[integer..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let count = digits(exponent);
        return count > 0 && count == exponent.len();
    }
    rest.is_empty()
}

/// Whether a quote ends a string that the other one begins.
pub(super) fn closes(open: char, c: char) -> bool {
    match open {
        '"' => c == '"',
        '\'' => c == '\'',
        '‘' | '’' => matches!(c, '‘' | '’'),
        _ => matches!(c, '”' | '“' | '"'),
    }
}
