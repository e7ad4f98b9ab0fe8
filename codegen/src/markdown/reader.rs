//! One pass over the parser's events into the flat lists of a [`Page`].

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::page::{BlockKind, Cell, InlineKind, Page, Row, Section, Table, Versions};
use crate::diag::Diagnostics;
use crate::source::{FileId, Span};

/// What reading a page keeps between events.
pub(super) struct Reader<'m, 's> {
    pub(super) page: Page<'s>,
    /// The text that the parser sees: as long as the page's, with mended tables.
    pub(super) seen: &'m str,
    pub(super) mended: bool,
    /// Sections that are open, the innermost last.
    pub(super) open: Vec<u32>,
    /// The block that text goes to.
    pub(super) run: Option<usize>,
    /// The first inline of the open run or cell.
    pub(super) first: u32,
    pub(super) in_cell: bool,
    pub(super) strong: u32,
    pub(super) emphasis: u32,
    pub(super) quotes: u32,
    /// The next number of each open list.
    pub(super) lists: Vec<Option<u64>>,
    /// Cells of the open row begin here.
    pub(super) row: u32,
    /// There seem to be tables that the parser did not see, or not whole.
    pub(super) looks_broken: bool,
}

fn options() -> Options {
    Options::ENABLE_TABLES
}

impl<'m, 's> Reader<'m, 's> {
    /// `source` is the page's name and its text.
    pub(super) fn new(file: FileId, source: (&'s str, &'s str), seen: &'m str) -> Self {
        let (name, text) = source;
        let mut page = Page {
            file,
            name,
            text,
            front_matter: Vec::new(),
            blocks: Vec::with_capacity(text.len() / 128 + 4),
            inlines: Vec::with_capacity(text.len() / 32 + 4),
            tables: Vec::new(),
            rows: Vec::with_capacity(text.len() / 256),
            cells: Vec::with_capacity(text.len() / 96),
            sections: Vec::with_capacity(16),
            sources: None,
            absent: Vec::new(),
            versions: Versions::default(),
        };
        page.sections.push(Section {
            level: 0,
            title: String::new(),
            span: Span::new(file, 0, 0),
            parent: None,
            blocks: 0..0,
        });
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

    pub(super) fn finish(mut self) -> Page<'s> {
        let end = self.page.blocks.len() as u32;
        for section in self.open {
            self.page.sections[section as usize].blocks.end = end;
        }
        self.page
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.page.file, range.start, range.end)
    }

    /// Reads from `from` to the end, or to a block that never ends: then gives where to go on.
    pub(super) fn read(
        &mut self,
        from: usize,
        may_restart: bool,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
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
}
