//! One pass over the parser's events into the flat lists of a [`Page`].

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use super::mend::{self, DROP, MASK};
use super::page::{Block, BlockKind, Cell, Inline, InlineKind, Page, Row, Section, Table};
use super::{comment, depth, fence, front_matter, include, report};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceFile, Span};

/// How often a page is taken up again behind a block that never ends. Each time costs a pass over the rest.
const MAX_RESTARTS: usize = 16;

/// Reads a page. It always gives one: what is wrong becomes a diagnostic.
pub fn parse<'s>(file: FileId, source: &'s SourceFile, diagnostics: &mut Diagnostics) -> Page<'s> {
    let text = source.text.as_str();
    let front = front_matter::scan(file, text);
    if front.unclosed {
        diagnostics.push(
            Diagnostic::new(
                Code::UnclosedFrontMatter,
                Span::new(file, 0, 3.min(text.len())),
                "opened here, and no line of `---` closes it",
            )
            .help("close the front matter with a line of `---`"),
        );
    }
    let shallow = shallow(file, text, diagnostics);
    let mut found = diagnostics.fork();
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
    source: &'s SourceFile,
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

/// What reading a page keeps between events.
struct Reader<'m, 's> {
    page: Page<'s>,
    /// The text that the parser sees: as long as the page's, with mended tables.
    seen: &'m str,
    mended: bool,
    /// Sections that are open, the innermost last.
    open: Vec<u32>,
    /// The block that text goes to.
    run: Option<usize>,
    /// The first inline of the open run or cell.
    first: u32,
    in_cell: bool,
    strong: u32,
    emphasis: u32,
    quotes: u32,
    /// The next number of each open list.
    lists: Vec<Option<u64>>,
    /// Cells of the open row begin here.
    row: u32,
    /// There seem to be tables that the parser did not see, or not whole.
    looks_broken: bool,
}

fn options() -> Options {
    Options::ENABLE_TABLES
}

impl<'m, 's> Reader<'m, 's> {
    fn new(file: FileId, source: &'s SourceFile, seen: &'m str) -> Self {
        let text = source.text.as_str();
        let page = Page {
            file,
            name: &source.name,
            text,
            front_matter: Vec::new(),
            blocks: Vec::with_capacity(text.len() / 128 + 4),
            inlines: Vec::with_capacity(text.len() / 32 + 4),
            tables: Vec::new(),
            rows: Vec::with_capacity(text.len() / 256),
            cells: Vec::with_capacity(text.len() / 96),
            sections: vec![Section {
                level: 0,
                title: String::new(),
                span: Span::new(file, 0, 0),
                parent: None,
                blocks: 0..0,
            }],
        };
        Self {
            page,
            seen,
            mended: !std::ptr::eq(seen, text),
            open: vec![0],
            run: None,
            first: 0,
            in_cell: false,
            strong: 0,
            emphasis: 0,
            quotes: 0,
            lists: Vec::new(),
            row: 0,
            looks_broken: false,
        }
    }

