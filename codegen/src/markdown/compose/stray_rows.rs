//! Rows that something parted from their table: a note, an empty line. They get the table's header again.

use std::ops::Range;

use super::draft::Draft;
use super::lines::{self, Line};
use crate::diag::{Code, Diagnostic, Diagnostics};

/// A quick look for a block of lines that begin with `|` and do not begin with a table.
pub(super) fn may_be_in(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Where the line before ends that begins with a pipe.
    let mut last_end = usize::MAX;
    for at in memchr::memmem::find_iter(bytes, b"\n|") {
        let start = at + 1;
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |length| start + length);
        let follows = at == last_end;
        last_end = end;
        if follows {
            continue;
        }
        let next = text
            .get(end + 1..)
            .unwrap_or_default()
            .lines()
            .next()
            .unwrap_or_default();
        if !lines::is_delimiter(next) {
            return true;
        }
    }
    false
}

/// The table that was read last.
struct Last {
    header: Range<usize>,
    delimiter: Range<usize>,
    cells: usize,
}

/// The text in which every such row stands in a table.
pub(super) fn rejoin(from: &Draft, diagnostics: &mut Diagnostics) -> Draft {
    let lines = lines::all(&from.text);
    let text = |line: &Line| &from.text[line.text.clone()];
    let mut draft = Draft::default();
    let mut last: Option<Last> = None;
    // Headers are written again as long as that does not make the page twice as long.
    let mut added = 0;
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let now = text(line);
        let next = lines.get(index + 1).filter(|it| !it.hidden).map_or("", text);
        if line.hidden || !is_row(now) {
            // A title, and anything that may be a table without pipes at its margin.
            if !line.hidden && (now.starts_with('#') || lines::is_delimiter(next)) {
                last = None;
            }
            draft.copy(from, line.text.start..line.next);
            index += 1;
            continue;
        }
        let end = block(from, &lines, index);
        let rows = &lines[index..end];
        if lines::is_delimiter(next) {
            last = Some(Last {
                header: line.text.clone(),
                delimiter: lines[index + 1].text.clone(),
                cells: lines::cells(now),
            });
        } else if !continues(from, &lines, index) {
            tell(from, rows, last.as_ref(), diagnostics);
            let room = last.as_ref().map_or(0, |it| it.header.len() + it.delimiter.len());
            added += room;
            let last = last.as_ref().filter(|_| added <= from.text.len());
            if let Some(last) = last.filter(|it| fits(from, rows, it.cells)) {
                draft.put("\n", from, line.text.start..line.text.start);
                for part in [&last.header, &last.delimiter] {
                    draft.copy(from, part.clone());
                    draft.put("\n", from, line.text.start..line.text.start);
                }
            }
        }
        draft.copy(from, line.text.start..lines[end - 1].next);
        index = end;
    }
    draft
}

/// Where the rows end that begin here.
fn block(from: &Draft, lines: &[Line], start: usize) -> usize {
    let goes_on = |line: &&Line| !line.hidden && is_row(&from.text[line.text.clone()]);
    start + lines[start..].iter().take_while(goes_on).count()
}

/// True for rows directly below a line of text that may belong to a table itself: what breaks rows over lines is mended
/// later.
fn continues(from: &Draft, lines: &[Line], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| lines.get(at));
    before.is_some_and(|line| {
        let text = from.text[line.text.clone()].trim();
        !text.is_empty() && !text.starts_with('>') && !text.starts_with('#') && !line.hidden
    })
}

fn fits(from: &Draft, rows: &[Line], cells: usize) -> bool {
    rows.iter()
        .all(|row| lines::cells(&from.text[row.text.clone()]) == cells)
}

fn is_row(line: &str) -> bool {
    line.starts_with('|') && line.trim_end().len() > 1
}

fn tell(from: &Draft, rows: &[Line], last: Option<&Last>, diagnostics: &mut Diagnostics) {
    let place = from.place(rows[0].text.clone());
    let more = match rows.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more below)"),
    };
    let is_read = last.is_some_and(|it| fits(from, rows, it.cells));
    let diagnostic = if is_read {
        let message =
            format!("this row stands apart from its table; it was read as a row of the table above{more}");
        Diagnostic::new(Code::BrokenRow, place, message)
            .help("put the row below the others, without a line between them")
    } else {
        let message =
            format!("this line looks like a row and belongs to no table: nothing is read from it{more}");
        Diagnostic::new(Code::UnreadTable, place, message)
            .help("begin a table with a header, and a row of dashes with as many cells below it")
    };
    diagnostics.push(diagnostic);
}
