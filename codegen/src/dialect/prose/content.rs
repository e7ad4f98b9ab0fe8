//! What an operation gives or takes, from the sentence that says so.

use super::{Mention, plain};
use crate::dialect::scan::{after, find, identifier, is_space, trim};
use crate::dialect::{primitive, type_expr};
use crate::markdown::page::{Inline, InlineKind};
use crate::schema::Primitive;

/// What a sentence says that an operation gives or takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// One or more types; the first is meant, or any of them.
    Types(Vec<Mention>),
    /// Bytes.
    Stream,
    /// Nothing.
    Nothing,
}

/// The result in `returns a 200 OK response code and a collection of [x](..) objects in the response body`.
pub fn response_result(inlines: &[Inline<'_>]) -> Option<Content> {
    // Of a name in bold, only a sentence that says what comes back tells a result.
    let gives = |text: &str| find(text, "return").is_some() || find(text, "body").is_some();
    content(inlines, gives, bare_result)
}

/// The body in `supply a JSON representation of the [x](..) object`.
pub fn request_body(inlines: &[Inline<'_>]) -> Option<Content> {
    content(inlines, |_| true, bare_body)
}

/// A link names the type; else text that is set apart, in a sentence that `speaks` of such; else plain words that `bare`
/// understands.
fn content(
    inlines: &[Inline<'_>],
    speaks: fn(&str) -> bool,
    bare: fn(&str) -> Option<Content>,
) -> Option<Content> {
    let linked = mentions(inlines, |kind| kind == InlineKind::LinkStart);
    if !linked.is_empty() {
        return Some(Content::Types(linked));
    }
    let text = plain(inlines);
    if says_nothing(&text) {
        return Some(Content::Nothing);
    }
    let set_apart = mentions(inlines, |kind| {
        matches!(kind, InlineKind::Strong | InlineKind::Emphasis)
    });
    if !set_apart.is_empty() && speaks(&text) {
        return Some(Content::Types(set_apart));
    }
    bare(&text)
}

/// The types that runs of some kind name.
fn mentions(inlines: &[Inline<'_>], is_kind: fn(InlineKind) -> bool) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    // What stands between the mention before and this one.
    let mut gap = 0;
    for (index, inline) in inlines.iter().enumerate() {
        if !is_kind(inline.kind) {
            continue;
        }
        let is_link = inline.kind == InlineKind::LinkStart;
        let label = if is_link {
            inlines.get(index + 1)
        } else {
            Some(inline)
        };
        let end = if is_link {
            link_end(inlines, index)
        } else {
            index + 1
        };
        let next = inlines
            .get(end)
            .filter(|it| it.kind == InlineKind::Text)
            .map_or("", |it| it.text.as_ref());
        let Some((name, noun)) = label.and_then(|label| split_label(&label.text)) else {
            continue;
        };
        if is_part(next) {
            continue;
        }
        // A link may point anywhere; a name in bold is a type only where a noun says so.
        let noun = if noun.is_empty() { noun_of(next) } else { noun };
        let is_result = after(trim(next), "in the response body").is_some();
        if !is_link && noun.is_empty() && !is_result {
            continue;
        }
        // A link in the label of another stands in what was read with that one.
        let before = inlines
            .get(gap..index)
            .and_then(<[Inline<'_>]>::last)
            .filter(|it| it.kind == InlineKind::Text)
            .map_or("", |it| it.text.as_ref());
        let continues = !mentions.is_empty() && is_conjunction(before);
        let collection =
            is_collection(before, noun) || (continues && mentions.last().is_some_and(|it| it.collection));
        mentions.push(Mention {
            name: name.to_owned(),
            target: is_link.then(|| inline.text.to_string()),
            collection,
            alternative: continues && has_or(before),
        });
        gap = end.min(inlines.len());
    }
    mentions
}

/// True where the noun behind a name says that it is a part of something: `the [remoteItem](…) facet`.
fn is_part(next: &str) -> bool {
    const PARTS: [&str; 8] = [
        "facet",
        "facets",
        "property",
        "properties",
        "header",
        "headers",
        "permission",
        "parameter",
    ];
    let word = next.trim_start_matches(is_space);
    let word = word
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    PARTS.iter().any(|part| part.eq_ignore_ascii_case(word))
}

/// The place behind a link that begins at `start`. A label of many runs is a sentence and names no type.
fn link_end(inlines: &[Inline<'_>], start: usize) -> usize {
    const LONGEST: usize = 16;
    let mut label = inlines[start..].iter().take(LONGEST);
    let length = label.position(|it| it.kind == InlineKind::LinkEnd);
    length.map_or(start + 1, |length| start + length + 1)
}

/// A label that is a type's name, with or without a noun behind it: `driveItem`, `Drive resource`. Other labels, such as
/// `get the status`, name no type.
fn split_label(label: &str) -> Option<(&str, &str)> {
    let label = trim(label).trim_start_matches('#');
    let name = identifier(label);
    let noun = trim(&label[name.len()..]);
    let is_name =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && (noun.is_empty() || !noun_of(noun).is_empty());
    is_name.then_some((name, noun))
}

/// The nouns that tell what a name is the name of.
const NOUNS: [&str; 11] = [
    "collection",
    "objects",
    "object",
    "resources",
    "resource",
    "entities",
    "entity",
    "items",
    "instances",
    "instance",
    "list",
];

/// The noun phrase that a text begins with: `object`, `object collection`.
fn noun_of(text: &str) -> &str {
    let text = text.trim_start_matches(is_space);
    let mut end = 0;
    loop {
        let rest = &text[end..];
        let skipped = rest.len() - rest.trim_start_matches(is_space).len();
        let word = rest[skipped..]
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        if !NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(word)) {
            return &text[..end];
        }
        end += skipped + word.len();
    }
}

/// Whether a mention is of a list: `a collection of … objects`, `… collection`, `the requested … objects`.
fn is_collection(before: &str, noun: &str) -> bool {
    let noun = noun.to_ascii_lowercase();
    if noun.contains("collection") || noun.ends_with("list") {
        return true;
    }
    let mut words = before.rsplit(is_space).filter(|word| !word.is_empty());
    let mut has_article = false;
    while let Some(word) = words.next() {
        let word = word.to_ascii_lowercase();
        match word.as_str() {
            "of" => return words.next().is_some_and(is_list_noun),
            "a" | "an" => has_article = true,
            "the" | "all" | "new" | "updated" | "created" | "requested" | "existing" | "one" | "or"
            | "more" | "zero" => {}
            _ if is_list_noun(&word) => return true,
            _ => break,
        }
    }
    !has_article && ["objects", "resources", "entities", "items", "instances"].contains(&noun.as_str())
}

fn is_list_noun(word: &str) -> bool {
    ["collection", "list", "array", "set", "page"]
        .iter()
        .any(|noun| noun.eq_ignore_ascii_case(word))
}

/// `and`, `or`, `and/or`, a comma: what joins two mentions under one noun.
fn has_or(text: &str) -> bool {
    text.split(is_space).any(|word| word == "or")
}

fn is_conjunction(text: &str) -> bool {
    text.split(|c: char| is_space(c) || matches!(c, ',' | '/'))
        .all(|word| matches!(word, "" | "and" | "or"))
}

fn says_nothing(text: &str) -> bool {
    const PHRASES: [&str; 10] = [
        "not return anything",
        "not return a response body",
        "not return a body",
        "do not supply",
        "don't supply",
        "no response body",
        "no request body",
        "empty response body",
        "empty body",
        "empty content",
    ];
    // What every phrase has, so that most texts are looked through four times and not ten.
    const PARTS: [&str; 4] = ["not ", "n't ", "no re", "empty "];
    let says = |part: &&str| find(text, part).is_some();
    PARTS.iter().any(says) && PHRASES.iter().any(says)
}

/// `… and a String collection in the response body`, `… response code and a Boolean value.`
fn bare_result(text: &str) -> Option<Content> {
    const CODE: &str = "response code and ";
    let before_body = find(text, "in the response body").or_else(|| find(text, "in the body"));
    if let Some(end) = before_body {
        return bare(&text[..end]);
    }
    let rest = &text[find(text, CODE)? + CODE.len()..];
    let end = rest.find(". ").or_else(|| rest.find('\n')).unwrap_or(rest.len());
    bare(trim(&rest[..end]).trim_end_matches('.'))
}

/// A name and its noun at the end of a text. A primitive needs no noun.
fn bare(text: &str) -> Option<Content> {
    let mut words = text.rsplit(is_space).filter(|word| !word.is_empty());
    let mut collection = false;
    let mut has_noun = false;
    let mut word = words.next()?;
    while NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(word)) {
        has_noun = true;
        collection |= matches!(
            word.to_ascii_lowercase().as_str(),
            "collection" | "objects" | "resources" | "list"
        );
        word = words.next()?;
    }
    if ["value", "values"]
        .iter()
        .any(|noun| noun.eq_ignore_ascii_case(word))
    {
        // A value is of a primitive type: `a Boolean value`, not `the updated value`.
        word = words.next()?;
        primitive::read(word.trim_matches('`'))?;
    }
    let word = word.trim_matches('`');
    if let Some(ty) = type_expr::read_text(word).filter(|ty| ty.collection && ty.note.is_none()) {
        return Some(one(&ty.name, true));
    }
    match primitive::read(word) {
        Some(Primitive::Stream) => Some(Content::Stream),
        Some(primitive) => Some(one(primitive.name(), collection)),
        // A name in plain words looks like one: `messageRule object`, not `new object`.
        None if has_noun && looks_like_name(word) => Some(one(word, collection)),
        None if is_file(word, words.next()) => Some(Content::Stream),
        None => None,
    }
}

fn one(name: &str, collection: bool) -> Content {
    Content::Types(vec![Mention {
        name: name.to_owned(),
        target: None,
        collection,
        alternative: false,
    }])
}

/// `messageRule`, `microsoft.graph.device`
fn looks_like_name(word: &str) -> bool {
    let has_mark = |c: char| c.is_uppercase() || c == '.';
    identifier(word) == word && word.chars().skip(1).any(has_mark)
}

/// `a CSV file`, `a binary stream`
fn is_file(noun: &str, kind: Option<&str>) -> bool {
    let is = |word: &str, names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
    is(noun, &["file", "stream", "data"])
        && kind.is_some_and(|kind| is(kind, &["binary", "CSV", "PDF", "ZIP"]))
}

/// `… a JSON representation of a remoteActionAudit object.`
fn bare_body(text: &str) -> Option<Content> {
    let at = find(text, "representation")? + "representation".len();
    let rest = trim(&text[at..]);
    let rest = after(rest, "of ").or_else(|| after(rest, "for ")).map(trim)?;
    let rest = ["the ", "an ", "a "]
        .iter()
        .find_map(|article| after(rest, article))
        .unwrap_or(rest);
    let rest = trim(rest);
    let name = identifier(rest);
    let noun = noun_of(&rest[name.len()..]);
    // `of a new object` names nothing.
    let is_name = !noun.is_empty() && !["", "new", "updated", "following", "JSON"].contains(&name);
    is_name.then(|| {
        Content::Types(vec![Mention {
            name: primitive::read(name).map_or(name, |it| it.name()).to_owned(),
            target: None,
            collection: is_collection("a ", noun),
            alternative: false,
        }])
    })
}
