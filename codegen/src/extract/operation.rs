//! Operation pages: request lines, body, result, parameters, permissions and examples.

use super::columns::Columns;
use super::examples::{self, Example};
use super::facts::{
    BodyFacts, Era, OperationFacts, PropertyFacts, RequestFacts, ResultFacts, Told, TypeName,
};
use super::readers::prose::{self, Content, Mention};
use super::readers::type_expr::{self, TypeExpr};
use super::reading::Reading;
use super::section_role::{self, SectionRole};
use super::{links, permissions, requests, rows};
use crate::coverage::{Skipped, Unit, Verdict};
use crate::diag::Code;
use crate::markdown::page::{Block, BlockKind, Inline, Table};
use crate::schema::{ExampleKind, Place};

/// What an operation page tells, and what ranks it.
pub(super) struct Read {
    /// The operation. `None` where no request line was found.
    pub(super) facts: Option<OperationFacts>,
    /// The form of its permissions.
    pub(super) era: Era,
    /// The version that its example addresses name.
    pub(super) version: Option<&'static str>,
}

/// Reads an operation page.
pub(super) fn read(reading: &mut Reading<'_, '_>) -> Read {
    let roles = section_role::roles(reading.page);
    let (permissions, era) = permissions::read(reading, &roles);
    let examples = examples::read(reading, &roles);
    let version = examples.iter().find_map(|it| it.version);
    let mut requests = requests::read(reading, &roles);
    if requests.is_empty() {
        reading.tell(
            Code::NoRequest,
            reading.title_span(),
            "no code block of this page holds a method and a path",
            "add a section `HTTP request` with a code block: `GET /users/{id}`",
        );
    }
    let title = reading.title();
    let mut result = result(reading, &roles, &examples);
    let gives_list = match (&result.told, &result.block) {
        (Told::Type(ty), _) => ty.collection,
        (_, Some((_, collection))) => *collection,
        _ => false,
    };
    let writes = requests
        .iter()
        .any(|it| matches!(it.method.as_str(), "POST" | "PATCH" | "PUT"));
    let is_function = requests
        .iter()
        .any(|it| it.method == "GET" && (it.path.ends_with(')') || title.ends_with("function")));
    let calls = |parameters| {
        requests.iter().any(|it| {
            it.method == "POST"
                && requests::kind(&it.method, &it.path, &title, gives_list, parameters)
                    == crate::schema::OperationKind::Action
        })
    };
    let is_action = calls(false);
    let mut tables = Tables {
        writes,
        is_action,
        is_function,
        ..Tables::default()
    };
    tables.read(reading, &roles);
    if requests.is_empty() {
        // No operation will carry them.
        for _ in 0..tables.body.len() + tables.parameters.len() {
            reading
                .coverage
                .judge(Unit::Parameter, Verdict::Skipped(Skipped::Unreadable));
        }
    }
    let mut body = BodyFacts {
        told: Told::Nothing,
        rows_are_parameters: tables.rows_are_parameters,
        rows: tables.body,
        span: section_span(reading, &roles, SectionRole::Body),
    };
    body.told = if !writes {
        Told::None
    } else if body.rows_are_parameters {
        Told::Nothing
    } else {
        body_told(reading, &roles, &examples, &requests, is_action)
    };
    let status =
        status(reading, &roles).or_else(|| examples.iter().filter_map(|it| it.status).find(|it| *it < 400));
    let redirects = status == Some(302) || requests.iter().any(|it| it.path.ends_with("/$value"));
    if matches!(result.told, Told::Nothing) && result.block.is_none() && redirects && !writes {
        result.told = Told::Stream;
    }
    if matches!(result.told, Told::Nothing) && result.block.is_none() {
        result.block = shown_type(&examples, ExampleKind::Response, reading.title_span());
    }
    let is_action = is_action || body.rows_are_parameters;
    for request in &mut requests {
        request.kind = requests::kind(&request.method, &request.path, &title, gives_list, is_action);
    }
    let facts = (!requests.is_empty()).then(|| OperationFacts {
        description: reading.description(),
        deprecated: reading.deprecation(),
        title,
        requests,
        body,
        parameters: tables.parameters,
        status,
        result,
        permissions,
        examples: examples.into_iter().map(|it| it.facts).collect(),
        span: reading.title_span(),
    });
    Read { facts, era, version }
}

/// Rows of the page's tables, sorted by what they are.
#[derive(Default)]
struct Tables {
    writes: bool,
    is_action: bool,
    is_function: bool,
    body: Vec<PropertyFacts>,
    rows_are_parameters: bool,
    parameters: Vec<(Place, PropertyFacts)>,
}

