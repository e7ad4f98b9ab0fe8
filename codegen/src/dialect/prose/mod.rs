//! Facts in sentences: deprecation, base types, status codes, what an operation takes and gives.
//!
//! *In* comes a sentence or the inlines of one; *out* goes the fact, or nothing. Whether a name in it is a type's is not
//! known here.

mod content;
mod need;
mod secret;

use super::links;
use super::scan::{after, find, find_word, identifier, is_space, trim};
use crate::markdown::page::{Inline, InlineKind};
pub use content::{Content, request_body, response_result};
pub use need::{Need, need_of_body};
pub use secret::is_secret;

/// A type that a sentence names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The type's name as written, or a canonical primitive.
    pub name: String,
    /// The link's target, where it is a link.
    pub target: Option<String>,
    /// A list of them.
    pub collection: bool,
    /// It stands in the place of the one before: `[a] or [b]`.
    pub alternative: bool,
}

/// The text of a run of inlines: links as their labels, code in backticks, line breaks as `\n`, no other markup.
pub fn plain(inlines: &[Inline<'_>]) -> String {
    let mut text = String::with_capacity(inlines.iter().map(|inline| inline.text.len()).sum());
    for inline in inlines {
        match inline.kind {
            InlineKind::Code => {
                text.push('`');
                text.push_str(&inline.text);
                text.push('`');
            }
            InlineKind::Break => text.push('\n'),
            InlineKind::LinkStart | InlineKind::LinkEnd => {}
            InlineKind::Html => text.push_str(text_of_tag(&inline.text)),
            InlineKind::Text | InlineKind::Emphasis | InlineKind::Strong => text.push_str(&inline.text),
        }
    }
    let text = links::without_unclosed(text);
    let trimmed = trim(&text);
    if trimmed.len() == text.len() {
        return text;
    }
    trimmed.to_owned()
}

/// A note without the mark that it begins with: `[!IMPORTANT] …`.
pub fn without_alert(text: &str) -> &str {
    let marked = text.strip_prefix("[!").and_then(|it| it.split_once(']'));
    match marked {
        Some((word, rest)) if !word.is_empty() && word.bytes().all(|it| it.is_ascii_uppercase()) => {
            rest.trim_start()
        }
        _ => text,
    }
}

/// What stands for an HTML tag: a line for a block, a bullet for an item, nothing for markup. What is no tag of HTML is a
/// placeholder that the page forgot to escape, such as `<server>`, and stays.
pub(super) fn text_of_tag(tag: &str) -> &str {
    const MARKUP: [&str; 36] = [
        "a",
        "b",
        "i",
        "em",
        "strong",
        "code",
        "ul",
        "ol",
        "span",
        "sub",
        "sup",
        "u",
        "s",
        "small",
        "pre",
        "tt",
        "font",
        "img",
        "hr",
        "table",
        "tbody",
        "thead",
        "td",
        "th",
        "center",
        "kbd",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "strike",
        "del",
        "ins",
        "mark",
    ];
    let is = |names: &[&str], name: &str| names.iter().any(|it| it.eq_ignore_ascii_case(name));
    let closes = tag.starts_with("</");
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len())];
    if is(&["li"], name) {
        if closes { "" } else { "\n- " }
    } else if is(&["p", "div", "tr", "br"], name) {
        "\n"
    } else if is(&MARKUP, name) || name.is_empty() {
        ""
    } else {
        tag
    }
}

/// The note of a deprecation: the sentence behind the word, which mostly says what to use instead. Empty where there is
/// none; `None` where nothing is deprecated, or only will be.
pub fn deprecation(text: &str) -> Option<String> {
    const WORD: &str = "deprecated";
    let at = find_word(text, WORD)?;
    let (before, after) = (&text[..at], &text[at + WORD.len()..]);
    if !says_deprecated(before, after) {
        return None;
    }
    let rest = after.trim_start_matches(|c: char| {
        is_space(c) || (c.is_ascii_punctuation() && c != '`') || matches!(c, '—' | '–')
    });
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let mut end = sentence(line);
    // What to use instead is the point of the note, and often has a sentence of its own.
    while let Some(more) = line.get(end..).map(str::trim_start).filter(|it| !it.is_empty())
        && tells_instead(&more[..sentence(more)])
    {
        end = line.len() - more.len() + sentence(more);
    }
    let note = trim(&line[..end]);
    let note = ["and ", "and, "]
        .iter()
        .find_map(|word| super::scan::after(note, word))
        .unwrap_or(note);
    Some(note.to_owned())
}

