//! Tables that a Markdown parser does not see, or sees only half of, are mended before it runs.
//!
//! A mended text has the length of the page's, so that every offset holds: bytes are replaced, never added. A pipe that
//! must not split a cell becomes [`MASK`], a line break inside a row becomes a space, a delimiter row is written anew in
//! its own room. Lines that only look like a table (in a code block, in a comment) may be changed as well, which does no
//! harm: blocks point into the page, and a mend is reported only where the parser then finds a table.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter};

/// Stands in for a pipe that belongs to a cell's text.
pub(super) const MASK: u8 = 1;

/// Stands in for a byte that no text keeps: a pipe that closes nothing.
pub(super) const DROP: u8 = 2;

/// A text that the parser reads in place of the page's.
pub(super) struct Mended<'s> {
    pub(super) text: Cow<'s, str>,
    /// In the order of the text.
    pub(super) mends: Vec<Mend>,
}

/// One thing that was mended.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mend {
    pub(super) kind: MendKind,
    /// The bytes that were wrong.
    pub(super) place: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MendKind {
    /// The delimiter row has another number of cells than the header, or tabs.
    Delimiter,
    /// A pipe in the text of a cell.
    Pipe,
    /// A line break inside of a row.
    Break,
    /// The delimiter row has too few cells and no room for more: the parser sees no table.
    Unread,
}

/// Looks for tables from `start` on and mends them.
pub(super) fn mend(text: &str, start: usize) -> Mended<'_> {
    let mut mender = Mender {
        text: text.as_bytes(),
        changed: None,
        mends: Vec::new(),
    };
    // The line before the one that is looked at: a delimiter row needs a header.
    let mut header = start..start;
    let mut resume = start;
    let mut line_start = start;
    let ends = memchr_iter(b'\n', &mender.text[start..]).map(|at| start + at);
    for end in ends.chain([text.len()]) {
        let line = line_start..end;
        line_start = end + 1;
        if line.start < resume {
            continue;
        }
        let may_be_delimiter = mender.text[line.clone()]
            .first()
            .is_some_and(|it| matches!(it, b'|' | b'-' | b':' | b' ' | b'\t'));
        if may_be_delimiter && !header.is_empty() && is_delimiter(&mender.text[line.clone()]) {
            let header = mender.without_return(header.clone());
            let delimiter = mender.without_return(line.clone());
            resume = mender.table(&header, &delimiter, (end + 1).min(text.len()));
        }
        header = line;
    }
    let text = match mender.changed {
        // Only ASCII bytes are replaced by ASCII bytes, so this is still UTF-8.
        Some(bytes) => String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned),
        None => Cow::Borrowed(text),
    };
    Mended {
        text,
        mends: mender.mends,
    }
}

struct Mender<'s> {
    text: &'s [u8],
    changed: Option<Vec<u8>>,
    mends: Vec<Mend>,
}

