//! Operations: each request line of a page with what the page tells of body, result and arguments.

pub(super) mod completion;
pub(super) mod method_rows;
pub(super) mod stream_lines;
mod things;
pub(super) mod unnamed_bodies;
pub(super) mod wrapped_bodies;

use rayon::prelude::*;

use super::link::{self, OPEN};
use super::listings::Listings;
use super::names::{Names, TypeId, Use};
use super::rank::Rank;
use super::types::lineage::Lineage;
use super::types::structs::{self, Contribution, Source};
use crate::coverage::{Coverage, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::address::documented;
use crate::dialect::answer;
use crate::dialect::type_expr::{TypeExpr, TypeNote};
use crate::facts::{
    BodyFacts, ExampleFacts, Facts, OperationFacts, PageFacts, PropertyFacts, ResultFacts, Told, TypeFacts,
};
use crate::schema::Primitive;
use crate::schema::{
    DEFAULT_NAMESPACE, Example, ExampleKind, Operation, OperationKind, Parameter, Place, Returns,
};
use crate::service::ENTITY;
use crate::source::Span;

/// `302 Found`: the address of the bytes.
const REDIRECTION: u16 = 302;

/// The primitive of bytes.
pub(super) const STREAM: &str = Primitive::Stream.name();

/// Takes the rows of a body that is of a type out of the operation: they are the type's business. Gives the names
/// of the rows.
pub(super) fn hand_over_rows(
    page: &PageFacts,
    operation: &mut OperationFacts,
    names: &Names,
    structs: &mut structs::ById,
) -> Vec<String> {
    let body = &mut operation.body;
    let (Told::Type(ty), false) = (&body.told, body.rows_are_parameters) else {
        return Vec::new();
    };
    let at = Use::on(page);
    let Some(id) = names.find(&ty.name, ty.target.as_deref(), at).filter(|id| {
        let declared = names.get(*id);
        !declared.is_enum
    }) else {
        return Vec::new();
    };
    if body.rows.is_empty() {
        return Vec::new();
    }
    let takes = body.rows.iter().map(|row| row.name.clone()).collect();
    structs.entry(id).or_default().push(Contribution {
        rank: Rank::mentions(page),
        namespace: page.namespace.clone(),
        source: Source::Body,
        facts: TypeFacts {
            name: names.get(id).name.clone(),
            namespace: page.namespace.clone(),
            properties: std::mem::take(&mut body.rows),
            span: body.span,
            ..TypeFacts::default()
        },
    });
    takes
}

/// An operation, and what its page leaves open.
pub(super) struct Built {
    /// The operation.
    pub(super) operation: Operation,
    /// The page tells what it takes.
    pub(super) body_known: bool,
    /// The page tells what it gives.
    pub(super) result_known: bool,
    /// Where it should tell what it takes.
    pub(super) body_span: Span,
    /// Where it should tell what it gives.
    pub(super) result_span: Span,
    /// The page's rank.
    pub(super) rank: Rank,
}

/// What is known of types when operations are put together.
pub(super) struct Types<'a> {
    /// What names mean.
    pub(super) names: &'a Names,
    /// What inherits from what.
    pub(super) lineage: &'a Lineage,
    /// Enumerations by their members.
    pub(super) listings: &'a Listings,
}

