//! A result, with what came beside it.

use std::fmt;

use http::{HeaderMap, StatusCode};

use super::{
    Error, Outcome, Reply,
    headers::{Names, text},
};

/// A result, with the status and the headers that came with it.
#[derive(Clone)]
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
        text(&self.headers, name)
    }

    /// The id by which the service finds the call in its logs.
    pub fn request_id(&self) -> Option<&str> {
        self.header("request-id")
    }

    /// By which version of it the result is, where the service says so in the header.
    pub fn etag(&self) -> Option<&str> {
        self.header("etag")
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

/// Of the headers, the names.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &Names(&self.headers))
            .field("value", &self.value)
            .finish()
    }
}
