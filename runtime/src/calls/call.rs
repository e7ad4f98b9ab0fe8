//! A call: what a request is made of, whatever its result, and the HTTP request that it becomes.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

use super::{
    Context, Error, Method, Operation, RetryPolicy,
    headers::merge,
    link::{self, shown},
};
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
    pub(super) settings: Settings,
    /// Why the call must not be sent: the first thing that was wrong.
    fault: Option<String>,
}

/// How a call is carried, where it is not as its client says.
#[derive(Clone, Default)]
pub(super) struct Settings {
    pub(super) retry: Option<Box<RetryPolicy>>,
    /// How long the call may take, all attempts and waits together.
    pub(super) timeout: Option<Duration>,
    /// The caller says that twice does no harm.
    pub(super) is_repeatable: bool,
    /// Whether that nothing has changed (304) is a result.
    pub(super) takes_unchanged: bool,
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
            settings: Settings::default(),
            fault,
        }
    }

    /// Keeps the call from being sent. The first reason is the one that is told.
    pub(super) fn refuse(&mut self, reason: String) {
        self.fault.get_or_insert(reason);
    }

    /// Asks a link that the service gave, in place of the path and query. It may be relative: to the context that the answer names, if
    /// it is a path that begins nowhere (OData JSON Format 4.01, 4.5.2), and to the address that was asked.
    pub(super) fn resume(&mut self, link: &str, context: Option<&str>) {
        let asked = self.address().unwrap_or_default();
        let by_context = context
            .filter(|_| link::is_relative_path(link))
            .map(|context| link::resolve(&link::resolve(&asked, context), link))
            // A context of another service, as one behind a gateway names it, is of no use.
            .filter(|address| self.is_of_service(address));
        if self.needs_index() {
            // The next page is of the same query, whether its link shows that or not.
            self.headers.entry(CONSISTENCY_LEVEL).or_insert(EVENTUAL);
        }
        self.target = Target::Link(by_context.unwrap_or_else(|| link::resolve(&asked, link)));
        self.query = Query::default();
    }

    /// The context of the service itself, which relative links of its answers are relative to.
    pub(super) fn metadata(&self) -> Option<String> {
        let base = self.context.base_url().ok()?;
        Some(format!("{}/$metadata", base.as_str()))
    }

    fn is_of_service(&self, address: &str) -> bool {
        let base = self.context.base_url();
        base.is_ok_and(|base| address.parse().is_ok_and(|uri| base.is_origin_of(&uri)))
    }

    /// This call once it is answered: without what only one request needs, and at the address that the answer came from.
    pub(super) fn answered(mut self, redirected: Option<Uri>) -> Self {
        self.body = None;
        self.headers.remove(header::CONTENT_TYPE);
        if let Some(uri) = redirected.filter(|uri| self.is_of_service(&uri.to_string())) {
            self.target = Target::Link(uri.to_string());
            self.query = Query::default();
        }
        self
    }

    /// Asks only for what is of this type: its name is a segment behind the path (OData URL Conventions 4.01, 4.11).
    pub(super) fn cast(&mut self, name: &str) {
        match &mut self.target {
            Target::Path(path) => {
                path.push('/');
                path.push_str(name);
            }
            Target::Link(_) => self.refuse(format!(
                "a link is asked as the service gave it; only what is a {name} is asked for before it is followed"
            )),
        }
    }

    /// The address that is asked.
    pub(super) fn address(&self) -> Result<String, Error> {
        let query = self.query.encoded();
        Ok(match &self.target {
            Target::Path(path) => format!("{}{path}{query}", self.context.base_url()?.as_str()),
            Target::Link(link) => match link.split_once('?') {
                Some((_, own)) => {
                    if let Some(option) = self.query.said_by(own) {
                        return Err(Error::Request(
                            format!("the link says `{option}` already, and is asked as the service gave it")
                                .into(),
                        ));
                    }
                    format!("{link}{}", query.replacen('?', "&", 1))
                }
                None => format!("{link}{query}"),
            },
        })
    }

    /// Whether the query is one of a directory's index.
    fn needs_index(&self) -> bool {
        self.method() == Method::Get
            && match &self.target {
                Target::Path(path) => path.ends_with(COUNT) || self.query.is_advanced(),
                Target::Link(link) => Query::of_address(link).is_advanced(),
            }
    }

    /// Asks how many there are of what is listed, in place of them.
    pub(super) fn count(&mut self) {
        match &mut self.target {
            Target::Path(path) => path.push_str(COUNT),
            Target::Link(_) => self.refuse("a page that a link leads to has no number of its own".to_owned()),
        }
        // The others say how the list is shown (OData 4.01, part 2, 4.8).
        self.query.keep(&["$filter", "$search"]);
        self.headers
            .entry(header::ACCEPT)
            .or_insert(HeaderValue::from_static("text/plain"));
    }

    fn method(&self) -> Method {
        match self.target {
            Target::Path(_) => self.operation.method,
            // The pages after the first are read, whatever method brought the first.
            Target::Link(_) => Method::Get,
        }
    }

    /// Whether making the call twice does no more than making it once: by its method, or because the caller says so.
    pub(super) fn is_repeatable(&self) -> bool {
        self.settings.is_repeatable || self.method().is_idempotent()
    }

    /// The request, without a token.
    pub(crate) fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        let uri = uri(&self.address()?)?;
        if let Some(fault) = &self.fault {
            return Err(Error::Request(fault.as_str().into()));
        }
        self.context.base_url()?.check_origin(&uri)?;
        let mut request = http::Request::new(self.body.clone().unwrap_or_default());
        *request.method_mut() = self.method().into();
        *request.uri_mut() = uri;
        let may_have_body = matches!(
            *request.method(),
            http::Method::POST | http::Method::PUT | http::Method::PATCH
        );
        let has_no_body = may_have_body && request.body().is_empty();
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        merge(headers, self.context.headers());
        merge(headers, &self.headers);
        if self.needs_index() {
            headers.entry(CONSISTENCY_LEVEL).or_insert(EVENTUAL);
        }
        if has_no_body {
            // A server may ask for the length of what such a method could bear (RFC 9110, 8.6), and gateways do, with 411.
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(request)
    }
}

/// The number of what is listed (OData 4.01, part 2, 4.8).
const COUNT: &str = "/$count";

/// A directory answers from its index, which is a little behind, only to those who agree to it.
const CONSISTENCY_LEVEL: HeaderName = HeaderName::from_static("consistencylevel");
const EVENTUAL: HeaderValue = HeaderValue::from_static("eventual");

/// The longest address that a request can have.
const LONGEST_ADDRESS: usize = u16::MAX as usize - 1;

fn uri(address: &str) -> Result<Uri, Error> {
    let refused = |reason: String| Error::Request(reason.into());
    if address.len() > LONGEST_ADDRESS {
        let length = address.len();
        return Err(refused(format!(
            "the address has {length} characters, and no more than {LONGEST_ADDRESS} can be sent; ask for less in one request: {}",
            shown(address)
        )));
    }
    address
        .parse()
        .map_err(|error| refused(format!("\"{}\" is no address: {error}", shown(address))))
}
