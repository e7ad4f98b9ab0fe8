//! Preferences: how a service is asked to answer (RFC 7240).

use std::fmt;

/// A preference, for [`Request::prefer`](crate::Request::prefer) and [`ClientBuilder::prefer`](crate::ClientBuilder::prefer). A service may
/// leave one aside; `preference-applied` of the answer says which it followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefer(String);

impl Prefer {
    /// At most so many on each page (OData 4.01, part 1, 8.2.8.5).
    pub fn page_size(most: u32) -> Self {
        Self(format!("odata.maxpagesize={most}"))
    }

    /// Times of mails and events in this time zone: `Pacific Standard Time`, `Europe/Berlin`.
    pub fn time_zone(name: &str) -> Self {
        Self(format!("outlook.timezone={}", quoted(name)))
    }

    /// Bodies of mails and events as plain text.
    pub fn text_bodies() -> Self {
        Self("outlook.body-content-type=\"text\"".to_owned())
    }

    /// Bodies of mails and events as HTML.
    pub fn html_bodies() -> Self {
        Self("outlook.body-content-type=\"html\"".to_owned())
    }

    /// Ids of mails and events that stay when they are moved. An id of the one kind is none of the other: best for a whole client.
    pub fn immutable_ids() -> Self {
        Self("IdType=\"ImmutableId\"".to_owned())
    }

    /// Members of enums that came after the first, by their names; without, the service writes `unknownFutureValue` for them.
    pub fn unknown_enum_members() -> Self {
        Self("include-unknown-enum-members".to_owned())
    }

    /// What was changed or made, in the answer (OData 4.01, part 1, 8.2.8.7).
    pub fn representation() -> Self {
        Self("return=representation".to_owned())
    }

    /// Nothing in the answer of what was changed or made.
    pub fn minimal() -> Self {
        Self("return=minimal".to_owned())
    }
}

/// A quoted string (RFC 9110, 5.6.4).
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl AsRef<str> for Prefer {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Prefer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
