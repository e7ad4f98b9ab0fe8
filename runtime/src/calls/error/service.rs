//! Errors that a service answers with.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::{
    super::{
        Operation,
        headers::{Names, text},
        inert::Inert,
        retry::retry_after,
    },
    excerpt,
};

/// An error that the service answered with.
///
/// `Display` is one line of a bounded length, with what would steer a terminal escaped; the fields hold what came.
#[derive(Clone)]
pub struct ServiceError {
    /// The HTTP status.
    pub status: StatusCode,
    /// The error code: `Request_ResourceNotFound`. Empty where the answer has none.
    pub code: String,
    /// What the service says. The beginning of the body's text where it is not of OData's form.
    pub message: String,
    /// The id by which the service finds the call in its logs.
    pub request_id: Option<String>,
    /// The id that the caller gave the call.
    pub client_request_id: Option<String>,
    /// When the service answered, as it says.
    pub date: Option<String>,
    /// How long to wait before calling again, where the service says so in seconds or as a date; never more than a day.
    pub retry_after: Option<Duration>,
    /// The whole error object, with its details and inner errors. Null where the answer has none.
    pub error: Value,
    /// What the pages document of the call, its permissions among it.
    pub operation: &'static Operation,
    headers: HeaderMap,
}

/// How many errors deep ids are looked for.
const DEPTH: usize = 8;

impl ServiceError {
    /// Reads an answer in OData's form, `{"error": {"code": …, "message": …, "innerError": {"request-id": …}}}` (OData JSON Format 4.01,
    /// chapter 21), and in those of earlier and other services: `odata.error` of version 3, and `{"code": …, "message": …}` alone.
    pub(in super::super) fn new(
        status: StatusCode,
        headers: HeaderMap,
        body: &[u8],
        operation: &'static Operation,
    ) -> Self {
        let error = error_object(body);
        let inner = |names: &[&str]| inner_text(&error, names);
        let header = |name: &str| text(&headers, name).map(str::to_owned);
        Self {
            status,
            code: error.get("code").and_then(word).unwrap_or_default(),
            message: message(&error).unwrap_or_else(|| excerpt(body)),
            request_id: inner(&["request-id", "requestId"]).or_else(|| header("request-id")),
            client_request_id: inner(&["client-request-id", "clientRequestId"])
                .or_else(|| header("client-request-id")),
            date: inner(&["date"]).or_else(|| header("date")),
            retry_after: retry_after(&headers, SystemTime::now()),
            operation,
            headers,
            error,
        }
    }

    /// All headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header, where it is there and is text: `www-authenticate`, `etag`, `x-ms-ags-diagnostic`.
    pub fn header(&self, name: &str) -> Option<&str> {
        text(&self.headers, name)
    }
}

/// The error object of a body; null where there is none.
fn error_object(body: &[u8]) -> Value {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    let mut body: Value = serde_json::from_slice(body).unwrap_or_default();
    let named = ["error", "odata.error"]
        .into_iter()
        .find_map(|name| body.get_mut(name).map(Value::take));
    match named {
        Some(error) => error,
        None if body.get("code").is_some() && body.get("message").is_some() => body,
        None => Value::Null,
    }
}

/// What the service says: a text, or one with its language (OData 3), or `error` alone as a text.
fn message(error: &Value) -> Option<String> {
    let message = error.get("message").unwrap_or(error);
    message
        .get("value")
        .unwrap_or(message)
        .as_str()
        .map(str::to_owned)
}

/// A text or a number as text.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What the nearest of the inner errors has under one of these names.
fn inner_text(error: &Value, names: &[&str]) -> Option<String> {
    std::iter::successors(Some(error), |error| inner_error(error))
        .take(DEPTH)
        .find_map(|error| {
            names
                .iter()
                .find_map(|name| error.get(name).and_then(Value::as_str))
        })
        .map(str::to_owned)
}

fn inner_error(error: &Value) -> Option<&Value> {
    ["innerError", "innererror"]
        .into_iter()
        .find_map(|name| error.get(name))
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.status)?;
        if !self.code.is_empty() {
            write!(f, ", {}", Inert(&self.code))?;
        }
        if !self.message.is_empty() {
            write!(f, ": {}", Inert(&self.message))?;
        }
        if let Some(id) = &self.request_id {
            write!(f, " (request id {})", Inert(id))?;
        }
        let is_too_early = matches!(
            self.status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        );
        if let Some(wait) = self.retry_after.filter(|_| is_too_early) {
            write!(f, "; the service asks to come back after {} s", wait.as_secs())?;
        }
        match self.operation.permissions {
            "" => Ok(()),
            permissions if self.status == StatusCode::FORBIDDEN => {
                write!(f, "; documented permissions: {permissions}")
            }
            _ => Ok(()),
        }
    }
}

/// Of the headers, the names.
impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("status", &self.status)
            .field("code", &format_args!("{}", Inert(&self.code)))
            .field("message", &format_args!("{}", Inert(&self.message)))
            .field("request_id", &self.request_id.as_deref().map(Inert))
            .field("client_request_id", &self.client_request_id.as_deref().map(Inert))
            .field("date", &self.date.as_deref().map(Inert))
            .field("retry_after", &self.retry_after)
            .field("operation", &self.operation.to_string())
            .field("headers", &Names(&self.headers))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ServiceError {}
