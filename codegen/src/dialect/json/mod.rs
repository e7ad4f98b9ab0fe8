//! JSON as pages have it: strict where it can be, repaired where it must be.
//!
//! One reader does both. What is strict JSON (RFC 8259) gives no repairs; every deviation that is read all the same is
//! recorded with its place. Order, duplicate names and the digits of numbers are kept.

mod reader;
mod strict;
mod string;

use std::borrow::Cow;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node<'t> {
    /// `null`, and what an ellipsis or a missing value stands for.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, with the text that it is written in.
    Number(&'t str),
    /// A string, escapes resolved. Borrowed wherever the text has it so.
    String(Cow<'t, str>),
    /// A list.
    Array(Vec<Node<'t>>),
    /// An object: names and values in the order of the text. A name may come twice.
    Object(Vec<(Cow<'t, str>, Node<'t>)>),
}

impl Node<'_> {
    /// The value of an object's first entry of this name.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}

/// What [`read`] gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<'t> {
    /// The value.
    pub node: Node<'t>,
    /// What had to be mended, in the order of the text. Empty for strict JSON.
    pub repairs: Vec<Repair>,
}

/// A deviation from JSON that was read all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What it is.
    pub kind: RepairKind,
    /// The byte of the text where it stands.
    pub offset: usize,
}

/// Deviations from JSON that [`read`] mends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RepairKind {
    /// A comma with no member before it or behind it.
    TrailingComma,
    /// `// …`, `/* … */` or `# …`.
    Comment,
    /// `...` or `…` for what is left out.
    Ellipsis,
    /// `“…”`.
    SmartQuote,
    /// `'…'`.
    SingleQuote,
    /// A name without quotes.
    UnquotedKey,
    /// Text without quotes, or a number that is none.
    UnquotedValue,
    /// Two members with no comma between.
    MissingComma,
    /// A name with no colon behind it.
    MissingColon,
    /// A name with no value; it is null.
    MissingValue,
    /// A line end or another control character in a string.
    ControlCharacter,
    /// White space that JSON does not know, such as the no-break space.
    OddSpace,
    /// A backslash that makes no escape.
    BadEscape,
    /// A quote inside of a string.
    InnerQuote,
    /// A string that ends with its line.
    UnclosedString,
    /// A closing bracket that fits no opening one, or one that is missing.
    Unbalanced,
    /// The text ends inside of the value.
    Truncated,
    /// There is more text behind the value.
    TrailingText,
}

impl RepairKind {
    /// What a diagnostic says.
    pub fn title(self) -> &'static str {
        match self {
            Self::TrailingComma => "comma without a member",
            Self::Comment => "comment",
            Self::Ellipsis => "ellipsis",
            Self::SmartQuote => "typographic quotation mark",
            Self::SingleQuote => "single quotation mark",
            Self::UnquotedKey => "name without quotation marks",
            Self::UnquotedValue => "text without quotation marks",
            Self::MissingComma => "missing comma",
            Self::MissingColon => "missing colon",
            Self::MissingValue => "missing value",
            Self::ControlCharacter => "control character in a string",
            Self::OddSpace => "white space that is not JSON's",
            Self::BadEscape => "backslash that makes no escape",
            Self::InnerQuote => "quotation mark inside of a string",
            Self::UnclosedString => "string that never ends",
            Self::Unbalanced => "bracket without its counterpart",
            Self::Truncated => "value that never ends",
            Self::TrailingText => "text behind the value",
        }
    }
}

/// Why a text is no JSON, even after repairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// The byte of the text where reading stopped.
    pub offset: usize,
    /// What was wrong there.
    pub kind: JsonErrorKind,
}

/// What [`read`] does not mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonErrorKind {
    /// Nothing but white space and comments.
    Empty,
    /// The text begins as no JSON value does.
    NotJson,
    /// A character that has no place there.
    Unexpected,
    /// Lists and objects within each other, more than [`MAX_DEPTH`].
    TooDeep,
}

impl JsonErrorKind {
    /// What a diagnostic says.
    pub fn title(self) -> &'static str {
        match self {
            Self::Empty => "there is no value",
            Self::NotJson => "this does not begin a JSON value",
            Self::Unexpected => "this has no place in JSON",
            Self::TooDeep => "lists and objects are nested too deep",
        }
    }
}

/// How many lists and objects may stand within each other.
pub const MAX_DEPTH: usize = 128;

/// Reads one JSON value from the beginning of a text.
///
/// # Errors
///
/// For a text without a value, and for one that no repair makes JSON, each with its place.
pub fn read(text: &str) -> Result<Read<'_>, JsonError> {
    reader::Reader::new(text).document()
}

/// The repairs that [`read`] would make, without building the value: for blocks that only have to be sound.
///
/// # Errors
///
/// As [`read`].
pub fn check(text: &str) -> Result<Vec<Repair>, JsonError> {
    // Nearly all is strict.
    if strict::is_strict(text) {
        return Ok(Vec::new());
    }
    read(text).map(|read| read.repairs)
}
