//! What an operation gives: told by the response section and comment blocks, else shown by the answers.

use super::examples::Example;
use super::parameters::CallShape;
use super::section_role::SectionRole;
use super::sections::{content, prose_of, section_span, shown_type};
use crate::diag::Code;
use crate::dialect::json::{self, Node};
use crate::dialect::primitive;
use crate::dialect::prose::{self};
use crate::dialect::shape::{self, ShapeType};
use crate::dialect::type_expr::{self, TypeExpr};
use crate::extract::reading::Reading;
use crate::facts::{ExampleFacts, RequestFacts, ResultFacts, Told, TypeName};
use crate::schema::ExampleKind;
use crate::schema::OperationKind;
use crate::schema::Primitive;

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

/// `204 No Content` beside a success that gives something: of an upsert, where the thing was there already. Where the words
/// know of one success and all answers show the other, they contradict each other.
pub(super) fn empty_status(
    reading: &mut Reading<'_, '_>,
    roles: &[SectionRole],
    told: &ResultFacts,
    examples: &[Example],
    status: Option<u16>,
) -> Option<u16> {
    const EMPTY: u16 = 204;
    let gives = matches!(&told.told, Told::Type(ty) if !ty.collection && !ty.primitive);
    let code = status.filter(|it| gives && matches!(it, 200 | 201))?;
    let says_both = {
        let mut texts = prose_of(reading, roles, SectionRole::Response).map(crate::markdown::plain);
        texts.any(|text| prose::status_codes(&text).any(|it| it == EMPTY))
    };
    if says_both {
        return Some(EMPTY);
    }
    let mut shown = examples
        .iter()
        .filter_map(|it| it.status)
        .filter(|it| *it < 400)
        .peekable();
    if shown.peek().is_some() && shown.all(|it| it == EMPTY) {
        reading.tell(
            Code::ResultDisagrees,
            told.span,
            format!("the text tells {code} and a result, all answers are {EMPTY}"),
            "the text is kept; make both tell the same",
        );
    }
    None
}