impl Mender<'_> {
    /// The line that begins at `at`, without its end mark, and where the next one begins.
    fn line(&self, at: usize) -> Option<(Range<usize>, usize)> {
        let rest = self.text.get(at..).filter(|rest| !rest.is_empty())?;
        let end = memchr(b'\n', rest).map_or(self.text.len(), |length| at + length);
        Some((self.without_return(at..end), (end + 1).min(self.text.len())))
    }

    fn without_return(&self, line: Range<usize>) -> Range<usize> {
        let returns = usize::from(self.text[line.clone()].ends_with(b"\r"));
        line.start..line.end - returns
    }

    fn set(&mut self, place: Range<usize>, byte: u8) {
        let text = self.text;
        self.changed.get_or_insert_with(|| text.to_vec())[place].fill(byte);
    }

    fn report(&mut self, kind: MendKind, place: Range<usize>) {
        self.mends.push(Mend { kind, place });
    }

    /// Mends the table of this header and delimiter; gives where it ends.
    fn table(&mut self, header: &Range<usize>, delimiter: &Range<usize>, body: usize) -> usize {
        let columns = Cells::of(self.text, header);
        // Without a pipe it underlines a heading.
        if memchr(b'|', &self.text[delimiter.clone()]).is_none() {
            return body;
        }
        let count = columns.count();
        self.delimiter(count, delimiter);

        let mut at = body;
        let mut open: Option<OpenRow> = None;
        while let Some((line, next)) = self.line(at) {
            let bytes = &self.text[line.clone()];
            if is_blank(bytes) || interrupts(bytes) {
                break;
            }
            at = next;
            // Nearly every row begins with a pipe and ends with one: it continues nothing.
            let whole = bytes.len() > 1 && bytes[0] == b'|' && bytes.ends_with(b"|");
            if !whole
                && columns.leading
                && let Some(row) = &mut open
                && self.join(row, &line, count)
            {
                continue;
            }
            if let Some(row) = open.replace(OpenRow { line, joined: None }) {
                self.excess(&row, count);
            }
        }
        if let Some(row) = open {
            self.excess(&row, count);
        }
        at
    }

    /// Makes a line a part of the row before, if it is no row of its own.
    fn join(&mut self, row: &mut OpenRow, line: &Range<usize>, count: usize) -> bool {
        let cells = Cells::of(self.text, line);
        let before = row
            .joined
            .take()
            .unwrap_or_else(|| Cells::of(self.text, &row.line));
        let before = row.joined.insert(before);
        if !before.continues_with(&cells, count) {
            return false;
        }
        self.set(row.line.end..line.start, DROP);
        self.set(line.start - 1..line.start, b' ');
        // The pipe that closed the row stands between two cells now, or in the middle of one.
        match before.trailing.take() {
            Some(pipe) if before.count() < count && !cells.only_pipe => before.pipes.push(pipe),
            Some(pipe) => self.set(pipe..pipe + 1, DROP),
            None => {}
        }
        before.pipes.extend(cells.pipes);
        before.trailing = cells.trailing;
        row.line.end = line.end;
        self.report(MendKind::Break, trim(self.text, line));
        true
    }

    /// Writes the delimiter row anew where it does not fit the header.
    fn delimiter(&mut self, count: usize, line: &Range<usize>) {
        let cells = Cells::of(self.text, line);
        let place = trim(self.text, line);
        let has = cells.count();
        let tabs = memchr(b'\t', &self.text[place.clone()]).is_some();
        if has == count && !tabs {
            return;
        }
        if tabs {
            let tabs: Vec<_> = memchr_iter(b'\t', &self.text[place.clone()]).collect();
            for tab in tabs {
                let at = place.start + tab;
                self.set(at..at + 1, b' ');
            }
        }
        if has > count {
            // The cells that are too many become part of the last one.
            for &pipe in &cells.pipes[count - 1..] {
                self.set(pipe..pipe + 1, b'-');
            }
            // A blank or a colon inside of a cell would make it none.
            let from = count.checked_sub(2).map_or(place.start, |it| cells.pipes[it] + 1);
            let end = cells.trailing.unwrap_or(place.end);
            self.set(from..end, b'-');
        } else if has < count {
            // As many cells as there is room for; each takes two bytes.
            if place.len() < 2 * count {
                self.report(MendKind::Unread, place);
                return;
            }
            self.set(place.clone(), b'-');
            for cell in 0..count {
                let at = place.start + 2 * cell;
                self.set(at..at + 1, b'|');
            }
        }
        self.report(MendKind::Delimiter, place);
    }

    /// Mends a row that has more cells than the header: drops empty cells; masks the pipes inside of code or brackets
    /// if that is enough, else the last ones.
    fn excess(&mut self, row: &OpenRow, count: usize) {
        let bytes = &self.text[row.line.clone()];
        if memchr_iter(b'|', bytes).count() < count {
            return;
        }
        let cells = Cells::of(self.text, &row.line);
        let cells = row.joined.as_ref().unwrap_or(&cells);
        let Some(excess) = cells.count().checked_sub(count).filter(|it| *it > 0) else {
            return;
        };
        let tail = &cells.pipes[count - 1..];
        // Empty cells at the end lose nothing.
        if is_blank_or_pipes(&self.text[tail[0]..row.line.end]) {
            return;
        }
        let empty = cells.closing_empty(self.text);
        if empty.len() >= excess {
            for &pipe in &empty[..excess] {
                self.set(pipe..pipe + 1, DROP);
            }
            self.report(MendKind::Pipe, empty[0]..empty[0] + 1);
            return;
        }
        let inside = enclosed(self.text, &row.line, &cells.pipes);
        let wrong = if inside.len() >= excess {
            &inside[..excess]
        } else {
            tail
        };
        for &pipe in wrong {
            self.set(pipe..pipe + 1, MASK);
        }
        self.report(MendKind::Pipe, wrong[0]..wrong[0] + 1);
    }
}

