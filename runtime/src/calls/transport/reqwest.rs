//! Requests over reqwest.

use std::{error::Error as _, fmt, io, time::Duration};

use bytes::{Bytes, BytesMut};
use http::{Request, Response};

use super::{
    super::{
        Delivery,
        error::{TransportError, TransportErrorKind},
    },
    AskedUri, BoxError, BoxFuture, Transport, redirect,
};

/// Sends requests with reqwest, over TLS with the certificates of the system.
///
/// TLS is rustls with ring. The feature `aws-lc` puts aws-lc in ring's place, the feature `native-tls` the system's library in
/// the place of both. A program that installed a provider of its own for rustls
/// (`rustls::crypto::CryptoProvider::install_default`, a FIPS module for one) keeps it.
///
/// Follows redirects within an origin as HTTP has it; to another origin only those of a GET or HEAD without a body, and takes nothing there
/// but `accept`: no token, no other header. A redirect that is not followed is given as the answer that it is. The answers may have
/// [256 MiB](Self::ANSWER_LIMIT).
#[derive(Clone)]
pub struct ReqwestTransport {
    /// Or why there is none; told with the first request.
    client: Result<reqwest::Client, String>,
    answer_limit: u64,
}

/// How long to wait for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);

/// How long to wait for the next bytes of an answer. There is no limit on a whole answer: files take their time.
const READ_TIMEOUT: Duration = Duration::from_secs(100);

impl ReqwestTransport {
    /// How many bytes an answer may have, unless said otherwise.
    pub const ANSWER_LIMIT: u64 = 256 * 1024 * 1024;

    /// A client of its own.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, BoxError> {
        let client = with_tls(reqwest::Client::builder())
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(client.into())
    }

    /// Accepts answers of so many bytes. A longer one is an error as soon as that is known.
    #[must_use]
    pub fn answer_limit(mut self, bytes: u64) -> Self {
        self.answer_limit = bytes;
        self
    }
}

#[cfg(feature = "native-tls")]
fn with_tls(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_backend_native()
}

/// reqwest takes the provider of the process, and panics where there is none.
#[cfg(not(feature = "native-tls"))]
fn with_tls(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(feature = "aws-lc")]
    let provider = rustls::crypto::aws_lc_rs::default_provider;
    #[cfg(not(feature = "aws-lc"))]
    let provider = rustls::crypto::ring::default_provider;
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Another thread may have been faster: then its provider is as good.
        let _ = provider().install_default();
    }
    builder
}

/// As [`new`](ReqwestTransport::new); what is wrong is told with the first request.
impl Default for ReqwestTransport {
    fn default() -> Self {
        Self::new().unwrap_or_else(|error| Self {
            client: Err(error.to_string()),
            answer_limit: Self::ANSWER_LIMIT,
        })
    }
}

/// A client that was set up elsewhere, with its proxies and timeouts. Redirects that it follows by itself, which is what it does unless
/// its policy is [`none`](reqwest::redirect::Policy::none), are not held to the rules above.
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self {
            client: Ok(client),
            answer_limit: Self::ANSWER_LIMIT,
        }
    }
}

/// What it was set up with, as proxies and their passwords, is not shown.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport")
            .field("answer_limit", &self.answer_limit)
            .finish_non_exhaustive()
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, mut request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, BoxError>> {
        Box::pin(async move {
            let client = self
                .client
                .as_ref()
                .map_err(|reason| BoxError::from(reason.as_str()))?;
            for _ in 0..=redirect::MOST {
                let sent = request.clone();
                let answer = client.execute(request.try_into()?).await.map_err(before_answer)?;
                match redirect::following(&sent, answer.status(), answer.headers()) {
                    Some(next) => request = next,
                    None => return Ok(whole(answer, sent.uri(), self.answer_limit).await?),
                }
            }
            Err(TransportError::new(TransportErrorKind::Redirects).into())
        })
    }
}

/// The whole answer.
async fn whole(
    mut answer: reqwest::Response,
    asked: &http::Uri,
    limit: u64,
) -> Result<Response<Bytes>, TransportError> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = answer.status();
    *response.headers_mut() = std::mem::take(answer.headers_mut());
    response.extensions_mut().insert(AskedUri(asked.clone()));
    let body = match answer.content_length() {
        Some(length) if length > limit => Err(TransportError::new(TransportErrorKind::TooLong(limit))),
        // No more than this can come.
        Some(_) => answer.bytes().await.map_err(within_answer),
        None => collected(answer, limit).await,
    };
    match body {
        Ok(body) => {
            *response.body_mut() = body;
            Ok(response)
        }
        Err(error) => Err(error.with_head(response.status(), std::mem::take(response.headers_mut()))),
    }
}

/// The body of an answer that does not say how long it is.
async fn collected(mut answer: reqwest::Response, limit: u64) -> Result<Bytes, TransportError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = answer.chunk().await.map_err(within_answer)? {
        if body.len() as u64 + chunk.len() as u64 > limit {
            return Err(TransportError::new(TransportErrorKind::TooLong(limit)));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// A fault before an answer began.
fn before_answer(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() && is_of_tls(&error) {
        TransportErrorKind::Tls
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_redirect() {
        TransportErrorKind::Redirects
    } else if error.is_builder() {
        return TransportError::new(TransportErrorKind::Other)
            .with_delivery(Delivery::NotSent)
            .with_source(error.without_url());
    } else {
        TransportErrorKind::Closed
    };
    let delivery = if error.is_connect() {
        Delivery::NotSent
    } else {
        TransportError::new(kind).delivery()
    };
    TransportError::new(kind)
        .with_delivery(delivery)
        .with_source(error.without_url())
}

/// A fault while the body came.
fn within_answer(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Incomplete
    };
    TransportError::new(kind).with_source(error.without_url())
}

/// Whether a connection failed in the handshake.
fn is_of_tls(error: &reqwest::Error) -> bool {
    let mut causes = Vec::new();
    let mut source = error.source();
    while let Some(error) = source {
        causes.extend(error.downcast_ref::<io::Error>());
        source = error.source();
    }
    // The system's library has errors of its own, where rustls gives those of the connection. What fails before the handshake, a name or
    // a port, is one of the connection with either.
    causes.iter().any(|it| is_handshake(it)) || cfg!(feature = "native-tls") && causes.is_empty()
}

/// TLS libraries give their faults as invalid data of the connection, which the layers above wrap.
fn is_handshake(error: &io::Error) -> bool {
    let within = error
        .get_ref()
        .and_then(|within| within.downcast_ref::<io::Error>());
    error.kind() == io::ErrorKind::InvalidData
        || error.to_string().contains("tls handshake")
        || within.is_some_and(is_handshake)
}
