//! What body and result read in the same way: the words of a section, and the type that an example names.

use super::examples::Example;
use super::section_role::SectionRole;
use crate::dialect::links;
use crate::dialect::odata_type;
use crate::dialect::prose::{Content, Mention};
use crate::dialect::type_expr::{self, TypeExpr};
use crate::extract::reading::Reading;
use crate::facts::{Told, TypeName};
use crate::markdown::page::{Block, BlockKind, Inline};
use crate::schema::ExampleKind;
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

pub(super) fn content(content: Option<Content>) -> Told {
    match content {
        None => Told::Nothing,
        Some(Content::Nothing) => Told::None,
        Some(Content::Stream) => Told::Stream,
        Some(Content::Types(mentions)) => mentions
            .into_iter()
            .find(|it| it.target.as_deref().is_none_or(is_type_page))
            .map_or(Told::Nothing, mention),
    }
}

/// False for links to sites, to articles and to operations.
fn is_type_page(target: &str) -> bool {
    links::is_page(target) && !links::is_operation(target)
}

fn mention(mention: Mention) -> Told {
    let canonical = type_expr::primitive(&mention.name).filter(|_| mention.target.is_none());
    match canonical {
        Some("Stream") => Told::Stream,
        Some("Json") => Told::Json,
        Some(name) => Told::Type(TypeExpr::of_primitive(name).listed(mention.collection)),
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
