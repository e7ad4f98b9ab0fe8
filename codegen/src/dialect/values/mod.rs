//! Inline lists of values: "Possible values are: `a`, `b`." in the wordings that pages have.
//!
//! *In* come the inlines of a description; *out* go the values, each with its place. Which enumeration they are of is not
//! known here.

mod intro;
mod list;
mod token;

use std::collections::BTreeSet;

use memchr::memchr3;

use intro::Intro;

use super::scan::{before, find_word};
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
    if !may_list(cell) {
        return None;
    }
    let values = common(cell).unwrap_or_else(|| any(cell));
    let mut texts = cell.iter().filter(|inline| inline.kind == InlineKind::Text);
    let several = !values.is_empty() && texts.any(|inline| says_several(&inline.text));
    (!values.is_empty()).then_some(InlineValues { values, several })
}

/// The list behind `Possible values are:` where it is nothing but code and commas and the description speaks of values
/// only once. Most lists are of this form, and it needs no tokens.
fn common(cell: &[Inline<'_>]) -> Option<Vec<InlineValue>> {
    const MOST: usize = 64;
    let speaks = |inline: &Inline<'_>| inline.kind == InlineKind::Text && inline.text.contains("alue");
    let start = cell.iter().position(speaks)?;
    let is_common = before(cell[start].text.trim_end(), "possible values are:").is_some();
    if !is_common || cell[start + 1..].iter().any(speaks) {
        return None;
    }
    let mut values: Vec<InlineValue> = Vec::new();
    for pair in cell[start + 1..].chunks(2) {
        let (value, rest) = pair.split_first()?;
        let name = value.text.as_ref();
        let is_plain = value.kind == InlineKind::Code
            && !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        // Whatever needs a second thought is left to the full reader.
        let is_odd = ["null", "etc", "true", "false"].contains(&name) || values.len() == MOST;
        if !is_plain || is_odd || values.iter().any(|it| it.name == name) {
            return None;
        }
        values.push(InlineValue {
            name: name.to_owned(),
            number: None,
            span: value.span,
        });
        match rest.first() {
            None => break,
            Some(text) if text.kind != InlineKind::Text => return None,
            Some(text) if text.text.starts_with('.') => break,
            Some(text) if text.text.trim() == "," => {}
            Some(_) => return None,
        }
    }
    (!values.is_empty()).then_some(values)
}

/// The list in any description.
fn any(cell: &[Inline<'_>]) -> Vec<InlineValue> {
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
    values
}

/// A quick look for what every list has: the words of an introduction, and something set apart, a colon or a plural.
fn may_list(cell: &[Inline<'_>]) -> bool {
    let has_marks = cell.iter().any(|inline| match inline.kind {
        InlineKind::Text => may_enclose(&inline.text),
        kind => kind != InlineKind::Break,
    });
    let mut texts = cell.iter().filter(|inline| inline.kind == InlineKind::Text);
    has_marks && texts.any(|inline| may_introduce(&inline.text))
}

/// A quick look for a colon, for quotes, or for the plural that needs neither.
fn may_enclose(text: &str) -> bool {
    memchr3(b':', b'"', b'\'', text.as_bytes()).is_some()
        || text.contains("alues")
        || (!text.is_ascii() && text.contains(['“', '‘']))
}

/// A quick look for the words of any introduction.
fn may_introduce(text: &str) -> bool {
    const PARTS: [&str; 7] = [
        "alue", "one of", "ither", "ossible", "upported", "an be", "ust be",
    ];
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
    // Looked for without regard to case only where one of them can be.
    const PARTS: [&str; 6] = ["ulti", "lag", "ombin", "omma-", "more of", "FLAG"];
    PARTS.iter().any(|part| text.contains(part))
        && PHRASES.iter().any(|phrase| find_word(text, phrase).is_some())
}
