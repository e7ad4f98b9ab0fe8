//! Inline lists of values: "Possible values are: `a`, `b`." in the wordings that pages have.

mod intro;
mod list;
mod token;

use std::collections::BTreeSet;

use self::intro::Intro;
use super::words::find_word;
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

/// How many introductions of one description are followed. A description has one or two; a page made to be slow has
/// thousands, each of which would read what follows it.
const MOST_INTROS: usize = 16;

/// Reads the list in a description. `None` where there is none.
pub fn read(cell: &[Inline<'_>]) -> Option<InlineValues> {
    if !cell
        .iter()
        .any(|inline| inline.kind == InlineKind::Text && may_introduce(&inline.text))
    {
        return None;
    }
    let tokens = token::tokens(cell);
    let intros: Vec<Intro> = intro::all(&tokens).take(MOST_INTROS).collect();
    // What speaks of possible values comes before what may as well speak of something else.
    let strong = intros.iter().filter(|intro| intro.strong);
    let weak = intros.iter().filter(|intro| !intro.strong);
    let mut values: Vec<InlineValue> = Vec::new();
    let mut names = BTreeSet::new();
    for intro in strong.chain(weak) {
        // A second list adds to the first only where its words say that it does.
        if !values.is_empty() && !intro.adds {
            continue;
        }
        for value in list::read(&tokens, *intro) {
            if names.insert(value.name.clone()) {
                values.push(value);
            }
        }
    }
    let several = !values.is_empty()
        && cell
            .iter()
            .any(|inline| inline.kind == InlineKind::Text && says_several(&inline.text));
    (!values.is_empty()).then_some(InlineValues { values, several })
}

/// A quick look for the words of any introduction.
fn may_introduce(text: &str) -> bool {
    const PARTS: [&str; 6] = ["alue", "one of", "ither", "ossible", "an be", "ust be"];
    PARTS.iter().any(|part| text.contains(part)) || text.contains("One of") || text.contains("elect from")
}

fn says_several(text: &str) -> bool {
    const PHRASES: [&str; 9] = [
        "multi-valued",
        "multivalued",
        "flags",
        "flagged enum",
        "combination of",
        "comma-separated",
        "can be combined",
        "one or more of",
        "1 or more of",
    ];
    PHRASES.iter().any(|phrase| find_word(text, phrase).is_some())
}
