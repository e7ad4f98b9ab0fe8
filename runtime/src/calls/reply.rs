//! An answer of success, before it is decoded.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{Error, client::ClientCall, error::UnreadableReply, headers::text};
use crate::json::{AdditionalData, DecodeError, Model, Slot, Visitor, decode};

/// The members of an object, whatever it is.
#[derive(Default)]
struct Members(AdditionalData);

impl Model for Members {
    fn slot(&mut self, _: &str) -> Option<Slot<'_>> {
        None
    }

    fn visit<'a>(&'a self, _: &mut Visitor<'a>) {}

    fn additional_data(&self) -> &AdditionalData {
        &self.0
    }

    fn additional_data_mut(&mut self) -> &mut AdditionalData {
        &mut self.0
    }
}

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

    /// Whether the answer is a page for people.
    pub(super) fn is_html(&self) -> bool {
        let kind = text(&self.headers, "content-type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        kind.starts_with("text/html") || kind.starts_with("application/xhtml")
    }

    /// Whether nothing came where something could: an answer of another status says by that status that it has no body.
    fn lacks_body(&self) -> bool {
        self.body.trim_ascii().is_empty() && !self.may_be_empty()
    }

    /// Some operations that are documented to return what they changed answer with 204 and nothing, and those that go on by themselves
    /// with 202.
    fn may_be_empty(&self) -> bool {
        matches!(
            self.status,
            StatusCode::ACCEPTED | StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT
        )
    }

    pub(super) fn fill(&self, model: &mut dyn Model) -> Result<(), Error> {
        if self.lacks_body() {
            return Err(self.unreadable(DecodeError::of_whole("there is no body")));
        }
        if self.body.trim_ascii().is_empty() {
            return Ok(());
        }
        decode::from_slice(&self.body, model).map_err(|error| self.unreadable(error))
    }

    /// Whether the body of an empty page is a list: a page says "a collection", and one object comes. A list of other things
    /// than the documented ones is no empty list.
    pub(super) fn is_list(&self, kept: &AdditionalData) -> Result<bool, Error> {
        if kept.holds("value") {
            return Err(self.unreadable(DecodeError::of_whole("`value` is no list of the documented type")));
        }
        let mut names = kept.iter().map(|(name, _)| name);
        if names.all(|name| name.starts_with('@')) {
            return Ok(true);
        }
        // An empty list may stand beside what no page documents.
        let mut members = Members::default();
        self.fill(&mut members)?;
        Ok(members.0.holds("value"))
    }

    /// The one thing that came, as the one element of a list.
    pub(super) fn fill_as_list(&self, model: &mut dyn Model) -> Result<(), Error> {
        let list = [b"{\"value\":[", &*self.body, b"]}"].concat();
        decode::from_slice(&list, model).map_err(|error| self.unreadable(error))
    }

    pub(super) fn unreadable(&self, error: DecodeError) -> Error {
        Error::Decode(Box::new(UnreadableReply {
            status: self.status,
            error,
            request_id: text(&self.headers, "request-id").map(str::to_owned),
            operation: self.asked.call.operation,
            headers: self.headers.clone(),
            body: self.body.clone(),
        }))
    }
}
