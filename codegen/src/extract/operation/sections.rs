//! What body and result read in the same way: the words of a section, and the type that an example names.

use super::examples::Example;
use super::section_role::SectionRole;
use crate::dialect::links;
use crate::dialect::odata_type;
use crate::dialect::primitive;
use crate::dialect::prose::{Content, Mention};
use crate::dialect::type_expr::{TypeExpr, TypeNote};
use crate::extract::reading::Reading;
use crate::facts::{Told, TypeName};
use crate::markdown::page::{Block, BlockKind, Inline};
use crate::schema::ExampleKind;
use crate::schema::Primitive;
use crate::source::Span;

/// The runs of the paragraphs and items of a role, in order.
pub(super) fn prose_of<'p, 's>(
    reading: &'p Reading<'_, 's>,
    roles: &'p [SectionRole],
    role: SectionRole,
) -> impl Iterator<Item = &'p [Inline<'s>]> {
    let page = reading.page;
    let is_text = |block: &&Block<'s>| {
        matches!(
            block.kind,
            BlockKind::Paragraph { quoted: false, .. } | BlockKind::Item { .. }
        )
    };
    page.blocks
        .iter()
        .filter(is_text)
        .filter(move |block| roles.get(block.section as usize) == Some(&role))
        .map(|block| page.block_inlines(block))
}

/// What a sentence says. `may_choose`: several types are a choice, and not one of them.
pub(super) fn content(content: Option<Content>, may_choose: bool) -> Told {
    match content {
        None => Told::Nothing,
        Some(Content::Nothing) => Told::None,
        Some(Content::Stream) => Told::Stream,
        Some(Content::Types(mentions)) => {
            let types = mentions.into_iter();
            let mut types = types.filter(|it| it.target.as_deref().is_none_or(is_type_page));
            let Some(first) = types.next() else {
                return Told::Nothing;
            };
            let others: Vec<String> = types
                .filter(|it| may_choose && it.alternative)
                .map(|it| it.name)
                .collect();
            choice(mention(first), others)
        }
    }
}

/// A choice of types is a union, which the merge settles by what they have in common.
fn choice(told: Told, others: Vec<String>) -> Told {
    match told {
        Told::Type(ty) if !others.is_empty() && !ty.primitive => {
            let names = std::iter::once(ty.name.to_string()).chain(others).collect();
            Told::Type(TypeExpr {
                note: Some(TypeNote::Union(names)),
                ..ty
            })
        }
        told => told,
    }
}

/// False for links to sites, to articles and to operations.
fn is_type_page(target: &str) -> bool {
    links::is_page(target) && !links::is_operation(target)
}

fn mention(mention: Mention) -> Told {
    let primitive = primitive::read(&mention.name).filter(|_| mention.target.is_none());
    match primitive {
        Some(Primitive::Stream) => Told::Stream,
        Some(Primitive::Json) => Told::Json,
        Some(primitive) => Told::Type(TypeExpr::of_primitive(primitive).listed(mention.collection)),
        None => Told::Type(TypeExpr {
            target: mention.target,
            ..TypeExpr::of_type(mention.name).listed(mention.collection)
        }),
    }
}

/// The type that the first example of a kind names in its JSON.
pub(super) fn shown_type(
    examples: &[Example],
    kind: ExampleKind,
    span: crate::source::Span,
) -> Option<(TypeName, bool)> {
    let example = examples
        .iter()
        .find(|it| it.facts.kind == kind && it.facts.json)?;
    let text = example.facts.body.as_str();
    let head = text.get(..text.find("\"@odata.type\"")?)?;
    let is_first = head.chars().all(|c| c.is_whitespace() || c == '{');
    if !is_first || head.matches('{').count() != 1 {
        return None;
    }
    let rest = text[head.len()..]
        .split_once(':')?
        .1
        .trim_start()
        .strip_prefix('"')?;
    let (name, collection) = odata_type::read(rest.split('"').next()?);
    (!name.is_empty()).then(|| {
        let name = TypeName {
            name: name.to_owned(),
            target: None,
            from_prose: false,
            span,
        };
        (name, collection)
    })
}

/// The heading of the first section of a role, else the page's title.
pub(super) fn section_span(reading: &Reading<'_, '_>, roles: &[SectionRole], role: SectionRole) -> Span {
    let at = roles.iter().position(|it| *it == role);
    at.and_then(|at| reading.page.sections.get(at))
        .map_or_else(|| reading.title_span(), |it| it.span)
}
