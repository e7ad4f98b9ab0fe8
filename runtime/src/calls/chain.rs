//! The way of a call to the service: each step hands on to the next.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};

use super::{
    Clock, Context, Credential, Delivery, Error, RetryPolicy, SystemClock, Token, TokenRequest, Transport,
    call::Call,
    clock,
    credential::challenge,
    error::{TransportError, TransportErrorKind},
    retry::{Retries, random},
    trace,
    transport::AskedUri,
};

/// What every call goes through, in this order: the time that it has, the attempts; and each attempt: the request is made, gets its token,
/// and is carried, once more with another token where the service wants one.
pub(super) struct Chain {
    pub(super) credential: Box<dyn Credential>,
    /// What a token is wanted for.
    pub(super) wanted: TokenRequest,
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
    is_sent: bool,
    /// What a token is wanted for since the service refused one.
    challenge: Option<TokenRequest>,
}

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

impl Chain {
    pub(super) fn new(
        credential: Box<dyn Credential>,
        wanted: TokenRequest,
        transport: Arc<dyn Transport>,
    ) -> Self {
        Self {
            credential,
            wanted,
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
        let mut attempts = Attempts {
            client_request_id: client_request_id(),
            deadline: limit.and_then(|limit| self.clock.now().checked_add(limit)),
            is_sent: false,
            challenge: None,
        };
        let answer = self.repeated(context, call, &mut attempts);
        let Some(limit) = limit else {
            return answer.await;
        };
        let in_time = clock::within(&*self.clock, limit, answer).await;
        in_time.unwrap_or_else(|| {
            let delivery = if attempts.is_sent {
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
        attempts: &mut Attempts,
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

    /// One request and its answer. Where the service refuses the token with claims that a new one must meet, and the credential has one,
    /// the request is sent once more (Continuous Access Evaluation).
    async fn attempt(
        &self,
        context: &Context,
        call: &Call,
        attempts: &mut Attempts,
    ) -> Result<http::Response<Bytes>, Error> {
        let request = request(context, call, attempts)?;
        // A call that brings its own authorization keeps it, and the credential is not asked.
        if request.headers().contains_key(header::AUTHORIZATION) {
            return self.carried(call, request, attempts).await;
        }
        let token = self
            .token(attempts.challenge.as_ref().unwrap_or(&self.wanted))
            .await?;
        let response = self.carried(call, authorized(request, &token)?, attempts).await?;
        let is_first = attempts.challenge.is_none();
        let Some(claims) = refusal(context, &response).filter(|_| is_first) else {
            return Ok(response);
        };
        let wanted = self.wanted.clone().after_refusal(claims, token.clone());
        let other = self.token(&wanted).await?;
        if other == token {
            return Ok(response);
        }
        attempts.challenge = Some(wanted);
        let again = self::request(context, call, attempts)?;
        self.carried(call, authorized(again, &other)?, attempts).await
    }

    async fn token(&self, wanted: &TokenRequest) -> Result<Token, Error> {
        self.credential.token(wanted).await.map_err(Error::Credential)
    }

    async fn carried(
        &self,
        call: &Call,
        request: http::Request<Bytes>,
        attempts: &mut Attempts,
    ) -> Result<http::Response<Bytes>, Error> {
        attempts.is_sent = true;
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

/// The request, without a token. It is of the service's own origin: neither a token nor what a call brings in its place goes elsewhere.
fn request(context: &Context, call: &Call, attempts: &Attempts) -> Result<http::Request<Bytes>, Error> {
    let mut request = call.to_http()?;
    context.base_url()?.check_origin(request.uri())?;
    request
        .headers_mut()
        .entry(CLIENT_REQUEST_ID)
        .or_insert_with(|| attempts.client_request_id.clone());
    Ok(request)
}

fn authorized(mut request: http::Request<Bytes>, token: &Token) -> Result<http::Request<Bytes>, Error> {
    if token.secret().is_empty() {
        return Err(Error::Credential("the token is empty".into()));
    }
    let mut bearer = HeaderValue::try_from(format!("Bearer {}", token.secret()))
        .map_err(|_| Error::Credential("the token holds characters that no header can".into()))?;
    bearer.set_sensitive(true);
    request.headers_mut().insert(header::AUTHORIZATION, bearer);
    Ok(request)
}

/// The claims by which the service refuses a token. What another origin says, to which a redirect led, is not about the token, which was
/// not sent there.
fn refusal(context: &Context, response: &http::Response<Bytes>) -> Option<String> {
    if response.status() != StatusCode::UNAUTHORIZED {
        return None;
    }
    let asked = response.extensions().get::<AskedUri>();
    let base_url = context.base_url().ok()?;
    let is_of_service = asked.is_none_or(|asked| base_url.is_origin_of(&asked.0));
    challenge::claims(response.headers()).filter(|_| is_of_service)
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
