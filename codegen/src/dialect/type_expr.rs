//! The type column: `String`, `Collection(X)`, `[x](../resources/x.md) collection`, and what else pages write there.
//!
//! The text wins over the link; the link's target is handed on as a tie-break for names that nothing documents.

use std::borrow::Cow;

use super::primitive;
use super::prose::text_of_tag;
use super::scan::{after, before, find, find_word, identifier, is_space, squeeze, trim};
use crate::markdown::page::{Inline, InlineKind};
use crate::schema::Primitive;

/// A type as a cell states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeExpr {
    /// The canonical primitive (`DateTimeOffset`, `Json`, …), or the type's name as documented, with its namespace
    /// where one is written.
    pub name: Cow<'static, str>,
    /// `name` is the name of a [`Primitive`].
    pub primitive: bool,
    /// A list of them.
    pub collection: bool,
    /// The link's target as written. Empty for `[x][]`, of which the definition is missing.
    pub target: Option<String>,
    /// What was not as it should be.
    pub note: Option<TypeNote>,
    /// The cell's own plain text, where it is not the name alone: see [`TypeExpr::documented`].
    pub text: Option<String>,
}

impl TypeExpr {
    /// One value of a primitive.
    pub fn of_primitive(primitive: Primitive) -> Self {
        Self {
            primitive: true,
            ..Self::of_type(primitive.name())
        }
    }

    /// One value of a type that goes by this name.
    pub fn of_type(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            primitive: false,
            collection: false,
            target: None,
            note: None,
            text: None,
        }
    }

    /// One value of what a name means: of a primitive where it is a spelling of one, else of a type.
    pub fn of_name(name: &str) -> Self {
        primitive::read(name).map_or_else(|| Self::of_type(name.to_owned()), Self::of_primitive)
    }

    /// A list of them, or one.
    #[must_use]
    pub fn listed(self, collection: bool) -> Self {
        Self { collection, ..self }
    }

    /// The cell's own plain text.
    pub fn documented(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.name)
    }
}

/// What was not as it should be in a type cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeNote {
    /// A name for a primitive that the metadata language does not have: `int`, `Timestamp`, `JSON object`.
    Alias,
    /// More than one type is given; the type is `Json`.
    Union(Vec<String>),
    /// A part of the description stands in the cell.
    DescriptionSlipped(String),
    /// A list of lists; the type is a collection of `Json`. Holds the type of the innermost elements.
    NestedCollection(String),
    /// `[x](x.md` without the last parenthesis.
    UnclosedLink,
    /// What stands beside the type: `optional`, `url`, `maximum size 20`.
    Qualified(String),
    /// The page itself says that it does not know the type.
    Unknown,
    /// No type was found; the type is `Json`.
    Unreadable,
}

/// The longest text that is taken for a type, in bytes. The longest that pages have is half of it.
const LONGEST: usize = 512;

