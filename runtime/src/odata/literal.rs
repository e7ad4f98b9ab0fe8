//! Values in a URL: keys, and arguments of functions.

use std::borrow::Cow;

use crate::{
    json::encode,
    values::{Guid, Leaf, LiteralForm, Scalar, text_of_not_finite},
};

/// The key of an entity in a path: `477f8d24` in `/users/477f8d24`. Any text: it is percent-encoded and cannot leave its segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub(crate) text: String,
    pub(crate) encoded_twice: bool,
}

impl Key {
    /// A key whose percent-encoding is encoded once more, so that `/` is sent as `%252F`.
    ///
    /// The gateway of Microsoft Graph decodes a path once before it cuts it into segments, so that the `%2F` of a key with a slash, as
    /// the ids of Outlook's messages have it, becomes an end of the segment, and the answer is "Resource not found for the segment"
    /// (<https://github.com/microsoftgraph/microsoft-graph-docs/issues/10167>). Other OData services decode once, as RFC 3986 has it, so
    /// that keys are encoded once unless this says otherwise. Ids that were asked for with `Prefer: IdType="ImmutableId"`, or translated
    /// to `restId`, have no slash.
    pub fn encoded_twice(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            encoded_twice: true,
        }
    }

    fn plain(text: String) -> Self {
        Self {
            text,
            encoded_twice: false,
        }
    }
}

/// The spelling of a value in `$filter`, in an alternate key, and as an argument of a function: `'it''s'`, `5`, `true`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument(pub(crate) String);

impl<L: Leaf> From<L> for Argument {
    fn from(value: L) -> Self {
        Self(literal(&value))
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self(quoted(text))
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self(quoted(text))
    }
}

impl Argument {
    /// What stands for "no value".
    pub fn null() -> Self {
        Self("null".to_owned())
    }

    /// A spelling of one's own: it is percent-encoded and otherwise left alone.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl<L: Leaf> From<L> for Key {
    fn from(value: L) -> Self {
        Self::plain(plain(value.scalar()).into_owned())
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::plain(text.to_owned())
    }
}

impl From<&String> for Key {
    fn from(text: &String) -> Self {
        Self::plain(text.clone())
    }
}

impl From<uuid::Uuid> for Key {
    fn from(uuid: uuid::Uuid) -> Self {
        Guid::from(uuid).into()
    }
}

/// The spelling of a value in a URL, before percent-encoding.
pub(crate) fn literal<L: Leaf>(value: &L) -> String {
    let text = plain(value.scalar());
    match L::LITERAL {
        LiteralForm::Quoted => quoted(&text),
        LiteralForm::Bare => text.into_owned(),
        LiteralForm::Prefixed(prefix) => format!("{prefix}{}", quoted(&text)),
    }
}

pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn plain(scalar: Scalar<'_>) -> Cow<'_, str> {
    match scalar {
        Scalar::Text(text) | Scalar::Number(text) => Cow::Borrowed(text),
        Scalar::Double(value) if !value.is_finite() => Cow::Borrowed(text_of_not_finite(value)),
        scalar => {
            let mut out = Vec::new();
            encode::scalar(scalar, &mut out);
            Cow::Owned(String::from_utf8(out).unwrap_or_default())
        }
    }
}
