//! What a `$filter` says, read: conditions and the values in them. No object is looked at here.

use serde_json::Value;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime, PrimitiveDateTime};

/// A condition or a value in one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    Literal(Value),
    /// A time without quotes.
    Time(Time),
    /// A GUID without quotes, in lower case.
    Guid(String),
    /// `actor/userId`.
    Path(Vec<String>),
    Compare(Comparison, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Vec<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    Call(Function, Vec<Expr>),
    Lambda(Lambda),
}

/// `path/any(variable:condition)`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lambda {
    pub(crate) path: Vec<String>,
    /// `all` instead of `any`.
    pub(crate) all: bool,
    pub(crate) variable: String,
    /// `None` for `any()`: the list has elements.
    pub(crate) condition: Option<Box<Expr>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
    /// A set of flags holds all of these.
    Has,
}

impl Comparison {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "eq" => Self::Eq,
            "ne" => Self::Ne,
            "gt" => Self::Gt,
            "ge" => Self::Ge,
            "lt" => Self::Lt,
            "le" => Self::Le,
            "has" => Self::Has,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    StartsWith,
    EndsWith,
    Contains,
    ToLower,
    ToUpper,
    Trim,
    Length,
    /// `isof('microsoft.graph.user')`: the object itself is of a type.
    IsOf,
}

impl Function {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "startswith" => Self::StartsWith,
            "endswith" => Self::EndsWith,
            "contains" => Self::Contains,
            "tolower" => Self::ToLower,
            "toupper" => Self::ToUpper,
            "trim" => Self::Trim,
            "length" => Self::Length,
            "isof" => Self::IsOf,
            _ => return None,
        })
    }

    pub(crate) fn arity(self) -> usize {
        match self {
            Self::StartsWith | Self::EndsWith | Self::Contains => 2,
            Self::ToLower | Self::ToUpper | Self::Trim | Self::Length | Self::IsOf => 1,
        }
    }
}

/// A point in time; without an offset it is in UTC, without a time of day at midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Time(OffsetDateTime);

impl Time {
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let date = format_description!("[year]-[month]-[day]");
        let local =
            format_description!("[year]-[month]-[day]T[hour]:[minute]:[second][optional [.[subsecond]]]");
        let midnight = |it: Date| it.midnight().assume_utc();
        OffsetDateTime::parse(text, &Rfc3339)
            .or_else(|_| PrimitiveDateTime::parse(text, &local).map(PrimitiveDateTime::assume_utc))
            .or_else(|_| Date::parse(text, &date).map(midnight))
            .ok()
            .map(Self)
    }
}

/// Whether a segment of a path is the full name of a type, `microsoft.graph.user`, and not of a property.
pub(crate) fn is_cast(segment: &str) -> bool {
    segment.contains('.') && !segment.contains('@')
}
