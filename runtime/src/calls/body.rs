//! What can be sent as the body of a request.

use bytes::Bytes;

use crate::{
    json::{self, Json, Model, Typed, encode},
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

    /// Why this must not be sent, where it must not.
    fn fault(&self) -> Option<String> {
        None
    }
}

/// Why a structure must not be sent.
fn fault(model: &dyn Model) -> Option<String> {
    let list = json::bare_ids(model)?;
    Some(format!(
        "what `{list}` holds says nothing but its `id`, and would be created anew: `bind` ties to what is there, by its address"
    ))
}

impl<T: Typed> Body for T {
    fn fault(&self) -> Option<String> {
        fault(self)
    }

    fn to_bytes(&self) -> Bytes {
        json::to_vec(self).into()
    }
}

/// A structure that tells its type.
pub(super) struct Named<'a> {
    pub(super) model: &'a dyn Model,
    pub(super) name: Option<&'static str>,
}

impl Body for Named<'_> {
    fn fault(&self) -> Option<String> {
        fault(self.model)
    }

    fn to_bytes(&self) -> Bytes {
        let mut out = Vec::with_capacity(256);
        encode::named(self.model, self.name, &mut out);
        out.into()
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
