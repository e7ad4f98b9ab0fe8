//! What a caller sends, against what the page documents.

use graphdown_codegen::dialect::json::{self, Node};
use graphdown_codegen::model::{
    Argument, ArgumentType, Body, CallChain, Example, ExampleBody, Method, Outcome, Primitive, Step, Value,
};

use crate::fault::short;
use crate::values::Judge;
use crate::{FaultKind, scalar};

/// The request line of an example, taken apart.
pub(crate) struct Written<'e> {
    /// Method and path.
    pub(crate) start: &'e str,
    /// Behind `?`.
    pub(crate) query: &'e str,
    /// As the page has them.
    pub(crate) headers: &'e [String],
}

/// Holds a request against the method that it is of.
pub(crate) fn judge(
    example: &Example,
    written: &Written<'_>,
    call: &CallChain,
    method: &Method,
    judge: &mut Judge<'_, '_>,
) {
    let (_, path) = written.start.split_once(' ').unwrap_or(("", written.start));
    let steps = call.way.iter().map(|(_, step)| step).chain(&method.step);
    address(path, steps, judge);
    query(written.query, method, judge);
    content_type(example, written.headers, judge);
    body(example, method, judge);
}

/// The case of the segments, and the arguments of functions. A segment of the client's may be spelt as on another page.
fn address<'m>(path: &str, steps: impl Iterator<Item = &'m Step>, judge: &mut Judge<'_, '_>) {
    let written: Vec<&str> = path.split('/').map(before).collect();
    for step in steps {
        if let Step::Segment(name) | Step::Function(name, _) = step
            && !written.contains(&name.as_str())
            && let Some(other) = written.iter().find(|it| it.eq_ignore_ascii_case(name))
        {
            let what = format!("`{}`, elsewhere `{}`", short(other), short(name));
            judge.tell(FaultKind::AddressOfAnotherCase, what);
        }
        if let Step::Function(name, arguments) = step {
            let written = path
                .find(&format!("{name}("))
                .map(|at| &path[at + name.len() + 1..]);
            let written = written
                .and_then(|it| it.split_once(')'))
                .map(|(inside, _)| inside);
            for pair in written.unwrap_or_default().split(',') {
                if let Some((name, value)) = pair.split_once('=') {
                    argument(name.trim(), value.trim(), arguments, judge);
                }
            }
        }
    }
}

fn before(segment: &str) -> &str {
    segment.split('(').next().unwrap_or(segment)
}

fn argument(name: &str, written: &str, documented: &[Argument], judge: &mut Judge<'_, '_>) {
    let own = documented.iter().find(|it| it.wire.eq_ignore_ascii_case(name));
    let Some(ArgumentType::Of(of)) = own.map(|it| it.ty) else {
        return;
    };
    let is_placeholder = written.contains(['{', '<', '}', '>']);
    let is_quoted = written.ends_with('\'') && written.contains('\'');
    let takes_quotes = match of {
        Value::Primitive(it) => matches!(it, Primitive::String | Primitive::Duration | Primitive::Binary),
        Value::Enum(_) | Value::Flags(_) => true,
        Value::Struct(_) => return,
    };
    if is_quoted != takes_quotes && !written.starts_with('@') && written != "null" {
        let what = format!(
            "`{}={}`, of the type `{}`",
            short(name),
            short(written),
            judge.type_name(of)
        );
        judge.tell(FaultKind::QuotesDiffer, what);
    } else if let Value::Primitive(primitive) = of
        && !takes_quotes
        && !is_placeholder
    {
        let values = [
            Node::Number(written),
            Node::String(written.into()),
            Node::Bool(written == "true"),
        ];
        let is_of = |node: &Node<'_>| scalar::is_of(primitive, node);
        if !values.iter().any(is_of) {
            judge.tell(
                FaultKind::ArgumentOfAnotherType,
                format!(
                    "`{}={}`, documented as `{primitive:?}`",
                    short(name),
                    short(written)
                ),
            );
        }
    }
}

