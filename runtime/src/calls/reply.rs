//! An answer of success, before it is decoded.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{Error, client::ClientCall, error::UnreadableReply, response::header_text};
use crate::json::{DecodeError, Model, decode};

/// An answer of success, before it is decoded.
pub struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The call that it answers, without its body: for the pages after this one.
    pub(super) asked: ClientCall,
}

impl Reply {
    /// The body, as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    pub(super) fn fill(&self, model: &mut dyn Model) -> Result<(), Error> {
        // Some operations that are documented to return what they changed answer with 204 and nothing.
        if self.body.trim_ascii().is_empty() {
            return Ok(());
        }
        decode::from_slice(&self.body, model).map_err(|error| self.unreadable(error))
    }

    pub(super) fn unreadable(&self, error: DecodeError) -> Error {
        Error::Decode(Box::new(UnreadableReply {
            status: self.status,
            error,
            request_id: header_text(&self.headers, "request-id").map(str::to_owned),
            operation: self.asked.call.operation,
        }))
    }
}
