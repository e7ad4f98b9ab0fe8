//! `<table>`: written in HTML, read as any other table.

use std::ops::Range;

use super::draft::Draft;
use super::lines;

/// How many tables of a page may be none: each costs a look at the rest of the page.
const MOST_FAILURES: usize = 16;

/// The text with Markdown's tables in the place of those of HTML that begin a line.
pub(super) fn tables(from: &Draft) -> Draft {
    let mut draft = Draft::default();
    let mut resume = 0;
    let mut failures = 0;
    for line in lines::all(&from.text) {
        if line.text.start < resume || line.hidden {
            if line.text.start >= resume {
                draft.copy(from, line.text.start..line.next);
            }
            continue;
        }
        let text = &from.text[line.text.clone()];
        let is_table = failures < MOST_FAILURES && begins_with(text.trim_start(), "<table");
        if let Some(table) = is_table.then(|| read(&from.text, line.text.start)).flatten() {
            write(from, &table, &mut draft);
            resume = table.end;
            // What stands behind the table in its last line.
            let rest = from.text[resume..]
                .find('\n')
                .map_or(from.text.len(), |at| resume + at + 1);
            if from.text[resume..rest].trim().is_empty() {
                resume = rest;
            } else {
                draft.copy(from, resume..rest);
                resume = rest;
            }
        } else {
            failures += usize::from(is_table);
            draft.copy(from, line.text.start..line.next);
        }
    }
    draft
}

/// A table: the text of each cell, row by row.
struct Table {
    rows: Vec<Vec<Range<usize>>>,
    end: usize,
}

/// A tag: its name in lower case, what stands behind the name, and its place.
struct Tag<'t> {
    name: String,
    closes: bool,
    attributes: &'t str,
    place: Range<usize>,
}

/// The next tag of HTML from here on.
fn tag(text: &str, from: usize) -> Option<Tag<'_>> {
    let mut at = from;
    loop {
        let start = at + text[at..].find('<')?;
        let inner = &text[start + 1..];
        let closes = inner.starts_with('/');
        let name_at = usize::from(closes);
        let length = inner[name_at..]
            .bytes()
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        if length > 0 {
            let end = start + 1 + inner.find('>')?;
            return Some(Tag {
                name: inner[name_at..name_at + length].to_ascii_lowercase(),
                closes,
                attributes: &text[start + 1 + name_at + length..end],
                place: start..end + 1,
            });
        }
        at = start + 1;
    }
}

/// Reads the table that begins here; `None` where it does not end, or has no two columns.
fn read(text: &str, start: usize) -> Option<Table> {
    // A cell that reaches into rows below: by column, how many more, and what it holds.
    let mut hanging: Vec<(usize, Range<usize>)> = Vec::new();
    let mut rows: Vec<Vec<Range<usize>>> = Vec::new();
    let mut cell: Option<(usize, usize, usize)> = None;
    let (mut depth, mut at) = (0_usize, start);
    let end = loop {
        let tag = tag(text, at)?;
        at = tag.place.end;
        match (tag.name.as_str(), tag.closes) {
            ("table", false) => depth += 1,
            ("table", true) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    close(&mut cell, tag.place.start, &mut rows, &mut hanging);
                    fill(&mut rows, &mut hanging);
                    break tag.place.end;
                }
            }
            // Of a table in a cell only the words are read.
            _ if depth > 1 => {}
            ("tr", _) => {
                close(&mut cell, tag.place.start, &mut rows, &mut hanging);
                if !tag.closes {
                    fill(&mut rows, &mut hanging);
                    rows.push(Vec::new());
                }
            }
            ("td" | "th", closes) => {
                close(&mut cell, tag.place.start, &mut rows, &mut hanging);
                if !closes {
                    let (across, down) = (
                        number(tag.attributes, "colspan"),
                        number(tag.attributes, "rowspan"),
                    );
                    cell = Some((tag.place.end, across, down));
                }
            }
            _ => {}
        }
    };
    rows.retain(|row| !row.is_empty());
    let columns = rows.first()?.len();
    (rows.len() > 1 && columns > 1).then_some(Table { rows, end })
}

/// Ends the open cell.
fn close(
    cell: &mut Option<(usize, usize, usize)>,
    end: usize,
    rows: &mut [Vec<Range<usize>>],
    hanging: &mut Vec<(usize, Range<usize>)>,
) {
    let (Some((start, across, down)), Some(row)) = (cell.take(), rows.last_mut()) else {
        return;
    };
    hang(row, hanging);
    for _ in 0..across {
        let column = row.len();
        if hanging.len() <= column {
            hanging.resize(column + 1, (0, 0..0));
        }
        hanging[column] = (down - 1, start..end);
        row.push(start..end);
    }
}

