//! Names as the page's own JSON spells them, where a table differs from it in nothing but upper and lower case: the
//! service writes JSON, people write tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic};
use crate::extract::reading::Reading;
use crate::facts::TypeFacts;

/// Takes the spelling of the representation for the properties of a type.
pub(super) fn settle(reading: &mut Reading<'_, '_>, ty: &mut TypeFacts) {
    let Some(text) = &ty.representation else {
        return;
    };
    let keys: BTreeSet<&str> = keys(text).collect();
    if ty.properties.iter().all(|row| keys.contains(row.name.as_str())) {
        return;
    }
    let by_letters: BTreeMap<String, &str> = keys.iter().map(|key| (key.to_lowercase(), *key)).collect();
    let mut names: BTreeSet<String> = ty.properties.iter().map(|row| row.name.clone()).collect();
    for row in &mut ty.properties {
        let shown = by_letters.get(&row.name.to_lowercase());
        let Some(shown) = shown.filter(|_| !keys.contains(row.name.as_str())) else {
            continue;
        };
        // A service that writes capitals in its examples writes them by hand: the table decides.
        let is_capital = |name: &str| name.starts_with(char::is_uppercase);
        if is_capital(shown) && !is_capital(&row.name) {
            reading.diags.push(
                Diagnostic::new(
                    Code::PagesDisagree,
                    row.span,
                    format!("`{}` is `{shown}` in the JSON of this page", row.name),
                )
                .help("the spelling of the table is kept; write it in the JSON too"),
            );
            continue;
        }
        // Two rows that differ in nothing else are two properties.
        if !names.insert((*shown).to_owned()) {
            continue;
        }
        reading.diags.push(
            Diagnostic::new(
                Code::PagesDisagree,
                row.span,
                format!("`{}` is `{shown}` in the JSON of this page", row.name),
            )
            .help("the spelling of the JSON is taken; write it in the table too"),
        );
        (*shown).clone_into(&mut row.name);
    }
}

/// The keys of all objects in a text of JSON, as far as quotes and colons tell them.
fn keys(text: &str) -> impl Iterator<Item = &str> {
    let behind = text.split('"').skip(1);
    let pairs = text.split('"').zip(behind);
    pairs
        .filter(|(_, behind)| behind.trim_start().starts_with(':'))
        .map(|(key, _)| key)
}
