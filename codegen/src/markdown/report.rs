//! What the reader has to say about a page. One finding for each kind and table, not one for each row.

use std::ops::Range;

use super::fence::Problem;
use super::mend::{Mend, MendKind};
use super::page::{BlockKind, Mended, Page};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// How many places one finding names beside its first.
const MAX_RELATED: usize = 3;

/// Marks the rows that were mended and reports them, table by table. A mend outside of every table is none.
pub(super) fn mends(page: &mut Page<'_>, mends: &[Mend], diagnostics: &mut Diagnostics) {
    for mend in mends.iter().filter(|it| it.kind == MendKind::Unread) {
        let place = Span::new(page.file, mend.place.start, mend.place.end);
        let at = page
            .blocks
            .partition_point(|block| block.span.start <= place.start);
        let in_text = page.blocks[..at]
            .last()
            .is_some_and(|block| matches!(block.kind, BlockKind::Paragraph { .. } | BlockKind::Item { .. }));
        if in_text {
            report(MendKind::Unread, &[place], diagnostics);
        }
    }
    let mut mends = mends.iter().peekable();
    for index in 0..page.tables.len() {
        let table = page.tables[index].span.range();
        while mends.next_if(|it| it.place.start < table.start).is_some() {}
        let mut found: [Vec<Span>; 4] = Default::default();
        while let Some(mend) = mends.next_if(|it| it.place.start < table.end) {
            found[mend.kind as usize].push(Span::new(page.file, mend.place.start, mend.place.end));
            let mended = match mend.kind {
                MendKind::Delimiter | MendKind::Unread => continue,
                MendKind::Pipe => Mended::UnescapedPipe,
                MendKind::Break => Mended::BrokenLine,
            };
            let rows = page.tables[index].rows.clone();
            let rows = &mut page.rows[rows.start as usize..rows.end as usize];
            let at = rows.partition_point(|row| (row.span.end as usize) < mend.place.end);
            if let Some(row) = rows.get_mut(at) {
                row.mended = Some(mended);
            }
        }
        for (kind, places) in [MendKind::Delimiter, MendKind::Pipe, MendKind::Break]
            .into_iter()
            .zip(found)
        {
            report(kind, &places, diagnostics);
        }
    }
}

fn report(kind: MendKind, places: &[Span], diagnostics: &mut Diagnostics) {
    let [first, others @ ..] = places else { return };
    let (code, message, help) = match kind {
        MendKind::Delimiter => (
            Code::BrokenDelimiter,
            "this row does not split the header's columns; the header's own columns were taken",
            "write one `---` for each column of the header, without tabs",
        ),
        MendKind::Pipe => (
            Code::UnescapedPipe,
            "this `|` would begin a cell that the header does not have; it was read as text",
            "write `\\|`",
        ),
        MendKind::Unread => (
            Code::BrokenDelimiter,
            "this row has too few cells for the header: the table is not read",
            "write one `---` for each column of the header",
        ),
        MendKind::Break => (
            Code::BrokenRow,
            "this line was read as the rest of the row above it",
            "write each row in one line, with `<br>` for a line break",
        ),
    };
    let message = match others.len() {
        0 => message.to_owned(),
        more => format!("{message} (and {more} more in this table)"),
    };
    let mut diagnostic = Diagnostic::new(code, *first, message).help(help);
    for place in others.iter().take(MAX_RELATED) {
        diagnostic = diagnostic.related(*place, "here too");
    }
    diagnostics.push(diagnostic);
}

/// Front matter without an end.
pub(super) fn unclosed_front_matter(opening: Span, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(
            Code::UnclosedFrontMatter,
            opening,
            "opened here, and no line of `---` closes it",
        )
        .help("close the front matter with a line of `---`"),
    );
}

/// Quotes and lists that are read as text.
pub(super) fn too_deep(place: Span, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(Code::TooDeep, place, "from here on the line is read as text")
            .help("nest quotes and lists less than a hundred levels deep"),
    );
}

/// A comment without an end. `resumes` where the rest of the page is read all the same.
pub(super) fn unclosed_comment(place: Span, resumes: bool, diagnostics: &mut Diagnostics) {
    let (code, message) = if resumes {
        (
            Code::RunawayComment,
            "nothing closes it before the next block; it was ended there",
        )
    } else {
        (Code::UnclosedComment, "it hides the rest of the page")
    };
    diagnostics.push(Diagnostic::new(code, place, message).help("close the comment with `-->`"));
}

/// A code block without an end.
pub(super) fn unclosed_code(
    file: FileId,
    block: &Range<usize>,
    problem: &Problem,
    diagnostics: &mut Diagnostics,
) {
    let place = Span::new(file, block.start, block.start + 3);
    let diagnostic = match problem {
        Problem::ToTheEnd => Diagnostic::new(
            Code::UnclosedCode,
            place,
            "nothing closes it: it runs to the end of what holds it",
        ),
        Problem::Swallows(next) => Diagnostic::new(
            Code::UnclosedCode,
            place,
            "it runs into the next block; it was ended before that",
        )
        .related(Span::new(file, *next, next + 3), "the next block begins here"),
    };
    diagnostics.push(diagnostic.help("close the block with a line of ```"));
}
