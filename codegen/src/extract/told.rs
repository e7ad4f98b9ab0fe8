//! What the sections of a page tell of the body and the result: by prose, by comment blocks, by what examples show.

use super::examples::Example;
use super::reading::Reading;
use super::section_role::SectionRole;
use crate::dialect::json::{self, Node};
use crate::dialect::links;
use crate::dialect::prose::{self, Content, Mention, Need};
use crate::dialect::shape::{self, ShapeType};
use crate::dialect::type_expr::{self, TypeExpr};
use crate::facts::{ExampleFacts, RequestFacts, ResultFacts, Told, TypeName};
use crate::markdown::page::{Block, BlockKind, Inline};
use crate::schema::ExampleKind;
use crate::source::Span;

/// The runs of the paragraphs and items of a role, in order.
fn prose_of<'p, 's>(
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

/// The documented status code of success.
pub(super) fn status(reading: &Reading<'_, '_>, roles: &[SectionRole]) -> Option<u16> {
    prose_of(reading, roles, SectionRole::Response)
        .find_map(|inlines| prose::status_code(&crate::markdown::plain(inlines)))
}

/// True where the response section speaks of another success beside this one.
pub(super) fn has_other_success(reading: &Reading<'_, '_>, roles: &[SectionRole], status: u16) -> bool {
    prose_of(reading, roles, SectionRole::Response).any(|inlines| {
        let text = crate::markdown::plain(inlines);
        prose::status_codes(&text).any(|code| code != status && code < 300)
    })
}

/// What the response section and the response's comment block tell.
pub(super) fn result(reading: &Reading<'_, '_>, roles: &[SectionRole], examples: &[Example]) -> ResultFacts {
    let mut told = Told::Nothing;
    for inlines in prose_of(reading, roles, SectionRole::Response) {
        told = content(prose::response_result(inlines));
        if told != Told::Nothing {
            break;
        }
    }
    let span = section_span(reading, roles, SectionRole::Response);
    let block = examples
        .iter()
        .filter(|it| it.facts.kind == ExampleKind::Response)
        .filter_map(|it| it.metadata.as_ref())
        .filter(|it| !it.error)
        .find_map(|it| Some((it.odata_type.clone()?, it.is_collection)))
        .filter(|(name, _)| !name.is_empty());
    let mut block = block.map(|(name, collection)| {
        let name = TypeName {
            name,
            target: None,
            from_prose: false,
            span,
        };
        (name, collection)
    });
    if let (Told::Nothing, Some((name, collection))) = (&told, &block) {
        let lower = name.name.to_ascii_lowercase();
        if lower == "stream" || lower == "edm.stream" {
            told = Told::Stream;
            block = None;
        } else if let Some(ty) = primitive(&name.name, *collection) {
            told = ty;
            block = None;
        }
    }
    ResultFacts { told, block, span }
}

fn primitive(name: &str, collection: bool) -> Option<Told> {
    let canonical = type_expr::primitive(name)?;
    Some(Told::Type(named(canonical.to_owned(), None, collection, true)))
}

/// True where the body section says that the body may be left out, or that none is required, and the page shows one.
pub(super) fn body_may_be_left_out(
    reading: &Reading<'_, '_>,
    roles: &[SectionRole],
    examples: &[Example],
) -> bool {
    let texts: Vec<String> = prose_of(reading, roles, SectionRole::Body)
        .map(|inlines| crate::markdown::plain(inlines).replace('\n', " "))
        .collect();
    match prose::need_of_body(texts.iter().map(String::as_str)) {
        Need::Untold => false,
        Need::NoneRequired => {
            let mut sent = examples.iter().map(|it| &it.facts);
            sent.any(|it| it.kind == ExampleKind::Request && !it.body.is_empty())
        }
        Need::Optional => true,
    }
}

/// What the body section tells, else what the first request shows. `may_be_left_out`: what says that none is needed, does
/// not say that there is none.
pub(super) fn body(
    reading: &Reading<'_, '_>,
    roles: &[SectionRole],
    examples: &[Example],
    requests: &[RequestFacts],
    is_action: bool,
    may_be_left_out: bool,
) -> Told {
    for inlines in prose_of(reading, roles, SectionRole::Body) {
        let told = content(prose::request_body(inlines));
        if told != Told::Nothing && !(may_be_left_out && told == Told::None) {
            return if shows_one(examples) { single(told) } else { told };
        }
    }
    if let Some((name, collection)) = shown_type(examples, ExampleKind::Request, reading.title_span()) {
        return Told::Type(named(name.name, None, collection, false));
    }
    let ends_in = |segment: &str| requests.iter().any(|it| it.path.ends_with(segment));
    if ends_in("/$ref") {
        return Told::Json;
    }
    let mut sent = examples.iter().filter(|it| it.facts.kind == ExampleKind::Request);
    let sends_bytes = sent.clone().any(|it| {
        let headers = it.facts.headers.iter();
        headers.filter_map(|it| it.split_once(':')).any(|(name, value)| {
            name.eq_ignore_ascii_case("content-type") && !value.to_ascii_lowercase().contains("json")
        })
    });
    if sends_bytes || ends_in("/$value") || ends_in("/content") {
        Told::Stream
    } else if !is_action {
        Told::Nothing
    } else if sent.any(|it| it.facts.json) {
        Told::Json
    } else {
        // An action of which no argument is told takes none.
        Told::None
    }
}

/// True where a request sends one object.
fn shows_one(examples: &[Example]) -> bool {
    let mut sent = examples
        .iter()
        .map(|it| &it.facts)
        .filter(|it| it.kind == ExampleKind::Request && it.json);
    sent.any(|it| it.body.trim_start().starts_with('{'))
}

/// Words such as `the … objects` mean one of them where the page's requests send one.
fn single(told: Told) -> Told {
    match told {
        Told::Type(ty) => Told::Type(TypeExpr {
            collection: false,
            ..ty
        }),
        told => told,
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
    let name = rest.split('"').next()?.trim_start_matches('#');
    (!name.is_empty()).then(|| {
        let name = TypeName {
            name: name.to_owned(),
            target: None,
            from_prose: false,
            span,
        };
        (name, false)
    })
}

/// What the examples show of answers.
pub(super) fn responses(examples: &[Example]) -> impl Iterator<Item = &ExampleFacts> {
    let facts = examples.iter().map(|it| &it.facts);
    facts.filter(|it| it.kind == ExampleKind::Response)
}

/// The primitive in an answer that is nothing but its wrapping: `{"value": true}`.
pub(super) fn shown_value(examples: &[Example]) -> Option<Told> {
    let answer = responses(examples).find(|it| it.json)?;
    let read = json::read(&answer.body).ok()?;
    let Node::Object(entries) = &read.node else {
        return None;
    };
    let mut own = entries.iter().filter(|(name, _)| !name.starts_with("@odata."));
    let (name, value) = own.next()?;
    if name != "value" || own.next().is_some() {
        return None;
    }
    let (shape, collection) = match shape::type_of(value) {
        ShapeType::Collection(element) => (*element, true),
        shape => (shape, false),
    };
    match shape {
        ShapeType::Primitive(name) if name != "Json" => {
            Some(Told::Type(named(name.to_owned(), None, collection, true)))
        }
        _ => None,
    }
}

fn content(content: Option<Content>) -> Told {
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
        Some(name) => Told::Type(named(name.to_owned(), None, mention.collection, true)),
        None => Told::Type(named(mention.name, mention.target, mention.collection, false)),
    }
}

fn named(name: String, target: Option<String>, collection: bool, primitive: bool) -> TypeExpr {
    TypeExpr {
        name: name.into(),
        text: None,
        primitive,
        collection,
        target,
        note: None,
    }
}

/// The heading of the first section of a role, else the page's title.
pub(super) fn section_span(reading: &Reading<'_, '_>, roles: &[SectionRole], role: SectionRole) -> Span {
    let at = roles.iter().position(|it| *it == role);
    at.and_then(|at| reading.page.sections.get(at))
        .map_or_else(|| reading.title_span(), |it| it.span)
}
