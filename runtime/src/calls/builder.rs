//! Setting up a client.

use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

use http::{HeaderMap, HeaderValue, header};

use super::{
    BoxError, Client, Clock, Cloud, Context, Credential, Delivery, Error, RetryPolicy, SystemClock,
    TokenRequest, Transport,
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
        let base_url = BaseUrl::parse(base_url, false);
        let scope = base_url.as_ref().map(BaseUrl::scope).unwrap_or_default();
        let transport = Arc::new(super::ReqwestTransport::default());
        let chain = Chain::new(Box::new(credential), TokenRequest::new(scope), transport);
        Self::of(Context::new(base_url, default_headers()), chain)
    }

    /// Sets up a client in detail.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new("")
    }
}

/// Sets up a client: a [`Client`], or the generated client that has given it.
///
/// ```
/// use std::time::Duration;
/// use graphdown_runtime::{Client, Prefer, RetryPolicy};
///
/// # fn example() -> Result<(), graphdown_runtime::Error> {
/// let client = Client::builder()
///     .base_url("https://graph.example.com/v1.0")
///     .credential("token")
///     .user_agent("kiosks/1.0")
///     .prefer(Prefer::immutable_ids())
///     .timeout(Duration::from_secs(30))
///     .retry(RetryPolicy::new().retries(5))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct ClientBuilder<C = Client> {
    setup: Setup,
    client: PhantomData<fn() -> C>,
}

/// What was set so far, whatever client it is for.
#[derive(Default)]
struct Setup {
    base_url: String,
    credential: Option<Box<dyn Credential>>,
    scope: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    headers: Vec<(String, String)>,
    plain_http: bool,
    answer_limit: Option<u64>,
    retry: RetryPolicy,
    timeout: Option<Duration>,
    clock: Option<Arc<dyn Clock>>,
}

impl<C> ClientBuilder<C> {
    /// Sets up a client of the service at `base_url`.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            setup: Setup::default(),
            client: PhantomData,
        }
        .base_url(base_url)
    }

    /// The service in another cloud: where it is, and with it what tokens are for.
    pub fn cloud(self, cloud: Cloud) -> Self {
        self.base_url(cloud.base_url())
    }

    /// Where the service is: `https://graph.microsoft.com/beta`.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.setup.base_url = base_url.into();
        self
    }

    /// Who calls.
    pub fn credential(mut self, credential: impl Credential) -> Self {
        self.setup.credential = Some(Box::new(credential));
        self
    }

    /// What tokens are asked for, in place of everything that is granted at the origin of the base URL
    /// (`https://graph.microsoft.us/.default`): behind a gateway, the service's own scope.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.setup.scope = Some(scope.into());
        self
    }

    /// What carries the calls, in place of reqwest.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.setup.transport = Some(Arc::new(transport));
        self
    }

    /// A header of every request, unless a request sets it itself.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.setup.headers.push((name.into(), value.into()));
        self
    }

    /// A [preference](crate::Prefer) of every request, beside those that a request has of its own.
    pub fn prefer(self, preference: impl AsRef<str>) -> Self {
        self.header("prefer", preference.as_ref())
    }

    /// What calls, as the service's logs show it: `kiosks/1.0`. It stands before the name of this crate (RFC 9110, 10.1.5).
    pub fn user_agent(self, product: &str) -> Self {
        self.header("user-agent", format!("{product} {USER_AGENT}"))
    }

    /// Lets the token go over plain `http` to a host that is not this machine. Everyone on the way can read it then; it is for services
    /// behind a proxy that encrypts.
    pub fn allow_plain_http(mut self) -> Self {
        self.setup.plain_http = true;
        self
    }

    /// Accepts answers of so many bytes, 256 MiB unless said otherwise. A longer one is an error, as soon as that is known.
    pub fn answer_limit(mut self, bytes: u64) -> Self {
        self.setup.answer_limit = Some(bytes);
        self
    }

    /// Which calls are made again after a fault; [three times](RetryPolicy::new) unless said otherwise. A call may have a policy of its own,
    /// [`Request::retry`](crate::Request::retry).
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.setup.retry = policy;
        self
    }

    /// No call takes longer than this, all its attempts and the waits between them together. A call may have a limit of its own,
    /// [`Request::timeout`](crate::Request::timeout). Unless said otherwise there is none, but what carries the calls has its own: reqwest
    /// here gives up after 20 seconds without a connection, and after 100 without a byte.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.setup.timeout = Some(limit);
        self
    }

    /// What tells the time and waits, in place of [this machine](SystemClock): in a test, an hour passes at once.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.setup.clock = Some(Arc::new(clock));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// There is no base URL, credential or transport, or a header cannot be one.
    pub fn build(self) -> Result<C, Error>
    where
        C: From<Client>,
    {
        self.setup.client().map(C::from)
    }
}

impl Setup {
    fn client(self) -> Result<Client, Error> {
        let base_url = BaseUrl::parse(&self.base_url, self.plain_http)
            .map_err(|reason| Error::Request(reason.into()))?;
        let credential = self
            .credential
            .ok_or_else(|| Error::Credential("no credential was given".into()))?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.answer_limit)?,
        };
        let wanted = TokenRequest::new(self.scope.unwrap_or_else(|| base_url.scope()));
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
                ..Chain::new(credential, wanted, transport)
            },
        ))
    }
}

/// What sends the calls.
const USER_AGENT: &str = concat!("graphdown-runtime/", env!("CARGO_PKG_VERSION"));

pub(super) fn default_headers() -> HeaderMap {
    HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_static(USER_AGENT))])
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

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &shown(&self.setup.base_url))
            .finish_non_exhaustive()
    }
}
