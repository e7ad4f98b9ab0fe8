//! The client: where the service is, who calls, and what carries the calls.

use std::{fmt, future::Future, sync::Arc};

use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::{
    BoxError, Credential, Error, Path, Reply, ServiceError, Transport, base_url::BaseUrl, request::Call,
    response,
};

/// A handle on a service. Cheap to clone; all clones share one connection pool.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    /// Or why it is none; told with the first request.
    base_url: Result<BaseUrl, String>,
    credential: Box<dyn Credential>,
    transport: Arc<dyn Transport>,
    headers: HeaderMap,
}

impl Client {
    /// A client of the service at `base_url`, over reqwest.
    ///
    /// Setting up cannot fail: what is wrong with the address or with TLS is told with the first request.
    /// [`ClientBuilder::build`] tells at once.
    #[cfg(feature = "reqwest")]
    pub fn new(base_url: &str, credential: impl Credential) -> Self {
        Self(Arc::new(Inner {
            base_url: BaseUrl::parse(base_url),
            credential: Box::new(credential),
            transport: Arc::new(crate::ReqwestTransport::default()),
            headers: default_headers(),
        }))
    }

    /// Sets up a client in detail.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// The root of all paths.
    pub fn path(&self) -> Path {
        Path::root(self.clone())
    }

    pub(crate) fn base_url(&self) -> Result<&BaseUrl, Error> {
        self.0
            .base_url
            .as_ref()
            .map_err(|reason| Error::Request(reason.as_str().into()))
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Sends a call, with a token. An answer that is no success is an error.
    pub(crate) fn send(self, call: Call) -> impl Future<Output = Result<Reply, Error>> + Send + 'static {
        let operation = call.operation;
        traced(operation, async move { self.exchange(call).await })
    }

    async fn exchange(&self, call: Call) -> Result<Reply, Error> {
        let mut request = call.clone().into_http()?;
        let token = self.0.credential.token().await.map_err(Error::Credential)?;
        let mut bearer = HeaderValue::try_from(format!("Bearer {}", token.secret()))
            .map_err(|_| Error::Credential("the token holds characters that no header can".into()))?;
        bearer.set_sensitive(true);
        request.headers_mut().insert(header::AUTHORIZATION, bearer);

        let response = self.0.transport.send(request).await.map_err(Error::Transport)?;
        let (head, body) = response.into_parts();
        record(head.status, response::header(&head.headers, "request-id"));
        if !head.status.is_success() {
            let error = ServiceError::new(head.status, &head.headers, &body, call.operation);
            return Err(Error::Service(Box::new(error)));
        }
        Ok(Reply {
            status: head.status,
            headers: head.headers,
            body,
            call: call.without_body(),
        })
    }
}

/// Runs a call in a span of its own: the method, the documented path, and what came back. Never the address, which bears keys,
/// and never the token.
#[cfg(feature = "tracing")]
fn traced<F: Future>(operation: &'static crate::Operation, call: F) -> impl Future<Output = F::Output> {
    let span = tracing::info_span!(
        "graphdown.call",
        method = operation.method.as_str(),
        path = operation.path,
        status = tracing::field::Empty,
        request_id = tracing::field::Empty,
    );
    tracing::Instrument::instrument(call, span)
}

#[cfg(not(feature = "tracing"))]
fn traced<F: Future>(_: &'static crate::Operation, call: F) -> F {
    call
}

#[cfg(feature = "tracing")]
fn record(status: http::StatusCode, request_id: Option<&str>) {
    let span = tracing::Span::current();
    span.record("status", status.as_u16());
    if let Some(request_id) = request_id {
        span.record("request_id", request_id);
    }
}

#[cfg(not(feature = "tracing"))]
fn record(_: http::StatusCode, _: Option<&str>) {}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self
            .0
            .base_url
            .as_ref()
            .map_or_else(String::as_str, BaseUrl::as_str);
        f.debug_struct("Client")
            .field("base_url", &base_url)
            .finish_non_exhaustive()
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

    /// The client.
    ///
    /// # Errors
    ///
    /// There is no base URL, credential or transport, or a header cannot be one.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = BaseUrl::parse(&self.base_url).map_err(|reason| Error::Request(reason.into()))?;
        let credential = self
            .credential
            .ok_or_else(|| Error::Credential("no credential was given".into()))?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport().map_err(Error::Transport)?,
        };
        let mut headers = default_headers();
        for (name, value) in self.headers {
            match (HeaderName::try_from(&name), HeaderValue::try_from(&value)) {
                (Ok(name), Ok(value)) => headers.insert(name, value),
                _ => {
                    return Err(Error::Request(
                        format!("the header {name:?} cannot be {value:?}").into(),
                    ));
                }
            };
        }
        Ok(Client(Arc::new(Inner {
            base_url: Ok(base_url),
            credential,
            transport,
            headers,
        })))
    }
}

fn default_headers() -> HeaderMap {
    let user_agent = HeaderValue::from_static(concat!("graphdown-runtime/", env!("CARGO_PKG_VERSION")));
    HeaderMap::from_iter([(header::USER_AGENT, user_agent)])
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, BoxError> {
    Ok(Arc::new(crate::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, BoxError> {
    Err("no transport was given, and the feature `reqwest` is off".into())
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}
