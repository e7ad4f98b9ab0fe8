//! A cursor over JSON text (RFC 8259). It gives names, strings and numbers as slices of the text, and any value as its raw text,
//! so that what has no field is kept as it came.

use std::borrow::Cow;

/// How deep arrays and objects may be nested.
pub(crate) const MAX_DEPTH: u32 = 128;

/// Where and why the text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) what: &'static str,
}

type Read<T> = Result<T, Fault>;

/// The inside of a string, between its quotes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quoted<'a> {
    raw: &'a str,
    escaped: bool,
}

impl<'a> Quoted<'a> {
    /// The text it stands for; `None` where an escape names half of a surrogate pair, which no Rust string can hold.
    pub(crate) fn unescape(self) -> Option<Cow<'a, str>> {
        if self.escaped {
            unescape(self.raw).map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(self.raw))
        }
    }

    /// As [`unescape`](Self::unescape), into a string of its own.
    pub(crate) fn into_string(self) -> Option<String> {
        if self.escaped {
            unescape(self.raw)
        } else {
            Some(self.raw.to_owned())
        }
    }
}

pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads `text`, after a byte order mark if it has one.
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: if text.starts_with('\u{feff}') {
                '\u{feff}'.len_utf8()
            } else {
                0
            },
        }
    }

    /// The place, to come back to with [`rewind`](Self::rewind).
    pub(crate) fn place(&self) -> usize {
        self.at
    }

    pub(crate) fn rewind(&mut self, place: usize) {
        self.at = place;
    }

    pub(crate) fn fault<T>(&self, what: &'static str) -> Read<T> {
        Err(Fault { at: self.at, what })
    }

    /// The next byte that is not white space, without taking it.
    #[inline]
    pub(crate) fn peek(&mut self) -> Read<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(byte) => return Ok(*byte),
                None => return self.fault("the text ends in the middle of a value"),
            }
        }
    }

    /// Takes `byte` if it is the next that is not white space.
    #[inline]
    pub(crate) fn take(&mut self, byte: u8) -> Read<bool> {
        let found = self.peek()? == byte;
        if found {
            self.at += 1;
        }
        Ok(found)
    }

    /// Whether another element or member follows: takes the comma, or `close`.
    #[inline]
    pub(crate) fn more(&mut self, close: u8) -> Read<bool> {
        if self.take(b',')? {
            Ok(true)
        } else if self.take(close)? {
            Ok(false)
        } else {
            self.fault(if close == b'}' {
                "expected `,` or `}`"
            } else {
                "expected `,` or `]`"
            })
        }
    }

    /// A member's name and the colon after it.
    #[inline]
    pub(crate) fn name(&mut self) -> Read<Cow<'a, str>> {
        if self.peek()? != b'"' {
            return self.fault("expected a name in quotes");
        }
        let start = self.at;
        let Some(name) = self.string()?.unescape() else {
            return Err(Fault {
                at: start,
                what: "the name holds half of a surrogate pair",
            });
        };
        if self.take(b':')? {
            Ok(name)
        } else {
            self.fault("expected `:`")
        }
    }

    /// A string, of which the next byte is the opening quote.
    #[inline]
    pub(crate) fn string(&mut self) -> Read<Quoted<'a>> {
        self.at += 1;
        let start = self.at;
        let mut escaped = false;
        loop {
            self.at += plain_run(&self.text.as_bytes()[self.at..]);
            match self.text.as_bytes().get(self.at) {
                Some(b'"') => {
                    let raw = &self.text[start..self.at];
                    self.at += 1;
                    return Ok(Quoted { raw, escaped });
                }
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(_) => return self.fault("a control character stands in a string without an escape"),
                None => return self.fault("the string never ends"),
            }
        }
    }

    fn escape(&mut self) -> Read<()> {
        let rest = &self.text.as_bytes()[self.at + 1..];
        match rest {
            [b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => self.at += 2,
            [b'u', digits @ ..] if digits.len() >= 4 && digits[..4].iter().all(u8::is_ascii_hexdigit) => {
                self.at += 6;
            }
            _ => return self.fault("no such escape"),
        }
        Ok(())
    }

    /// A number, of which the next byte is the first.
    #[inline]
    pub(crate) fn number(&mut self) -> Read<&'a str> {
        let start = self.at;
        self.skip_if(b"-");
        match self.byte() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits()?,
            _ => return self.fault("expected a value"),
        }
        if self.skip_if(b".") {
            self.digits()?;
        }
        if self.skip_if(b"eE") {
            self.skip_if(b"+-");
            self.digits()?;
        }
        Ok(&self.text[start..self.at])
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn skip_if(&mut self, any: &[u8]) -> bool {
        let found = self.byte().is_some_and(|byte| any.contains(&byte));
        self.at += usize::from(found);
        found
    }

    #[inline]
    fn digits(&mut self) -> Read<()> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == start {
            self.fault("expected a digit")
        } else {
            Ok(())
        }
    }

    /// `true`, `false` or `null`, of which the next byte is the first.
    #[inline]
    pub(crate) fn word(&mut self, word: &str) -> Read<()> {
        if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            self.fault("expected a value")
        }
    }

    /// Any value, as its raw text. `depth` is how many arrays and objects it stands in.
    pub(crate) fn raw(&mut self, depth: u32) -> Read<&'a str> {
        self.peek()?;
        let start = self.at;
        self.skip(depth)?;
        Ok(&self.text[start..self.at])
    }

    fn skip(&mut self, depth: u32) -> Read<()> {
        match self.peek()? {
            b'"' => self.string().map(drop),
            b'{' => {
                let depth = self.descend(depth)?;
                let mut more = !self.take(b'}')?;
                while more {
                    self.name()?;
                    self.skip(depth)?;
                    more = self.more(b'}')?;
                }
                Ok(())
            }
            b'[' => {
                let depth = self.descend(depth)?;
                let mut more = !self.take(b']')?;
                while more {
                    self.skip(depth)?;
                    more = self.more(b']')?;
                }
                Ok(())
            }
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number().map(drop),
        }
    }

    /// Takes the opening brace or bracket.
    #[inline]
    pub(crate) fn descend(&mut self, depth: u32) -> Read<u32> {
        if depth >= MAX_DEPTH {
            return self.fault("nested deeper than 128 levels");
        }
        self.at += 1;
        Ok(depth + 1)
    }

    /// Nothing but white space may follow.
    pub(crate) fn end(&mut self) -> Read<()> {
        match self.peek() {
            Ok(_) => self.fault("something follows the value"),
            Err(_) => Ok(()),
        }
    }
}