/// What the response section and the response's comment block tell.
pub(super) fn told(reading: &Reading<'_, '_>, roles: &[SectionRole], examples: &[Example]) -> ResultFacts {
    let mut told = Told::Nothing;
    for inlines in prose_of(reading, roles, SectionRole::Response) {
        told = content(prose::response_result(inlines), true);
        if told != Told::Nothing {
            break;
        }
    }
    if told == Told::Nothing {
        told = in_table(reading, roles);
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

/// The type that a table of response codes names for a success: `200 OK | [user](…) | The user.`
fn in_table(reading: &Reading<'_, '_>, roles: &[SectionRole]) -> Told {
    let page = reading.page;
    let tables = page
        .blocks
        .iter()
        .filter(|it| roles.get(it.section as usize) == Some(&SectionRole::Response));
    for table in tables.filter_map(|it| page.table(it)) {
        let titles: Vec<String> = page
            .columns(table)
            .map(|it| it.trim().to_ascii_lowercase())
            .collect();
        let code = titles
            .iter()
            .position(|it| it.contains("code") || it.contains("status") || it == "response");
        let ty = titles
            .iter()
            .position(|it| it == "type" || it.ends_with(" type") || it == "body");
        let (Some(code), Some(ty)) = (code, ty) else {
            continue;
        };
        for row in page.rows(table) {
            let status = prose::status_code(&crate::markdown::plain(page.cell(row, code)));
            if let Some(200 | 201) = status
                && let Some(read) = type_expr::read(page.cell(row, ty))
            {
                return Told::Type(read);
            }
        }
    }
    Told::Nothing
}

fn primitive(name: &str, collection: bool) -> Option<Told> {
    let primitive = primitive::read(name)?;
    Some(Told::Type(TypeExpr::of_primitive(primitive).listed(collection)))
}

/// What the examples show of answers.
fn responses(examples: &[Example]) -> impl Iterator<Item = &ExampleFacts> {
    let facts = examples.iter().map(|it| &it.facts);
    facts.filter(|it| it.kind == ExampleKind::Response)
}

/// The primitive in an answer that is nothing but its wrapping: `{"value": true}`.
fn shown_value(examples: &[Example]) -> Option<Told> {
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
        ShapeType::Primitive(primitive) if primitive != Primitive::Json => {
            Some(Told::Type(TypeExpr::of_primitive(primitive).listed(collection)))
        }
        _ => None,
    }
}

pub(super) fn gives_list(told: &ResultFacts) -> bool {
    match (&told.told, &told.block) {
        (Told::Type(ty), _) => ty.collection,
        (_, Some((_, collection))) => *collection,
        _ => false,
    }
}

/// False where the address is one thing's, which some pages show in a list all the same.
pub(super) fn may_give_list(request: &RequestFacts) -> bool {
    use OperationKind::{Function, Get, List};
    let ends_in_key = request.path.ends_with(['}', ')']);
    matches!(request.kind, Function | List) || request.kind == Get && !ends_in_key
}

/// Takes what the words tell for the elements of a list.
pub(super) fn make_list(result: &mut ResultFacts, requests: &mut [RequestFacts]) {
    match &mut result.told {
        Told::Type(ty) if !ty.primitive => ty.collection = true,
        Told::Nothing if result.block.is_some() => {}
        _ => return,
    }
    if let Some((_, collection)) = &mut result.block {
        *collection = true;
    }
    let read = requests.iter_mut().filter(|it| it.kind == OperationKind::Get);
    read.for_each(|it| it.kind = OperationKind::List);
}

/// The status code of the first example that shows a success.
pub(super) fn shown_status(examples: &[Example]) -> Option<u16> {
    examples.iter().filter_map(|it| it.status).find(|it| *it < 400)
}

/// The result, where the words tell none, by the status, the path or the first response.
pub(super) fn or_shown(
    reading: &Reading<'_, '_>,
    mut result: ResultFacts,
    examples: &[Example],
    requests: &[RequestFacts],
    call: CallShape,
    status: Option<u16>,
) -> ResultFacts {
    if result.told != Told::Nothing || result.block.is_some() {
        return result;
    }
    // A redirection leads to the bytes that were asked for, and `$value` is the bytes.
    let gives_bytes = status == Some(302) || requests.iter().any(|it| it.path.ends_with("/$value"));
    if gives_bytes && !call.writes {
        result.told = Told::Stream;
    } else {
        result.block = shown_type(examples, ExampleKind::Response, reading.title_span());
        let mut responses = responses(examples);
        if result.block.is_none() && (call.is_action || !call.writes) && responses.any(|it| it.json) {
            result.told = shown_value(examples).unwrap_or(Told::Json);
        }
    }
    result
}

/// True where the page shows answers of success and none of them has a body: `202 Accepted` with a `Location`, `204 No
/// Content`.
pub(super) fn are_empty(examples: &[Example]) -> bool {
    let mut shown = successes(examples).peekable();
    shown.peek().is_some() && shown.all(|it| it.facts.body.is_empty())
}

/// True where the page shows JSON as the answer, and all of it is lists: `{"value": [ … ]}`.
pub(super) fn are_lists(examples: &[Example]) -> bool {
    let mut shown = successes(examples).filter(|it| it.facts.json).peekable();
    shown.peek().is_some() && shown.all(|it| is_list(&it.facts.body))
}

fn successes(examples: &[Example]) -> impl Iterator<Item = &Example> {
    let answers = examples
        .iter()
        .filter(|it| it.facts.kind == ExampleKind::Response);
    // Without a status line, JSON alone is surely an answer.
    answers.filter(|it| it.status.map_or(it.facts.json, |code| code < 400))
}

/// True for an object of nothing but a list and what goes with lists.
fn is_list(body: &str) -> bool {
    let Ok(read) = json::read(body) else {
        return false;
    };
    let Node::Object(entries) = &read.node else {
        return false;
    };
    let mut own = entries.iter().filter(|(name, _)| !name.starts_with('@'));
    let is_value = own
        .next()
        .is_some_and(|(name, value)| name == "value" && matches!(value, Node::Array(_)));
    is_value && own.next().is_none()
}
