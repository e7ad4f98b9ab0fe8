//! The way of a call to the service: each step hands on to the next.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, header};

use super::{
    Clock, Context, Credential, Delivery, Error, RetryPolicy, SystemClock, Transport,
    call::Call,
    clock,
    error::{TransportError, TransportErrorKind},
    retry::{Retries, random},
    trace,
};

/// What every call goes through, in this order: the time that it has, the attempts; and each attempt: the request is made, gets its token,
/// and is carried.
pub(super) struct Chain {
    pub(super) credential: Box<dyn Credential>,
    pub(super) transport: Arc<dyn Transport>,
    /// The longest answer that is accepted, in bytes, whatever carries it; `None` leaves that to the transport.
    pub(super) answer_limit: Option<u64>,
    pub(super) retry: RetryPolicy,
    /// How long a call may take that does not say so itself.
    pub(super) timeout: Option<Duration>,
    pub(super) clock: Arc<dyn Clock>,
}

/// What is the same for all attempts of a call.
struct Attempts {
    /// By which caller and service speak of the call, unless the caller gave it one.
    client_request_id: HeaderValue,
    /// When the call must be over.
    deadline: Option<SystemTime>,
    /// Whether anything went out yet.
    is_sent: AtomicBool,
}

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

impl Chain {
    pub(super) fn new(credential: Box<dyn Credential>, transport: Arc<dyn Transport>) -> Self {
        Self {
            credential,
            transport,
            answer_limit: None,
            retry: RetryPolicy::new(),
            timeout: None,
            clock: Arc::new(SystemClock),
        }
    }

    /// Sends a call and gives the whole response, whatever its status.
    pub(super) async fn send(&self, context: &Context, call: &Call) -> Result<http::Response<Bytes>, Error> {
        let limit = call.settings.timeout.or(self.timeout);
        let attempts = Attempts {
            client_request_id: client_request_id(),
            deadline: limit.and_then(|limit| self.clock.now().checked_add(limit)),
            is_sent: AtomicBool::new(false),
        };
        let answer = self.repeated(context, call, &attempts);
        let Some(limit) = limit else {
            return answer.await;
        };
        let in_time = clock::within(&*self.clock, limit, answer).await;
        in_time.unwrap_or_else(|| {
            let delivery = if attempts.is_sent.load(Ordering::Relaxed) {
                Delivery::Unknown
            } else {
                Delivery::NotSent
            };
            let error = TransportError::new(TransportErrorKind::Timeout).with_delivery(delivery);
            Err(fault(call, error))
        })
    }

    /// The outcome of the last attempt: one that is final, or after which there is no other.
    async fn repeated(
        &self,
        context: &Context,
        call: &Call,
        attempts: &Attempts,
    ) -> Result<http::Response<Bytes>, Error> {
        let policy = call.settings.retry.as_deref().unwrap_or(&self.retry);
        let mut retries = Retries::new(policy, call.is_repeatable());
        loop {
            let outcome = self.attempt(context, call, attempts).await;
            let now = self.clock.now();
            let Some(again) = retries.after(&outcome, now) else {
                return outcome;
            };
            let next = now.checked_add(again.wait);
            if attempts
                .deadline
                .is_some_and(|deadline| next.is_none_or(|next| next >= deadline))
            {
                // What is known now says more than that the time was over.
                return outcome;
            }
            trace::again(&again);
            self.clock.sleep(again.wait).await;
        }
    }

    async fn attempt(
        &self,
        context: &Context,
        call: &Call,
        attempts: &Attempts,
    ) -> Result<http::Response<Bytes>, Error> {
        let mut request = call.to_http()?;
        request
            .headers_mut()
            .entry(CLIENT_REQUEST_ID)
            .or_insert_with(|| attempts.client_request_id.clone());
        let request = self.authorized(context, request).await?;
        attempts.is_sent.store(true, Ordering::Relaxed);
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
        let sent = self.transport.send(request).await;
        let response = sent.map_err(|error| fault(call, TransportError::of(error)))?;
        match self.answer_limit {
            Some(limit) if response.body().len() as u64 > limit => {
                let (head, _) = response.into_parts();
                let error = TransportError::new(TransportErrorKind::TooLong(limit));
                Err(fault(call, error.with_head(head.status, head.headers)))
            }
            _ => Ok(response),
        }
    }
}

fn fault(call: &Call, error: TransportError) -> Error {
    Error::Transport(Box::new(error.of_operation(call.operation)))
}

/// A new id (a UUID of version 4), as services of Microsoft want it.
fn client_request_id() -> HeaderValue {
    let id = uuid::Builder::from_random_bytes(random().to_ne_bytes()).into_uuid();
    let mut buffer = uuid::Uuid::encode_buffer();
    let text = id.hyphenated().encode_lower(&mut buffer);
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
