//! What comes back from a call, and how it becomes the documented result.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{
    AdditionalData, DecodeError, Element, Error, Json, Leaf, LeafField, Model, Page, Scalar, Slot, Typed,
    View, Visitor, decode, error::UnreadableReply, request::Call,
};

/// An answer of success, before it is decoded.
pub struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The call that it answers, without its body: for the pages after this one.
    pub(crate) call: Call,
}

impl Reply {
    /// The body, as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    fn fill(&self, model: &mut dyn Model) -> Result<(), Error> {
        // Some operations that are documented to return what they changed answer with 204 and nothing.
        if self.body.trim_ascii().is_empty() {
            return Ok(());
        }
        decode::from_slice(&self.body, model).map_err(|error| self.unreadable(error))
    }

    fn unreadable(&self, error: DecodeError) -> Error {
        Error::Decode(Box::new(UnreadableReply {
            status: self.status,
            error,
            request_id: header(&self.headers, "request-id").map(str::to_owned),
            operation: self.call.operation,
        }))
    }
}

/// A result, with the status and the headers that came with it.
#[derive(Clone, Debug)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
}

impl<T: Outcome> Response<T> {
    pub(crate) fn new(reply: Reply) -> Result<Self, Error> {
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
        header(&self.headers, name)
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

pub(crate) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// A result of an operation: a structure, a [`Page`], a single value, [`Json`], bytes, or nothing.
pub trait Outcome: Send + Sized + 'static {
    /// The structure that query options speak of.
    type Model;

    /// Reads the result.
    fn from_reply(reply: Reply) -> Result<Self, Error>;
}

/// A structure. Empty where the service answered without a body.
impl<T: Typed> Outcome for T {
    type Model = T;

    fn from_reply(reply: Reply) -> Result<Self, Error> {
        let mut model = T::default();
        reply.fill(&mut model)?;
        Ok(model)
    }
}

impl<T: Element> Outcome for Page<T> {
    type Model = T;

    fn from_reply(reply: Reply) -> Result<Self, Error> {
        let mut page = Page::default();
        reply.fill(&mut page)?;
        page.call = Some(Box::new(reply.call));
        Ok(page)
    }
}

/// No result. A body that came nevertheless is dropped.
impl Outcome for () {
    type Model = ();

    fn from_reply(_: Reply) -> Result<Self, Error> {
        Ok(())
    }
}

/// The body as it came: files, photos, reports.
impl Outcome for Bytes {
    type Model = ();

    fn from_reply(reply: Reply) -> Result<Self, Error> {
        Ok(reply.body)
    }
}

/// A result of no documented shape. `null` where the service answered without a body.
impl Outcome for Json {
    type Model = ();

    fn from_reply(reply: Reply) -> Result<Self, Error> {
        let body = reply.body.trim_ascii();
        if body.is_empty() {
            return Ok(Self::null());
        }
        let text = decode::text(body).map_err(|error| reply.unreadable(error))?;
        text.parse().map_err(|error| reply.unreadable(error))
    }
}

/// Reads a single value: `{"value": …}` as functions give it, or the bare text of `$count` and `$value`.
///
/// # Errors
///
/// The value is not of that type.
pub fn leaf_from_reply<T: Leaf>(reply: &Reply) -> Result<T, Error> {
    let body = reply.body.trim_ascii();
    let value = if body.starts_with(b"{") {
        let mut single = Single::default();
        reply.fill(&mut single)?;
        single.value
    } else {
        let text = decode::text(body).map_err(|error| reply.unreadable(error))?;
        let text = text.trim_start_matches('\u{feff}');
        match serde_json::from_str(text) {
            Ok(serde_json::Value::String(text)) => T::parse(Scalar::Text(&text)),
            Ok(serde_json::Value::Bool(value)) => T::parse(Scalar::Bool(value)),
            Ok(serde_json::Value::Number(_)) => T::parse(Scalar::Number(text)),
            _ => None,
        }
        .or_else(|| T::parse(Scalar::Text(text)))
    };
    value.ok_or_else(|| reply.unreadable(DecodeError::misfit()))
}

/// The object around a single value.
pub(crate) struct Single<T> {
    value: Option<T>,
    additional_data: AdditionalData,
}

impl<T> Default for Single<T> {
    fn default() -> Self {
        Self {
            value: None,
            additional_data: AdditionalData::default(),
        }
    }
}

impl<T: Leaf> Model for Single<T> {
    fn slot(&mut self, name: &str) -> Option<Slot<'_>> {
        (name == "value").then_some(Slot::Leaf(&mut self.value as &mut dyn LeafField))
    }

    fn visit<'a>(&'a self, visitor: &mut Visitor<'a>) {
        visitor.put("value", View::Leaf(&self.value));
    }

    fn additional_data(&self) -> &AdditionalData {
        &self.additional_data
    }

    fn additional_data_mut(&mut self) -> &mut AdditionalData {
        &mut self.additional_data
    }
}
