//! What can go wrong with a call.

mod service;
mod transport;
mod unreadable;

use std::fmt;

use http::{HeaderMap, StatusCode};

use super::{BoxError, Operation, headers};
use crate::json::DecodeError;

pub use service::ServiceError;
pub use transport::{TransportError, TransportErrorKind};
pub use unreadable::UnreadableReply;

/// Why a call failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service answered with an error.
    Service(Box<ServiceError>),
    /// The service answered with success, and the answer could not be read.
    Decode(Box<UnreadableReply>),
    /// The request did not reach the service, or its answer did not come back whole.
    Transport(Box<TransportError>),
    /// There was no token to call with.
    Credential(BoxError),
    /// The request cannot be sent: a key, a header or an address that cannot be one.
    Request(Box<str>),
    /// The service gives a page that came before as the one that follows: going on would never end.
    RepeatedLink(&'static Operation),
}

/// Whether the service has had the request: what decides whether a call that changes something may be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Nothing was sent. Making the call again changes nothing twice.
    NotSent,
    /// It was sent, in whole or in part, and no answer came: the service may have done what was asked.
    Unknown,
    /// The service answered.
    Answered,
}

/// A value that a request was to be made of could not be: [`Typed::upcast`](crate::Typed::upcast).
impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Request(error.to_string().into())
    }
}

impl Error {
    /// The HTTP status, where the service answered.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Service(error) => Some(error.status),
            Self::Decode(reply) => Some(reply.status),
            Self::Transport(error) => error.status(),
            _ => None,
        }
    }

    /// The headers of the answer, where there was one: `www-authenticate` with its claims, `etag`, `x-ms-ags-diagnostic`.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Service(error) => Some(error.headers()),
            Self::Decode(reply) => Some(reply.headers()),
            Self::Transport(error) => error.headers(),
            _ => None,
        }
    }

    /// A header of the answer, where it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        headers::text(self.headers()?, name)
    }

    /// Whether the service has had the request.
    pub fn delivery(&self) -> Delivery {
        match self {
            Self::Service(_) | Self::Decode(_) | Self::RepeatedLink(_) => Delivery::Answered,
            Self::Transport(error) => error.delivery(),
            Self::Credential(_) | Self::Request(_) => Delivery::NotSent,
        }
    }

    /// What the pages document of the call, where it is known.
    pub fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Service(error) => Some(error.operation),
            Self::Decode(reply) => Some(reply.operation),
            Self::Transport(error) => error.operation(),
            Self::RepeatedLink(operation) => Some(operation),
            Self::Credential(_) | Self::Request(_) => None,
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
            Self::Transport(_) => self.header("request-id"),
            _ => None,
        }
    }

    /// Whether the service answered with this status: `error.has_status(404)`.
    pub fn has_status(&self, code: u16) -> bool {
        self.status().is_some_and(|status| status == code)
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

/// The beginning of a body that is not what it should be.
fn excerpt(body: &[u8]) -> String {
    const LENGTH: usize = super::inert::LONGEST;
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
            Self::Transport(error) => error.fmt(f),
            Self::Credential(_) => f.write_str("no token to call the service with"),
            Self::Request(reason) => write!(f, "the request cannot be sent: {reason}"),
            Self::RepeatedLink(operation) => write!(
                f,
                "{operation}: the service gives a page that came before as the next one, so that there is no end"
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => std::error::Error::source(&**error),
            Self::Credential(error) => Some(&**error),
            Self::Decode(reply) => Some(&reply.error),
            Self::Service(_) | Self::Request(_) | Self::RepeatedLink(_) => None,
        }
    }
}
