//! What the service answers, against what the page documents.

use graphdown_codegen::dialect::json::{self, Node};
use graphdown_codegen::model::{Example, ExampleBody, Method, Outcome, TypeId, Value};

use crate::FaultKind;
use crate::fault::short;
use crate::values::Judge;

/// Holds a response against the method that it answers, in a page of this text. A refusal is of no documented type.
pub(crate) fn judge(
    example: &Example,
    status: Option<u16>,
    method: &Method,
    page: &str,
    judge: &mut Judge<'_, '_>,
) {
    match (status, method.status) {
        (None, _) => judge.tell(
            FaultKind::NoStatus,
            format!("{} {}", method.verb.as_str(), short(&method.path)),
        ),
        (Some(shown), Some(documented))
            if shown != documented && (200..400).contains(&shown) && !tells(page, shown) =>
        {
            judge.tell(
                FaultKind::StatusDiffers,
                format!("{shown}, documented as {documented}"),
            );
        }
        _ => {}
    }
    if status.is_some_and(|it| it >= 400) {
        return;
    }
    match (&example.body, method.outcome) {
        (ExampleBody::None, _) | (_, Outcome::Content) | (ExampleBody::Text(_), Outcome::Nothing) => {}
        (ExampleBody::Json(_), Outcome::Nothing) => {
            judge.tell(
                FaultKind::AnswerNotExpected,
                "the page documents no body".to_owned(),
            );
        }
        (ExampleBody::Text(_), Outcome::Whole(of)) if !matches!(of, Value::Struct(_)) => {}
        (ExampleBody::Text(text), _) => judge.tell(FaultKind::AnswerIsNoJson, format!("`{}`", short(text))),
        (ExampleBody::Json(text), outcome) => {
            // It was written by this program; what is no JSON was refused.
            if let Ok(read) = json::read(text) {
                body(&read.node, cast(outcome, &method.path, judge), judge);
            }
        }
    }
}

/// Whether the words of a page name this status code: then it documents more than one.
fn tells(page: &str, status: u16) -> bool {
    let status = status.to_string();
    let mut is_code = false;
    page.lines().any(|line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        let mut words = line.split(|it: char| !it.is_ascii_alphanumeric());
        !is_code && !is_fence && words.any(|it| it == status)
    })
}

/// What is given below a cast: `/places/microsoft.graph.room` gives rooms, whatever the page says of places.
fn cast(outcome: Outcome, path: &str, judge: &Judge<'_, '_>) -> Outcome {
    let last = path.rsplit('/').next().unwrap_or(path);
    let cast = last.contains('.').then(|| judge.structure_of(last)).flatten();
    match (outcome, cast) {
        (Outcome::Whole(Value::Struct(_)), Some(id)) => Outcome::Whole(Value::Struct(id)),
        (Outcome::Page(Value::Struct(_)), Some(id)) => Outcome::Page(Value::Struct(id)),
        _ => outcome,
    }
}

fn body(node: &Node<'_>, outcome: Outcome, judge: &mut Judge<'_, '_>) {
    match outcome {
        Outcome::Whole(Value::Struct(id)) => whole(id, node, judge),
        Outcome::Enveloped(of) => {
            if let Node::Object(members) = node
                && let Some(value) = judge.enter(members)
            {
                judge.single(of, value, "value");
            }
        }
        Outcome::Page(of) => page(of, node, judge),
        Outcome::Whole(_) | Outcome::Nothing | Outcome::Content => {}
    }
}

fn whole(id: TypeId, node: &Node<'_>, judge: &mut Judge<'_, '_>) {
    let has_value = judge.has(id, "value");
    let Node::Object(members) = node else {
        judge.tell(FaultKind::AnswerIsAList, "the body is a list".to_owned());
        return;
    };
    let is_alone = members
        .iter()
        .all(|(name, _)| name == "value" || name.starts_with('@'));
    match node.get("value") {
        Some(Node::Object(_)) if is_alone && !has_value => {
            judge.tell(
                FaultKind::AnswerInAnEnvelope,
                format!("`{}` in `value`", judge.name(id)),
            );
            if let Some(value) = judge.enter(members) {
                judge.object(id, value, "value");
            }
        }
        Some(Node::Array(elements)) if !has_value => {
            judge.tell(
                FaultKind::AnswerIsAList,
                format!("a list of `{}`", judge.name(id)),
            );
            judge.enter(members);
            for (at, element) in elements.iter().enumerate() {
                judge.single(Value::Struct(id), element, &format!("value[{at}]"));
            }
        }
        _ => judge.object(id, node, ""),
    }
}

fn page(of: Value, node: &Node<'_>, judge: &mut Judge<'_, '_>) {
    let (Node::Object(members), Some(Node::Array(elements))) = (node, node.get("value")) else {
        judge.tell(FaultKind::AnswerIsNoList, "`value` holds no list".to_owned());
        if let (Value::Struct(id), Node::Object(_), None) = (of, node, node.get("value")) {
            judge.object(id, node, "");
        }
        return;
    };
    judge.enter(members);
    for (at, element) in elements.iter().enumerate() {
        judge.single(of, element, &format!("value[{at}]"));
    }
}

#[cfg(test)]
mod tests {
    use super::tells;

    #[test]
    fn a_code_is_told_in_words_only() {
        let page = "It returns `200 OK`.\n```http\nHTTP/1.1 201 Created\n```\nNot 2020.\n";
        assert!(tells(page, 200));
        assert!(!tells(page, 201));
        assert!(!tells(page, 202));
    }
}
