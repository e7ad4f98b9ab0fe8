//! What the answers that a page shows tell of its result, where its words are not exact.

use super::examples::Example;
use crate::dialect::json::{self, Node};
use crate::schema::ExampleKind;

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
