//! The body of a call.

use axum::http::{HeaderMap, header};
use serde_json::Value;

use crate::odata_error::ODataError;
use crate::store::Content;

/// The body, read as JSON whatever its `Content-Type` says; only the operation tells whether it has to be.
#[derive(Debug)]
pub(crate) struct Payload<'a> {
    bytes: &'a [u8],
    media_type: String,
    json: Option<Result<Value, String>>,
}

impl<'a> Payload<'a> {
    pub(crate) fn new(headers: &HeaderMap, bytes: &'a [u8]) -> Self {
        let media_type = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
        let is_blank = bytes.iter().all(u8::is_ascii_whitespace);
        Self {
            bytes,
            media_type: media_type.unwrap_or("application/octet-stream").to_owned(),
            json: (!is_blank).then(|| serde_json::from_slice(bytes).map_err(|it| it.to_string())),
        }
    }

    /// The JSON; `None` where the body is empty, an error where it is something else.
    pub(crate) fn json(&self) -> Result<Option<Value>, ODataError> {
        match &self.json {
            None => Ok(None),
            Some(Ok(value)) => Ok(Some(value.clone())),
            Some(Err(error)) => Err(ODataError::bad_request(format!("The body is not JSON: {error}."))),
        }
    }

    /// The type that the object says it is of.
    pub(crate) fn odata_type(&self) -> Option<&str> {
        self.json.as_ref()?.as_ref().ok()?.get("@odata.type")?.as_str()
    }

    /// The bytes as they came.
    pub(crate) fn content(&self) -> Content {
        Content {
            media_type: self.media_type.clone(),
            bytes: self.bytes.to_vec(),
        }
    }
}
