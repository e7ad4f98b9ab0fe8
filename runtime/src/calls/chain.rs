//! The way of a call to the service: each step hands on to the next.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, header};

use super::{Context, Credential, Error, Transport, call::Call};

/// What every call goes through, in this order: the request is made, gets its token, and is carried.
pub(super) struct Chain {
    credential: Box<dyn Credential>,
    transport: Arc<dyn Transport>,
}

impl Chain {
    pub(super) fn new(credential: Box<dyn Credential>, transport: Arc<dyn Transport>) -> Self {
        Self {
            credential,
            transport,
        }
    }

    /// Sends a call and gives the whole response, whatever its status.
    pub(super) async fn send(&self, context: &Context, call: &Call) -> Result<http::Response<Bytes>, Error> {
        let request = call.clone().into_http()?;
        let request = self.authorized(context, request).await?;
        self.transport.send(request).await.map_err(Error::Transport)
    }

    /// The request with a token, which only requests to the service's own origin get.
    async fn authorized(
        &self,
        context: &Context,
        mut request: http::Request<Bytes>,
    ) -> Result<http::Request<Bytes>, Error> {
        let token = self.credential.token().await.map_err(Error::Credential)?;
        let mut bearer = HeaderValue::try_from(format!("Bearer {}", token.secret()))
            .map_err(|_| Error::Credential("the token holds characters that no header can".into()))?;
        bearer.set_sensitive(true);
        context.base_url()?.check_origin(request.uri())?;
        request.headers_mut().insert(header::AUTHORIZATION, bearer);
        Ok(request)
    }
}
