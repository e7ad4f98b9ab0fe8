//! Ways to look at a [`Page`] that every reader of pages wants.

use std::borrow::Cow;

use super::page::{Block, BlockKind, Cell, Inline, InlineKind, Inlines, Page, Row, Section, Table};
use crate::source::Span;
use crate::text::trim;

impl<'s> Page<'s> {
    /// The value of a line of the front matter. Keys are compared without case.
    pub fn front(&self, key: &str) -> Option<&'s str> {
        self.front_matter
            .iter()
            .find(|it| it.key.eq_ignore_ascii_case(key))
            .map(|it| it.value)
    }

    /// The runs of text of a block or a cell.
    pub fn inlines(&self, range: &Inlines) -> &[Inline<'s>] {
        &self.inlines[range.start as usize..range.end as usize]
    }

    /// The plain text of a block or a cell: see [`plain`].
    pub fn plain(&self, range: &Inlines) -> Cow<'_, str> {
        plain(self.inlines(range))
    }

    /// The runs of text of a block; none for what has no text of its own.
    pub fn block_inlines(&self, block: &Block<'s>) -> &[Inline<'s>] {
        match &block.kind {
            BlockKind::Heading(inlines)
            | BlockKind::Paragraph { inlines, .. }
            | BlockKind::Item { inlines, .. } => self.inlines(inlines),
            _ => &[],
        }
    }

    /// The text under a span of this page, or of what it includes.
    pub fn source(&self, span: Span) -> &'s str {
        match self.sources {
            Some(sources) => sources.text(span),
            None => &self.text[span.range()],
        }
    }

    /// The table of a block that is one.
    pub fn table(&self, block: &Block<'s>) -> Option<&Table> {
        match block.kind {
            BlockKind::Table(index) => self.tables.get(index as usize),
            _ => None,
        }
    }

    /// The rows of a table, without its header.
    pub fn rows(&self, table: &Table) -> &[Row] {
        &self.rows[table.rows.start as usize..table.rows.end as usize]
    }

    /// The cells of a row, never more than the header has. Cells that the row does not have are there and empty, but for
    /// tables of hundreds of thousands of missing cells.
    pub fn cells(&self, row: &Row) -> &[Cell] {
        &self.cells[row.cells.start as usize..row.cells.end as usize]
    }

    /// The runs of text of a cell; empty for a column that the table does not have.
    pub fn cell(&self, row: &Row, column: usize) -> &[Inline<'s>] {
        self.cells(row)
            .get(column)
            .map_or(&[], |cell| self.inlines(&cell.inlines))
    }

    /// Where to point at for a row: its cell in this column, or all of it where there is nothing in the cell.
    pub fn place(&self, row: &Row, column: usize) -> Span {
        match self.cells(row).get(column) {
            Some(cell) if cell.span.start < cell.span.end => cell.span,
            _ => row.span,
        }
    }

    /// The names of a table's columns, as plain text.
    pub fn columns(&self, table: &Table) -> impl ExactSizeIterator<Item = Cow<'_, str>> {
        let cells = self.cells(&table.header).iter();
        cells.map(|cell| self.plain(&cell.inlines))
    }

    /// Blocks of a section and of the sections nested in it, its heading first.
    pub fn section_blocks(&self, section: &Section) -> &[Block<'s>] {
        &self.blocks[section.blocks.start as usize..section.blocks.end as usize]
    }

    /// Blocks of a section up to its first nested section, without its heading.
    pub fn own_blocks(&self, section: u32) -> impl Iterator<Item = &Block<'s>> {
        let blocks = self
            .sections
            .get(section as usize)
            .map_or(&[][..], |it| self.section_blocks(it));
        blocks
            .iter()
            .take_while(move |block| block.section == section)
            .filter(|block| !matches!(block.kind, BlockKind::Heading(_)))
    }

    /// The section of this index and those that it stands in, the innermost first.
    pub fn ancestors(&self, section: u32) -> impl Iterator<Item = (u32, &Section)> {
        let start = self.sections.get(section as usize).map(|it| (section, it));
        std::iter::successors(start, |(_, it)| {
            let parent = it.parent?;
            Some((parent, self.sections.get(parent as usize)?))
        })
    }

    /// The nearest section of this level that a section is or stands in.
    pub fn ancestor_of_level(&self, section: u32, level: u8) -> Option<(u32, &Section)> {
        self.ancestors(section).find(|(_, it)| it.level == level)
    }

    /// The first section with this heading, compared without case, at any level.
    pub fn section_by_title(&self, title: &str) -> Option<(u32, &Section)> {
        self.sections()
            .find(|(_, it)| it.title.eq_ignore_ascii_case(title))
    }

    /// All sections with their indices.
    pub fn sections(&self) -> impl Iterator<Item = (u32, &Section)> {
        (0_u32..).zip(&self.sections)
    }

    /// The text of a paragraph that stands for a heading: nothing but bold text, as in `**Request**`.
    pub fn pseudo_heading(&self, block: &Block<'s>) -> Option<Cow<'_, str>> {
        let BlockKind::Paragraph {
            inlines,
            quoted: false,
        } = &block.kind
        else {
            return None;
        };
        let runs = self.inlines(inlines);
        let bold = !runs.is_empty() && runs.iter().all(|it| it.kind == InlineKind::Strong);
        bold.then(|| plain(runs))
    }
}

/// The text of runs without their markup: code without backticks, links by their labels, line breaks as `\n`, other
/// HTML tags left out; blanks around it removed.
pub fn plain<'a>(inlines: &'a [Inline<'_>]) -> Cow<'a, str> {
    let mut texts = inlines.iter().filter_map(|it| match it.kind {
        InlineKind::Text
        | InlineKind::Code
        | InlineKind::Emphasis
        | InlineKind::Strong
        | InlineKind::Break => Some(it.text.as_ref()),
        InlineKind::LinkStart | InlineKind::LinkEnd | InlineKind::Html => None,
    });
    let Some(first) = texts.next() else {
        return Cow::Borrowed("");
    };
    let Some(second) = texts.next() else {
        return Cow::Borrowed(trim(first));
    };
    let mut all = String::with_capacity(first.len() + second.len() + 16);
    all.push_str(first);
    all.push_str(second);
    texts.for_each(|it| all.push_str(it));
    let end = all.trim_end().len();
    all.truncate(end);
    let start = all.len() - all.trim_start().len();
    all.drain(..start);
    Cow::Owned(all)
}

/// The first link of runs: its target as written, and its label's runs.
pub fn first_link<'a, 's>(inlines: &'a [Inline<'s>]) -> Option<(&'a str, &'a [Inline<'s>])> {
    links(inlines).next()
}

/// The links of runs: each target as written, and its label's runs.
pub fn links<'a, 's>(inlines: &'a [Inline<'s>]) -> impl Iterator<Item = (&'a str, &'a [Inline<'s>])> {
    let starts = inlines
        .iter()
        .enumerate()
        .filter(|(_, it)| it.kind == InlineKind::LinkStart);
    starts.map(|(at, link)| {
        let rest = &inlines[at + 1..];
        let length = rest
            .iter()
            .take_while(|it| it.kind != InlineKind::LinkEnd)
            .count();
        (link.text.as_ref(), &rest[..length])
    })
}
