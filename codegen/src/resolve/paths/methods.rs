//! Turns an operation into a method: its step, its body, what it gives, and which of its names it asks for.

use super::arguments::{any_or_string, argument_type, optional, query, typed, untyped};
use super::method_names::{base_name, by_arguments, is_value, verb_name};
use super::tree::{Branch, PlacedOperation};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::address::documented::{CallArgument, Segment};
use crate::model::{Body, Docs, Method, Name, OtherPage, Outcome, Permissions, Primitive, Step, Value, Verb};
use crate::resolve::names::{self, NameKind};
use crate::resolve::types::action_parameters::Parameters;
use crate::resolve::types::index::Index;
use crate::schema::{self, DEFAULT_NAMESPACE, Operation, OperationKind};
use crate::text::page_stem;

/// A method that has no name yet.
///
/// It is called after what it does at its address. Two calls of a node have one name where functions differ in their
/// arguments, which then name the second; else its title does, and then its page.
pub(super) struct Draft {
    pub(super) candidates: Vec<String>,
    pub(super) order: String,
    method: Method,
}

impl Draft {
    pub(super) fn named(self, name: Name) -> Method {
        let plain = name.as_str().trim_start_matches("r#");
        let constant = match names::spell(NameKind::Constant, plain) {
            // What has no upper case (`_42`, `日本`) would be the method's own name.
            same if same == name => names::spell(NameKind::Constant, &format!("{plain} operation")),
            constant => constant,
        };
        Method {
            name,
            constant,
            ..self.method
        }
    }
}

fn other_page(other: &schema::OtherPage) -> OtherPage {
    OtherPage {
        page: other.page.clone(),
        title: other.title.clone(),
        passes_by: other.passes_by,
    }
}

