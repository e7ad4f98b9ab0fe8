//! Setting up a client.

use std::{fmt, sync::Arc, time::Duration};

use http::{HeaderMap, HeaderValue, header};

use super::{
    BoxError, Client, Clock, Context, Credential, Delivery, Error, RetryPolicy, SystemClock, Transport,
    base_url::BaseUrl,
    chain::Chain,
    error::{TransportError, TransportErrorKind},
    headers::{checked, merge},
    link::shown,
};

impl Client {
    /// A client of the service at `base_url`, over reqwest.
    ///
    /// Setting up cannot fail: what is wrong with the address or with TLS is told with the first request.
    /// [`ClientBuilder::build`] tells at once.
    #[cfg(feature = "reqwest")]
    pub fn new(base_url: &str, credential: impl Credential) -> Self {
        let context = Context::new(BaseUrl::parse(base_url, false), default_headers());
        let transport = Arc::new(super::ReqwestTransport::default());
        Self::of(context, Chain::new(Box::new(credential), transport))
    }

    /// Sets up a client in detail.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

/// Sets up a [`Client`].
#[must_use]
#[derive(Default)]
pub struct ClientBuilder {
    base_url: String,
    credential: Option<Box<dyn Credential>>,
    transport: Option<Arc<dyn Transport>>,
    headers: Vec<(String, String)>,
    plain_http: bool,
    answer_limit: Option<u64>,
    retry: RetryPolicy,
    timeout: Option<Duration>,
    clock: Option<Arc<dyn Clock>>,
}

impl ClientBuilder {
    /// Where the service is: `https://graph.microsoft.com/beta`.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Who calls.
    pub fn credential(mut self, credential: impl Credential) -> Self {
        self.credential = Some(Box::new(credential));
        self
    }

    /// What carries the calls, in place of reqwest.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// A header of every request, unless a request sets it itself.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Lets the token go over plain `http` to a host that is not this machine. Everyone on the way can read it then; it is for services
    /// behind a proxy that encrypts.
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// Accepts answers of so many bytes, 256 MiB unless said otherwise. A longer one is an error, as soon as that is known.
    pub fn answer_limit(mut self, bytes: u64) -> Self {
        self.answer_limit = Some(bytes);
        self
    }

    /// Which calls are made again after a fault; [three times](RetryPolicy::new) unless said otherwise. A call may have a policy of its own,
    /// [`Request::retry`](crate::Request::retry).
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// No call takes longer than this, all its attempts and the waits between them together. A call may have a limit of its own,
    /// [`Request::timeout`](crate::Request::timeout). Unless said otherwise there is none, but what carries the calls has its own: reqwest
    /// here gives up after 20 seconds without a connection, and after 100 without a byte.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// What tells the time and waits, in place of [this machine](SystemClock): in a test, an hour passes at once.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// There is no base URL, credential or transport, or a header cannot be one.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = BaseUrl::parse(&self.base_url, self.plain_http)
            .map_err(|reason| Error::Request(reason.into()))?;
        let credential = self
            .credential
            .ok_or_else(|| Error::Credential("no credential was given".into()))?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.answer_limit)?,
        };
        let mut headers = default_headers();
        for (name, value) in self.headers {
            let (name, value) = checked(&name, &value).map_err(|reason| Error::Request(reason.into()))?;
            if name == header::AUTHORIZATION {
                return Err(Error::Request(
                    "whom the token is of is for the credential to say, not for a header of every request"
                        .into(),
                ));
            }
            merge(&mut headers, &HeaderMap::from_iter([(name, value)]));
        }
        Ok(Client::of(
            Context::new(Ok(base_url), headers),
            Chain {
                answer_limit: self.answer_limit,
                retry: self.retry,
                timeout: self.timeout,
                clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock)),
                ..Chain::new(credential, transport)
            },
        ))
    }
}

pub(super) fn default_headers() -> HeaderMap {
    let user_agent = HeaderValue::from_static(concat!("graphdown-runtime/", env!("CARGO_PKG_VERSION")));
    HeaderMap::from_iter([(header::USER_AGENT, user_agent)])
}

#[cfg(feature = "reqwest")]
fn default_transport(answer_limit: Option<u64>) -> Result<Arc<dyn Transport>, Error> {
    let transport = super::ReqwestTransport::new().map_err(unusable)?;
    Ok(Arc::new(match answer_limit {
        Some(limit) => transport.answer_limit(limit),
        None => transport,
    }))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Option<u64>) -> Result<Arc<dyn Transport>, Error> {
    Err(unusable(
        "no transport was given, and the feature `reqwest` is off".into(),
    ))
}

/// There is nothing to carry calls with.
fn unusable(reason: BoxError) -> Error {
    let error = TransportError::new(TransportErrorKind::Other);
    Error::Transport(Box::new(
        error.with_delivery(Delivery::NotSent).with_source(reason),
    ))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &shown(&self.base_url))
            .finish_non_exhaustive()
    }
}
