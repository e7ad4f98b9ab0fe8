//! Turns an operation into a method: its step, its body, what it gives, and which of its names it asks for.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::{any_or_string, argument_type, optional, query, typed, untyped};
use super::method_names::{aboutness, base_name, by_arguments, lower_words, singular};
use super::tree::{Branch, Call};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::address::documented::{CallArgument, Segment};
use crate::model::{Body, Docs, Method, Name, Outcome, Permissions, Primitive, Step, Value, Verb};
use crate::resolve::names::{self, Kind};
use crate::resolve::types::action_parameters::Parameters;
use crate::resolve::types::index::Index;
use crate::schema::{self, DEFAULT_NAMESPACE, Operation, OperationKind};
use crate::text::page_stem;

/// A method that has no name yet.
///
/// Where a node would have two methods of a name, the operation keeps it whose title and page are about the node's
/// segment (`List remoteActionAudits` at `remoteActionAudits`). The others are named by their arguments, where these
/// tell them apart, by their titles, and then by their pages.
pub(super) struct Draft {
    pub(super) candidates: Vec<String>,
    pub(super) order: String,
    /// See [`aboutness`].
    pub(super) about: usize,
    method: Method,
}

impl Draft {
    /// Gives up the best candidate, as long as there is another.
    fn step_back(&mut self) {
        if self.candidates.len() > 1 {
            self.candidates.remove(0);
        }
    }

    pub(super) fn named(self, name: Name) -> Method {
        let constant = names::spell(Kind::Constant, name.as_str().trim_start_matches("r#"));
        Method {
            name,
            constant,
            ..self.method
        }
    }
}

/// Takes the plain name from those who share it and are less about the segment than others. A place that lists what
/// is in it has no plain `get`: it would read as if it gave the same.
pub(super) fn told_apart(mut drafts: Vec<Draft>) -> Vec<Draft> {
    // For each name how many want it, and how much the best of them is about the segment.
    let mut wanted: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for draft in &drafts {
        let (count, best) = wanted.entry(draft.candidates[0].clone()).or_default();
        *count += 1;
        *best = draft.about.max(*best);
    }
    let lists = wanted.contains_key("list");
    for draft in &mut drafts {
        let (count, best) = wanted.get(&draft.candidates[0]).copied().unwrap_or_default();
        let is_second = count > 1 && (draft.about == 0 || draft.about < best);
        if is_second || (lists && draft.candidates[0] == "get") {
            draft.step_back();
        }
    }
    drafts
}

/// The methods of a branch, whose path ends in this segment. A page that leads to one place by several addresses gives
/// one.
pub(super) fn drafts(
    branch: &Branch,
    segment: Option<&str>,
    operations: &[Operation],
    index: &Index<'_>,
    parameters: &Parameters<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Draft> {
    let segment = singular(&segment.map(lower_words).unwrap_or_default());
    let mut met = BTreeSet::new();
    let mut drafts = Vec::new();
    for call in &branch.calls {
        let operation = &operations[call.operation];
        let name = base_name(operation, call);
        if met.insert((
            name.clone(),
            by_arguments(call),
            operation.method.as_str(),
            operation.page.as_deref(),
            &operation.title,
        )) {
            let parameters = parameters.of(call.operation);
            drafts.push(Draft {
                about: aboutness(operation, &segment),
                ..draft(name, call, operation, index, parameters, diagnostics)
            });
        }
    }
    drafts
}

fn draft(
    name: String,
    call: &Call,
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
    let longer = by_arguments(call).map(|it| format!("{name} {it}"));
    // `List manager` gives one manager, and may stand beside a `get`.
    let gives_one = name == "list" && matches!(outcome, Outcome::Whole(Value::Struct(_)));
    let mut candidates: Vec<String> = [Some(name), longer].into_iter().flatten().collect();
    if gives_one {
        candidates.clear();
    }
    candidates.extend([operation.title.clone(), stem.to_owned()]);
    let last_step = call
        .step
        .as_ref()
        .map(|it| step(it, operation, index, diagnostics));
    Draft {
        candidates,
        order: format!("{page} {}", operation.path),
        about: 0,
        method: Method {
            name: names::spell(Kind::Method, ""),
            constant: names::spell(Kind::Constant, ""),
            file: None,
            verb: call.verb,
            path: operation.path.clone(),
            query: query(operation, last_step.as_ref(), index, diagnostics),
            step: last_step,
            optional: optional(operation),
            body,
            body_optional: operation.body_optional && !matches!(body, Body::None | Body::Reference),
            content_types: content_types(operation, body),
            outcome,
            status: operation.status,
            permissions: operation.permissions.as_ref().map(permissions),
            docs: Docs {
                text: operation.description.clone(),
                page: operation.page.clone(),
                inferred: operation.inferred,
                deprecated: operation.deprecated.clone(),
            },
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
            quoted: it.ty == "String",
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
            let types = typed(&arguments, |argument| {
                let parameter = operation.parameters.iter().find(|it| {
                    it.place == schema::Place::Function && it.name.eq_ignore_ascii_case(&argument.name)
                });
                match parameter {
                    Some(it) if !it.collection => argument_type(it, index, diagnostics),
                    _ => any_or_string(argument.quoted),
                }
            });
            Step::Function(name.clone(), types)
        }
        Segment::Key(placeholder) => Step::Key(names::spell(Kind::Argument, placeholder)),
        Segment::ItemPath(placeholder) => Step::ItemPath(names::spell(Kind::Argument, placeholder)),
        Segment::AlternateKey(arguments) => Step::AlternateKey(untyped(arguments)),
    }
}

fn body(operation: &Operation, call: &Call, index: &Index<'_>, diagnostics: &mut Diagnostics) -> Body {
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
        return match (expected && sends, step == "$value") {
            (_, true) if sends => Body::Content,
            (true, _) => Body::Json,
            (false, _) => Body::None,
        };
    };
    match index.value(DEFAULT_NAMESPACE, written, operation.span, diagnostics) {
        Value::Primitive(Primitive::Stream) => Body::Content,
        Value::Struct(id) if operation.body_collection => Body::List(id),
        Value::Struct(id) if call.verb == Verb::Patch => Body::Changes(id),
        Value::Struct(id) => Body::Whole(id),
        Value::Primitive(_) | Value::Enum(_) | Value::Flags(_) => Body::Json,
    }
}

fn outcome(operation: &Operation, call: &Call, index: &Index<'_>, diagnostics: &mut Diagnostics) -> Outcome {
    let step = match &call.step {
        Some(Segment::Literal(name)) => name.as_str(),
        _ => "",
    };
    // Pages name the thing that the content is of, and a redirection leads to the content.
    if call.verb == Verb::Get && (step == "$value" || operation.status == Some(302)) {
        return Outcome::Content;
    }
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
    Permissions {
        delegated: permissions.delegated.clone(),
        personal: permissions.delegated_personal.clone(),
        application: permissions.application.clone(),
        unsplit: permissions.unsplit,
    }
}
