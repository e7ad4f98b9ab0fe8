//! How a [`Reader`] makes blocks, rows and sections.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, HeadingLevel};

use super::page::{Block, BlockKind, Inline, InlineKind, Row, Section};
use super::reader::Reader;
use super::text::is_edge;
use super::{access, comment, fence, include, report};
use crate::diag::Diagnostics;

impl<'s> Reader<'_, 's> {
    pub(super) fn row(&mut self, range: Range<usize>) -> Row {
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

    pub(super) fn push_block(&mut self, kind: BlockKind<'s>, range: Range<usize>) -> usize {
        let span = self.span(self.trim_end(range));
        let section = self.open[self.open.len() - 1];
        self.page.blocks.push(Block { kind, span, section });
        self.page.blocks.len() - 1
    }

    pub(super) fn open_run(&mut self, kind: BlockKind<'s>, range: Range<usize>) {
        let block = self.push_block(kind, range);
        self.run = Some(block);
        self.first = self.page.inlines.len() as u32;
    }

    pub(super) fn open_paragraph(&mut self, range: Range<usize>) {
        self.close_run();
        let kind = BlockKind::Paragraph {
            inlines: 0..0,
            quoted: self.quotes > 0,
        };
        self.open_run(kind, range);
    }

    /// Gives the open block its text.
    pub(super) fn close_run(&mut self) {
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

    pub(super) fn close_paragraph(&mut self) {
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

    pub(super) fn close_heading(&mut self, level: HeadingLevel) {
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
        let title = access::plain(&self.page.inlines[inlines]).into_owned();
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

    /// Comments and other HTML in a stretch of the text; gives where the text goes on.
    pub(super) fn html(
        &mut self,
        range: Range<usize>,
        may_restart: bool,
        diagnostics: &mut Diagnostics,
    ) -> usize {
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
    pub(super) fn code(
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
