//! What carries requests.

use std::{future::Future, pin::Pin};

use bytes::Bytes;

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
/// The request bears the token. A transport that follows redirects must not carry the `authorization` header to another origin.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and gives the whole response, whatever its status.
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, BoxError>>;
}