/// The operations of a page.
pub(super) fn build(
    page: &PageFacts,
    facts: OperationFacts,
    takes: Vec<String>,
    types: &Types<'_>,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> Vec<Built> {
    let mut linker = Linker {
        at: Use::on(page),
        names: types.names,
        lineage: types.lineage,
        listings: types.listings,
        diags,
        coverage,
    };
    let writes = facts.requests.iter().any(|it| takes_body(it.kind));
    let (body, body_known) = linker.body(&facts.body, writes);
    let body_collection = body.is_some() && is_list(&facts.body.told);
    let has_parameters = !facts.body.rows.is_empty();
    let body_optional = facts.body.may_be_left_out && (body.is_some() || has_parameters);
    let shows_objects = facts
        .examples
        .iter()
        .any(|it| it.kind == ExampleKind::Response && it.json && answer::holds_objects(&it.body));
    let (returns, result_known) = linker.result(&facts.result, facts.status, &facts.requests, shows_objects);
    let mut parameters = linker.parameters(facts.parameters);
    let rows = facts.body.rows.into_iter().map(|row| (Place::Body, row));
    parameters.extend(linker.parameters(rows));
    let examples: Vec<Example> = facts.examples.into_iter().map(example).collect();
    let rank = Rank::declares(page);
    let (body_span, result_span) = (facts.body.span, facts.result.span);
    let shared = Operation {
        title: facts.title,
        page: Some(page.name.to_string()),
        description: facts.description,
        deprecated: facts.deprecated,
        body,
        body_collection,
        body_optional,
        content_types: facts.content_types,
        takes,
        parameters,
        status: facts.status,
        empty_status: facts.empty_status,
        returns,
        permissions: facts.permissions,
        examples,
        ..Operation::default()
    };
    // The last request line takes the shared part itself: most pages have one line, and examples are long.
    let count = facts.requests.len();
    std::iter::repeat_n(shared, count)
        .zip(facts.requests)
        .map(|(shared, request)| {
            let has_body = takes_body(request.kind);
            let shared = if request.reaches_stream {
                of_stream(shared, has_body)
            } else if request.method == "GET" && request.path.ends_with("/$value") {
                // Pages name the thing that the content is of.
                of_stream(shared, false)
            } else if request.method == "GET" && shared.status == Some(REDIRECTION) {
                redirected(shared)
            } else if has_body && request.path.ends_with("/$value") && shared.body.is_none() {
                of_stream(shared, true)
            } else if request.method == "GET" && request.path.ends_with("/$count") {
                of_number(shared)
            } else {
                shared
            };
            let operation = Operation {
                kind: request.kind,
                method: request.method,
                path: documented::mended(&request.path).unwrap_or(request.path),
                permissions: request.permissions.or(shared.permissions),
                body: shared.body.filter(|_| has_body),
                body_collection: shared.body_collection && has_body,
                body_optional: shared.body_optional && has_body,
                content_types: if has_body {
                    shared.content_types
                } else {
                    Vec::new()
                },
                takes: if has_body { shared.takes } else { Vec::new() },
                span: request.span,
                ..shared
            };
            Built {
                operation,
                body_known: body_known || !has_body || request.reaches_stream,
                result_known: result_known || request.reaches_stream,
                body_span,
                result_span,
                rank: rank.clone(),
            }
        })
        .collect()
}

/// The same call for bytes of the thing: they are sent, or they come back.
fn of_stream(mut operation: Operation, sends: bool) -> Operation {
    if sends {
        operation.body = Some(STREAM.to_owned());
        operation.takes.clear();
        operation.parameters.retain(|it| it.place != Place::Body);
    } else {
        operation.returns = Some(open(STREAM));
    }
    operation
}

/// The same call of a service that answers with the address of a file: what is in it may have a type, and comes as bytes.
fn redirected(mut operation: Operation) -> Operation {
    let returns = operation.returns.get_or_insert_with(|| open(STREAM));
    returns
        .media
        .get_or_insert_with(|| "application/octet-stream".to_owned());
    operation
}

/// The same call for the number of the things.
fn of_number(mut operation: Operation) -> Operation {
    operation.returns = Some(open("Int64"));
    operation
}

fn takes_body(kind: OperationKind) -> bool {
    use OperationKind::{Action, Create, Replace, Update};
    matches!(kind, Create | Update | Replace | Action)
}

fn is_list(told: &Told) -> bool {
    matches!(told, Told::Type(ty) if ty.collection)
}

fn example(facts: ExampleFacts) -> Example {
    Example {
        kind: facts.kind,
        start: facts.start,
        headers: facts.headers,
        body: facts.body,
        page: None,
        span: facts.span,
    }
}

/// Settles the types of one operation.
struct Linker<'a> {
    at: Use<'a>,
    names: &'a Names,
    lineage: &'a Lineage,
    listings: &'a Listings,
    diags: &'a mut Diagnostics,
    coverage: &'a mut Coverage,
}

