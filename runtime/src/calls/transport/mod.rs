//! What carries requests.

use std::{future::Future, pin::Pin};

use bytes::Bytes;

#[cfg(all(feature = "reqwest", any(test, fuzzing)))]
#[allow(unreachable_pub, reason = "the fuzz target reaches it, tests do not need to")]
pub mod attacked;
#[cfg(feature = "reqwest")]
mod redirect;
#[cfg(feature = "reqwest")]
mod reqwest;

#[cfg(feature = "reqwest")]
pub use reqwest::ReqwestTransport;

/// A future on the heap.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of someone else.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Carries HTTP requests: [`ReqwestTransport`](crate::ReqwestTransport), or one's own (a proxy, retries, a test).
///
/// The request bears the token, and perhaps keys of the caller. A transport that follows redirects must not carry a header or a body to
/// another origin. It says what went wrong with a [`TransportError`](crate::TransportError).
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and gives the whole response, whatever its status.
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, BoxError>>;
}

/// The address that was asked in the end, after redirects: what relative links of the answer are relative to (RFC 3986, 5.1.3). A
/// transport puts it into the extensions of the response where it is another than that of the request.
#[derive(Clone, Debug)]
pub(super) struct AskedUri(pub(super) http::Uri);
