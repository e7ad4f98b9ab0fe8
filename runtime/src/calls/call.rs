//! A call: what a request is made of, whatever its result, and the HTTP request that it becomes.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Uri, header};

use super::{Context, Error, Operation};
use crate::odata::Query;

/// What a request is made of. Built once; each attempt to send it makes an HTTP request of its own.
#[derive(Clone)]
pub(crate) struct Call {
    context: Arc<Context>,
    pub(crate) operation: &'static Operation,
    pub(super) target: Target,
    pub(super) query: Query,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Bytes>,
    /// Why the call must not be sent: the first thing that was wrong.
    fault: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) enum Target {
    /// Below the base URL, percent-encoded.
    Path(String),
    /// A link that the service gave.
    Link(String),
}

impl Call {
    pub(super) fn new(
        context: Arc<Context>,
        operation: &'static Operation,
        path: String,
        fault: Option<String>,
    ) -> Self {
        Self {
            context,
            operation,
            target: Target::Path(path),
            query: Query::default(),
            headers: HeaderMap::new(),
            body: None,
            fault,
        }
    }

    /// Keeps the call from being sent. The first reason is the one that is told.
    pub(super) fn refuse(&mut self, reason: String) {
        self.fault.get_or_insert(reason);
    }

    /// Asks a link that the service gave, in place of the path and query.
    pub(super) fn resume(&mut self, link: &str) {
        self.target = Target::Link(link.to_owned());
        self.query = Query::default();
    }

    /// This call without what only one request needs.
    pub(super) fn without_body(mut self) -> Self {
        self.body = None;
        self.headers.remove(header::CONTENT_TYPE);
        self
    }

    /// The request, without a token.
    pub(crate) fn into_http(self) -> Result<http::Request<Bytes>, Error> {
        if let Some(fault) = self.fault {
            return Err(Error::Request(fault.into()));
        }
        let base = self.context.base_url()?;
        let address = match &self.target {
            Target::Path(path) => format!("{}{path}{}", base.as_str(), self.query.encoded()),
            Target::Link(link) => {
                let query = self.query.encoded();
                let query = if link.contains('?') {
                    query.replacen('?', "&", 1)
                } else {
                    query
                };
                format!("{link}{query}")
            }
        };
        let uri: Uri = address
            .parse()
            .map_err(|error| Error::Request(format!("{address:?} is no address: {error}").into()))?;
        base.check_origin(&uri)?;
        let mut request = http::Request::new(self.body.unwrap_or_default());
        *request.method_mut() = match self.target {
            Target::Path(_) => self.operation.method.into(),
            // The pages after the first are read, whatever method brought the first.
            Target::Link(_) => http::Method::GET,
        };
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        for (name, value) in self.context.headers() {
            headers.insert(name, value.clone());
        }
        for name in self.headers.keys() {
            headers.remove(name);
        }
        for (name, value) in &self.headers {
            headers.append(name, value.clone());
        }
        Ok(request)
    }
}