impl Linker<'_> {
    /// The body's type, and whether the page tells what the body is.
    fn body(&mut self, body: &BodyFacts, writes: bool) -> (Option<String>, bool) {
        match &body.told {
            Told::Type(ty) => {
                let linked = self.expression(ty, body.span);
                let known = linked.verdict != Verdict::Fallback;
                (Some(linked.ty), known)
            }
            Told::Json => (Some(OPEN.to_owned()), true),
            Told::Stream => (Some(STREAM.to_owned()), true),
            Told::None => (None, true),
            // The rows are the parameters of an action, and the body is made of them.
            Told::Nothing if !body.rows.is_empty() => (None, true),
            Told::Nothing if !writes => (None, true),
            Told::Nothing => (None, false),
        }
    }

    /// The result, and whether the page tells what it is.
    fn result(
        &mut self,
        result: &ResultFacts,
        status: Option<u16>,
        requests: &[crate::facts::RequestFacts],
        shows_objects: bool,
    ) -> (Option<Returns>, bool) {
        let block_id = result
            .block
            .as_ref()
            .and_then(|(name, _)| self.names.find(&name.name, None, self.at));
        let by_block = block_id
            .zip(result.block.as_ref())
            .map(|(id, (_, collection))| Returns {
                ty: self.names.written(id, DEFAULT_NAMESPACE),
                collection: *collection,
                ..Returns::default()
            });
        let mut told_id = None;
        let told = match &result.told {
            Told::Type(ty) => {
                told_id = self.names.find(&ty.name, ty.target.as_deref(), self.at);
                if let Some(settled) = self.union(ty) {
                    told_id = self.names.find(&settled.ty, None, self.at);
                    Some(settled)
                } else if told_id.is_none() && !ty.primitive && by_block.is_some() {
                    None
                } else {
                    Some(self.expression(ty, result.span).returns())
                }
            }
            Told::Json => Some(open(OPEN)),
            Told::Stream => Some(open(STREAM)),
            Told::None => return (None, true),
            Told::Nothing => None,
        };
        match (told, by_block) {
            // Where the text names a derived type and the comment its base, the base is what every answer fits.
            (Some(told), Some(block)) if self.is_derived(told_id, block_id) => {
                let returns = Returns {
                    ty: block.ty,
                    collection: told.collection,
                    ..Returns::default()
                };
                (Some(returns), true)
            }
            // A list of strings is told, and objects of a declared type are named and shown.
            (Some(told), Some(block)) if told_id.is_none() && shows_objects && is_value(&told.ty) => {
                self.overruled(&told, &block, result.span);
                (Some(block), true)
            }
            (Some(told), block) => {
                self.compare(&told, told_id, block.zip(block_id), result.span);
                let known = told.ty != OPEN || matches!(result.told, Told::Json);
                (Some(told), known)
            }
            (None, Some(block)) => (Some(block), true),
            (None, None) => {
                let gives = requests
                    .iter()
                    .all(|it| matches!(it.kind, OperationKind::Delete | OperationKind::Action));
                let known = matches!(status, Some(202 | 204)) || gives && status.is_some();
                (None, known)
            }
        }
    }

    /// A choice of types is what they have in common; where that is nothing, any JSON.
    fn union(&self, ty: &TypeExpr) -> Option<Returns> {
        let Some(TypeNote::Union(names)) = &ty.note else {
            return None;
        };
        let first = self.names.find(&ty.name, ty.target.as_deref(), self.at)?;
        let others = names.iter().skip(1).map(|it| self.names.find(it, None, self.at));
        let mut types: Vec<TypeId> = others.collect::<Option<_>>()?;
        types.insert(0, first);
        let common = self
            .lineage
            .common(&types)
            .filter(|it| self.names.get(*it).name != ENTITY);
        Some(Returns {
            ty: common.map_or_else(|| OPEN.to_owned(), |it| self.names.written(it, DEFAULT_NAMESPACE)),
            collection: ty.collection,
            ..Returns::default()
        })
    }

    fn is_derived(&self, derived: Option<TypeId>, base: Option<TypeId>) -> bool {
        derived
            .zip(base)
            .is_some_and(|(derived, base)| derived != base && self.lineage.is_a(derived, base))
    }

    /// Tells where the text and the response's comment name two types. An example may show a derived type where the
    /// text names its base.
    fn compare(
        &mut self,
        told: &Returns,
        told_id: Option<TypeId>,
        block: Option<(Returns, TypeId)>,
        span: Span,
    ) {
        let Some((block, block_id)) = block else { return };
        let is_open = told.ty == OPEN || told.ty == STREAM;
        if is_open || told_id.is_some_and(|told| self.lineage.is_a(block_id, told)) {
            return;
        }
        let message = format!(
            "the text names `{}`, the response's comment `{}`",
            told.ty, block.ty
        );
        self.diags.push(
            Diagnostic::new(Code::ResultDisagrees, span, message)
                .help("the text is kept; make both name the same type"),
        );
    }

    /// Tells that the comment and the examples win over the text.
    fn overruled(&mut self, told: &Returns, block: &Returns, span: Span) {
        let message = format!(
            "the text names `{}`, the response's comment `{}`, and its examples show objects",
            told.ty, block.ty
        );
        let told = Diagnostic::new(Code::ResultDisagrees, span, message);
        self.diags
            .push(told.help("the comment is kept; make both name the same type"));
    }

    fn parameters(&mut self, rows: impl IntoIterator<Item = (Place, PropertyFacts)>) -> Vec<Parameter> {
        rows.into_iter()
            .map(|(place, row)| {
                let mut linked = if row.ty.is_none() && place != Place::Body {
                    // Headers and query options are text unless a type column says otherwise.
                    link::Linked::text()
                } else {
                    link::row(&row, self.names, self.at, DEFAULT_NAMESPACE, self.diags)
                };
                self.coverage.judge(Unit::Parameter, linked.verdict, row.span);
                let mut values = Vec::new();
                if linked.is_plain_text() {
                    if let Some(id) = self.listings.of(&row.name, &row.values, self.at) {
                        linked.ty = self.names.written(id, DEFAULT_NAMESPACE);
                    } else if is_of_time(row.description.as_deref().unwrap_or_default()) {
                        Primitive::DateTimeOffset.name().clone_into(&mut linked.ty);
                    } else {
                        values = row.values;
                    }
                }
                Parameter {
                    name: row.name,
                    ty: linked.ty,
                    collection: linked.collection,
                    place,
                    required: !row.optional,
                    values,
                    description: row.description,
                    span: row.span,
                }
            })
            .collect()
    }

    fn expression(&mut self, ty: &TypeExpr, span: Span) -> link::Linked {
        if matches!(ty.note, Some(TypeNote::Union(_))) {
            // Of a choice, one that is known.
            let first = TypeExpr {
                note: None,
                ..ty.clone()
            };
            return link::expression(&first, span, self.names, self.at, DEFAULT_NAMESPACE, self.diags);
        }
        link::expression(ty, span, self.names, self.at, DEFAULT_NAMESPACE, self.diags)
    }
}

