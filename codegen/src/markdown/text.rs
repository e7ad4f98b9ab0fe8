//! How a [`Reader`] makes runs of text, borrowed from the page wherever the page has them so.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::CowStr;

use super::mend::{DROP, MASK};
use super::page::{Inline, InlineKind};
use super::reader::Reader;
use crate::diag::Diagnostics;

impl<'s> Reader<'_, 's> {
    pub(super) fn text(&mut self, text: CowStr<'_>, range: Range<usize>) {
        let kind = if self.strong > 0 {
            InlineKind::Strong
        } else if self.emphasis > 0 {
            InlineKind::Emphasis
        } else {
            InlineKind::Text
        };
        let text = self.borrow(text);
        let first = self.first as usize;
        let page = &mut self.page;
        // The parser cuts text at every byte that might have been markup. Put it together where nothing was left out.
        if page.inlines.len() > first
            && let Some(last) = page.inlines.last_mut()
            && last.kind == kind
            && last.span.end as usize == range.start
            && let (Cow::Borrowed(before), Cow::Borrowed(now)) = (&last.text, &text)
            && before.len() == last.span.range().len()
            && now.len() == range.len()
        {
            last.span.end = range.end as u32;
            last.text = Cow::Borrowed(&page.text[last.span.range()]);
            return;
        }
        self.push(kind, text, range);
    }

    pub(super) fn push(&mut self, kind: InlineKind, text: Cow<'s, str>, range: Range<usize>) {
        // Text of a tight list behind a nested block has no paragraph of its own in the events.
        if self.run.is_none() && !self.in_cell {
            self.open_paragraph(range.clone());
        }
        let span = self.span(range);
        self.page.inlines.push(Inline { kind, text, span });
    }

    /// A tag inside of text.
    pub(super) fn tag(&mut self, text: CowStr<'_>, range: Range<usize>, diagnostics: &mut Diagnostics) {
        if text.starts_with("<!--") {
            self.html(range, false, diagnostics);
        } else if is_line_break(&text) {
            self.push(InlineKind::Break, Cow::Borrowed("\n"), range);
        } else {
            let text = self.borrow(text);
            self.push(InlineKind::Html, text, range);
        }
    }

    /// The text as a part of the page where it is one.
    pub(super) fn borrow(&self, text: CowStr<'_>) -> Cow<'s, str> {
        let CowStr::Borrowed(part) = text else {
            return Cow::Owned(text.into_string());
        };
        // A borrowed part is one of the text that the parser was given, or a constant.
        let start = part.as_ptr().addr().wrapping_sub(self.seen.as_ptr().addr());
        let Some(original) = self.page.text.get(start..start.wrapping_add(part.len())) else {
            return Cow::Owned(part.to_owned());
        };
        if !self.mended || original == part {
            return Cow::Borrowed(original);
        }
        Cow::Owned(unmask(part, original))
    }

    /// The range without blanks and pipes around it.
    pub(super) fn trim(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.page.text.as_bytes()[range.clone()];
        let Some(first) = text.iter().position(|it| !is_edge(*it)) else {
            return range.start..range.start;
        };
        let last = text.iter().rposition(|it| !is_edge(*it)).unwrap_or(first);
        range.start + first..range.start + last + 1
    }

    pub(super) fn trim_end(&self, range: Range<usize>) -> Range<usize> {
        let length = self.page.text[range.clone()].trim_ascii_end().len();
        range.start..range.start + length
    }
}

/// True for what stands around the text of a cell.
pub(super) fn is_edge(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'|')
}

/// A mended part with the pipes that were masked.
fn unmask(part: &str, original: &str) -> String {
    let bytes = part
        .bytes()
        .zip(original.bytes())
        .filter(|(seen, original)| *seen != DROP || seen == original)
        .map(|(seen, original)| if seen == MASK { original } else { seen })
        .collect();
    String::from_utf8(bytes).unwrap_or_else(|_| original.to_owned())
}

/// `<br>` in the spellings that pages have.
fn is_line_break(tag: &str) -> bool {
    let name = tag
        .trim_start_matches(['<', '/'])
        .trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}