/// Reads a type cell. `None` where it is empty.
pub fn read(cell: &[Inline<'_>]) -> Option<TypeExpr> {
    let target = cell
        .iter()
        .find(|inline| inline.kind == InlineKind::LinkStart)
        .map(|it| it.text.as_ref());
    let mut expr = read_text(&text_of(cell))?;
    if let Some(target) = target {
        expr.target = Some(target.to_owned());
    }
    Some(expr)
}

/// The cell's text without links and markup. Borrowed where the cell is one run of text.
fn text_of<'c>(cell: &'c [Inline<'_>]) -> Cow<'c, str> {
    let mut text = Cow::Borrowed("");
    for inline in cell {
        let piece = match inline.kind {
            InlineKind::LinkStart | InlineKind::LinkEnd => continue,
            // `Collection<String>`: what is no tag of HTML is text.
            InlineKind::Html => text_of_tag(&inline.text),
            InlineKind::Break => " ",
            _ => inline.text.as_ref(),
        };
        if text.is_empty() {
            text = Cow::Borrowed(piece);
        } else {
            text.to_mut().push_str(piece);
        }
    }
    text
}

/// Reads a type from plain text. `None` where it is empty.
pub fn read_text(text: &str) -> Option<TypeExpr> {
    let documented = squeeze(text);
    if documented.is_empty() {
        return None;
    }
    let mut reading = Reading::default();
    reading.whole(&documented);
    let name = reading.name.unwrap_or("Json".into());
    let text = (documented != name).then(|| documented.to_string());
    let canonical = Primitive::named(&name);
    Some(TypeExpr {
        primitive: canonical.is_some(),
        collection: reading.collection,
        target: reading.target.map(str::to_owned),
        note: reading.note,
        name: match canonical {
            Some(canonical) => Cow::Borrowed(canonical.name()),
            None => Cow::Owned(name.into_owned()),
        },
        text,
    })
}

/// What has been read so far.
#[derive(Default)]
struct Reading<'t> {
    name: Option<Cow<'t, str>>,
    collection: bool,
    target: Option<&'t str>,
    note: Option<TypeNote>,
}

impl<'t> Reading<'t> {
    /// A whole cell: one type, or the defects that cells have.
    fn whole(&mut self, text: &'t str) {
        let text = self.unlink(strip_marks(text));
        if self.expression(text) || self.unknown(text) || self.with_description(text) {
            return;
        }
        self.note = Some(TypeNote::Unreadable);
    }

    /// Raw link markup, which an unclosed or an undefined link leaves behind: `[x](x.md` and `[x][]`.
    fn unlink(&mut self, text: &'t str) -> &'t str {
        let Some((label, rest)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) else {
            return text;
        };
        if let Some(rest) = rest.strip_prefix("[]") {
            self.target = Some("");
            // The words behind the link (`collection`) are read with the label where they can be.
            self.collection |= trim(rest).eq_ignore_ascii_case("collection");
            return label;
        }
        let Some(target) = rest.strip_prefix('(') else {
            return text;
        };
        let (target, rest) = target.split_once(')').unwrap_or_else(|| {
            self.note = Some(TypeNote::UnclosedLink);
            (target, "")
        });
        self.target = Some(target);
        self.collection |= trim(rest).eq_ignore_ascii_case("collection");
        label
    }

    /// One type with its collection marks and qualifiers. False where the text is something else.
    fn expression(&mut self, text: &'t str) -> bool {
        // Longer text is prose; taking it apart piece by piece would be slow.
        if text.len() > LONGEST {
            return false;
        }
        let mut text = strip_marks(text);
        // Every property may be null.
        if let Some(rest) = after(text, "nullable ")
            .map(strip_marks)
            .filter(|it| !it.is_empty())
        {
            self.note = Some(TypeNote::Qualified("nullable".to_owned()));
            text = rest;
        }
        if self.single(text) {
            return true;
        }
        let mut depth = usize::from(self.collection);
        loop {
            let shorter = match collection_of(text) {
                Some(element) => {
                    depth += 1;
                    singular(element)
                }
                None => match strip_noun(text) {
                    Some(rest) => rest,
                    None => match qualifier(text) {
                        Some((rest, qualifier)) => {
                            self.note
                                .get_or_insert_with(|| TypeNote::Qualified(qualifier.to_owned()));
                            rest
                        }
                        None => break,
                    },
                },
            };
            text = strip_marks(shorter);
        }
        if !(self.single(text) || self.union(text)) {
            return false;
        }
        self.collection = depth > 0;
        if depth > 1 {
            let element = self.name.replace("Json".into()).unwrap_or_default().into_owned();
            self.note = Some(TypeNote::NestedCollection(element));
        }
        true
    }

    /// A primitive or a name.
    fn single(&mut self, text: &'t str) -> bool {
        if let Some((canonical, is_alias)) = primitive::spelling(text) {
            self.name = Some(canonical.name().into());
            if is_alias {
                self.note.get_or_insert(TypeNote::Alias);
            }
            return true;
        }
        let name = text.strip_prefix('#').unwrap_or(text);
        let is_name = !name.is_empty()
            && identifier(name) == name
            && name.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_name {
            self.name = Some(name.into());
        }
        is_name
    }

    /// `A or B`, `A/B`, `A, B or C`: open JSON, unless they are spellings of one type.
    fn union(&mut self, text: &'t str) -> bool {
        let mut names: Vec<Cow<'_, str>> = Vec::new();
        for part in text.split([',', '/', '|']).flat_map(|part| part.split(" or ")) {
            let mut part_reading = Reading::default();
            let part = after(trim(part), "or ").unwrap_or(part);
            if !part_reading.single(strip_marks(part)) {
                return false;
            }
            names.extend(part_reading.name);
        }
        // `String or null` is a String: every property may be null.
        names.retain(|name| !name.eq_ignore_ascii_case("null"));
        names.dedup();
        match names.as_slice() {
            [] => return false,
            [one] => self.name = Some(one.clone()),
            _ => {
                self.name = Some("Json".into());
                self.note = Some(TypeNote::Union(names.into_iter().map(Cow::into_owned).collect()));
            }
        }
        true
    }

    /// `** Unknown Type ` + "`microsoft.x`" + ` ** collection`, as a generator wrote it that did not know the type.
    fn unknown(&mut self, text: &'t str) -> bool {
        let Some(at) = find(text, "unknown type") else {
            return false;
        };
        let rest = text[at + "unknown type".len()..].trim_start_matches(|c| is_space(c) || c == '`');
        if !self.single(identifier(rest)) {
            return false;
        }
        self.collection = find_word(rest, "collection").is_some();
        self.note = Some(TypeNote::Unknown);
        true
    }

    /// A type at the beginning of a sentence, or a primitive as its last word.
    fn with_description(&mut self, text: &'t str) -> bool {
        if let Some((head, rest)) = text.split_once(". ")
            && self.expression(head)
        {
            self.note = Some(TypeNote::DescriptionSlipped(rest.to_owned()));
            return true;
        }
        let (sentence, last) = text.rsplit_once(' ').unwrap_or(("", text));
        let Some(canonical) = primitive::read(strip_marks(last)) else {
            return false;
        };
        self.name = Some(canonical.name().into());
        self.note = Some(TypeNote::DescriptionSlipped(sentence.to_owned()));
        true
    }
}

/// The text without white space, emphasis, backticks and a full stop around it.
fn strip_marks(text: &str) -> &str {
    // Most cells are one word.
    if let [first, .., last] = text.as_bytes()
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return text;
    }
    let text = text.trim_matches(|c| is_space(c) || matches!(c, '`' | '*' | '"' | '\''));
    let text = text.trim_end_matches(['.', ',', ':', ';']);
    match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(inner) if !inner.contains(['(', ')']) => trim(inner),
        _ => text,
    }
}

