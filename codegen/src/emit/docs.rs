//! Turns the pages' words into documentation that cannot break out of its place.
//!
//! Words are Markdown from strangers. Every line becomes a comment of its own, and no character in it ends a line; what
//! rustdoc would take for a link, for HTML or for a block is escaped ([`inert`]).

use proc_macro2::TokenStream;
use quote::quote;

use super::inert::inert;
use crate::model::Docs;
use crate::text::visible;

/// The pages' words as they stand in documentation: a paragraph for each line, a list for lines that begin as items do.
///
/// For tests and fuzzing: whatever the words are, rustdoc's Markdown has no HTML, link, image, code block, heading or
/// rule in them.
#[doc(hidden)]
pub fn documentation(words: &str) -> String {
    let mut lines = Lines::default();
    lines.words(words);
    lines.0
}

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

    /// Adds the pages' words: one paragraph for each line, and one list for lines that follow each other and begin as
    /// items do.
    pub(super) fn words(&mut self, text: &str) {
        let mut in_list = false;
        for line in text.lines() {
            let item = line.trim_start().strip_prefix("- ");
            let words = inert(item.unwrap_or(line));
            match item {
                _ if words.is_empty() => continue,
                None => self.paragraph(words),
                Some(_) if in_list => self.0.extend(["\n* ", words.as_str()]),
                Some(_) => self.paragraph(format!("* {words}")),
            }
            in_list = item.is_some();
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

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn items_become_a_list() {
        let mut lines = Lines::default();
        lines.words("You can:\n- One <b>.\n- # Two\n-\n\nThen:\n- - Three");
        assert_eq!(
            lines.as_str(),
            "You can:\n\n* One \\<b\\>.\n* \\# Two\n\n\\-\n\nThen:\n\n* \\- Three"
        );
    }
}