impl Tables {
    fn read(&mut self, reading: &mut Reading<'_, '_>, roles: &[SectionRole]) {
        let page = reading.page;
        for block in &page.blocks {
            let Some(table) = page.table(block) else { continue };
            let role = roles
                .get(block.section as usize)
                .copied()
                .unwrap_or(SectionRole::Intro);
            if role == SectionRole::Permissions {
                continue;
            }
            let columns = Columns::read(&page.columns(table));
            match role {
                SectionRole::Body => self.body_table(reading, table, columns),
                SectionRole::FunctionParameters => self.place(reading, table, columns, Place::Function),
                SectionRole::QueryParameters => self.place(reading, table, columns, Place::Query),
                SectionRole::Headers => self.headers(reading, table, columns),
                SectionRole::PathParameters => {
                    skip_rows(reading, table, Skipped::NotData);
                }
                _ => reading.table(Verdict::Skipped(Skipped::NotData)),
            }
        }
    }

    fn body_table(&mut self, reading: &mut Reading<'_, '_>, table: &Table, columns: Columns) {
        if columns.name.is_none() {
            reading.table(Verdict::Skipped(Skipped::NotData));
            return;
        }
        if !self.writes {
            // Functions list their arguments under the body that they do not have.
            let place = if self.is_function {
                Place::Function
            } else {
                Place::Query
            };
            self.place(reading, table, columns, place);
            return;
        }
        let header = reading.page.columns(table);
        let is_parameters = header
            .iter()
            .any(|it| it.trim().to_ascii_lowercase().starts_with("parameter"));
        if self.body.is_empty() {
            self.rows_are_parameters = self.is_action || is_parameters;
        }
        reading.table(Verdict::Typed);
        let found = rows::read(reading, table, columns, Unit::Parameter);
        for row in found {
            if self.body.iter().any(|it| it.name == row.name) {
                reading
                    .coverage
                    .judge(Unit::Parameter, Verdict::Skipped(Skipped::Duplicate));
            } else {
                self.body.push(row);
            }
        }
    }

    fn place(&mut self, reading: &mut Reading<'_, '_>, table: &Table, columns: Columns, place: Place) {
        if columns.name.is_none() {
            skip_rows(reading, table, Skipped::NotData);
            return;
        }
        reading.table(Verdict::Typed);
        for row in rows::read(reading, table, columns, Unit::Parameter) {
            // `$filter` and the like are every list's business.
            let is_standard = place == Place::Query && row.name.starts_with('$');
            self.keep(reading, place, row, is_standard);
        }
    }

    fn headers(&mut self, reading: &mut Reading<'_, '_>, table: &Table, mut columns: Columns) {
        if columns.name.is_none() {
            columns.name = Some(0);
        }
        reading.table(Verdict::Typed);
        if columns.description.is_none() {
            columns.description = columns.value;
        }
        for mut row in rows::read(reading, table, columns, Unit::Parameter) {
            // What a header's type column says is the type of its text.
            row.ty = None;
            let is_standard = [
                "authorization",
                "content-type",
                "accept",
                "content-length",
                "host",
            ]
            .iter()
            .any(|it| row.name.eq_ignore_ascii_case(it));
            self.keep(reading, Place::Header, row, is_standard);
        }
    }

    fn keep(&mut self, reading: &mut Reading<'_, '_>, place: Place, row: PropertyFacts, is_standard: bool) {
        let known = self
            .parameters
            .iter()
            .any(|(it, known)| *it == place && known.name == row.name);
        let why = if is_standard {
            Skipped::NotData
        } else if known {
            Skipped::Duplicate
        } else {
            self.parameters.push((place, row));
            return;
        };
        reading.coverage.judge(Unit::Parameter, Verdict::Skipped(why));
    }
}

fn skip_rows(reading: &mut Reading<'_, '_>, table: &Table, why: Skipped) {
    reading.table(Verdict::Skipped(why));
    for _ in reading.page.rows(table) {
        reading.skip(Unit::Parameter, why);
    }
}

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

fn status(reading: &Reading<'_, '_>, roles: &[SectionRole]) -> Option<u16> {
    prose_of(reading, roles, SectionRole::Response)
        .find_map(|inlines| prose::status_code(&crate::markdown::plain(inlines)))
}

/// What the response section and the response's comment block tell.
fn result(reading: &Reading<'_, '_>, roles: &[SectionRole], examples: &[Example]) -> ResultFacts {
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

/// What the body section tells, else what the first request shows.
fn body_told(
    reading: &Reading<'_, '_>,
    roles: &[SectionRole],
    examples: &[Example],
    requests: &[RequestFacts],
    is_action: bool,
) -> Told {
    for inlines in prose_of(reading, roles, SectionRole::Body) {
        let told = content(prose::request_body(inlines));
        if told != Told::Nothing {
            return told;
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

/// The type that the first example of a kind names in its JSON.
fn shown_type(
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
    links::is_page(target) && !target.contains("/api/")
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
        documented: name.clone(),
        name,
        primitive,
        collection,
        target,
        note: None,
    }
}

/// The heading of the first section of a role, else the page's title.
fn section_span(reading: &Reading<'_, '_>, roles: &[SectionRole], role: SectionRole) -> crate::source::Span {
    let at = roles.iter().position(|it| *it == role);
    at.and_then(|at| reading.page.sections.get(at))
        .map_or_else(|| reading.title_span(), |it| it.span)
}