/// Puts the cells into a row that reach into it from above, up to the first that does not.
fn hang(row: &mut Vec<Range<usize>>, hanging: &mut [(usize, Range<usize>)]) {
    while let Some((more, place)) = hanging.get_mut(row.len()).filter(|it| it.0 > 0) {
        *more -= 1;
        row.push(place.clone());
    }
}

/// Ends a row.
fn fill(rows: &mut [Vec<Range<usize>>], hanging: &mut [(usize, Range<usize>)]) {
    if let Some(row) = rows.last_mut() {
        hang(row, hanging);
    }
}

/// A number of cells; a page that claims thousands is not followed.
fn number(attributes: &str, name: &str) -> usize {
    const MOST: usize = 64;
    let value = attributes
        .to_ascii_lowercase()
        .find(name)
        .map(|at| &attributes[at + name.len()..]);
    let digits = value.map(|it| it.trim_start_matches([' ', '=', '"', '\'']));
    let digits = digits.map(|it| &it[..it.bytes().take_while(u8::is_ascii_digit).count()]);
    digits.and_then(|it| it.parse().ok()).unwrap_or(1).clamp(1, MOST)
}

fn write(from: &Draft, table: &Table, draft: &mut Draft) {
    let columns = table.rows[0].len();
    draft.put("\n", from, table.rows[0][0].clone());
    for (index, row) in table.rows.iter().enumerate() {
        for column in 0..columns {
            let cell = row.get(column).cloned().unwrap_or(row[0].end..row[0].end);
            draft.put("|", from, cell.clone());
            words(from, cell, draft);
        }
        draft.put("|\n", from, row[0].clone());
        if index == 0 {
            draft.put(&format!("{}|\n", "|---".repeat(columns)), from, row[0].clone());
        }
    }
    draft.put("\n", from, table.end..table.end);
}

/// The text of a cell in one line: links and code as Markdown has them.
fn words(from: &Draft, cell: Range<usize>, draft: &mut Draft) {
    let text = &from.text;
    let mut at = cell.start;
    let mut target = None::<String>;
    while at < cell.end {
        let tag = tag(text, at).filter(|it| it.place.end <= cell.end);
        let end = tag.as_ref().map_or(cell.end, |it| it.place.start);
        plain(from, at..end, draft);
        let Some(tag) = tag else { break };
        match (tag.name.as_str(), tag.closes) {
            ("a", false) => {
                target = href(tag.attributes);
                if target.is_some() {
                    draft.put("[", from, tag.place.clone());
                }
            }
            ("a", true) => {
                if let Some(target) = target.take() {
                    draft.put(&format!("]({target})"), from, tag.place.clone());
                }
            }
            ("code", _) => draft.put("`", from, tag.place.clone()),
            ("b" | "strong", _) => draft.put("**", from, tag.place.clone()),
            ("tr" | "table" | "thead" | "tbody", _) => draft.put("<br>", from, tag.place.clone()),
            ("td" | "th", _) => draft.put(" ", from, tag.place.clone()),
            _ => draft.copy(from, tag.place.clone()),
        }
        at = tag.place.end;
    }
}

/// Text without line breaks, its pipes escaped.
fn plain(from: &Draft, range: Range<usize>, draft: &mut Draft) {
    let mut at = range.start;
    for (offset, mark) in from.text[range.clone()].match_indices(['\n', '\r', '|']) {
        let found = range.start + offset;
        draft.copy(from, at..found);
        let is_escaped = from.text[..found].ends_with('\\');
        if mark == "|" && !is_escaped {
            draft.put("\\|", from, found..found + 1);
        } else {
            let stands = if mark == "|" { "|" } else { " " };
            draft.put(stands, from, found..found + 1);
        }
        at = found + 1;
        // Lines are indented for the eye.
        if mark == "\n" {
            let rest = &from.text[at..range.end];
            at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
        }
    }
    draft.copy(from, at..range.end);
}

fn href(attributes: &str) -> Option<String> {
    let at = attributes.to_ascii_lowercase().find("href")?;
    let rest = attributes[at + 4..].trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let target = rest[1..].split(quote).next()?;
    let is_plain = !target.is_empty() && !target.contains(['\n', '\r', ' ', '(', ')', '|', '<', '>']);
    is_plain.then(|| target.to_owned())
}

fn begins_with(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|it| it.eq_ignore_ascii_case(word))
}
