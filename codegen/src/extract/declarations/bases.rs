//! Bases: what a page says that its type inherits from, and which types it says that inherit from its own.

use crate::dialect::{links, prose};
use crate::extract::reading::Reading;
use crate::facts::{TypeFacts, TypeName};
use crate::markdown::page::{BlockKind, Inline, InlineKind};
use crate::source::Span;

/// The types that a page says derive from its own: those of a table under `Derived types`, and those of a sentence such
/// as `This is the base type for [a] and [b]`.
pub(super) fn derived(reading: &Reading<'_, '_>) -> Vec<TypeName> {
    let page = reading.page;
    let mut found = Vec::new();
    let mut add = |inlines: &[Inline<'_>], span: Span| {
        for (target, label) in crate::markdown::links(inlines) {
            let name = crate::markdown::plain(label);
            let name = name.trim().trim_start_matches('#');
            let is_name = !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
            if is_name && links::is_page(target) {
                found.push(TypeName {
                    name: name.to_owned(),
                    target: Some(target.to_owned()),
                    from_prose: true,
                    span,
                });
            }
        }
    };
    for block in reading.intro() {
        let inlines = page.block_inlines(block);
        // A link right behind the words: `a base class for actions in the [x]` is the base of no [x].
        let phrase = |it: &Inline<'_>| {
            let text = it.text.to_ascii_lowercase();
            let text = text.trim_end();
            let text = text.strip_suffix(" the").unwrap_or(text);
            it.kind == InlineKind::Text
                && ["base type for", "base type of", "base class for", "base class of"]
                    .iter()
                    .any(|phrase| text.ends_with(phrase))
        };
        if let Some(at) = inlines.iter().position(phrase) {
            let goes_on = |it: &&Inline<'_>| it.kind != InlineKind::Text || !it.text.contains(". ");
            let length = inlines[at + 1..].iter().take_while(goes_on).count();
            add(&inlines[at + 1..at + 1 + length], block.span);
        }
    }
    for (section, it) in page.sections() {
        if !it.title.trim().eq_ignore_ascii_case("derived types") {
            continue;
        }
        for block in page.own_blocks(section) {
            let Some(table) = page.table(block) else { continue };
            for row in page.rows(table) {
                add(page.cell(row, 0), page.place(row, 0));
            }
        }
    }
    found
}

/// The base that every row of a type names that says where it is from, where nothing else tells a base.
pub(super) fn inherited_rows(ty: &mut TypeFacts) {
    if !ty.bases.is_empty() {
        return;
    }
    let named = |words: &str| {
        let at = words.to_ascii_lowercase().find("inherited from ")? + "inherited from ".len();
        let name = words[at..]
            .trim_start_matches("the ")
            .trim_start_matches(['`', '[']);
        let end = name
            .find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_'))
            .unwrap_or(name.len());
        let name = name[..end].trim_end_matches('.');
        (!name.is_empty()).then(|| name.to_owned())
    };
    let rows = ty.properties.iter();
    let mut bases: Vec<(String, Span)> = rows
        .filter_map(|row| Some((named(row.description.as_deref()?)?, row.span)))
        .collect();
    bases.dedup_by(|a, b| a.0.eq_ignore_ascii_case(&b.0));
    if let [(name, span)] = bases.as_slice() {
        ty.bases.push(TypeName {
            name: name.clone(),
            target: None,
            from_prose: true,
            span: *span,
        });
    }
}

/// What the prose under the title says of bases.
pub(super) fn inheritance(reading: &Reading<'_, '_>, facts: &mut TypeFacts) {
    for block in reading.intro() {
        let inlines = reading.page.block_inlines(block);
        if inlines.is_empty() {
            continue;
        }
        if let Some(base) = prose::inherits_from(inlines) {
            facts.bases.push(TypeName {
                name: base.name,
                target: base.target.filter(|target| links::is_page(target)),
                from_prose: true,
                span: block.span,
            });
        }
        if matches!(block.kind, BlockKind::Paragraph { .. }) {
            facts.open |= prose::is_open(&crate::markdown::plain(inlines));
        }
        if !facts.is_abstract && matches!(block.kind, BlockKind::Paragraph { .. }) {
            facts.is_abstract = prose::is_abstract(&crate::markdown::plain(inlines));
        }
    }
}