/// How many bytes at the front a JSON string holds as they are: neither a quote, a backslash nor a control character.
///
/// Eight bytes at a time: a byte of `word - n` that borrows into its top bit, and had none before, was less than `n`. A borrow
/// can only disturb the bytes above it, so that the lowest hit is a true one.
#[inline]
pub(crate) fn plain_run(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const TOPS: u64 = u64::from_le_bytes([0x80; 8]);
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word & TOPS;
    let equal = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);

    let (chunks, tail) = bytes.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        let hits = below(word, 0x20) | equal(word, b'"') | equal(word, b'\\');
        if hits != 0 {
            return index * 8 + hits.trailing_zeros() as usize / 8;
        }
    }
    let special = tail
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
    bytes.len() - tail.len() + special.unwrap_or(tail.len())
}

/// The text of a string whose escapes [`Reader::string`] has found to be well formed.
fn unescape(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(backslash) = rest.find('\\') {
        text.push_str(&rest[..backslash]);
        let escape = &rest[backslash + 1..];
        let simple = match escape.as_bytes().first()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let (character, length) = unicode_escape(escape)?;
                text.push(character);
                rest = &escape[length..];
                continue;
            }
            itself => char::from(*itself),
        };
        text.push(simple);
        rest = &escape[1..];
    }
    text.push_str(rest);
    Some(text)
}

