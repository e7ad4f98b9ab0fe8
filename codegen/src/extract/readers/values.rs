//! Inline lists of values: "Possible values are: `a`, `b`." in the wordings that pages have.

use super::words::{find_word, is_space, trim};
use crate::markdown::page::{Inline, InlineKind};
use crate::source::Span;

/// The values that a description lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineValues {
    /// In the order of the text, each name once.
    pub values: Vec<InlineValue>,
    /// The text says that a value may hold several of them.
    pub several: bool,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineValue {
    /// The value as it is sent.
    pub name: String,
    /// The number in ``0 - `Not Ready` ``.
    pub number: Option<i64>,
    /// Where it stands.
    pub span: Span,
}

/// Reads the list in a description. `None` where there is none.
pub fn read(cell: &[Inline<'_>]) -> Option<InlineValues> {
    for (index, inline) in cell.iter().enumerate() {
        if inline.kind != InlineKind::Text {
            continue;
        }
        if let Some(end) = intro(&inline.text) {
            let values = items(&inline.text[end..], &cell[index + 1..]);
            if !values.is_empty() {
                return Some(InlineValues {
                    values,
                    several: false,
                });
            }
        }
    }
    None
}

/// Where the words that introduce a list end.
fn intro(text: &str) -> Option<usize> {
    [
        "values are",
        "value are",
        "value is",
        "values include",
        "values",
        "value",
        "one of",
        "either",
    ]
    .iter()
    .find_map(|phrase| find_word(text, phrase).map(|at| at + phrase.len()))
    .filter(|&end| trim(&text[end..]).trim_matches(':').is_empty())
}

/// The marked items that follow.
fn items(_rest: &str, following: &[Inline<'_>]) -> Vec<InlineValue> {
    let mut values: Vec<InlineValue> = Vec::new();
    for inline in following {
        match inline.kind {
            InlineKind::Code | InlineKind::Emphasis => {
                let name = trim(&inline.text);
                if !values.iter().any(|value| value.name == name) {
                    values.push(InlineValue {
                        name: name.to_owned(),
                        number: None,
                        span: inline.span,
                    });
                }
            }
            InlineKind::Text => {
                let is_separator = inline
                    .text
                    .split(|c| is_space(c) || c == ',')
                    .all(|word| matches!(word, "" | "and" | "or"));
                if !is_separator {
                    break;
                }
            }
            _ => {}
        }
    }
    values
}