/// `A String with format of yyyy-MM-ddTHH:mm:ssZ`
fn is_of_time(words: &str) -> bool {
    words.to_ascii_lowercase().contains("yyyy-mm-ddthh:mm:ss")
}

/// A primitive that is written as a value in JSON.
fn is_value(ty: &str) -> bool {
    ty != OPEN && ty != STREAM && Primitive::named(ty).is_some()
}

fn open(ty: &str) -> Returns {
    Returns {
        ty: ty.to_owned(),
        collection: false,
        ..Returns::default()
    }
}

/// Names what sentences speak of by the pages that they link to.
pub(super) fn follow_links(facts: &mut [Facts], names: &Names) {
    facts.par_iter_mut().for_each(|page| {
        let Some(operation) = &mut page.operation else {
            return;
        };
        let at = Use::on(&page.page);
        for told in [&mut operation.body.told, &mut operation.result.told] {
            if let Told::Type(ty) = told
                && let Some(target) = &ty.target
                && let Some(name) = names.behind_label(&ty.name, target, at)
            {
                let label = std::mem::replace(&mut ty.name, name.into());
                ty.text.get_or_insert_with(|| label.into_owned());
                ty.primitive = false;
            }
        }
    });
}

/// Operations by path, method and page. They are large, so their places are sorted in their stead.
pub(super) fn sorted(operations: Vec<Operation>) -> Vec<Operation> {
    let mut places: Vec<usize> = (0..operations.len()).collect();
    places.par_sort_by(|a, b| {
        let (a, b) = (&operations[*a], &operations[*b]);
        (&a.path, &a.method, &a.page, a.span).cmp(&(&b.path, &b.method, &b.page, b.span))
    });
    let mut operations: Vec<_> = operations.into_iter().map(Some).collect();
    places
        .into_iter()
        .filter_map(|at| operations[at].take())
        .collect()
}