    fn finish(mut self) -> Page<'s> {
        let end = self.page.blocks.len() as u32;
        for section in self.open {
            self.page.sections[section as usize].blocks.end = end;
        }
        self.page
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.page.file, range.start, range.end)
    }

    /// Reads from `from` to the end, or to a block that never ends: then gives where to go on.
    fn read(&mut self, from: usize, may_restart: bool, diagnostics: &mut Diagnostics) -> Option<usize> {
        // A reference link without a definition is still a link: `[identitySet][]`. A shortcut `[x]` is text.
        let unresolved = |link: BrokenLink<'_>| {
            matches!(link.link_type, LinkType::Collapsed | LinkType::Reference)
                .then(|| (CowStr::Borrowed(""), CowStr::Borrowed("")))
        };
        let seen = self.seen;
        let parser = Parser::new_with_broken_link_callback(&seen[from..], options(), Some(unresolved));
        let mut events = parser.into_offset_iter();
        while let Some((event, range)) = events.next() {
            let range = range.start + from..range.end + from;
            match event {
                Event::Text(text) => self.text(text, range),
                Event::Start(Tag::HtmlBlock) => {
                    let _ = events.find(|(event, _)| matches!(event, Event::End(TagEnd::HtmlBlock)));
                    self.close_run();
                    let may_restart = may_restart && self.is_at_top();
                    let end = self.html(range.clone(), may_restart, diagnostics);
                    if may_restart && end != range.end {
                        return Some(end);
                    }
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    let mut body = None::<Range<usize>>;
                    for (event, part) in events.by_ref() {
                        if matches!(event, Event::End(TagEnd::CodeBlock)) {
                            break;
                        }
                        let start = body.map_or(part.start + from, |body| body.start);
                        body = Some(start..part.end + from);
                    }
                    self.close_run();
                    let may_restart = may_restart && self.is_at_top();
                    let end = self.code(kind, range.clone(), body, may_restart, diagnostics);
                    if end != range.end {
                        return Some(end);
                    }
                }
                Event::Start(tag) => self.start(&tag, range),
                Event::End(tag) => self.end(tag, range),
                Event::Code(text) => {
                    let text = self.borrow(text);
                    self.push(InlineKind::Code, text, range);
                }
                Event::SoftBreak | Event::HardBreak => {
                    self.push(InlineKind::Break, Cow::Borrowed("\n"), range);
                }
                Event::InlineHtml(text) | Event::Html(text) => self.tag(text, range, diagnostics),
                // Rules separate nothing that headings do not; the other events belong to options that are off.
                _ => {}
            }
        }
        None
    }

    fn is_at_top(&self) -> bool {
        self.quotes == 0 && self.lists.is_empty()
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::TableCell => self.first = self.page.inlines.len() as u32,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } => {
                let target = self.borrow(dest_url.clone());
                self.push(InlineKind::LinkStart, target, range);
            }
            Tag::Paragraph => {
                // The first paragraph of an item is the item's own text.
                let in_item = self.run.is_some_and(|run| {
                    matches!(self.page.blocks[run].kind, BlockKind::Item { .. })
                        && self.first as usize == self.page.inlines.len()
                });
                if !in_item {
                    self.open_paragraph(range);
                }
            }
            Tag::Heading { .. } => {
                self.close_run();
                self.open_run(BlockKind::Heading(0..0), range);
            }
            Tag::Item => {
                self.close_run();
                let depth = self.lists.len().min(usize::from(u8::MAX)) as u8;
                let number = self.lists.last().copied().flatten();
                if let Some(Some(next)) = self.lists.last_mut() {
                    *next = next.saturating_add(1);
                }
                let kind = BlockKind::Item {
                    inlines: 0..0,
                    depth,
                    number,
                };
                self.open_run(kind, range);
            }
            Tag::List(start) => {
                self.close_run();
                self.lists.push(*start);
            }
            Tag::BlockQuote(_) => {
                self.close_run();
                self.quotes += 1;
            }
            Tag::Table(_) => {
                self.close_run();
                self.push_block(BlockKind::Table(self.page.tables.len() as u32), range.clone());
                let rows = self.page.rows.len() as u32;
                let header = Row {
                    cells: 0..0,
                    span: self.span(range.start..range.start),
                    mended: None,
                };
                self.page.tables.push(Table {
                    header,
                    rows: rows..rows,
                    span: self.span(range),
                });
                self.in_cell = true;
            }
            Tag::TableHead | Tag::TableRow => self.row = self.page.cells.len() as u32,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::TableCell => {
                let cell = Cell {
                    inlines: self.first..self.page.inlines.len() as u32,
                    span: self.span(self.trim(range)),
                };
                self.page.cells.push(cell);
            }
            TagEnd::TableRow => {
                let row = self.row(range);
                self.page.rows.push(row);
            }
            TagEnd::TableHead => {
                let row = self.row(range);
                if let Some(table) = self.page.tables.last_mut() {
                    table.header = row;
                }
            }
            TagEnd::Table => {
                let rows = self.page.rows.len() as u32;
                if let Some(table) = self.page.tables.last_mut() {
                    table.rows.end = rows;
                }
                self.in_cell = false;
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => self.push(InlineKind::LinkEnd, Cow::Borrowed(""), range.end..range.end),
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::Heading(level) => self.close_heading(level),
            TagEnd::Item => self.close_run(),
            TagEnd::List(_) => {
                self.close_run();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.close_run();
                self.quotes = self.quotes.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn row(&mut self, range: Range<usize>) -> Row {
        let text = self.page.text.as_bytes();
        let cells = self.row as usize..self.page.cells.len();
        // Cells that the header does not have are not in the events: then text follows the last cell.
        let seen = self.page.cells[cells]
            .last()
            .map_or(range.start, |it| it.span.end as usize);
        self.looks_broken |=
            text[range.start] != b'|' || !text[seen.min(range.end)..range.end].iter().all(|it| is_edge(*it));
        Row {
            cells: self.row..self.page.cells.len() as u32,
            span: self.span(self.trim_end(range)),
            mended: None,
        }
    }

    fn push_block(&mut self, kind: BlockKind<'s>, range: Range<usize>) -> usize {
        let span = self.span(self.trim_end(range));
        let section = self.open[self.open.len() - 1];
        self.page.blocks.push(Block { kind, span, section });
        self.page.blocks.len() - 1
    }

    fn open_run(&mut self, kind: BlockKind<'s>, range: Range<usize>) {
        let block = self.push_block(kind, range);
        self.run = Some(block);
        self.first = self.page.inlines.len() as u32;
    }

    fn open_paragraph(&mut self, range: Range<usize>) {
        self.close_run();
        let kind = BlockKind::Paragraph {
            inlines: 0..0,
            quoted: self.quotes > 0,
        };
        self.open_run(kind, range);
    }

    /// Gives the open block its text.
    fn close_run(&mut self) {
        let Some(run) = self.run.take() else { return };
        let all = self.first..self.page.inlines.len() as u32;
        let end = self.page.inlines[all.start as usize..]
            .last()
            .map(|it| it.span.end);
        let lines = self.page.inlines[all.start as usize..].iter();
        if lines.clone().any(|it| it.kind == InlineKind::Break)
            || lines.clone().next().is_some_and(|it| it.text.starts_with('|'))
        {
            let span = self.page.blocks[run].span.range();
            self.looks_broken |= memchr::memchr(b'|', &self.page.text.as_bytes()[span]).is_some();
        }
        let block = &mut self.page.blocks[run];
        match &mut block.kind {
            BlockKind::Paragraph { inlines, .. } | BlockKind::Heading(inlines) => *inlines = all,
            BlockKind::Item { inlines, .. } => {
                *inlines = all;
                // The parser's item holds the items below it; this block is its own text only.
                block.span.end = end
                    .unwrap_or(block.span.start + 1)
                    .clamp(block.span.start, block.span.end);
            }
            _ => {}
        }
    }

    fn close_paragraph(&mut self) {
        let run = self.run;
        self.close_run();
        let Some(run) = run else { return };
        // Item text stays item text, whatever it holds.
        if !matches!(self.page.blocks[run].kind, BlockKind::Paragraph { .. }) {
            return;
        }
        let span = self.page.blocks[run].span;
        let text = self.page.text;
        if !text[span.range()].starts_with("[!") {
            return;
        }
        let Some(includes) = include::alone(text, span) else {
            return;
        };
        self.page.inlines.truncate(self.first as usize);
        let section = self.page.blocks[run].section;
        let includes = includes.into_iter().map(|(path, span)| Block {
            kind: BlockKind::Include(path),
            span,
            section,
        });
        self.page.blocks.splice(run..=run, includes);
    }

    fn close_heading(&mut self, level: HeadingLevel) {
        let Some(run) = self.run else { return };
        self.close_run();
        let inlines = self.first as usize..self.page.inlines.len();
        if let Some(label) = tab_label(self.page.text, &self.page.inlines[inlines.clone()]) {
            self.page.blocks[run].kind = BlockKind::Tab(label);
            self.page.inlines.truncate(inlines.start);
            return;
        }
        let level = level as u8;
        while let Some(&section) = self.open.last()
            && self.page.sections[section as usize].level >= level
        {
            self.page.sections[section as usize].blocks.end = run as u32;
            self.open.pop();
        }
        // The part before the first heading ends there, and is no parent.
        if self.open.last() == Some(&0) {
            self.page.sections[0].blocks.end = run as u32;
            self.open.pop();
        }
        let index = self.page.sections.len() as u32;
        let title = super::access::plain(&self.page.inlines[inlines]).into_owned();
        self.page.sections.push(Section {
            level,
            title,
            span: self.page.blocks[run].span,
            parent: self.open.last().copied(),
            blocks: run as u32..run as u32,
        });
        self.open.push(index);
        for block in &mut self.page.blocks[run..] {
            block.section = index;
        }
    }

    fn text(&mut self, text: CowStr<'_>, range: Range<usize>) {
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

    fn push(&mut self, kind: InlineKind, text: Cow<'s, str>, range: Range<usize>) {
        // Text of a tight list behind a nested block has no paragraph of its own in the events.
        if self.run.is_none() && !self.in_cell {
            self.open_paragraph(range.clone());
        }
        let span = self.span(range);
        self.page.inlines.push(Inline { kind, text, span });
    }

    /// A tag inside of text.
    fn tag(&mut self, text: CowStr<'_>, range: Range<usize>, diagnostics: &mut Diagnostics) {
        if text.starts_with("<!--") {
            self.html(range, false, diagnostics);
        } else if is_line_break(&text) {
            self.push(InlineKind::Break, Cow::Borrowed("\n"), range);
        } else {
            let text = self.borrow(text);
            self.push(InlineKind::Html, text, range);
        }
    }

    /// Comments and other HTML in a stretch of the text; gives where the text goes on.
    fn html(&mut self, range: Range<usize>, may_restart: bool, diagnostics: &mut Diagnostics) -> usize {
        let text = self.page.text;
        let mut at = range.start;
        while at < range.end
            && let Some(found) = comment::next(text, at..range.end, may_restart)
        {
            self.other_html(at..found.place.start);
            if found.unclosed {
                let place = self.span(found.place.start..found.place.start + 4);
                report::unclosed_comment(place, found.resumes, diagnostics);
            }
            at = found.place.end;
            let body = self.span(found.body);
            let kind = BlockKind::Comment {
                body,
                unclosed: found.unclosed,
            };
            self.push_block(kind, found.place);
            if found.resumes {
                return at;
            }
        }
        if at < range.end {
            self.other_html(at..range.end);
        }
        at.max(range.end)
    }

    fn other_html(&mut self, range: Range<usize>) {
        if !self.page.text[range.clone()].trim().is_empty() {
            let range = self.trim(range);
            self.push_block(BlockKind::Html, range);
        }
    }

    /// A code block; gives where the text goes on.
    fn code(
        &mut self,
        kind: CodeBlockKind<'_>,
        range: Range<usize>,
        body: Option<Range<usize>>,
        may_restart: bool,
        diagnostics: &mut Diagnostics,
    ) -> usize {
        let CodeBlockKind::Fenced(info) = kind else {
            let kind = BlockKind::Code {
                language: Cow::Borrowed(""),
                body: self.span(body.unwrap_or(range.clone())),
                unclosed: false,
            };
            self.push_block(kind, range.clone());
            return range.end;
        };
        let found = fence::read(self.page.text, &range, body, may_restart);
        if let Some(problem) = &found.problem {
            report::unclosed_code(self.page.file, &range, problem, diagnostics);
        }
        let kind = BlockKind::Code {
            language: fence::language(&self.borrow(info)),
            body: self.span(found.body),
            unclosed: found.problem.is_some(),
        };
        self.push_block(kind, range.start..found.end);
        found.end
    }

    /// The text as a part of the page where it is one.
    fn borrow(&self, text: CowStr<'_>) -> Cow<'s, str> {
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
    fn trim(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.page.text.as_bytes()[range.clone()];
        let Some(first) = text.iter().position(|it| !is_edge(*it)) else {
            return range.start..range.start;
        };
        let last = text.iter().rposition(|it| !is_edge(*it)).unwrap_or(first);
        range.start + first..range.start + last + 1
    }

    fn trim_end(&self, range: Range<usize>) -> Range<usize> {
        let length = self.page.text[range.clone()].trim_ascii_end().len();
        range.start..range.start + length
    }
}

/// True for what stands around the text of a cell.
fn is_edge(byte: u8) -> bool {
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

/// The label of a heading that is nothing but a link to `#tab/…`.
fn tab_label<'s>(text: &'s str, inlines: &[Inline<'s>]) -> Option<&'s str> {
    let [first, label @ .., last] = inlines else {
        return None;
    };
    let is_tab = first.kind == InlineKind::LinkStart
        && first.text.starts_with("#tab/")
        && last.kind == InlineKind::LinkEnd
        && label.iter().all(|it| it.kind != InlineKind::LinkEnd);
    let (start, end) = (label.first()?.span.start, label.last()?.span.end);
    is_tab.then(|| &text[start as usize..end as usize])
}

/// `<br>` in the spellings that pages have.
fn is_line_break(tag: &str) -> bool {
    let name = tag
        .trim_start_matches(['<', '/'])
        .trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}
