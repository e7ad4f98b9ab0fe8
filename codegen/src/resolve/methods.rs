//! Turns an operation into a method: what it is called, what it takes, what it gives.

use std::collections::{BTreeMap, BTreeSet};

use super::index::Index;
use super::names::{self, Kind, Wanted};
use super::parameters::Parameters;
use super::steps;
use super::tree::{Branch, Call};
use super::words::words;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::address::documented::{self, CallArgument, Segment};
use crate::model::{
    Argument, ArgumentType, Body, Docs, Method, Name, Outcome, Permissions, Place, Primitive, Step, Value,
    Verb,
};
use crate::schema::{self, DEFAULT_NAMESPACE, Operation, OperationKind, Parameter};

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

/// How much speaks for an operation being about a segment, in the singular: a title of a verb and its words (`Get a
/// user`), a page that is called after it (`user-get.md`).
fn aboutness(operation: &Operation, segment: &str) -> usize {
    let is_segment = |words: &[String]| !words.is_empty() && singular(words) == segment;
    let title = lower_words(&operation.title);
    let words = title.iter().skip(1);
    let articles = words
        .take_while(|it| matches!(it.as_str(), "a" | "an" | "the"))
        .count();
    if !title.get(1 + articles..).is_some_and(is_segment) {
        return 0;
    }
    let stem = stem(operation.page.as_deref().unwrap_or_default());
    let page = stem.split('-').next().map(lower_words).unwrap_or_default();
    1 + usize::from(is_segment(&page))
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

/// Arguments of which the pages tell no types.
pub(super) fn untyped(arguments: &[CallArgument]) -> Vec<Argument> {
    typed(arguments, |argument| any_or_string(argument.quoted))
}

/// `user-sendmail` of `api-reference/v1.0/api/user-sendmail.md`.
pub(super) fn stem(page: &str) -> &str {
    let file = page.rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
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
    let stem = stem(page);
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
            step: call
                .step
                .as_ref()
                .map(|it| step(it, operation, index, diagnostics)),
            query: query(operation, index, diagnostics),
            optional: optional(operation),
            body,
            body_optional: operation.body_optional && !matches!(body, Body::None | Body::Reference),
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

/// `by period`, for a function: one page may document it with these arguments and with those.
fn by_arguments(call: &Call) -> Option<String> {
    match &call.step {
        Some(Segment::Call(_, arguments)) if !arguments.is_empty() => Some(steps::by(arguments)),
        _ => None,
    }
}

/// `list`, `create`, …; an action or a function has its own name, unless the path goes on below it.
fn base_name(operation: &Operation, call: &Call) -> String {
    match &call.step {
        Some(Segment::Literal(name)) if name == "$value" => match call.verb {
            Verb::Get => "content",
            Verb::Delete => "delete content",
            _ => "set content",
        }
        .to_owned(),
        Some(Segment::Literal(name)) if name.starts_with('$') && call.verb == Verb::Get && name != "$ref" => {
            name.clone()
        }
        Some(Segment::Literal(name)) if name.starts_with('$') => format!("{} {name}", verb_name(call.verb)),
        Some(Segment::Literal(name) | Segment::Call(name, _)) => documented::last_part(name).to_owned(),
        Some(Segment::Key(_) | Segment::ItemPath(_) | Segment::AlternateKey(_)) | None => {
            match operation.kind {
                OperationKind::List => "list",
                OperationKind::Get => "get",
                OperationKind::Create => "create",
                OperationKind::Update => "update",
                OperationKind::Replace => "replace",
                OperationKind::Delete => "delete",
                OperationKind::Action if call.verb == Verb::Post && operation.returns.is_none() => "post",
                OperationKind::Action | OperationKind::Function => verb_name(call.verb),
            }
            .to_owned()
        }
    }
}

fn verb_name(verb: Verb) -> &'static str {
    match verb {
        Verb::Get => "get",
        Verb::Post => "create",
        Verb::Put => "replace",
        Verb::Patch => "update",
        Verb::Delete => "delete",
        Verb::Head => "head",
        Verb::Options => "options",
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

fn typed(arguments: &[CallArgument], mut ty: impl FnMut(&CallArgument) -> ArgumentType) -> Vec<Argument> {
    let wanted: Vec<_> = arguments.iter().map(|it| Wanted::plain(&it.name)).collect();
    let (names, _) = names::assign(Kind::Argument, &wanted);
    arguments
        .iter()
        .zip(names)
        .map(|(argument, name)| Argument {
            name,
            wire: argument.name.clone(),
            ty: ty(argument),
        })
        .collect()
}

fn any_or_string(quoted: bool) -> ArgumentType {
    if quoted {
        ArgumentType::Of(Value::Primitive(Primitive::String))
    } else {
        ArgumentType::Any
    }
}

/// What a parameter takes, as far as it can be written into an address.
fn argument_type(parameter: &Parameter, index: &Index<'_>, diagnostics: &mut Diagnostics) -> ArgumentType {
    match index.value(DEFAULT_NAMESPACE, &parameter.ty, parameter.span, diagnostics) {
        Value::Primitive(Primitive::Json | Primitive::Stream) | Value::Struct(_) | Value::Flags(_) => {
            ArgumentType::Any
        }
        value => ArgumentType::Of(value),
    }
}

fn query(operation: &Operation, index: &Index<'_>, diagnostics: &mut Diagnostics) -> Vec<Argument> {
    let required: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|it| it.place == schema::Place::Query && it.required && !it.name.starts_with('$'))
        .collect();
    let arguments: Vec<_> = required
        .iter()
        .map(|it| CallArgument {
            name: it.name.clone(),
            quoted: false,
        })
        .collect();
    let mut required = required.into_iter();
    typed(&arguments, |_| match required.next() {
        Some(it) if !it.collection => argument_type(it, index, diagnostics),
        _ => ArgumentType::Any,
    })
}

fn optional(operation: &Operation) -> Vec<(Place, String, Option<String>)> {
    let places = operation.parameters.iter().filter_map(|it| {
        let place = match it.place {
            schema::Place::Query if !it.required || it.name.starts_with('$') => Place::Query,
            schema::Place::Header => Place::Header,
            schema::Place::Function if !it.required => Place::Function,
            _ => return None,
        };
        Some((place, it.name.clone(), it.description.clone()))
    });
    places.collect()
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

fn lower_words(text: &str) -> Vec<String> {
    words(text).iter().map(|it| it.to_ascii_lowercase()).collect()
}

/// The words as one text, without the plural's `s`.
fn singular(words: &[String]) -> String {
    let joined = words.concat();
    joined.strip_suffix('s').unwrap_or(&joined).to_owned()
}
