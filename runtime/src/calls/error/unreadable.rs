//! Answers of success that cannot be read.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{
    super::{
        Operation,
        headers::{Names, text},
        inert::Inert,
    },
    excerpt,
};
use crate::json::DecodeError;

/// An answer of success that is not what it should be: a sign-in page of a proxy in place of JSON, a value of another type, nothing.
#[derive(Clone)]
pub struct UnreadableReply {
    /// The HTTP status.
    pub status: StatusCode,
    /// What is wrong with it, and where.
    pub error: DecodeError,
    /// The id by which the service finds the call in its logs.
    pub request_id: Option<String>,
    /// What the pages document of the call.
    pub operation: &'static Operation,
    pub(in super::super) headers: HeaderMap,
    pub(in super::super) body: Bytes,
}

impl UnreadableReply {
    /// All headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The content type that the answer names.
    pub fn content_type(&self) -> Option<&str> {
        text(&self.headers, "content-type")
    }

    /// Whether the answer says itself that it is no JSON; what is none may be shown, as no values of the service are in it.
    fn is_of_another_kind(&self) -> bool {
        self.content_type()
            .is_some_and(|kind| !kind.to_ascii_lowercase().contains("json"))
    }
}

impl fmt::Display for UnreadableReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}, and the answer cannot be read: ",
            self.operation, self.status
        )?;
        match text(&self.headers, "content-encoding") {
            Some(encoding) if !encoding.eq_ignore_ascii_case("identity") => {
                write!(
                    f,
                    "it is encoded as {}, and was not asked for so",
                    Inert(encoding)
                )?;
            }
            _ => self.error.fmt(f)?,
        }
        if let Some(kind) = self.content_type().filter(|_| self.is_of_another_kind()) {
            write!(f, "; it is of the type {}", Inert(kind))?;
            if std::str::from_utf8(&self.body).is_ok() && !self.body.is_empty() {
                write!(f, " and begins with: {}", Inert(&excerpt(&self.body)))?;
            }
        }
        match &self.request_id {
            Some(id) => write!(f, " (request id {})", Inert(id)),
            None => Ok(()),
        }
    }
}

/// Of the headers, the names; of the body, the length.
impl fmt::Debug for UnreadableReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnreadableReply")
            .field("status", &self.status)
            .field("error", &self.error)
            .field("request_id", &self.request_id.as_deref().map(Inert))
            .field("operation", &self.operation.to_string())
            .field("headers", &Names(&self.headers))
            .field("length", &self.body.len())
            .finish()
    }
}

impl std::error::Error for UnreadableReply {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
