//! What the methods on the way, and the method itself, take.

use serde_json::Value as Json;

use super::literal::{self, Around};
use super::texts;
use crate::model::{Argument, ArgumentType, Model, Name, Primitive, Step, Value};

/// The arguments of a page's request, taken one after the other; where there are none, or one is a placeholder, the
/// parameter's own name.
pub(super) struct Arguments<'m> {
    model: &'m Model,
    shown: Option<std::slice::Iter<'m, String>>,
}

impl<'m> Arguments<'m> {
    pub(super) fn new(model: &'m Model, shown: Option<&'m [String]>) -> Self {
        Self {
            model,
            shown: shown.map(<[String]>::iter),
        }
    }

    /// What a step of the path takes, apart by commas.
    pub(super) fn of_step(&mut self, step: &Step) -> String {
        match step {
            Step::Segment(_) => String::new(),
            Step::Key(name) | Step::ItemPath(name) => {
                let shown = self.next();
                shown.map_or_else(|| named(name), texts::text)
            }
            Step::Function(_, arguments) | Step::AlternateKey(arguments) => {
                let values: Vec<String> = arguments.iter().map(|it| self.of_function(it)).collect();
                values.join(", ")
            }
        }
    }

    /// A value behind `?`.
    pub(super) fn of_query(&mut self, argument: &Argument) -> String {
        let shown = self.next();
        match (argument.ty, shown) {
            (ArgumentType::Any, Some(text)) => texts::text(text),
            (ArgumentType::Of(of), Some(text)) => {
                typed(self.model, of, text).unwrap_or_else(|| default(argument))
            }
            (_, None) => default(argument),
        }
    }

    fn of_function(&mut self, argument: &Argument) -> String {
        let shown = self.next();
        if argument.is_optional {
            return shown.map_or("None".to_owned(), |text| {
                format!("Some({})", Self::shown(self.model, argument, text))
            });
        }
        shown.map_or_else(
            || default(argument),
            |text| Self::shown(self.model, argument, text),
        )
    }

    fn shown(model: &Model, argument: &Argument, text: &str) -> String {
        match argument.ty {
            ArgumentType::Any if argument.is_optional => format!("{}.into()", written(text)),
            ArgumentType::Any => written(text),
            ArgumentType::Of(of) => typed(model, of, text).unwrap_or_else(|| default(argument)),
        }
    }

    /// The next value, if it is one.
    fn next(&mut self) -> Option<&'m str> {
        let text = self.shown.as_mut()?.next()?.as_str();
        let is_placeholder = text.is_empty() || text.contains(['{', '}', '<', '>']);
        (!is_placeholder).then_some(text)
    }
}

fn typed(model: &Model, of: Value, text: &str) -> Option<String> {
    if of == Value::Primitive(Primitive::String) {
        return Some(texts::text(text));
    }
    let as_json = serde_json::from_str::<Json>(text).ok();
    let as_json = as_json.filter(|it| it.is_number() || it.is_boolean());
    let values = [as_json, Some(Json::from(text))];
    values
        .iter()
        .flatten()
        .find_map(|it| literal::single(model, of, it, Around::Known, 0))
}

/// A value whose type the pages do not tell, as the address spells it.
fn written(text: &str) -> String {
    let inside = text.strip_prefix('\'').and_then(|it| it.strip_suffix('\''));
    match inside {
        Some(inside) => texts::text(&inside.replace("''", "'")),
        None if text.parse::<i32>().is_ok() || matches!(text, "true" | "false") => text.to_owned(),
        None => format!("Argument::verbatim({})", texts::text(text)),
    }
}

/// A parameter's own name as its value.
fn named(name: &Name) -> String {
    format!("\"{}\"", name.as_str().trim_start_matches("r#").replace('_', "-"))
}

/// A value of the parameter's type.
fn default(argument: &Argument) -> String {
    let ArgumentType::Of(of) = argument.ty else {
        return named(&argument.name);
    };
    match of {
        Value::Primitive(it) => super::body::plain(it).unwrap_or_else(|| named(&argument.name)),
        Value::Enum(_) | Value::Flags(_) | Value::Struct(_) => format!("{}.into()", named(&argument.name)),
    }
}
