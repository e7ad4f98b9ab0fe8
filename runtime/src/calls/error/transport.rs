//! Calls that were not carried there, or whose answer was not carried back.

use std::fmt;

use http::{HeaderMap, StatusCode};

use super::{
    super::{BoxError, Operation, headers::Names},
    Delivery,
};

/// Why there is no answer, or no whole one.
///
/// A [`Transport`](crate::Transport) of one's own gives one of these as its error to say what happened; of every other error it is
/// only known that there was one.
pub struct TransportError {
    kind: TransportErrorKind,
    delivery: Delivery,
    /// What came before the fault.
    head: Option<Box<(StatusCode, HeaderMap)>>,
    operation: Option<&'static Operation>,
    source: Option<BoxError>,
}

/// What kept a call from being carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There is no connection: refused, no such host, no route.
    Connect,
    /// The connection cannot be encrypted: a certificate that is not to be trusted, no common protocol.
    Tls,
    /// It took too long.
    Timeout,
    /// The connection ended before an answer.
    Closed,
    /// One redirect led to the next, too often.
    Redirects,
    /// The answer began, and did not arrive whole.
    Incomplete,
    /// The answer is longer than so many bytes, which the client accepts.
    TooLong(u64),
    /// Anything else.
    Other,
}

impl TransportError {
    /// An error of this kind. Of [`Connect`](TransportErrorKind::Connect) and [`Tls`](TransportErrorKind::Tls) nothing was sent; of
    /// the others it is not known, unless [`with_delivery`](Self::with_delivery) says so.
    pub fn new(kind: TransportErrorKind) -> Self {
        let delivery = match kind {
            TransportErrorKind::Connect | TransportErrorKind::Tls => Delivery::NotSent,
            TransportErrorKind::Redirects
            | TransportErrorKind::Incomplete
            | TransportErrorKind::TooLong(_) => Delivery::Answered,
            _ => Delivery::Unknown,
        };
        Self {
            kind,
            delivery,
            head: None,
            operation: None,
            source: None,
        }
    }

    /// With whether the service has had the request.
    #[must_use]
    pub fn with_delivery(mut self, delivery: Delivery) -> Self {
        self.delivery = delivery;
        self
    }

    /// With the status and headers that came before the fault.
    #[must_use]
    pub fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.head = Some(Box::new((status, headers)));
        self.delivery = Delivery::Answered;
        self
    }

    /// With the error that this one stems from.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What a transport's error says.
    pub(in super::super) fn of(error: BoxError) -> Self {
        match error.downcast::<Self>() {
            Ok(error) => *error,
            Err(error) => Self::new(TransportErrorKind::Other).with_source(error),
        }
    }

    /// With the operation of the call.
    pub(in super::super) fn of_operation(mut self, operation: &'static Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// What kept the call from being carried.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the service has had the request.
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }

    /// The status, where the answer began.
    pub fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|head| head.0)
    }

    /// The headers, where the answer began.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head.as_ref().map(|head| &head.1)
    }

    /// What the pages document of the call; `None` before a client has had the error.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.operation
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}: ")?;
        }
        match self.kind {
            TransportErrorKind::TooLong(most) => {
                write!(
                    f,
                    "the answer is longer than the {most} bytes that this client accepts"
                )?;
            }
            kind => f.write_str(said(kind, self.delivery))?,
        }
        match self.status() {
            Some(status) => write!(f, " ({status})"),
            None => Ok(()),
        }
    }
}

fn said(kind: TransportErrorKind, delivery: Delivery) -> &'static str {
    match (kind, delivery) {
        (TransportErrorKind::Connect, _) => "the service could not be reached",
        (TransportErrorKind::Tls, _) => "no encrypted connection to the service could be made",
        (TransportErrorKind::Timeout, Delivery::NotSent) => "no connection to the service in time",
        (TransportErrorKind::Timeout, Delivery::Unknown) => "no answer in time",
        (TransportErrorKind::Timeout, Delivery::Answered) => "the answer did not arrive whole in time",
        (TransportErrorKind::Closed, _) => "the connection ended before an answer",
        (TransportErrorKind::Redirects, _) => "too many redirects",
        (TransportErrorKind::Incomplete, _) => "the answer did not arrive whole",
        (TransportErrorKind::TooLong(_), _) => "the answer is too long",
        (TransportErrorKind::Other, _) => "the request could not be carried",
    }
}

/// Of the headers, the names.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("delivery", &self.delivery)
            .field("status", &self.status())
            .field("headers", &self.headers().map(Names))
            .field("operation", &self.operation.map(ToString::to_string))
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|error| error as _)
    }
}
