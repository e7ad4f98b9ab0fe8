//! A page as Markdown sees it: flat lists that point into the text, so that reading a page costs few allocations.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::{FileId, SourceMap, Span};

/// One page. It knows headings, tables, code and links, and nothing of what they mean.
#[derive(Debug)]
pub struct Page<'s> {
    /// The file.
    pub file: FileId,
    /// The file's name in the schema and in diagnostics.
    pub name: &'s str,
    /// The whole text: of the page, with what it includes.
    pub text: &'s str,
    /// `key: value` lines of the front matter, unquoted. Empty where there is none.
    pub front_matter: Vec<FrontMatter<'s>>,
    /// Blocks in the order of the text.
    pub blocks: Vec<Block<'s>>,
    /// Runs of text that blocks and cells point into.
    pub inlines: Vec<Inline<'s>>,
    /// Tables that blocks point at.
    pub tables: Vec<Table>,
    /// Rows that tables point into.
    pub rows: Vec<Row>,
    /// Cells that rows point into.
    pub cells: Vec<Cell>,
    /// Headings and what stands under them. The first is the part before any heading.
    pub sections: Vec<Section>,
    /// The files that spans point into, where the text is put together from parts of several.
    pub sources: Option<&'s SourceMap>,
    /// Includes in the middle of a text of which the file is not there.
    pub absent: Vec<Absent>,
    /// What its blocks of versions tell, and which version is read.
    pub versions: Versions,
}

impl Page<'_> {
    /// Moves every span to where `place` says that it is from.
    pub(super) fn relocate(&mut self, place: impl Fn(Span) -> Span) {
        let front = self.front_matter.iter_mut().map(|it| &mut it.span);
        let inlines = self.inlines.iter_mut().map(|it| &mut it.span);
        let rows = self.rows.iter_mut().map(|it| &mut it.span);
        let cells = self.cells.iter_mut().map(|it| &mut it.span);
        let sections = self.sections.iter_mut().map(|it| &mut it.span);
        let spans = front.chain(inlines).chain(rows).chain(cells).chain(sections);
        spans.for_each(|span| *span = place(*span));
        for table in &mut self.tables {
            table.span = place(table.span);
            table.header.span = place(table.header.span);
        }
        for block in &mut self.blocks {
            block.span = place(block.span);
            if let BlockKind::Code { body, .. } | BlockKind::Comment { body, .. } = &mut block.kind {
                *body = place(*body);
            }
        }
    }
}

/// An include inside of a text of which the file is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// As written.
    pub path: String,
    /// The directive.
    pub span: Span,
}

/// What a page's blocks of versions tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// The version whose blocks were kept. `None` where nothing chose: those of the stable version were.
    pub wanted: Option<String>,
    /// The first block that is of one version alone and was left out, or kept.
    pub first: Option<Span>,
    /// There are blocks of the stable version.
    pub stable: bool,
    /// There are blocks of a version to come: `beta`, `preview`.
    pub preview: bool,
}

/// A line of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter<'s> {
    /// Before the colon.
    pub key: &'s str,
    /// After it, without quotes.
    pub value: &'s str,
    /// The value's place.
    pub span: Span,
}

/// Indices into [`Page::inlines`].
pub type Inlines = Range<u32>;

/// A block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block<'s> {
    /// What it is.
    pub kind: BlockKind<'s>,
    /// Its place in the text, markup included.
    pub span: Span,
    /// The section that it stands in, an index into [`Page::sections`].
    pub section: u32,
}

/// What a block is. Block quotes are transparent but for `quoted`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind<'s> {
    /// A heading; its section starts with it. Tab headings (`# [HTTP](#tab/http)`) are [`BlockKind::Tab`].
    Heading(Inlines),
    /// A tab heading: the label between the brackets. It opens no section.
    Tab(&'s str),
    /// A paragraph.
    Paragraph {
        /// Its text.
        inlines: Inlines,
        /// It stands in a block quote (`> **Note:** …`).
        quoted: bool,
    },
    /// One item of a list, its own text only; nested items follow as blocks of their own.
    Item {
        /// Its text.
        inlines: Inlines,
        /// 1 for the outermost list.
        depth: u8,
        /// The number of a numbered item.
        number: Option<u64>,
    },
    /// A table, an index into [`Page::tables`].
    Table(u32),
    /// A code block.
    Code {
        /// The first word behind the fence, lower case; empty for none.
        language: Cow<'s, str>,
        /// The lines between the fences.
        body: Span,
        /// The closing fence is missing: the block runs to the end of the page.
        unclosed: bool,
    },
    /// An HTML comment: the text between `<!--` and `-->`. What it hides is not parsed.
    Comment {
        /// The text between the marks.
        body: Span,
        /// It never ends.
        unclosed: bool,
    },
    /// `[!INCLUDE [label](path)]` standing alone: the path as written.
    Include(&'s str),
    /// Other HTML.
    Html,
}

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline<'s> {
    /// What it is.
    pub kind: InlineKind,
    /// The text as read: escapes and entities resolved. Borrowed wherever the page has it so.
    pub text: Cow<'s, str>,
    /// Its place in the page.
    pub span: Span,
}

/// What a run of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Text.
    Text,
    /// Text in backticks.
    Code,
    /// Text in `*…*` or `_…_`.
    Emphasis,
    /// Text in `**…**`.
    Strong,
    /// Opens a link: `text` is its target (for `[x][]` without a definition: empty). Runs up to the matching
    /// [`InlineKind::LinkEnd`] are its label.
    LinkStart,
    /// Closes a link.
    LinkEnd,
    /// A line break: in the text, or `<br>`.
    Break,
    /// An HTML tag other than `<br>`, as written.
    Html,
}

/// A table, however its source was malformed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The header row.
    pub header: Row,
    /// The other rows, indices into [`Page::rows`].
    pub rows: Range<u32>,
    /// Its place.
    pub span: Span,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its cells, indices into [`Page::cells`]. Never more than the header has: what an unescaped `|` split off is
    /// joined to the last cell again.
    pub cells: Range<u32>,
    /// The whole line or lines.
    pub span: Span,
    /// What had to be mended to read it.
    pub mended: Option<Mended>,
}

/// What was wrong with a row, or with the table's delimiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mended {
    /// An unescaped `|` in the last cells: joined again.
    UnescapedPipe,
    /// Lines without a pipe of their own were appended to the row before.
    BrokenLine,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its text.
    pub inlines: Inlines,
    /// Its place, trimmed of spaces and pipes.
    pub span: Span,
}

/// A heading and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// 1 to 6; 0 for the part before the first heading.
    pub level: u8,
    /// The heading's text; empty for level 0.
    pub title: String,
    /// The heading's place.
    pub span: Span,
    /// The section that it stands in.
    pub parent: Option<u32>,
    /// Its own blocks, those of nested sections included: indices into [`Page::blocks`].
    pub blocks: Range<u32>,
}
