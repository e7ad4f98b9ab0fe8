//! Facts in sentences: deprecation, base types, status codes, what an operation takes and gives.

use super::type_expr::primitive;
use super::words::{after, find, find_word, identifier, is_space, trim};
use crate::markdown::page::{Inline, InlineKind};

/// A type that a sentence names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The type's name as written, or a canonical primitive.
    pub name: String,
    /// The link's target, where it is a link.
    pub target: Option<String>,
    /// A list of them.
    pub collection: bool,
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
            InlineKind::Html => text.push_str(spacing_of(&inline.text)),
            InlineKind::Text | InlineKind::Emphasis | InlineKind::Strong => text.push_str(&inline.text),
        }
    }
    let end = text.trim_end_matches(is_space).len();
    text.truncate(end);
    let start = text.len() - text.trim_start_matches(is_space).len();
    text.drain(..start);
    text
}

/// What an HTML tag does to the text around it.
fn spacing_of(tag: &str) -> &'static str {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len())];
    const BLOCKS: [&str; 6] = ["li", "p", "ul", "ol", "tr", "br"];
    if BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name)) {
        "\n"
    } else {
        ""
    }
}

/// The note of a deprecation: what the text says beside that it is deprecated. Empty where it says nothing else;
/// `None` where nothing is deprecated, or only will be.
pub fn deprecation(text: &str) -> Option<String> {
    let at = find_word(text, "deprecated")?;
    let before = trim(text[..at].trim_end_matches(['[', '(', '*', '\\', '_']));
    let end = at + "deprecated".len();
    let rest = text[end..].trim_start_matches(|c| {
        is_space(c)
            || matches!(
                c,
                ']' | ')' | '*' | '\\' | '_' | '.' | ':' | '-' | ',' | ';' | '—' | '–'
            )
    });
    let opens = before.is_empty();
    let closes = trim(rest).is_empty() && before.ends_with(['-', '–', '—', '.', ')']);
    let is_marked = text[..at].ends_with(['[', '(']) && text[end..].starts_with([']', ')', '\\']);
    let is_said = before.ends_with(" is")
        || before.ends_with(" are")
        || before.ends_with(" been")
        || before.ends_with(" is now")
        || before.ends_with('.');
    if !(opens || closes || is_marked || is_said) {
        return None;
    }
    let note = trim(first_sentences(rest));
    Some(note.to_owned())
}

/// The sentences of a text that tell what to do instead; here: the first one.
fn first_sentences(text: &str) -> &str {
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    &text[..end]
}

/// The base type in `Inherits from [directoryObject](directoryobject.md).`
pub fn inherits_from(inlines: &[Inline<'_>]) -> Option<Mention> {
    for (index, inline) in inlines.iter().enumerate() {
        if inline.kind != InlineKind::Text {
            continue;
        }
        let phrase = [
            "inherits from",
            "inherit from",
            "inherits properties from",
            "derived from",
            "derives from",
            "extends",
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
    })
}

/// True where a text says that a type is abstract.
pub fn is_abstract(text: &str) -> bool {
    [
        "abstract type",
        "abstract class",
        "abstract base",
        "abstract entity",
        "abstract complex",
        "is abstract",
        "an abstract",
    ]
    .iter()
    .any(|phrase| find_word(text, phrase).is_some())
}

/// The status code of success: the first code of three digits in ``returns a `201 Created` response code``.
pub fn status_code(text: &str) -> Option<u16> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).find_map(|at| {
        let starts = is_digit(at)
            && !at
                .checked_sub(1)
                .is_some_and(|at| bytes[at].is_ascii_alphanumeric() || bytes[at] == b'.');
        let is_code = starts && is_digit(at + 1) && is_digit(at + 2) && !is_digit(at + 3);
        let code: u16 = is_code.then(|| text[at..at + 3].parse().ok()).flatten()?;
        ((200..400).contains(&code)).then_some(code)
    })
}

/// What a sentence says that an operation gives or takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// One or more types; the first is meant.
    Types(Vec<Mention>),
    /// Bytes.
    Stream,
    /// Nothing.
    Nothing,
}

/// The result in `returns a 200 OK response code and a collection of [x](..) objects in the response body`.
pub fn response_result(inlines: &[Inline<'_>]) -> Option<Content> {
    content(inlines)
}

/// The body in `supply a JSON representation of the [x](..) object`.
pub fn request_body(inlines: &[Inline<'_>]) -> Option<Content> {
    content(inlines)
}

fn content(inlines: &[Inline<'_>]) -> Option<Content> {
    let mut mentions: Vec<Mention> = Vec::new();
    for (index, inline) in inlines.iter().enumerate() {
        if inline.kind == InlineKind::LinkStart
            && let Some(mut mention) = named_run(&inlines[index..])
        {
            let before = inlines[..index].last().map_or("", |it| it.text.as_ref());
            let after = inlines.get(index + 3).map_or("", |it| it.text.as_ref());
            mention.collection = is_collection(before, after);
            mentions.push(mention);
        }
    }
    if !mentions.is_empty() {
        return Some(Content::Types(mentions));
    }
    let text = plain(inlines);
    if says_nothing(&text) {
        return Some(Content::Nothing);
    }
    bare_type(&text)
}

fn is_collection(before: &str, after: &str) -> bool {
    let after = after.trim_start_matches(is_space);
    let follows = ["collection", "objects collection", "resources"]
        .iter()
        .any(|word| super::words::after(after, word).is_some());
    follows
        || find_word(before, "collection").is_some()
        || find_word(before, "list of").is_some()
        || find_word(before, "array of").is_some()
}

fn says_nothing(text: &str) -> bool {
    [
        "not return anything",
        "do not supply",
        "don't supply",
        "no response body",
        "empty response body",
        "empty body",
        "no request body",
    ]
    .iter()
    .any(|phrase| find(text, phrase).is_some())
}

/// A type named in plain words: `and a String collection in the response body`.
fn bare_type(text: &str) -> Option<Content> {
    let at = find(text, "in the response body").or_else(|| find(text, "in the body"))?;
    let head = trim(&text[..at]);
    let mut words = head.rsplit(is_space).filter(|word| !word.is_empty());
    let mut word = words.next()?;
    let mut collection = false;
    while ["object", "objects", "collection", "value", "resource"]
        .iter()
        .any(|noun| noun.eq_ignore_ascii_case(word))
    {
        collection |= word.eq_ignore_ascii_case("collection");
        word = words.next()?;
    }
    let name = primitive(word)?;
    if name == "Stream" {
        return Some(Content::Stream);
    }
    Some(Content::Types(vec![Mention {
        name: name.to_owned(),
        target: None,
        collection,
    }]))
}