/// A row that the next line may belong to.
struct OpenRow {
    line: Range<usize>,
    /// How it is split, once a line was looked at that may belong to it.
    joined: Option<Cells>,
}

/// How a line is split by pipes.
struct Cells {
    leading: bool,
    /// The pipes between cells.
    pipes: Vec<usize>,
    trailing: Option<usize>,
    /// There is nothing but one pipe.
    only_pipe: bool,
}

impl Cells {
    fn of(text: &[u8], line: &Range<usize>) -> Self {
        let place = trim(text, line);
        let bytes = &text[place.clone()];
        let leading = bytes.first() == Some(&b'|');
        let mut pipes: Vec<_> = memchr_iter(b'|', bytes)
            .filter(|at| *at > 0 && bytes[at - 1] != b'\\')
            .map(|at| place.start + at)
            .collect();
        let trailing = pipes.pop_if(|at| *at + 1 == place.end);
        Self {
            leading,
            pipes,
            trailing,
            only_pipe: bytes == b"|",
        }
    }

    fn count(&self) -> usize {
        self.pipes.len() + 1
    }

    /// Pipes that close an empty cell.
    fn closing_empty(&self, text: &[u8]) -> Vec<usize> {
        let closes = |pair: &&[usize]| is_blank(&text[pair[0] + 1..pair[1]]);
        self.pipes.windows(2).filter(closes).map(|pair| pair[1]).collect()
    }

    /// True where a line is the rest of this row and no row of its own.
    fn continues_with(&self, line: &Self, count: usize) -> bool {
        if line.leading {
            // ` |` alone closes the row that the line before left open.
            return line.only_pipe && self.trailing.is_none();
        }
        if self.trailing.is_none() {
            self.count() + line.pipes.len() <= count
        } else {
            line.pipes.is_empty() || self.count() + line.count() == count
        }
    }
}

/// The part of a line between its blanks.
fn trim(text: &[u8], line: &Range<usize>) -> Range<usize> {
    let bytes = &text[line.clone()];
    let start = bytes.iter().take_while(|it| is_space(**it)).count();
    let end = bytes[start..]
        .iter()
        .rev()
        .take_while(|it| is_space(**it))
        .count();
    line.start + start..line.end - end
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|it| is_space(*it))
}

fn is_blank_or_pipes(line: &[u8]) -> bool {
    line.iter().all(|it| is_space(*it) || *it == b'|')
}

/// True for lines such as `|:---|---|`.
fn is_delimiter(line: &[u8]) -> bool {
    let mut dashes = false;
    for byte in line {
        match byte {
            b'-' => dashes = true,
            b'|' | b':' | b' ' | b'\t' | b'\r' => {}
            _ => return false,
        }
    }
    dashes
}

/// True for lines that end a table because they begin something else.
fn interrupts(line: &[u8]) -> bool {
    let start = line.iter().take_while(|it| is_space(**it)).count();
    let line = &line[start..];
    match line.first() {
        Some(b'#' | b'>') => true,
        Some(b'<') => line
            .get(1)
            .is_some_and(|it| matches!(it, b'!' | b'/' | b'?') || it.is_ascii_alphabetic()),
        Some(b'`') => line.starts_with(b"```"),
        Some(b'~') => line.starts_with(b"~~~"),
        Some(b'-' | b'*' | b'+') => {
            line.get(1).is_none_or(|it| is_space(*it))
                || line.iter().all(|it| *it == line[0] || is_space(*it))
        }
        Some(b'0'..=b'9') => {
            let digits = line.iter().take_while(|it| it.is_ascii_digit()).count();
            matches!(line.get(digits), Some(b'.' | b')'))
                && line.get(digits + 1).is_none_or(|it| is_space(*it))
        }
        _ => false,
    }
}

/// The pipes that stand in backticks or brackets.
fn enclosed(text: &[u8], row: &Range<usize>, pipes: &[usize]) -> Vec<usize> {
    let mut inside = Vec::new();
    let mut pipes = pipes.iter().copied().peekable();
    let (mut code, mut depth) = (false, 0_u32);
    for (at, byte) in text[row.clone()].iter().enumerate() {
        match byte {
            b'`' => code = !code,
            b'(' | b'{' if !code => depth += 1,
            b')' | b'}' if !code => depth = depth.saturating_sub(1),
            b'|' if pipes.next_if_eq(&(row.start + at)).is_some() && (code || depth > 0) => {
                inside.push(row.start + at);
            }
            _ => {}
        }
    }
    inside
}
