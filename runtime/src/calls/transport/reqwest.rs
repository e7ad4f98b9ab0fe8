//! Requests over reqwest.

use std::time::Duration;

use bytes::Bytes;

use super::{BoxError, BoxFuture, Transport};

/// Sends requests with reqwest, over TLS with the certificates of the system.
///
/// TLS is rustls with ring. The feature `aws-lc` puts aws-lc in ring's place, the feature `native-tls` the system's library in
/// the place of both. A program that installed a provider of its own for rustls
/// (`rustls::crypto::CryptoProvider::install_default`, a FIPS module for one) keeps it.
///
/// Follows redirects, as reqwest does: to another origin without the `authorization` header.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    /// Or why there is none; told with the first request.
    client: Result<reqwest::Client, String>,
}

/// How long to wait for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);

/// How long to wait for the next bytes of an answer. There is no limit on a whole answer: files take their time.
const READ_TIMEOUT: Duration = Duration::from_secs(100);

impl ReqwestTransport {
    /// A client of its own.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, BoxError> {
        let client = with_tls(reqwest::Client::builder())
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            .build()?;
        Ok(client.into())
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
        })
    }
}

/// A client that was set up elsewhere, with its proxies and timeouts.
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client: Ok(client) }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, BoxError>> {
        Box::pin(async move {
            let client = self
                .client
                .as_ref()
                .map_err(|reason| BoxError::from(reason.as_str()))?;
            let mut response = client.execute(request.try_into()?).await?;
            let mut answer = http::Response::new(Bytes::new());
            *answer.status_mut() = response.status();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            *answer.body_mut() = response.bytes().await?;
            Ok(answer)
        })
    }
}
