//! Whether what the service answers comes through the documented type as it is.

use super::{
    Answer, Empty, compare,
    data::Example,
    properties,
    report::{Finding, Trial},
    tree::{Tree, Value},
};
use crate::json::{self, Json, Slot};

/// Tries what the service answers.
pub(super) fn response(example: &Example, answer: Answer, outcome: &mut Trial) {
    if example.response.is_some_and(|it| it >= 400) {
        let what = format!("{}", example.response.unwrap_or_default());
        outcome.findings.push(Finding::limit("answer-of-failure", what));
        return;
    }
    match (answer, &example.body) {
        // Nothing is documented, and nothing is lost.
        (_, None) if example.text.is_none() => {}
        (Answer::Model(empty) | Answer::List(empty) | Answer::Value(empty), Some(_)) => {
            round_trip(example, answer, empty, outcome);
        }
        (Answer::Model(_) | Answer::List(_) | Answer::Value(_), None) => {
            let what = compare::short(example.text.as_deref().unwrap_or_default());
            outcome.findings.push(Finding::page("answer-is-no-json", what));
        }
        (Answer::Open, Some(body)) => {
            let is_kept = body.get().parse::<Json>().is_ok_and(|it| it.text() == body.get());
            outcome.unchanged = Some(is_kept);
            outcome.findings.push(if is_kept {
                Finding::limit("answer-not-documented", "nothing tells what the operation gives")
            } else {
                Finding::ours("changed", "open JSON")
            });
        }
        (Answer::Nothing, Some(body)) => {
            let what = compare::short(body.get());
            outcome.findings.push(Finding::page("answer-not-expected", what));
        }
        (Answer::Content | Answer::Open | Answer::Nothing, _) => {
            outcome.findings.push(Finding::limit("answer-of-bytes", ""));
        }
    }
}

/// Decodes the body and encodes it again.
pub(super) fn round_trip(example: &Example, answer: Answer, empty: Empty, outcome: &mut Trial) {
    let Some(text) = example.body() else {
        return;
    };
    let tree = match Tree::read(text) {
        Ok(tree) => tree,
        Err(error) => {
            outcome.findings.push(Finding::page("no-json", error.to_string()));
            return;
        }
    };
    if let Some(path) = tree.duplicate() {
        outcome.findings.push(Finding::page("name-twice", path));
    }
    let Value::Object(_) = &tree.value else {
        outcome
            .findings
            .push(Finding::page("no-object", compare::short(text)));
        return;
    };
    let shown = match envelope(&tree, answer, outcome) {
        Shape::Documented => &tree,
        Shape::Enveloped(inside) => inside,
        // An empty list would be added.
        Shape::NoList => return,
    };
    let mut model = empty();
    if let Err(error) = json::decode::from_str(text, &mut *model) {
        outcome
            .findings
            .push(Finding::ours("not-decoded", error.to_string()));
        outcome.unchanged = Some(false);
        return;
    }
    let encoded = json::to_string(&*model);
    let difference = match Tree::read(&encoded) {
        Ok(after) => compare::difference(&tree, &after),
        Err(error) => Some(error.to_string()),
    };
    outcome.unchanged = Some(difference.is_none());
    outcome
        .findings
        .extend(difference.map(|what| Finding::ours("changed", what)));
    outcome.add(properties::count(&mut *empty(), shown));
}

/// How an answer is shown.
enum Shape<'t, 'a> {
    /// As it is documented, or with findings that a reader gets over.
    Documented,
    /// One structure, in the envelope of a list.
    Enveloped(&'t Tree<'a>),
    /// One structure, where a list is documented.
    NoList,
}

fn envelope<'t, 'a>(tree: &'t Tree<'a>, answer: Answer, outcome: &mut Trial) -> Shape<'t, 'a> {
    let value = tree.get("value");
    let (finding, shape) = match (answer, value.map(|it| (it, &it.value))) {
        (Answer::Model(empty), Some((inside, Value::Object(_)))) if is_alone(tree) => {
            if matches!(empty().slot("value"), Some(Slot::Obj(_) | Slot::Json(_))) {
                return Shape::Documented;
            }
            let what = "one structure in an envelope of `value`";
            (
                Finding::page("answer-in-an-envelope", what),
                Shape::Enveloped(inside),
            )
        }
        (Answer::Model(empty), Some((_, Value::List(_)))) if empty().slot("value").is_none() => {
            let finding = Finding::page("answer-is-a-list", "documented as one structure");
            (finding, Shape::Documented)
        }
        (Answer::List(_), None) => {
            let finding = Finding::page("answer-is-no-list", "documented as a list");
            (finding, Shape::NoList)
        }
        _ => return Shape::Documented,
    };
    outcome.findings.push(finding);
    shape
}

/// Whether an object has no member but `value`, annotations aside.
fn is_alone(tree: &Tree<'_>) -> bool {
    match &tree.value {
        Value::Object(members) => members
            .iter()
            .all(|(name, _)| name == "value" || name.starts_with('@')),
        _ => false,
    }
}