/// The length of the first sentence of a text.
fn sentence(text: &str) -> usize {
    text.find(". ").map_or(text.len(), |at| at + 1)
}

/// True for a sentence that says what stands in the place of something.
fn tells_instead(sentence: &str) -> bool {
    const PHRASES: [&str; 6] = ["use", "instead", "replaced", "refer to", "migrate", "switch to"];
    PHRASES.iter().any(|phrase| find_word(sentence, phrase).is_some())
}

/// The note of a deprecation in an alert, where it is the API, or what the page is about, that is deprecated, and not a
/// part of it.
pub fn deprecation_of_all(text: &str) -> Option<String> {
    const PARTS: [&str; 12] = [
        "property",
        "properties",
        "parameter",
        "parameters",
        "permission",
        "permissions",
        "relationship",
        "value",
        "values",
        "header",
        "scope",
        "member",
    ];
    let at = find_word(text, "deprecated")?;
    let before = &text[..at];
    let before = &before[before.rfind([']', '\n']).map_or(0, |it| it + 1)..];
    let before = &before[before.rfind(". ").map_or(0, |it| it + 2)..];
    let speaks_of_all = ["api", "apis", "this", "these"]
        .iter()
        .any(|word| find_word(before, word).is_some());
    let speaks_of_part = PARTS.iter().any(|word| find_word(before, word).is_some());
    (speaks_of_all && !speaks_of_part)
        .then(|| deprecation(text))
        .flatten()
}

/// Whether the word between two texts marks what the whole text is about: `[deprecated] …`, `(deprecated)`,
/// `Deprecated. …`, `… is deprecated.`, `… - Deprecated`.
fn says_deprecated(before: &str, after: &str) -> bool {
    let opened = before.trim_end_matches(['*', '_', '\\']);
    let is_marked =
        opened.ends_with(['[', '(']) && after.trim_start_matches(['*', '_', '\\']).starts_with([']', ')']);
    let before = trim(opened.trim_end_matches(['[', '(']));
    let after = trim(after);
    if is_marked || before.is_empty() {
        return true;
    }
    // `The template is deprecated or not.`
    if super::scan::after(after, "or not").is_some() {
        return false;
    }
    let closes = after.trim_matches('.').is_empty() && before.ends_with(['-', '–', '—']);
    let begins_sentence = before.ends_with(['.', '!', '\n']);
    let verb = before.rsplit(is_space).next().unwrap_or_default();
    let is_said = ["is", "are", "been", "now", "as"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(verb));
    closes || begins_sentence || is_said
}

