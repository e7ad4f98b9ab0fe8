//! Which of the properties that an example shows were decoded into their documented types.

use std::collections::BTreeSet;

use super::{
    compare::short,
    placeholder::{self, Fit},
    tree::{Tree, Value},
};
use crate::json::{Model, Slot, decode};

/// What an example's properties came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Properties {
    /// Documented ones that hold a value or `null`.
    pub(super) met: usize,
    /// Of them, those in their fields.
    pub(super) typed: usize,
    /// Of those, the ones documented as open JSON.
    pub(super) open: usize,
    /// Documented ones that hold a placeholder of the right kind. Not among `met`.
    pub(super) placeholders: usize,
    /// Those that the pages do not document, annotations aside.
    pub(super) undocumented: usize,
    /// Path and what is wrong, of every documented one that is not in its field.
    pub(super) misfits: Vec<String>,
}

/// Counts the properties of `tree` and below, which `model` documents. It is filled and emptied on the way.
pub(super) fn count(model: &mut dyn Model, tree: &Tree<'_>) -> Properties {
    let mut found = Properties::default();
    object(model, tree, "", &mut found);
    found
}

fn object(model: &mut dyn Model, tree: &Tree<'_>, path: &str, found: &mut Properties) {
    let Value::Object(members) = &tree.value else {
        return;
    };
    if decode::from_str(tree.raw, model).is_err() {
        return;
    }
    let misfits: BTreeSet<String> = model
        .additional_data()
        .misfits()
        .map(|(name, _)| name.to_owned())
        .collect();
    for (name, value) in members {
        let Some(slot) = model.slot(name) else {
            found.undocumented += usize::from(!name.contains('@'));
            continue;
        };
        let place = || format!("{path}{name}");
        let fit = text(value)
            .and_then(placeholder::read)
            .map(|it| it.fit(placeholder::taken(slot)));
        match fit {
            Some(Fit::Right) => {
                found.placeholders += 1;
                continue;
            }
            Some(Fit::Wrong) => {
                found.met += 1;
                let what = format!(
                    "{}: the placeholder {} is of another kind",
                    place(),
                    short(value.raw)
                );
                found.misfits.push(what);
                continue;
            }
            Some(Fit::Value) | None => {}
        }
        // Asked again, because looking at its kind has used it up.
        let Some(slot) = model.slot(name) else {
            continue;
        };
        found.met += 1;
        if misfits.contains(name) {
            let is_listed =
                matches!(&value.value, Value::List(elements) if elements.iter().any(is_placeholder));
            if is_listed {
                found.met -= 1;
                found.placeholders += 1;
                continue;
            }
            found.misfits.push(format!(
                "{}: {} is not of the documented type",
                place(),
                short(value.raw)
            ));
            continue;
        }
        found.typed += 1;
        match (slot, &value.value) {
            (Slot::Json(_) | Slot::Jsons(_), _) => found.open += 1,
            (Slot::Obj(field), Value::Object(_)) => {
                object(field.make(), value, &format!("{}.", place()), found);
            }
            (Slot::List(field), Value::List(elements)) => {
                field.start();
                for (at, element) in elements.iter().enumerate() {
                    let element_path = format!("{}[{at}]", place());
                    match &element.value {
                        Value::Object(_) => object(field.push(), element, &format!("{element_path}."), found),
                        // What is left out of a list is read as null.
                        Value::Null => {}
                        _ if is_placeholder(element) => found.placeholders += 1,
                        _ => {
                            found.met += 1;
                            let what = format!("{element_path}: {} is no object", short(element.raw));
                            found.misfits.push(what);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

fn text<'t>(tree: &'t Tree<'_>) -> Option<&'t str> {
    match &tree.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn is_placeholder(tree: &Tree<'_>) -> bool {
    matches!(tree.value, Value::Null) || text(tree).and_then(placeholder::read).is_some()
}
