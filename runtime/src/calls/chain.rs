//! The way of a call to the service: each step hands on to the next.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, header};

use super::{
    Context, Credential, Error, Transport,
    call::Call,
    error::{TransportError, TransportErrorKind},
};

/// What every call goes through, in this order: the request is made, gets its token, and is carried.
pub(super) struct Chain {
    credential: Box<dyn Credential>,
    transport: Arc<dyn Transport>,
    /// The longest answer that is accepted, in bytes, whatever carries it; `None` leaves that to the transport.
    answer_limit: Option<u64>,
}

impl Chain {
    pub(super) fn new(
        credential: Box<dyn Credential>,
        transport: Arc<dyn Transport>,
        answer_limit: Option<u64>,
    ) -> Self {
        Self {
            credential,
            transport,
            answer_limit,
        }
    }

    /// Sends a call and gives the whole response, whatever its status.
    pub(super) async fn send(&self, context: &Context, call: &Call) -> Result<http::Response<Bytes>, Error> {
        let request = call.clone().into_http()?;
        let request = self.authorized(context, request).await?;
        self.carried(call, request).await
    }

    /// The request with a token, which only requests to the service's own origin get. A call that brings its own authorization keeps
    /// it, and the credential is not asked.
    async fn authorized(
        &self,
        context: &Context,
        mut request: http::Request<Bytes>,
    ) -> Result<http::Request<Bytes>, Error> {
        if request.headers().contains_key(header::AUTHORIZATION) {
            context.base_url()?.check_origin(request.uri())?;
            return Ok(request);
        }
        let token = self.credential.token().await.map_err(Error::Credential)?;
        if token.secret().is_empty() {
            return Err(Error::Credential("the token is empty".into()));
        }
        let mut bearer = HeaderValue::try_from(format!("Bearer {}", token.secret()))
            .map_err(|_| Error::Credential("the token holds characters that no header can".into()))?;
        bearer.set_sensitive(true);
        context.base_url()?.check_origin(request.uri())?;
        request.headers_mut().insert(header::AUTHORIZATION, bearer);
        Ok(request)
    }

    async fn carried(
        &self,
        call: &Call,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, Error> {
        let fault = |error: TransportError| Error::Transport(Box::new(error.of_operation(call.operation)));
        let sent = self.transport.send(request).await;
        let response = sent.map_err(|error| fault(TransportError::of(error)))?;
        match self.answer_limit {
            Some(limit) if response.body().len() as u64 > limit => {
                let (head, _) = response.into_parts();
                let error = TransportError::new(TransportErrorKind::TooLong(limit));
                Err(fault(error.with_head(head.status, head.headers)))
            }
            _ => Ok(response),
        }
    }
}
