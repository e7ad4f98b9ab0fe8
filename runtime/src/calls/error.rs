//! What can go wrong with a call.

use std::{fmt, time::Duration};

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::{BoxError, Operation};
use crate::json::DecodeError;

/// Why a call failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service answered with an error.
    Service(Box<ServiceError>),
    /// The service answered with success, and the answer could not be read.
    Decode(Box<UnreadableReply>),
    /// The request did not reach the service, or its answer did not come back.
    Transport(BoxError),
    /// There was no token to call with.
    Credential(BoxError),
    /// The request cannot be sent: a key, a header or an address that cannot be one.
    Request(Box<str>),
}

/// A value that a request was to be made of could not be: [`Typed::upcast`](crate::Typed::upcast).
impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Request(error.to_string().into())
    }
}

/// An error that the service answered with.
#[derive(Clone, Debug)]
pub struct ServiceError {
    /// The HTTP status.
    pub status: StatusCode,
    /// The error code: `Request_ResourceNotFound`. Empty where the answer has none.
    pub code: String,
    /// What the service says. The body's text where it is not of OData's form.
    pub message: String,
    /// The id by which the service finds the call in its logs.
    pub request_id: Option<String>,
    /// The id that the caller gave the call.
    pub client_request_id: Option<String>,
    /// When the service answered, as it says.
    pub date: Option<String>,
    /// How long to wait before calling again, where the service says so in seconds.
    pub retry_after: Option<Duration>,
    /// The whole error object, with its details and inner errors. Null where the answer has none.
    pub error: Value,
    /// What the pages document of the call, its permissions among it.
    pub operation: &'static Operation,
}

/// An answer of success that is not what it should be.
#[derive(Clone, Debug)]
pub struct UnreadableReply {
    /// The HTTP status.
    pub status: StatusCode,
    /// What is wrong with it, and where.
    pub error: DecodeError,
    /// The id by which the service finds the call in its logs.
    pub request_id: Option<String>,
    /// What the pages document of the call.
    pub operation: &'static Operation,
}

impl Error {
    /// The HTTP status, where the service answered.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Service(error) => Some(error.status),
            Self::Decode(reply) => Some(reply.status),
            _ => None,
        }
    }

    /// The service's error, where it answered with one.
    pub fn as_service(&self) -> Option<&ServiceError> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }

    /// The id by which the service finds the call in its logs.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Service(error) => error.request_id.as_deref(),
            Self::Decode(reply) => reply.request_id.as_deref(),
            _ => None,
        }
    }

    /// Whether there is no such thing (404).
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether a permission is missing (403).
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// Whether the token is missing or no longer valid (401).
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Whether there were too many calls (429).
    pub fn is_throttled(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }
}

impl ServiceError {
    /// Reads an answer in OData's form: `{"error": {"code": …, "message": …, "innerError": {"request-id": …}}}`.
    pub(crate) fn new(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
        operation: &'static Operation,
    ) -> Self {
        let mut body_json: Value = serde_json::from_slice(body).unwrap_or_default();
        let error = body_json.get_mut("error").map(Value::take).unwrap_or_default();
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let inner = ["innerError", "innererror"]
            .into_iter()
            .find_map(|name| error.get(name))
            .unwrap_or(&Value::Null);
        let header = |name: &str| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        Self {
            status,
            code: text(&error, "code").unwrap_or_default(),
            message: text(&error, "message").unwrap_or_else(|| excerpt(body)),
            request_id: text(inner, "request-id").or_else(|| header("request-id")),
            client_request_id: text(inner, "client-request-id").or_else(|| header("client-request-id")),
            date: text(inner, "date").or_else(|| header("date")),
            retry_after: header("retry-after")
                .and_then(|seconds| seconds.parse().ok())
                .map(Duration::from_secs),
            error,
            operation,
        }
    }
}

/// The beginning of a body that is not of OData's form.
fn excerpt(body: &[u8]) -> String {
    const LENGTH: usize = 500;
    let text = String::from_utf8_lossy(&body[..body.len().min(4 * LENGTH)]);
    let mut excerpt: String = text.trim().chars().take(LENGTH).collect();
    if excerpt.len() < text.trim().len() {
        excerpt.push('…');
    }
    excerpt
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Decode(reply) => reply.fmt(f),
            Self::Transport(_) => f.write_str("the service could not be reached"),
            Self::Credential(_) => f.write_str("no token to call the service with"),
            Self::Request(reason) => write!(f, "the request cannot be sent: {reason}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) | Self::Credential(error) => Some(&**error),
            Self::Decode(reply) => Some(&reply.error),
            Self::Service(_) | Self::Request(_) => None,
        }
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.status)?;
        if !self.code.is_empty() {
            write!(f, ", {}", self.code)?;
        }
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        if let Some(id) = &self.request_id {
            write!(f, " (request id {id})")?;
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

impl std::error::Error for ServiceError {}

impl fmt::Display for UnreadableReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}, and the answer cannot be read: {}",
            self.operation, self.status, self.error
        )?;
        match &self.request_id {
            Some(id) => write!(f, " (request id {id})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnreadableReply {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
