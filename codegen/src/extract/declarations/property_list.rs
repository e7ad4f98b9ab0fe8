//! Properties in a list where a table was expected: `* **size** (Int32) - Its size.`

use super::table_role::{self, TableRole};
use crate::coverage::Unit;
use crate::diag::Code;
use crate::dialect::type_expr;
use crate::extract::reading::Reading;
use crate::extract::rows::{self, Cells};
use crate::facts::PropertyFacts;
use crate::markdown::page::{Block, BlockKind, Inline, InlineKind};
use crate::markdown::plain;
use crate::source::Span;

/// The rows that the items of a section declare, where its title says that it lists properties and it has no table. What
/// stands there otherwise is told, unless it says that there are none, or the page declares no type.
pub(super) fn read(reading: &mut Reading<'_, '_>, section: u32, declares_types: bool) -> Vec<PropertyFacts> {
    let page = reading.page;
    let Some(declares) = table_role::of_place(page, section) else {
        return Vec::new();
    };
    let Some(it) = page.sections.get(section as usize) else {
        return Vec::new();
    };
    let is_table = |block: &Block<'_>| matches!(block.kind, BlockKind::Table(_));
    if page.section_blocks(it).iter().any(is_table) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut unread = None::<Span>;
    for block in page.own_blocks(section) {
        match &block.kind {
            BlockKind::Item {
                inlines, depth: 1, ..
            } => {
                let inlines = page.inlines(inlines);
                match split(inlines) {
                    Some(parts) => {
                        let cells = Cells {
                            name: &parts.name,
                            ty: Some(&parts.ty),
                            value: None,
                            description: &parts.description,
                            required: None,
                            row: block.span,
                            span: block.span,
                            type_span: block.span,
                        };
                        found.extend(rows::of_cells(reading, &cells, Unit::Row));
                    }
                    None if !says_none(&plain(inlines)) => {
                        unread.get_or_insert(block.span);
                    }
                    None => {}
                }
            }
            BlockKind::Html => {
                unread.get_or_insert(block.span);
            }
            _ => {}
        }
    }
    if let Some(place) = unread.filter(|_| declares_types) {
        reading.tell(
            Code::UnreadTable,
            place,
            "a table was expected here, or items such as `name (Type) - text`: nothing is read from this",
            "list the properties in a table: `|Property|Type|Description|`",
        );
    }
    for row in &mut found {
        row.navigation = declares == TableRole::Relationships;
    }
    found
}

/// The parts of an item.
struct Parts<'s> {
    name: Vec<Inline<'s>>,
    ty: Vec<Inline<'s>>,
    description: Vec<Inline<'s>>,
}

/// Splits `name (Type) - text`, whatever is in bold or is a link.
fn split<'s>(inlines: &[Inline<'s>]) -> Option<Parts<'s>> {
    let open = inlines
        .iter()
        .position(|it| it.kind == InlineKind::Text && it.text.contains('('))?;
    let (before, after) = inlines[open].text.split_once('(')?;
    let text = |like: &Inline<'s>, text: &str| Inline {
        kind: InlineKind::Text,
        text: text.to_owned().into(),
        span: like.span,
    };
    // The name is one word: set apart, or the text before the bracket.
    let name = if before.trim().is_empty() {
        inlines[..open].to_vec()
    } else if open == 0 {
        vec![text(&inlines[open], before.trim())]
    } else {
        return None;
    };
    let word = plain(&name).into_owned();
    if word.is_empty() || word.contains(' ') {
        return None;
    }
    let mut ty: Vec<Inline<'s>> = Vec::new();
    let mut description: Vec<Inline<'s>> = Vec::new();
    let mut is_closed = false;
    let first = text(&inlines[open], after);
    for inline in std::iter::once(&first).chain(&inlines[open + 1..]) {
        if is_closed {
            description.push(inline.clone());
        } else if let (InlineKind::Text, Some((inside, rest))) = (inline.kind, close(&inline.text, &ty)) {
            ty.push(text(inline, inside));
            let rest = rest
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '.'));
            if !rest.is_empty() {
                description.push(text(inline, rest));
            }
            is_closed = true;
        } else {
            ty.push(inline.clone());
        }
    }
    let is_type =
        is_closed && type_expr::read(&ty).is_some_and(|it| it.note != Some(type_expr::TypeNote::Unreadable));
    is_type.then_some(Parts {
        name,
        ty,
        description,
    })
}

/// Splits at the bracket that closes the type: `Collection(String)` has one of its own.
fn close<'t>(text: &'t str, before: &[Inline<'_>]) -> Option<(&'t str, &'t str)> {
    let depth_before = |text: &str| {
        let opens = text.matches('(').count();
        opens.saturating_sub(text.matches(')').count())
    };
    let mut depth: usize = before.iter().map(|it| depth_before(&it.text)).sum();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some((&text[..at], &text[at + 1..])),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn says_none(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    text.is_empty() || text.eq_ignore_ascii_case("none")
}
