//! What an operation takes: told by the body section, else shown by the first request.

use super::examples::Example;
use super::section_role::SectionRole;
use super::sections::{content, prose_of, shown_type};
use crate::dialect::prose::{self, Need};
use crate::dialect::type_expr::TypeExpr;
use crate::extract::reading::Reading;
use crate::facts::{RequestFacts, Told};
use crate::schema::ExampleKind;

/// True where the body section says that the body may be left out, or that none is required, and the page shows one.
pub(super) fn may_be_left_out(
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
pub(super) fn told(
    reading: &Reading<'_, '_>,
    roles: &[SectionRole],
    examples: &[Example],
    requests: &[RequestFacts],
    is_action: bool,
    may_be_left_out: bool,
) -> Told {
    for inlines in prose_of(reading, roles, SectionRole::Body) {
        let told = content(prose::request_body(inlines), false);
        if told != Told::Nothing && !(may_be_left_out && told == Told::None) {
            return if shows_one(examples) { single(told) } else { told };
        }
    }
    if let Some((name, collection)) = shown_type(examples, ExampleKind::Request, reading.title_span()) {
        return Told::Type(TypeExpr::of_type(name.name).listed(collection));
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
