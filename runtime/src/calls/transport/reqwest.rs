//! Requests over reqwest.

use std::time::Duration;

use bytes::Bytes;

use super::{BoxError, BoxFuture, Transport};

/// Sends requests with reqwest, over rustls and the certificates of the system.
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
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            .build()?;
        Ok(client.into())
    }
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
