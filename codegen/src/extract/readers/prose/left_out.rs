//! Whether the body of a request may be left out, from the texts of its section.

use crate::extract::readers::words::{after, find, trim};

/// True where a section says that its body may be left out. `texts` are the section's paragraphs, in order, each in one
/// line.
///
/// Three forms say so: the first sentence offers the body (`you can optionally provide …`, `provide an optional …`), a
/// sentence speaks of leaving it out, or none is required and what it may hold is told nevertheless (`No request body is
/// required. However, …`).
pub fn body_may_be_left_out<'t>(texts: impl IntoIterator<Item = &'t str>) -> bool {
    let mut is_first = true;
    let mut none_is_required = false;
    for sentence in texts.into_iter().flat_map(sentences) {
        let is_offer = is_first && has(sentence, &["optionally ", "an optional "]);
        let takes_back = none_is_required && after(sentence, "however").is_some() && has(sentence, &["body"]);
        if is_offer || takes_back || speaks_of_leaving_out(sentence) {
            return true;
        }
        is_first = false;
        none_is_required |= requires_none(sentence);
    }
    false
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
