//! A page as text: what the golden cases compare.

use std::fmt::Write as _;

use graphdown_codegen::markdown::Page;
use graphdown_codegen::markdown::page::{BlockKind, Inline, InlineKind, Row};

/// Writes everything that a page holds, one thing in a line.
pub(crate) fn dump(page: &Page<'_>) -> String {
    let mut out = String::new();
    for entry in &page.front_matter {
        line(&mut out, 0, &format!("front {}: {:?}", entry.key, entry.value));
    }
    for block in &page.blocks {
        let depth = page.ancestors(block.section).count() - 1;
        let span = page.source(block.span);
        let text = match &block.kind {
            BlockKind::Heading(inlines) => format!(
                "heading {} {}",
                page.sections[block.section as usize].level,
                runs(page.inlines(inlines))
            ),
            BlockKind::Tab(label) => format!("tab {label:?}"),
            BlockKind::Paragraph { inlines, quoted } => {
                format!(
                    "paragraph{} {}",
                    if *quoted { " quoted" } else { "" },
                    runs(page.inlines(inlines))
                )
            }
            BlockKind::Item {
                inlines,
                depth,
                number,
            } => format!(
                "item {depth}{} {}",
                number.map(|it| format!(" #{it}")).unwrap_or_default(),
                runs(page.inlines(inlines))
            ),
            BlockKind::Table(index) => {
                let table = &page.tables[*index as usize];
                let mut text = format!("table {}", row(page, &table.header));
                for it in page.rows(table) {
                    let _ = write!(text, "\n  {}", row(page, it));
                    if let Some(mended) = it.mended {
                        let _ = write!(text, " {mended:?}");
                    }
                }
                text
            }
            BlockKind::Code {
                language,
                body,
                unclosed,
            } => {
                format!(
                    "code {language:?}{} {:?}",
                    unclosed_mark(*unclosed),
                    page.source(*body)
                )
            }
            BlockKind::Comment { body, unclosed } => {
                format!("comment{} {:?}", unclosed_mark(*unclosed), page.source(*body))
            }
            BlockKind::Include(path) => format!("include {path:?}"),
            BlockKind::Html => format!("html {span:?}"),
        };
        line(&mut out, depth, &text);
    }
    out
}

fn unclosed_mark(unclosed: bool) -> &'static str {
    if unclosed { " unclosed" } else { "" }
}

fn line(out: &mut String, depth: usize, text: &str) {
    for text in text.lines() {
        let _ = writeln!(out, "{}{text}", "  ".repeat(depth));
    }
}

fn row(page: &Page<'_>, row: &Row) -> String {
    let cells = page.cells(row).iter();
    let cells: Vec<_> = cells.map(|cell| runs(page.inlines(&cell.inlines))).collect();
    format!("| {} |", cells.join(" | "))
}

fn runs(inlines: &[Inline<'_>]) -> String {
    let runs: Vec<_> = inlines
        .iter()
        .map(|it| match it.kind {
            InlineKind::Text => format!("{:?}", it.text),
            InlineKind::Code => format!("`{:?}`", it.text),
            InlineKind::Emphasis => format!("_{:?}_", it.text),
            InlineKind::Strong => format!("**{:?}**", it.text),
            InlineKind::LinkStart => format!("link({})[", it.text),
            InlineKind::LinkEnd => "]".to_owned(),
            InlineKind::Break => "break".to_owned(),
            InlineKind::Html => format!("html {:?}", it.text),
        })
        .collect();
    runs.join(" ")
}
