//! The body of a call.

use axum::http::{HeaderMap, header};
use serde_json::Value;

use crate::error::ODataError;
use crate::store::Content;

/// The body, read as JSON whatever its `Content-Type` says; only the operation tells whether it has to be.
/// What is not JSON and does not claim to be, such as a message in MIME, counts as no JSON at all.
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
        let claims_json = media_type.is_none_or(|it| it.to_ascii_lowercase().contains("json"));
        let json = match serde_json::from_slice(bytes) {
            Err(_) if is_blank || !claims_json => None,
            read => Some(read.map_err(|it| it.to_string())),
        };
        Self {
            bytes,
            media_type: media_type.unwrap_or("application/octet-stream").to_owned(),
            json,
        }
    }

    /// The JSON; `None` where there is none, an error where there is something broken.
    pub(crate) fn json(&self) -> Result<Option<Value>, ODataError> {
        match &self.json {
            None => Ok(None),
            Some(Ok(value)) => Ok(Some(value.clone())),
            Some(Err(error)) => Err(ODataError::bad_request(format!("The body is not JSON: {error}."))),
        }
    }

    /// The bytes as they came.
    pub(crate) fn content(&self) -> Content {
        Content {
            media_type: self.media_type.clone(),
            bytes: self.bytes.to_vec(),
        }
    }
}
