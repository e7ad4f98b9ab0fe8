//! A description as words, marks and marked runs.

use crate::dialect::scan::{after, is_space, trim};
use crate::markdown::page::{Inline, InlineKind};
use crate::source::Span;

/// A piece of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A word of plain text, with the dots and hyphens inside it.
    Word(&'t str, Span),
    /// One character of punctuation.
    Mark(char),
    /// A run that is set apart from the text, and how.
    Set(Style, &'t str, Span),
    /// A line break or the bounds of an HTML block.
    Break,
    /// The beginning of an HTML list item.
    Bullet,
}

/// How a run is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Code,
    Emphasis,
    Strong,
    Quoted,
}

impl Token<'_> {
    /// True for a word, in whatever case it is written.
    pub(super) fn is_word(self, word: &str) -> bool {
        matches!(self, Self::Word(text, _) if text.eq_ignore_ascii_case(word))
    }

    /// True for one of several words, in whatever case it is written.
    pub(super) fn is_any(self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_word(word))
    }

    /// True where a sentence ends.
    pub(super) fn ends_sentence(self) -> bool {
        matches!(self, Self::Mark('.' | '!' | '?'))
    }
}

/// The tokens of a description. Links are transparent.
pub(super) fn tokens<'t>(cell: &'t [Inline<'_>]) -> Vec<Token<'t>> {
    let mut tokens = Vec::new();
    for inline in cell {
        let text = inline.text.as_ref();
        match inline.kind {
            InlineKind::Text => split(inline, &mut tokens),
            InlineKind::Code => tokens.push(Token::Set(Style::Code, text, inline.span)),
            InlineKind::Emphasis => tokens.push(Token::Set(Style::Emphasis, text, inline.span)),
            InlineKind::Strong => tokens.push(Token::Set(Style::Strong, text, inline.span)),
            InlineKind::Html if after(text, "<li").is_some() => tokens.push(Token::Bullet),
            InlineKind::Break | InlineKind::Html => tokens.push(Token::Break),
            InlineKind::LinkStart | InlineKind::LinkEnd => {}
        }
    }
    tokens
}

/// Splits plain text.
fn split<'t>(inline: &'t Inline<'_>, tokens: &mut Vec<Token<'t>>) {
    let text = inline.text.as_ref();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if is_space(c) {
            at += c.len_utf8();
        } else if let Some(quoted) = quoted(c, rest) {
            let start = at + c.len_utf8();
            tokens.push(Token::Set(
                Style::Quoted,
                quoted,
                part(inline, start, quoted.len()),
            ));
            at = start + quoted.len() + closing(c).len_utf8();
        } else if c.is_alphanumeric() {
            let word = word(rest);
            tokens.push(Token::Word(word, part(inline, at, word.len())));
            at += word.len();
        } else {
            tokens.push(Token::Mark(c));
            at += c.len_utf8();
        }
    }
}

/// The place of a part of an inline; the whole inline where escapes make places differ.
fn part(inline: &Inline<'_>, start: usize, length: usize) -> Span {
    let span = inline.span;
    if span.end.checked_sub(span.start) == Some(inline.text.len() as u32) {
        Span::new(
            span.file,
            span.start as usize + start,
            span.start as usize + start + length,
        )
    } else {
        span
    }
}

/// A word with what joins its parts: `don't`, `ISO-8601`, `1.1`, `value(s)`, `and/or`.
fn word(text: &str) -> &str {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '-' | '.' | '_' | ':' | '/')
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(c.is_alphanumeric() || joins || c == '_') {
            break;
        }
        end = at + c.len_utf8();
    }
    match text[end..].strip_prefix("(s)") {
        Some(_) => &text[..end + 3],
        None => &text[..end],
    }
}

fn closing(open: char) -> char {
    match open {
        '“' => '”',
        '‘' => '’',
        same => same,
    }
}

/// What stands between the quote at the beginning of a text and its counterpart. The longest value in quotes that
/// pages have is a short phrase; a quote without a near counterpart is punctuation.
fn quoted(open: char, text: &str) -> Option<&str> {
    const LONGEST: usize = 80;
    if !matches!(open, '"' | '\'' | '“' | '‘') {
        return None;
    }
    let body = &text[open.len_utf8()..];
    let starts_value = body.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '#' | '*'));
    let end = body
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| *c == closing(open))?
        .0;
    let ends_quote = !body[end..].chars().nth(1).is_some_and(char::is_alphanumeric);
    (starts_value && ends_quote && !trim(&body[..end]).is_empty()).then(|| &body[..end])
}
