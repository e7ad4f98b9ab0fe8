//! A result, with what came beside it.

use http::{HeaderMap, StatusCode};

use super::{Error, Outcome, Reply};

/// A result, with the status and the headers that came with it.
#[derive(Clone, Debug)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
}

impl<T: Outcome> Response<T> {
    pub(super) fn new(reply: Reply) -> Result<Self, Error> {
        let (status, headers) = (reply.status, reply.headers.clone());
        Ok(Self {
            status,
            headers,
            value: T::from_reply(reply)?,
        })
    }
}

impl<T> Response<T> {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header, where it is there and is text: `location`, `retry-after`.
    pub fn header(&self, name: &str) -> Option<&str> {
        header_text(&self.headers, name)
    }

    /// The id by which the service finds the call in its logs.
    pub fn request_id(&self) -> Option<&str> {
        self.header("request-id")
    }

    /// The result.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The result.
    pub fn into_value(self) -> T {
        self.value
    }
}

/// A header, where it is there and is text.
pub(super) fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