/// `OData`'s own options.
const OPTIONS: [&str; 14] = [
    "$apply",
    "$compute",
    "$count",
    "$deltatoken",
    "$expand",
    "$filter",
    "$format",
    "$levels",
    "$orderby",
    "$search",
    "$select",
    "$skip",
    "$skiptoken",
    "$top",
];

fn query(query: &str, method: &Method, judge: &mut Judge<'_, '_>) {
    for pair in query.split('&').filter(|it| !it.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = name.trim().replace("%24", "$");
        let own = method.query.iter().map(|it| it.wire.as_str());
        let known = OPTIONS
            .into_iter()
            .chain(own)
            .find(|it| it.eq_ignore_ascii_case(&name));
        match known {
            Some(known) if known != name => judge.tell(
                FaultKind::QueryOptionOfAnotherCase,
                format!("`{}`, documented as `{}`", short(&name), short(known)),
            ),
            None if name.starts_with('$') => {
                judge.tell(FaultKind::UnknownQueryOption, format!("`{}`", short(&name)));
            }
            _ => {}
        }
        if matches!(name.as_str(), "$select" | "$orderby") {
            properties(&name, value, method, judge);
        }
    }
}

/// Names of properties in `$select` and `$orderby`, each up to its first slash.
fn properties(option: &str, value: &str, method: &Method, judge: &mut Judge<'_, '_>) {
    let (Outcome::Whole(Value::Struct(id)) | Outcome::Page(Value::Struct(id))) = method.outcome else {
        return;
    };
    for item in value.split(',') {
        let item = item.trim().replace('+', " ").replace("%20", " ");
        let name = item.split(['/', ' ']).next().unwrap_or_default();
        let is_plain = !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
        if is_plain && !judge.takes(id, name) {
            let what = format!("`{}` in `{option}` of `{}`", short(name), judge.name(id));
            judge.tell(FaultKind::UnknownPropertyInQuery, what);
        }
    }
}

fn content_type(example: &Example, headers: &[String], judge: &mut Judge<'_, '_>) {
    if example.body == ExampleBody::None {
        return;
    }
    let values = headers.iter().filter_map(|it| it.split_once(':'));
    for (_, value) in values.filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-type")) {
        let media_type = value.split(';').next().unwrap_or(value).trim();
        if !media_type.contains('/') && !media_type.is_empty() {
            judge.tell(FaultKind::ContentTypeIsNone, format!("`{}`", short(media_type)));
        }
    }
}

fn body(example: &Example, method: &Method, judge: &mut Judge<'_, '_>) {
    let text = match (&example.body, method.body) {
        (ExampleBody::None, _) | (_, Body::Content | Body::Json) => return,
        (_, Body::None) => {
            let what = format!("`{}` documents no body", method.verb.as_str());
            judge.tell(FaultKind::BodyNotDocumented, what);
            return;
        }
        (ExampleBody::Text(text), _) => {
            judge.tell(
                FaultKind::BodyOfAnotherKind,
                format!("`{}` is no object", short(text)),
            );
            return;
        }
        (ExampleBody::Json(text), _) => text,
    };
    // It was written by this program; what is no JSON was refused.
    let Ok(read) = json::read(text) else {
        return;
    };
    match (method.body, &read.node) {
        (Body::Whole(id) | Body::Changes(id) | Body::Parameters(id), Node::Object(_)) => {
            judge.object(id, &read.node, "");
        }
        (Body::List(id), Node::Array(elements)) => {
            for element in elements {
                judge.object(id, element, "");
            }
        }
        (Body::List(_), _) => judge.tell(
            FaultKind::BodyOfAnotherKind,
            "an object where a list is documented".to_owned(),
        ),
        (Body::Reference, Node::Object(_)) if read.node.get("@odata.id").and_then(Node::as_str).is_some() => {
        }
        (Body::Reference, _) => judge.tell(
            FaultKind::BodyOfAnotherKind,
            "no address in `@odata.id` where a reference is documented".to_owned(),
        ),
        _ => judge.tell(
            FaultKind::BodyOfAnotherKind,
            "a list where an object is documented".to_owned(),
        ),
    }
}