/// The base type in `Inherits from [directoryObject](directoryobject.md).`
pub fn inherits_from(inlines: &[Inline<'_>]) -> Option<Mention> {
    // What every phrase has, so that most texts are looked through three times and not six.
    let may_say = |text: &str| {
        [
            "inherit",
            "deriv",
            "extends",
            "base type:",
            "pecialization of",
            "pecializes",
            "ubtype of",
        ]
        .iter()
        .any(|part| find(text, part).is_some())
    };
    for (index, inline) in inlines.iter().enumerate() {
        if inline.kind != InlineKind::Text || !may_say(&inline.text) {
            continue;
        }
        let phrase = [
            "inherits from",
            "inherit from",
            "inherits properties from",
            "derived from",
            "derives from",
            "extends",
            "base type:",
            "specialization of",
            "specializes",
            "subtype of",
        ]
        .iter()
        .find_map(|phrase| find_word(&inline.text, phrase).map(|at| at + phrase.len()));
        if let Some(end) = phrase {
            return mention_after(&inline.text[end..], &inlines[index + 1..]);
        }
    }
    None
}

/// The type named next: in what is left of a run of text, else in what follows it.
fn mention_after(rest: &str, following: &[Inline<'_>]) -> Option<Mention> {
    let rest = rest.trim_start_matches(is_space);
    let rest = ["the ", "an ", "a "]
        .iter()
        .find_map(|article| after(rest, article))
        .unwrap_or(rest);
    let rest = trim(rest);
    if !rest.is_empty()
        && !["the", "an", "a"]
            .iter()
            .any(|article| rest.eq_ignore_ascii_case(article))
    {
        let name = identifier(rest);
        return (!name.is_empty()).then(|| Mention {
            name: name.to_owned(),
            target: None,
            collection: false,
            alternative: false,
        });
    }
    named_run(following)
}

/// The type that a run of inlines begins with: a link, or marked text.
fn named_run(inlines: &[Inline<'_>]) -> Option<Mention> {
    let first = inlines.first()?;
    let (label, target) = match first.kind {
        InlineKind::LinkStart => (inlines.get(1)?, Some(first.text.to_string())),
        InlineKind::Strong | InlineKind::Emphasis | InlineKind::Code => (first, None),
        _ => return None,
    };
    let name = identifier(trim(&label.text).trim_start_matches('#'));
    (!name.is_empty()).then(|| Mention {
        name: name.to_owned(),
        target,
        collection: false,
        alternative: false,
    })
}

/// True where a text says that the type which it is about is abstract.
pub fn is_abstract(text: &str) -> bool {
    const PHRASES: [&str; 9] = [
        "abstract type",
        "abstract class",
        "abstract base",
        "abstract entity",
        "abstract resource",
        "abstract resouce",
        "abstract superclass",
        "abstract complex type",
        "is abstract",
    ];
    find(text, "abstract").is_some() && PHRASES.iter().any(|phrase| find_word(text, phrase).is_some())
}

/// True where a text says that the type which it is about takes properties that no page lists.
pub fn is_open(text: &str) -> bool {
    [
        "is an open type",
        "is a dictionary",
        "is an open complex type",
        "is an open entity type",
    ]
    .iter()
    .any(|phrase| find_word(text, phrase).is_some())
}

/// True where a text says that what it is about may be left out. A sentence that begins with `Required` says that it may
/// not, unless it says of what it is optional; `not optional` and `not required` say what they say.
pub fn is_optional(text: &str) -> bool {
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| find_word(text, phrase).is_some());
    if says(&["not required", "isn't required", "not mandatory"]) {
        return true;
    }
    if says(&["not optional", "isn't optional"]) {
        return false;
    }
    let tells_of_what = says(&["optional for", "optional on", "optional in"]);
    find(text, "optional").is_some() && (tells_of_what || !is_required(text))
}

/// True where a sentence of a text says first of all that what it is about is required.
pub fn is_required(text: &str) -> bool {
    let mut sentences = text.split(['.', '\n']).map(trim);
    sentences
        .any(|it| after(it, "required").is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric())))
}

/// True where a text tells what holds where nothing is given: `The default is 10.`, `Defaults to false.`
pub fn has_default(text: &str) -> bool {
    [
        "default is",
        "defaults to",
        "default value",
        "by default",
        "default:",
    ]
    .iter()
    .any(|phrase| find(text, phrase).is_some())
}

/// The status code of success: the first code of three digits in ``returns a `201 Created` response code``.
pub fn status_code(text: &str) -> Option<u16> {
    status_codes(text).next()
}

/// Every status code of success or redirection that a text speaks of.
pub fn status_codes(text: &str) -> impl Iterator<Item = u16> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).filter_map(move |at| {
        let starts = is_digit(at)
            && !at
                .checked_sub(1)
                .is_some_and(|at| bytes[at].is_ascii_alphanumeric() || bytes[at] == b'.');
        let is_code = starts && is_digit(at + 1) && is_digit(at + 2) && !is_digit(at + 3);
        let code: u16 = is_code.then(|| text[at..at + 3].parse().ok()).flatten()?;
        ((200..400).contains(&code)).then_some(code)
    })
}