/// The character of `uXXXX` or `uXXXX\uXXXX`, and the length of that.
fn unicode_escape(escape: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u16::from_str_radix(escape.get(at..at + 4)?, 16).ok();
    let first = unit(1)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, 5));
    }
    let second = if escape.get(5..7) == Some("\\u") {
        unit(7)?
    } else {
        return None;
    };
    let character = char::decode_utf16([first, second]).next()?.ok()?;
    Some((character, 11))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_runs_end_at_the_first_special_byte() {
        for special in [b'"', b'\\', 0, 0x1f] {
            for length in 0..40 {
                for fill in [b'a', 0x20, 0x7f, 0x80, 0xff, b'!', b'#', b'[', b']'] {
                    let mut bytes = vec![fill; length];
                    assert_eq!(plain_run(&bytes), length);
                    bytes.push(special);
                    bytes.extend([b'"', 0xff, 0, b'\\', b'a', b'a', b'a', b'a']);
                    assert_eq!(plain_run(&bytes), length, "{special} after {length} of {fill}");
                }
            }
        }
    }

    /// Text, and what it unescapes to; `None` where it is no text.
    const STRINGS: &[(&str, Option<&str>)] = &[
        (r#""""#, Some("")),
        (r#""a\"\\\/\b\f\n\r\t""#, Some("a\"\\/\u{8}\u{c}\n\r\t")),
        (r#""\u00e9é""#, Some("éé")),
        (r#""\ud83d\ude00!""#, Some("😀!")),
        (r#""\ud83d""#, None),
        (r#""\ud83d\n""#, None),
        (r#""\ude00\ud83d""#, None),
        (r#""\ud83dude00""#, None),
    ];

    #[test]
    fn strings_are_unescaped() {
        for (json, text) in STRINGS {
            let quoted = Reader::new(json).string().unwrap();
            assert_eq!(quoted.unescape().as_deref(), *text, "{json}");
            assert_eq!(quoted.into_string().as_deref(), *text, "{json}");
        }
    }

    /// Text, and the place of the fault; `None` where it is JSON.
    const VALUES: &[(&str, Option<usize>)] = &[
        ("null", None),
        (" [1, -0, 0.5, 1e5, 1E-5, 1.10e+3] ", None),
        (r#"{"a":{"b":[]},"a":{}}"#, None),
        ("\u{feff}{}", None),
        ("", Some(0)),
        ("nul", Some(0)),
        ("[1,]", Some(3)),
        ("[1 2]", Some(3)),
        (r#"{"a" 1}"#, Some(5)),
        (r"{a:1}", Some(1)),
        (r#"{"a":1,}"#, Some(7)),
        ("01", Some(1)),
        ("-", Some(1)),
        ("1.", Some(2)),
        ("1e", Some(2)),
        (".5", Some(0)),
        ("+1", Some(0)),
        ("\"a\nb\"", Some(2)),
        (r#""\x""#, Some(1)),
        (r#""\u12g4""#, Some(1)),
        (r#""abc"#, Some(4)),
        ("1 1", Some(2)),
        ("NaN", Some(0)),
    ];

    #[test]
    fn faults_have_a_place() {
        for (text, place) in VALUES {
            let mut reader = Reader::new(text);
            let result = reader.raw(0).and_then(|_| reader.end());
            assert_eq!(result.err().map(|fault| fault.at), *place, "{text}");
            let judge = serde_json::from_str::<serde_json::Value>(text.trim_start_matches('\u{feff}'));
            assert_eq!(
                judge.is_ok(),
                place.is_none(),
                "serde_json disagrees about {text}"
            );
        }
    }

    #[test]
    fn depth_ends_at_the_limit() {
        for (depth, fits) in [(128, true), (129, false), (100_000, false)] {
            let text = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            assert_eq!(Reader::new(&text).raw(0).is_ok(), fits, "{depth}");
        }
    }
}