/// The element type of a collection in any of its forms.
fn collection_of(text: &str) -> Option<&str> {
    for word in ["Collection", "Array", "List"] {
        if let Some(rest) = after(text, word) {
            if let Some(element) = rest.trim_start_matches(is_space).strip_prefix(['(', '<']) {
                // `Collection(string) of x`: the name says more than the type on the wire.
                let (element, rest) = element.rsplit_once([')', '>']).unwrap_or((element, ""));
                return Some(after(trim(rest), "of ").unwrap_or(element));
            }
            if let Some(element) = after(trim(rest), "of ") {
                return Some(element);
            }
        }
        // A name may end in `Collection`; only white space makes it two words.
        if let Some(element) = before(text, word)
            && element.ends_with(is_space)
        {
            return Some(element);
        }
    }
    if let Some(element) = before(text, "(collection)") {
        return Some(element);
    }
    text.strip_suffix("[]")
}

/// A primitive that a list is said to be of in the plural: `List of strings`.
fn singular(element: &str) -> &str {
    match trim(element).strip_suffix('s') {
        Some(one) if primitive::read(element).is_none() && primitive::read(one).is_some() => one,
        _ => element,
    }
}

/// The text without a noun that says what the name is the name of: `x resource`, `x enum`.
fn strip_noun(text: &str) -> Option<&str> {
    const NOUNS: [&str; 10] = [
        "resource",
        "resources",
        "object",
        "objects",
        "enum",
        "enumeration",
        "entity",
        "type",
        "facet",
        "instance",
    ];
    // `JSON object` and `error object` name no type.
    if primitive::read(text).is_some() {
        return None;
    }
    let (rest, noun) = text.rsplit_once(is_space)?;
    let is_noun = NOUNS.iter().any(|it| it.eq_ignore_ascii_case(noun));
    (is_noun && !rest.is_empty()).then_some(rest)
}

/// `string (url)`, `string(20)`, `string, maximum size 20`, `(Optional) String`: the type and what stands beside it.
fn qualifier(text: &str) -> Option<(&str, &str)> {
    const LIMITS: [&str; 8] = [
        "size",
        "length",
        "max",
        "nullable",
        "optional",
        "required",
        "read-only",
        "readonly",
    ];
    if let Some(rest) = after(text, "Nullable") {
        let inner = rest.trim_start_matches(is_space).strip_prefix(['(', '<']);
        if let Some(inner) = inner.and_then(|inner| inner.strip_suffix([')', '>'])) {
            return Some((inner, "Nullable"));
        }
    }
    if let Some((qualifier, rest)) = text.strip_prefix('(').and_then(|text| text.split_once(')'))
        && !trim(rest).is_empty()
        && find_word(qualifier, "or").is_none()
    {
        return Some((rest, trim(qualifier)));
    }
    if let Some((rest, qualifier)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('('))
        && !trim(rest).is_empty()
        && !trim(qualifier).eq_ignore_ascii_case("collection")
    {
        return Some((rest, trim(qualifier)));
    }
    // `Int32?`, `string [read-only]`
    if let Some(rest) = text.strip_suffix('?') {
        return Some((rest, "?"));
    }
    if let Some((rest, qualifier)) = text.strip_suffix(']').and_then(|text| text.rsplit_once('['))
        && !trim(rest).is_empty()
        && !trim(qualifier).is_empty()
    {
        return Some((rest, trim(qualifier)));
    }
    let (rest, qualifier) = text.split_once(',')?;
    let qualifier = trim(qualifier);
    let is_limit = LIMITS.iter().any(|word| find_word(qualifier, word).is_some());
    is_limit.then_some((rest, qualifier))
}
