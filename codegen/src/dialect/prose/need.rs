//! Whether the body of a request may be left out, from the texts of its section.

use crate::dialect::scan::{after, find, trim};

/// What a section says of the need for a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing, so what the section describes is sent.
    Untold,
    /// That none is required. The page may show one all the same.
    NoneRequired,
    /// That it may be left out, and what it may hold.
    Optional,
}

/// What a section says of the need for a body. `texts` are the section's paragraphs, in order, each in one line.
///
/// Three forms say that it may be left out: the first sentence offers the body (`you can optionally provide …`, `provide
/// an optional …`), a sentence speaks of leaving it out, or none is required and what it may hold is told nevertheless
/// (`No request body is required. However, …`).
pub fn need_of_body<'t>(texts: impl IntoIterator<Item = &'t str>) -> Need {
    let mut is_first = true;
    let mut need = Need::Untold;
    for sentence in texts.into_iter().flat_map(sentences) {
        let is_offer = is_first && has(sentence, &["optionally ", "an optional "]);
        let takes_back =
            need == Need::NoneRequired && after(sentence, "however").is_some() && has(sentence, &["body"]);
        if is_offer || takes_back || speaks_of_leaving_out(sentence) {
            return Need::Optional;
        }
        is_first = false;
        if requires_none(sentence) {
            need = Need::NoneRequired;
        }
    }
    need
}

fn speaks_of_leaving_out(sentence: &str) -> bool {
    const PHRASES: [&str; 8] = [
        "body is optional",
        "body can be omitted",
        "body may be omitted",
        "omitting the body",
        "omitting the request body",
        "okay to send an empty body",
        "can send an empty body",
        "may send an empty body",
    ];
    has(sentence, &PHRASES)
}

/// `This method does not require a request body`, `No request body is required`
fn requires_none(sentence: &str) -> bool {
    has(sentence, &["request body"]) && has(sentence, &["not require", "n't require", "no request body is"])
}

fn has(sentence: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| find(sentence, phrase).is_some())
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ").map(trim).filter(|it| !it.is_empty())
}
