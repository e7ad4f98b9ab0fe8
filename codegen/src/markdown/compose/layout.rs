//! `:::row:::` and `:::column:::`: text that is laid out in columns. Rows of the same number of columns are a table; of
//! anything else the words are kept, without what would make code of them.

use std::ops::Range;

use super::draft::Draft;
use super::lines::{self, Line};

/// The most lines that a row of a layout has.
const LONGEST: usize = 256;

/// A row of a layout: the lines of each of its columns.
struct Row {
    columns: Vec<Vec<Range<usize>>>,
    /// The lines from the one that opens it to the one that closes it.
    lines: Range<usize>,
}

/// The text with tables in the place of layouts.
pub(super) fn tables(from: &Draft) -> Draft {
    let lines = lines::all(&from.text);
    let mut draft = Draft::default();
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let rows = if is(from, line, "row") {
            group(from, &lines, index)
        } else {
            Vec::new()
        };
        let Some(end) = rows.last().map(|it| it.lines.end) else {
            let is_mark = ["row", "row-end", "column", "column-end"]
                .iter()
                .any(|it| is(from, line, it));
            if is_mark {
                draft.put("\n", from, line.text.clone());
            } else {
                draft.copy(from, line.text.start..line.next);
            }
            index += 1;
            continue;
        };
        let count = rows[0].columns.len();
        if rows.len() > 1 && count > 1 && rows.iter().all(|it| it.columns.len() == count) {
            table(from, &rows, &mut draft);
        } else {
            words(from, &rows, &mut draft);
        }
        index = end;
    }
    draft
}

/// True for a line that opens or closes a part of a layout.
fn is(from: &Draft, line: &Line, name: &str) -> bool {
    let text = from.text[line.text.clone()].trim();
    let inner = text
        .strip_prefix(":::")
        .map(|it| it.trim().trim_end_matches(':').trim());
    !line.hidden && inner.is_some_and(|it| it.split([' ', '\t']).next() == Some(name))
}

/// The rows from this line on, with nothing but blank lines between them.
fn group(from: &Draft, lines: &[Line], start: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut open: Option<Row> = None;
    let mut in_column = false;
    for (index, line) in lines.iter().enumerate().skip(start) {
        // A row that nothing closes is none.
        if open.as_ref().is_some_and(|row| index - row.lines.start > LONGEST) {
            break;
        }
        let is_blank = from.text[line.text.clone()].trim().is_empty();
        match &mut open {
            None if is_blank => {}
            None if is(from, line, "row") => {
                open = Some(Row {
                    columns: Vec::new(),
                    lines: index..index,
                });
            }
            None => break,
            Some(_) if is(from, line, "row-end") => {
                in_column = false;
                rows.extend(open.take().map(|row| Row {
                    lines: row.lines.start..index + 1,
                    ..row
                }));
            }
            Some(row) if is(from, line, "column") => {
                row.columns.push(Vec::new());
                in_column = true;
            }
            Some(_) if is(from, line, "column-end") => in_column = false,
            Some(row) if in_column && !is_blank => {
                let text = &from.text[line.text.clone()];
                let blank = text.len() - text.trim_start().len();
                let place = line.text.start + blank..line.text.start + text.trim_end().len();
                row.columns
                    .last_mut()
                    .into_iter()
                    .for_each(|it| it.push(place.clone()));
            }
            Some(_) => {}
        }
    }
    rows
}

fn table(from: &Draft, rows: &[Row], draft: &mut Draft) {
    for (index, row) in rows.iter().enumerate() {
        let place = row.columns.iter().flatten().next().cloned().unwrap_or_default();
        for column in &row.columns {
            draft.put("|", from, place.clone());
            for (at, line) in column.iter().enumerate() {
                if at > 0 {
                    draft.put("<br>", from, line.start..line.start);
                }
                draft.copy(from, line.clone());
            }
        }
        draft.put("|\n", from, place.clone());
        if index == 0 {
            let delimiter = format!("{}|\n", "|---".repeat(row.columns.len()));
            draft.put(&delimiter, from, place);
        }
    }
    draft.put("\n", from, 0..0);
}

fn words(from: &Draft, rows: &[Row], draft: &mut Draft) {
    for column in rows.iter().flat_map(|it| &it.columns) {
        for line in column {
            draft.copy(from, line.clone());
            draft.put("\n", from, line.end..line.end);
        }
        draft.put("\n", from, 0..0);
    }
}
