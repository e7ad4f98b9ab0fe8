//! Setting up a client.

use std::{fmt, sync::Arc};

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{BoxError, Client, Context, Credential, Error, Transport, base_url::BaseUrl, chain::Chain};

impl Client {
    /// A client of the service at `base_url`, over reqwest.
    ///
    /// Setting up cannot fail: what is wrong with the address or with TLS is told with the first request.
    /// [`ClientBuilder::build`] tells at once.
    #[cfg(feature = "reqwest")]
    pub fn new(base_url: &str, credential: impl Credential) -> Self {
        let context = Context::new(BaseUrl::parse(base_url), default_headers());
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
        Ok(Client::of(
            Context::new(Ok(base_url), headers),
            Chain::new(credential, transport),
        ))
    }
}

pub(super) fn default_headers() -> HeaderMap {
    let user_agent = HeaderValue::from_static(concat!("graphdown-runtime/", env!("CARGO_PKG_VERSION")));
    HeaderMap::from_iter([(header::USER_AGENT, user_agent)])
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, BoxError> {
    Ok(Arc::new(super::ReqwestTransport::new()?))
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
