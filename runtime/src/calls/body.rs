//! What can be sent as the body of a request.

use bytes::Bytes;

use crate::{
    json::{self, Json, Typed},
    odata::Patch,
};

/// The content type of bytes of no particular kind.
pub(super) const OCTET_STREAM: &str = "application/octet-stream";

/// What can be sent as the body of a request.
pub trait Body {
    /// The `Content-Type`.
    fn content_type(&self) -> &'static str {
        "application/json"
    }

    /// The bytes.
    fn to_bytes(&self) -> Bytes;
}

impl<T: Typed> Body for T {
    fn to_bytes(&self) -> Bytes {
        json::to_vec(self).into()
    }
}

/// A JSON array.
impl<T: Typed> Body for &[T] {
    fn to_bytes(&self) -> Bytes {
        json::list_to_vec(self).into()
    }
}

impl<M> Body for Patch<M> {
    fn to_bytes(&self) -> Bytes {
        self.to_json().into()
    }
}

impl Body for Json {
    fn to_bytes(&self) -> Bytes {
        Bytes::copy_from_slice(self.text().as_bytes())
    }
}

/// Bytes of no particular kind; `Request::header` names another `content-type` afterwards.
impl Body for Bytes {
    fn content_type(&self) -> &'static str {
        OCTET_STREAM
    }

    fn to_bytes(&self) -> Bytes {
        self.clone()
    }
}
