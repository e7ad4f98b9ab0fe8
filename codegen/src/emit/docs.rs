//! Turns the pages' words into documentation that cannot break out of its place.
//!
//! Words are Markdown from strangers. Every line becomes a comment of its own, and no character in it ends a line; what
//! rustdoc would take for a link, for HTML or for a code block is escaped.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Docs;
use crate::text::visible;

/// The lines of one item's documentation, paragraphs apart by empty ones.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a paragraph of our own Markdown.
    pub(super) fn paragraph(&mut self, text: impl AsRef<str>) {
        if !self.0.is_empty() {
            self.0.push_str("\n\n");
        }
        self.0.push_str(text.as_ref());
    }

    /// Adds a list of our own Markdown.
    pub(super) fn list(&mut self, items: impl IntoIterator<Item = String>) {
        let mut items = items.into_iter();
        if let Some(first) = items.next() {
            self.paragraph(format!("* {first}"));
            for item in items {
                self.0.extend(["\n* ", item.as_str()]);
            }
        }
    }

    /// Adds a block of our own code.
    pub(super) fn code<'a>(&mut self, kind: &str, code: impl IntoIterator<Item = &'a str>) {
        self.paragraph(format!("```{kind}"));
        for line in code {
            self.0.extend(["\n", line]);
        }
        self.0.push_str("\n```");
    }

    /// Adds the pages' words, one paragraph for each line.
    pub(super) fn words(&mut self, text: &str) {
        for line in text.lines() {
            let line = inert(line);
            if !line.is_empty() {
                self.paragraph(line);
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of it, with line feeds between lines.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The pages' words on an item, or `otherwise` where they say nothing, and whether it is inferred.
pub(super) fn of(docs: &Docs, otherwise: impl FnOnce() -> String, inferred: &str) -> Lines {
    let mut lines = Lines::default();
    lines.words(docs.text.as_deref().unwrap_or_default());
    if lines.is_empty() {
        lines.paragraph(otherwise());
    }
    if docs.inferred {
        lines.paragraph(inferred);
    }
    lines
}

/// Who documents a type: `` `wire.name`, documented in `page`. ``
pub(super) fn documented(what: &str, docs: &Docs) -> String {
    match docs.page.as_deref().map(code) {
        Some(page) => format!("{what}, documented in {page}."),
        None => format!("{what}, which no page documents."),
    }
}

/// `#[deprecated(note = "…")]`, where the pages say so. rustdoc reads a note as Markdown, too.
pub(super) fn deprecated(docs: &Docs) -> Option<TokenStream> {
    let note = docs.deprecated.as_ref()?.lines().collect::<Vec<_>>().join(" ");
    let note = inert(&note);
    Some(if note.is_empty() {
        quote!(#[deprecated])
    } else {
        quote!(#[deprecated(note = #note)])
    })
}

/// `#[doc(alias = "…")]`, where a search for the documented name would not find the Rust one anyway.
pub(super) fn alias(documented: &str, name: &str) -> Option<TokenStream> {
    let is_found = searched(documented).eq(searched(name.trim_start_matches("r#")));
    let can_be_alias = !documented.is_empty()
        && documented.len() < 200
        && documented
            .bytes()
            .all(|it| it.is_ascii_graphic() && !matches!(it, b'"' | b'\''));
    (can_be_alias && !is_found).then(|| quote!(#[doc(alias = #documented)]))
}

/// What a search compares of a name.
fn searched(name: &str) -> impl Iterator<Item = u8> {
    let bytes = name.bytes().filter(|it| *it != b'_');
    bytes.map(|it| it.to_ascii_lowercase())
}

/// Untrusted text as a code span: `` `text` ``.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    match text.as_str() {
        "" => "(nothing)".to_owned(),
        _ if text.contains('`') => ["`", &text.replace('`', "'"), "`"].concat(),
        _ => ["`", &text, "`"].concat(),
    }
}

/// The pages' words as the rest of a line: `: words`.
pub(super) fn sentence(words: &str) -> String {
    let words = inert(&words.lines().collect::<Vec<_>>().join(" "));
    if words.is_empty() {
        words
    } else {
        format!(": {words}")
    }
}

/// Words of one line, such as a title.
pub(super) fn line_or(words: &str, otherwise: impl FnOnce() -> String) -> String {
    let words = inert(words);
    if words.is_empty() { otherwise() } else { words }
}

/// A line of the pages' Markdown that stays a paragraph: code spans and emphasis live, all else is text.
fn inert(line: &str) -> String {
    let line = visible(line);
    let mut result = String::with_capacity(line.len() + 8);
    let mut rest = line.as_str();
    while let Some((before, run, after)) = next_backticks(rest) {
        escape(before, &mut result);
        if let Some(end) = closing(after, run) {
            let span = &after[..end];
            result.push_str(&"`".repeat(run));
            result.push_str(span);
            result.push_str(&"`".repeat(run));
            rest = &after[end + run..];
        } else {
            result.push_str(&"\\`".repeat(run));
            rest = after;
        }
    }
    escape(rest, &mut result);
    escape_start(result)
}

/// What stands before the next run of backticks, its length, and what follows.
fn next_backticks(text: &str) -> Option<(&str, usize, &str)> {
    let start = text.find('`')?;
    let run = text[start..].bytes().take_while(|it| *it == b'`').count();
    Some((&text[..start], run, &text[start + run..]))
}

/// Where a run of exactly this length begins. Long runs are no code spans: looking for each of their ends would take
/// a hostile line's length squared.
fn closing(text: &str, run: usize) -> Option<usize> {
    if run > 3 {
        return None;
    }
    let mut at = 0;
    while let Some((before, length, _)) = next_backticks(&text[at..]) {
        let start = at + before.len();
        if length == run {
            return Some(start);
        }
        at = start + length;
    }
    None
}

/// Addresses become code, which rustdoc does not link and does not warn of.
fn escape(text: &str, result: &mut String) {
    if !text.contains("://") && !text.contains("www.") {
        return escape_words(text, result);
    }
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            result.push(' ');
        }
        let is_address = word.contains("://") || word.starts_with("www.");
        if is_address {
            result.extend(["`", word, "`"]);
        } else {
            escape_words(word, result);
        }
    }
}

fn escape_words(text: &str, result: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['[', ']', '<', '>', '\\', '|']) {
        let (before, special) = rest.split_at(at);
        let (special, after) = special.split_at(1);
        result.extend([before, "\\", special]);
        rest = after;
    }
    result.push_str(rest);
}

/// Keeps the first characters from opening a block: a list, a heading, a fence, a table.
fn escape_start(mut line: String) -> String {
    let opens = line.starts_with(['#', '-', '+', '*', '=', '~', ':', '!']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']);
    if numbered {
        line.insert(digits, '\\');
    } else if opens && !line.starts_with("**") {
        line.insert(0, '\\');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn words_stay_words() {
        let cases = [
            ("Plain `code<T>` and *more*.", "Plain `code<T>` and *more*."),
            ("See [User](x.md) or [Foo].", "See \\[User\\](x.md) or \\[Foo\\]."),
            ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
            ("an `open span", "an \\`open span"),
            ("```rust", "\\`\\`\\`rust"),
            ("~~~", "\\~~~"),
            ("# Heading", "\\# Heading"),
            ("1. item", "1\\. item"),
            ("    indented code", "indented code"),
            ("https://example.com/<x>", "`https://example.com/<x>`"),
            ("a\u{202e}b\0c\u{200b}d", "abcd"),
            ("**Note:** bold", "**Note:** bold"),
            ("*/ #![no_std] \"]", "\\*/ #!\\[no_std\\] \"\\]"),
        ];
        for (text, expected) in cases {
            assert_eq!(inert(text), expected, "{text}");
        }
    }
}
