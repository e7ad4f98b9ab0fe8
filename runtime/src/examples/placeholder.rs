//! What stands for a value in an example and is none: `"String (timestamp)"`, `"Integer"`, `"displayName-value"`, `"..."`.

use crate::{json::Slot, values::Scalar};

/// What kind of JSON value a placeholder stands for, or a property takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A text, times and names of enumerations among them.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// An object or a list.
    Structure,
    /// Open JSON.
    Any,
}

/// Words that stand for a value of their kind, alone or before an explanation in parentheses.
const WORDS: &[(&str, ValueKind)] = &[
    ("string", ValueKind::Text),
    ("guid", ValueKind::Text),
    ("timestamp", ValueKind::Text),
    ("datetimeoffset", ValueKind::Text),
    ("datetime", ValueKind::Text),
    ("date", ValueKind::Text),
    ("timeofday", ValueKind::Text),
    ("duration", ValueKind::Text),
    ("binary", ValueKind::Text),
    ("integer", ValueKind::Number),
    ("int", ValueKind::Number),
    ("int16", ValueKind::Number),
    ("int32", ValueKind::Number),
    ("int64", ValueKind::Number),
    ("number", ValueKind::Number),
    ("double", ValueKind::Number),
    ("decimal", ValueKind::Number),
    ("float", ValueKind::Number),
    ("single", ValueKind::Number),
    ("byte", ValueKind::Number),
    ("boolean", ValueKind::Bool),
    ("bool", ValueKind::Bool),
];

/// What stands for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// What it stands for, as far as it tells.
    kind: Option<ValueKind>,
    /// It can be nothing else. `"single"` may be a value, too.
    is_sure: bool,
}

/// How a placeholder fits a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It stands for what the property takes.
    Right,
    /// It stands for something else.
    Wrong,
    /// It is no placeholder here.
    Value,
}

impl Placeholder {
    /// How it fits a property that takes values of this kind.
    pub fn fit(self, takes: ValueKind) -> Fit {
        match self.kind {
            None => Fit::Right,
            Some(kind) if kind == takes || takes == ValueKind::Any => Fit::Right,
            Some(_) if takes == ValueKind::Text && !self.is_sure => Fit::Value,
            Some(_) => Fit::Wrong,
        }
    }
}

/// `None` for what can only be a value.
pub fn read(text: &str) -> Option<Placeholder> {
    let text = text.trim();
    let text = text.strip_prefix("Edm.").unwrap_or(text);
    let (word, is_explained) = match text.split_once('(') {
        Some((word, rest)) if rest.ends_with(')') => (word.trim_end(), true),
        _ => (text, false),
    };
    let known = WORDS.iter().find(|(own, _)| word.eq_ignore_ascii_case(own));
    if let Some((_, kind)) = known {
        let is_typical = matches!(
            word,
            "String" | "Integer" | "Int16" | "Int32" | "Int64" | "Double" | "Decimal" | "Boolean"
        );
        return Some(Placeholder {
            kind: Some(*kind),
            is_sure: is_explained || is_typical,
        });
    }
    let is_marked = matches!(text, "..." | "…")
        || is_named_value(text)
        || text.starts_with("@odata.type:")
        || text.contains(" | ")
        || text.starts_with('<') && text.ends_with('>')
        || text.starts_with('{') && text.ends_with('}');
    is_marked.then_some(Placeholder {
        kind: None,
        is_sure: true,
    })
}

/// `displayName-value`, `skuId-value-1`.
fn is_named_value(text: &str) -> bool {
    let name = text.trim_end_matches(|it: char| it.is_ascii_digit());
    let name = if name.len() < text.len() {
        name.strip_suffix('-').unwrap_or(text)
    } else {
        text
    };
    name.ends_with("-value") || name.ends_with("_value")
}

/// What kind of JSON value a property takes. It has no value afterwards that counts.
pub(super) fn taken(slot: Slot<'_>) -> ValueKind {
    match slot {
        Slot::Str(_) => ValueKind::Text,
        Slot::Bool(_) => ValueKind::Bool,
        Slot::I32(_) | Slot::I64(_) | Slot::F64(_) => ValueKind::Number,
        Slot::Leaf(field) => {
            let kind = if field.set(Scalar::Number("1")) {
                ValueKind::Number
            } else if field.set(Scalar::Bool(true)) {
                ValueKind::Bool
            } else {
                ValueKind::Text
            };
            field.clear();
            kind
        }
        Slot::Leaves(_) | Slot::Obj(_) | Slot::List(_) => ValueKind::Structure,
        Slot::Json(_) | Slot::Jsons(_) => ValueKind::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_values() {
        use Fit::{Right, Value, Wrong};
        // A text, and how it fits a property of text, of a number and of a structure; `None` for a value.
        let cases = [
            ("String", Some([Right, Wrong, Wrong])),
            ("String (timestamp)", Some([Right, Wrong, Wrong])),
            ("string (identifier)", Some([Right, Wrong, Wrong])),
            ("Integer", Some([Wrong, Right, Wrong])),
            ("Edm.Int32", Some([Wrong, Right, Wrong])),
            ("single", Some([Value, Right, Wrong])),
            ("displayName-value", Some([Right, Right, Right])),
            ("skuId-value-1", Some([Right, Right, Right])),
            (
                "@odata.type: microsoft.graph.alertStatus",
                Some([Right, Right, Right]),
            ),
            ("open | closed", Some([Right, Right, Right])),
            ("top-value1", None),
            ("<guid>", Some([Right, Right, Right])),
            ("{id}", Some([Right, Right, Right])),
            ("...", Some([Right, Right, Right])),
            ("Stringent", None),
            ("a value", None),
            ("2017-01-01T00:00:00Z", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let kinds = [ValueKind::Text, ValueKind::Number, ValueKind::Structure];
            let fits = read(text).map(|it| kinds.map(|kind| it.fit(kind)));
            assert_eq!(fits, expected, "{text}");
        }
    }
}
