//! From a page's text to a [`Page`]: the steps.

use std::borrow::Cow;

use super::compose::Text;
use super::mend::{self, MASK};
use super::page::Page;
use super::reader::Reader;
use super::{depth, front_matter, report};
use crate::diag::Diagnostics;
use crate::source::{FileId, SourceFile, Span};

/// How often a page is taken up again behind a block that never ends. Each time costs a pass over the rest.
const MAX_RESTARTS: usize = 16;

/// Reads a page as it stands in its file. It always gives one: what is wrong becomes a diagnostic.
pub fn parse<'s>(file: FileId, source: &'s SourceFile, diagnostics: &mut Diagnostics) -> Page<'s> {
    whole(file, &source.name, &source.text, diagnostics)
}

/// Reads a page from the text that was put together for it.
pub fn parse_text<'s>(text: &'s Text<'_>, diagnostics: &mut Diagnostics) -> Page<'s> {
    let mut found = diagnostics.fork();
    let mut page = whole(text.file, text.name, &text.text, &mut found);
    if let Some(parts) = &text.parts {
        found.relocate(|span| parts.draft.place(span.range()));
        page.relocate(|span| parts.draft.place(span.range()));
        page.sources = Some(parts.sources);
    }
    diagnostics.append(found);
    page.absent.clone_from(&text.absent);
    page.versions = text.versions.clone();
    page
}

fn whole<'s>(file: FileId, name: &'s str, text: &'s str, diagnostics: &mut Diagnostics) -> Page<'s> {
    let front = front_matter::scan(file, text);
    if let Some(opening) = front.unclosed {
        report::unclosed_front_matter(opening, diagnostics);
    }
    let shallow = shallow(file, text, diagnostics);
    let mut found = diagnostics.fork();
    let source = (name, text);
    let (mut page, looks_broken) = read(file, source, &shallow, front.end, &mut found);
    // Mending costs a pass of its own, which few pages need.
    if looks_broken {
        let mended = mend::mend(&shallow, front.end);
        if let Cow::Owned(seen) = &mended.text {
            found = diagnostics.fork();
            page = read(file, source, seen, front.end, &mut found).0;
        }
        report::mends(&mut page, &mended.mends, &mut found);
    }
    diagnostics.append(found);
    page.front_matter = front.entries;
    page
}

/// The text without quotes and lists that are too deep for the parser.
fn shallow<'s>(file: FileId, text: &'s str, diagnostics: &mut Diagnostics) -> Cow<'s, str> {
    let deep = depth::too_deep(text);
    let Some(&first) = deep.first() else {
        return Cow::Borrowed(text);
    };
    report::too_deep(Span::new(file, first, first + 1), diagnostics);
    let mut bytes = text.as_bytes().to_vec();
    for at in deep {
        bytes[at] = MASK;
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Reads what the parser sees in `seen`, a text of the page's length. Also tells whether there seem to be tables that it
/// did not see, or not whole.
fn read<'s>(
    file: FileId,
    source: (&'s str, &'s str),
    seen: &str,
    start: usize,
    diagnostics: &mut Diagnostics,
) -> (Page<'s>, bool) {
    let mut reader = Reader::new(file, source, seen);
    let mut at = Some(start);
    for restarts in 0..=MAX_RESTARTS {
        let Some(from) = at else { break };
        at = reader.read(from, restarts < MAX_RESTARTS, diagnostics);
    }
    let looks_broken = reader.looks_broken;
    (reader.finish(), looks_broken)
}
