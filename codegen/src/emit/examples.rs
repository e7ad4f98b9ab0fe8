//! The call of an operation as one would write it, for its documentation.
//!
//! The examples are marked `ignore`: the same bytes are a crate's and a build script's, where no doctest could name the
//! client, and thousands of doctests would cost whoever tests the crate minutes. A test compiles them instead.

use std::fmt::Write as _;

use super::docs::Lines;
use crate::model::{
    Argument, ArgumentType, Body, Field, Method, Model, Name, NodeId, Outcome, Primitive, Shape, Step,
    TypeId, Value,
};

/// The way to each node from a client called `graph`: `graph.users().id("user-id")`. By node.
pub(super) struct Ways(Vec<String>);

impl Ways {
    pub(super) fn new(model: &Model) -> Self {
        let mut ways = Self(vec![String::new(); model.nodes.len()]);
        for area in &model.areas {
            ways.0[area.root.0] = format!("graph.{}({})", area.method, of_step(&area.step));
            let mut open = vec![area.root];
            while let Some(at) = open.pop() {
                for child in &model.node(at).children {
                    let before = &ways.0[at.0];
                    ways.0[child.node.0] = format!("{before}.{}({})", child.method, of_step(&child.step));
                    open.push(child.node);
                }
            }
        }
        ways
    }
}

/// Adds the example of a method to its documentation.
pub(super) fn example(model: &Model, ways: &Ways, node: NodeId, method: &Method, lines: &mut Lines) {
    let mut arguments: Vec<String> = method.step.iter().map(of_step).collect();
    arguments.extend(method.query.iter().map(value));
    let (before, body) = body(method.body, model);
    arguments.extend(body);
    arguments.retain(|it| !it.is_empty());
    let binding = match method.outcome {
        Outcome::Nothing => "",
        Outcome::Page(_) => "let page = ",
        Outcome::Content => "let content = ",
        Outcome::Whole(Value::Struct(_)) => "let found = ",
        Outcome::Whole(_) | Outcome::Enveloped(_) => "let value = ",
    };
    let call = format!(
        "{binding}{}.{}({}).await?;",
        ways.0[node.0],
        method.name,
        arguments.join(", ")
    );
    lines.code("ignore", before.iter().map(String::as_str).chain([call.as_str()]));
}

fn of_step(step: &Step) -> String {
    match step {
        Step::Segment(_) => String::new(),
        Step::Key(name) | Step::ItemPath(name) => text(name),
        Step::Function(_, arguments) | Step::AlternateKey(arguments) => {
            let values: Vec<String> = arguments.iter().map(value).collect();
            values.join(", ")
        }
    }
}

/// An argument's own name as its value.
fn text(name: &Name) -> String {
    format!("\"{}\"", name.as_str().trim_start_matches("r#").replace('_', "-"))
}

fn value(argument: &Argument) -> String {
    let ArgumentType::Of(of) = argument.ty else {
        return text(&argument.name);
    };
    match of {
        Value::Primitive(it) => primitive(it).unwrap_or_else(|| text(&argument.name)),
        Value::Enum(_) | Value::Flags(_) | Value::Struct(_) => format!("{}.into()", text(&argument.name)),
    }
}

/// A value of a primitive that is no text.
fn primitive(primitive: Primitive) -> Option<String> {
    let written = match primitive {
        Primitive::Boolean => "true",
        Primitive::Byte | Primitive::Int16 | Primitive::Int32 | Primitive::Int64 => "1",
        Primitive::Single | Primitive::Double => "1.0",
        Primitive::Decimal => "\"1.0\".parse()?",
        Primitive::DateTimeOffset => "\"2026-03-02T09:00:00Z\".parse()?",
        Primitive::Date => "\"2026-03-02\".parse()?",
        Primitive::TimeOfDay => "\"09:00:00\".parse()?",
        Primitive::Duration => "\"PT1H\".parse()?",
        Primitive::Guid => "\"00000000-0000-0000-0000-000000000001\".parse()?",
        Primitive::Binary => "b\"…\".as_slice().into()",
        Primitive::String | Primitive::Stream | Primitive::Json => return None,
    };
    Some(written.to_owned())
}

/// The lines before the call, and what the call takes.
fn body(body: Body, model: &Model) -> (Vec<String>, Option<String>) {
    let one = |line: String, argument: &str| (vec![line], Some(argument.to_owned()));
    match body {
        Body::None => (Vec::new(), None),
        Body::Whole(id) => (literal(model, id, "body"), Some("&body".to_owned())),
        Body::Parameters(id) => (literal(model, id, "parameters"), Some("&parameters".to_owned())),
        Body::Changes(id) => {
            let mut changes = format!("let changes = Patch::<{}>::new()", model.ty(id).name);
            if let Some(field) = telling(model, id).first() {
                let _ = write!(
                    changes,
                    ".set({}::{}, {})",
                    model.ty(id).name,
                    field.constant,
                    plain(field)
                );
            }
            one(changes + ";", "&changes")
        }
        Body::Reference => {
            let address = "https://graph.microsoft.com/v1.0/directoryObjects/id";
            one(
                format!("let reference = Reference::to(\"{address}\");"),
                "&reference",
            )
        }
        Body::Json => one("let body = Json::null();".to_owned(), "&body"),
        Body::Content => one("let content = Bytes::from(\"…\");".to_owned(), "&content"),
    }
}

/// A struct of two of its fields, line by line.
fn literal(model: &Model, id: TypeId, variable: &str) -> Vec<String> {
    let name = &model.ty(id).name;
    let fields = telling(model, id);
    if fields.is_empty() {
        return vec![format!("let {variable} = {name}::default();")];
    }
    let of_field = |it: &&Field| {
        let value = match it.ty.of {
            Value::Primitive(Primitive::String) => format!("{}.into()", plain(it)),
            _ => plain(it),
        };
        format!("    {}: Some({value}),", it.name)
    };
    let mut lines = vec![format!("let {variable} = {name} {{")];
    lines.extend(fields.iter().map(of_field));
    lines.extend(["    ..Default::default()".to_owned(), "};".to_owned()]);
    lines
}

/// Two fields that a caller could set and a reader understands at once.
fn telling(model: &Model, id: TypeId) -> Vec<&Field> {
    let Shape::Struct(it) = &model.ty(id).shape else {
        return Vec::new();
    };
    let is_plain = |it: &&Field| {
        let kind = it.ty.of;
        matches!(
            kind,
            Value::Primitive(Primitive::String | Primitive::Boolean | Primitive::Int32)
        ) && !it.ty.collection
            && it.docs.deprecated.is_none()
            && it.wire != "id"
    };
    it.fields.iter().filter(is_plain).take(2).collect()
}

fn plain(field: &Field) -> String {
    match field.ty.of {
        Value::Primitive(it) => primitive(it).unwrap_or_else(|| "\"…\"".to_owned()),
        _ => String::new(),
    }
}
