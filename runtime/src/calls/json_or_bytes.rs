//! A body that may be JSON or bytes.

use bytes::Bytes;

use crate::json::Typed;

/// A body that a call takes as JSON, or as bytes of another media type: a message as an object, or in MIME. `&reply`, `&bytes`
/// and `None` become one.
#[derive(Debug)]
pub enum JsonOrBytes<'a, T> {
    /// No body, where the call needs none.
    Nothing,
    /// An object, as `application/json`.
    Json(&'a T),
    /// Bytes, as the media type that the pages name.
    Bytes(&'a Bytes),
}

impl<T> Clone for JsonOrBytes<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for JsonOrBytes<'_, T> {}

impl<'a, T: Typed> From<&'a T> for JsonOrBytes<'a, T> {
    fn from(body: &'a T) -> Self {
        Self::Json(body)
    }
}

impl<'a, T: Typed> From<&'a Bytes> for JsonOrBytes<'a, T> {
    fn from(body: &'a Bytes) -> Self {
        Self::Bytes(body)
    }
}

impl<'a, T: Typed> From<Option<&'a T>> for JsonOrBytes<'a, T> {
    fn from(body: Option<&'a T>) -> Self {
        body.map_or(Self::Nothing, Self::Json)
    }
}