/// The methods of a branch.
pub(super) fn drafts(
    branch: &Branch,
    operations: &[Operation],
    index: &Index<'_>,
    parameters: &Parameters<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Draft> {
    let calls = branch.calls.iter();
    calls
        .map(|call| {
            let operation = &operations[call.operation];
            draft(call, operation, index, parameters.of(call.operation), diagnostics)
        })
        .collect()
}

fn draft(
    call: &PlacedOperation,
    operation: &Operation,
    index: &Index<'_>,
    parameters: Option<usize>,
    diagnostics: &mut Diagnostics,
) -> Draft {
    let page = operation.page.as_deref().unwrap_or_default();
    let stem = page_stem(page);
    let body = match (body(operation, call, index, diagnostics), parameters) {
        (Body::Reference, _) => Body::Reference,
        (_, Some(number)) => Body::Parameters(index.parameters(number)),
        (body, None) => body,
    };
    let outcome = outcome(operation, call, index, diagnostics);
    let name = base_name(operation, call, outcome);
    let longer = by_arguments(call).map(|it| format!("{name} {it}"));
    let mut candidates: Vec<String> = [Some(name), longer].into_iter().flatten().collect();
    // `pages/{id}/content` and `pages/{id}/$value` are two addresses of the same bytes.
    candidates.extend(is_value(call).then(|| format!("{} value", verb_name(call.verb))));
    candidates.extend([operation.title.clone(), stem.to_owned()]);
    let last_step = call
        .step
        .as_ref()
        .map(|it| step(it, operation, index, diagnostics));
    Draft {
        candidates,
        order: format!("{page} {}", operation.path),
        method: Method {
            name: names::spell(NameKind::Method, ""),
            constant: names::spell(NameKind::Constant, ""),
            file: None,
            verb: call.verb,
            path: operation.path.clone(),
            query: query(operation, last_step.as_ref(), index, diagnostics),
            step: last_step,
            optional: optional(operation),
            body,
            body_optional: operation.body_optional && !matches!(body, Body::None | Body::Reference),
            // Where the body is bytes anyway, there is no choice between JSON and bytes.
            or_media: operation.or_media.clone().filter(|_| body != Body::Content),
            content_types: content_types(operation, body),
            outcome,
            outcome_optional: operation.empty_status.is_some()
                && matches!(outcome, Outcome::Whole(Value::Struct(_))),
            status: operation.status,
            permissions: operation.permissions.as_ref().map(permissions),
            docs: Docs {
                text: operation.description.clone(),
                page: operation.page.clone(),
                inferred: operation.inferred,
                deprecated: operation.deprecated.clone(),
            },
            also: operation.also.iter().map(other_page).collect(),
            title: operation.title.clone(),
        },
    }
}

/// Of what kinds the bytes are that are sent.
fn content_types(operation: &Operation, body: Body) -> Vec<String> {
    match body {
        Body::Content => operation.content_types.clone(),
        _ => Vec::new(),
    }
}

fn step(segment: &Segment, operation: &Operation, index: &Index<'_>, diagnostics: &mut Diagnostics) -> Step {
    let described = || {
        let required = operation
            .parameters
            .iter()
            .filter(|it| it.place == schema::Place::Function && it.required);
        required.map(|it| CallArgument {
            name: it.name.clone(),
            quoted: Primitive::String.is(&it.ty),
        })
    };
    match segment {
        Segment::Literal(name) | Segment::Call(name, _) => {
            let written = match segment {
                Segment::Call(_, arguments) => arguments.clone(),
                _ => Vec::new(),
            };
            let arguments = if written.is_empty() {
                described().collect()
            } else {
                written
            };
            if arguments.is_empty() && matches!(segment, Segment::Literal(_)) {
                return Step::Segment(name.clone());
            }
            let of = |argument: &CallArgument| {
                let mut own = operation.parameters.iter();
                own.find(|it| {
                    it.place == schema::Place::Function && it.name.eq_ignore_ascii_case(&argument.name)
                })
            };
            let mut types = typed(&arguments, |argument| match of(argument) {
                Some(it) if !it.collection => argument_type(it, index, diagnostics),
                _ => any_or_string(argument.quoted),
            });
            for (typed, argument) in types.iter_mut().zip(&arguments) {
                typed.is_optional = of(argument).is_some_and(|it| !it.required);
            }
            Step::Function(name.clone(), types)
        }
        Segment::Key(placeholder) => Step::Key(names::spell(NameKind::Argument, placeholder)),
        Segment::ItemPath(placeholder) => Step::ItemPath(names::spell(NameKind::Argument, placeholder)),
        Segment::AlternateKey(arguments) => Step::AlternateKey(untyped(arguments)),
    }
}

fn body(
    operation: &Operation,
    call: &PlacedOperation,
    index: &Index<'_>,
    diagnostics: &mut Diagnostics,
) -> Body {
    if matches!(call.verb, Verb::Get | Verb::Head | Verb::Options) {
        return Body::None;
    }
    let step = match &call.step {
        Some(Segment::Literal(name)) => name.as_str(),
        _ => "",
    };
    if step == "$ref" && call.verb != Verb::Delete {
        return Body::Reference;
    }
    let Some(written) = &operation.body else {
        let expected = matches!(
            operation.kind,
            OperationKind::Create | OperationKind::Update | OperationKind::Replace
        );
        let sends = matches!(call.verb, Verb::Post | Verb::Put | Verb::Patch);
        return if expected && sends { Body::Json } else { Body::None };
    };
    match index.value(DEFAULT_NAMESPACE, written, operation.span, diagnostics) {
        Value::Primitive(Primitive::Stream) => Body::Content,
        Value::Struct(id) if operation.body_collection => Body::List(id),
        Value::Struct(id) if call.verb == Verb::Patch => Body::Changes(id),
        Value::Struct(id) => Body::Whole(id),
        Value::Primitive(_) | Value::Enum(_) | Value::Flags(_) => Body::Json,
    }
}

fn outcome(
    operation: &Operation,
    call: &PlacedOperation,
    index: &Index<'_>,
    diagnostics: &mut Diagnostics,
) -> Outcome {
    let step = match &call.step {
        Some(Segment::Literal(name)) => name.as_str(),
        _ => "",
    };
    let Some(returns) = &operation.returns else {
        return match (call.verb, step, operation.status) {
            (Verb::Get, "$count", _) => Outcome::Whole(Value::Primitive(Primitive::Int64)),
            (Verb::Get, _, None | Some(200)) => {
                let message = "nothing tells what the call gives: it is open JSON";
                diagnostics.push(
                    Diagnostic::new(Code::UnknownResult, operation.span, message)
                        .help("name the result's type under `returns`, or correct the page"),
                );
                Outcome::Whole(Value::Primitive(Primitive::Json))
            }
            _ => Outcome::Nothing,
        };
    };
    if returns.media.is_some() {
        return Outcome::Content;
    }
    let value = index.value(DEFAULT_NAMESPACE, &returns.ty, operation.span, diagnostics);
    match value {
        Value::Primitive(Primitive::Stream) => Outcome::Content,
        // A page of open JSON is open JSON.
        Value::Primitive(Primitive::Json) => Outcome::Whole(value),
        _ if returns.collection => Outcome::Page(value),
        Value::Struct(_) => Outcome::Whole(value),
        Value::Primitive(_) if step == "$count" => Outcome::Whole(value),
        Value::Primitive(_) | Value::Enum(_) | Value::Flags(_) => Outcome::Enveloped(value),
    }
}

fn permissions(permissions: &schema::Permissions) -> Permissions {
    let entries = |ways: Vec<Vec<&str>>| ways.into_iter().map(|it| it.join(" and ")).collect();
    Permissions {
        delegated: entries(permissions.delegated_ways()),
        personal: entries(permissions.personal_ways()),
        application: entries(permissions.application_ways()),
        unsplit: permissions.unsplit,
    }
}
