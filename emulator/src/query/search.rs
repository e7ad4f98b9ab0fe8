//! `$search` as a plain match of text: what the service does beyond it (ranking, stems of words) no page tells.
//!
//! `"displayName:al"` looks in one property, `"al"` in all; several stand together or are joined by `AND`, `OR`, `NOT`
//! (OData 4.01, part 1, section 11.2.6.6).

use serde_json::Value;

use super::budget::{Budget, Spent};
use crate::error::ODataError;

/// Any of the alternatives, of which each is a list of terms that all must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Search(Vec<Vec<Term>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    property: Option<String>,
    /// In lower case.
    text: String,
    /// Must not be there.
    excluded: bool,
}

impl Search {
    pub(super) fn read(text: &str) -> Result<Self, ODataError> {
        let mut alternatives = vec![Vec::new()];
        let mut excluded = false;
        for (word, quoted) in words(text) {
            match word.as_str() {
                "AND" if !quoted => {}
                "OR" if !quoted => alternatives.push(Vec::new()),
                "NOT" if !quoted => excluded = true,
                _ => {
                    if let Some(terms) = alternatives.last_mut() {
                        terms.push(term(&word, std::mem::take(&mut excluded)));
                    }
                }
            }
        }
        if alternatives.iter().any(Vec::is_empty) {
            return Err(ODataError::bad_request("The $search looks for nothing."));
        }
        Ok(Self(alternatives))
    }

    pub(super) fn finds(&self, object: &Value, budget: &Budget) -> Result<bool, Spent> {
        for terms in &self.0 {
            let mut all = true;
            for term in terms {
                all = all && term.is_in(object, budget)? != term.excluded;
            }
            if all {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn term(word: &str, excluded: bool) -> Term {
    let is_name = |it: &str| !it.is_empty() && it.chars().all(char::is_alphanumeric);
    let (property, text) = match word.split_once(':') {
        Some((name, text)) if is_name(name) => (Some(name.to_owned()), text),
        _ => (None, word),
    };
    Term {
        property,
        text: text.to_lowercase(),
        excluded,
    }
}

impl Term {
    fn is_in(&self, object: &Value, budget: &Budget) -> Result<bool, Spent> {
        let Some(property) = &self.property else {
            return holds(object, &self.text, budget);
        };
        let mut members = object.as_object().into_iter().flatten();
        match members.find(|it| it.0.eq_ignore_ascii_case(property)) {
            Some((_, value)) => holds(value, &self.text, budget),
            None => Ok(false),
        }
    }
}

/// Whether a text stands somewhere in a value, whatever its case. Annotations are no text of anybody.
fn holds(value: &Value, text: &str, budget: &Budget) -> Result<bool, Spent> {
    budget.spend(1)?;
    match value {
        Value::String(it) => {
            budget.spend_on(it)?;
            Ok(it.to_lowercase().contains(text))
        }
        Value::Array(list) => {
            for element in list {
                if holds(element, text, budget)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Value::Object(object) => {
            for (_, value) in object.iter().filter(|it| !it.0.contains('@')) {
                if holds(value, text, budget)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        _ => Ok(false),
    }
}

/// The words of a search, and whether each stood in quotes.
fn words(text: &str) -> Vec<(String, bool)> {
    let mut words = Vec::new();
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 1 {
            words.extend((!part.trim().is_empty()).then(|| (part.to_owned(), true)));
        } else {
            let separate = part.split([' ', '(', ')']).filter(|it| !it.is_empty());
            words.extend(separate.map(|it| (it.to_owned(), false)));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn plain_text() {
        let object = json!({
            "displayName": "Alice Adams", "mail": "al@contoso.com", "@odata.type": "#x.secret",
            "from": { "emailAddress": { "name": "Bob" } }, "tags": ["Red", "blue"], "count": 3,
        });
        let cases = [
            ("\"displayName:ali\"", true),
            ("\"displayname:ALI\"", true),
            ("\"mail:ali\"", false),
            ("\"from:bob\"", true),
            ("red", true),
            ("secret", false),
            ("\"displayName:ali\" AND \"mail:bob\"", false),
            ("\"displayName:ali\" OR \"mail:bob\"", true),
            ("red NOT bob", false),
            ("red blue", true),
            ("red OR", false),
        ];
        for (text, expected) in cases {
            let found = Search::read(text).map(|it| it.finds(&object, &Budget::new()));
            assert_eq!(found.unwrap_or(Ok(false)), Ok(expected), "{text}");
        }
    }
}
