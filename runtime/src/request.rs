//! Requests: what is asked, before it is sent.

use std::{
    fmt,
    future::{Future, IntoFuture},
    marker::PhantomData,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

use crate::{
    BoxFuture, Client, Element, Error, Expand, Filter, Items, Json, Operation, Order, Outcome, Page, Pages,
    Patch, Reference, Response, Selection, Typed, json, query::Query,
};

/// A call of a documented operation that gives a `T`. Nothing is sent until it is awaited, streamed or sent.
///
/// ```text
/// let audit = audits.id("477f8d24").get().select((RemoteActionAudit::ID, RemoteActionAudit::ACTION)).await?;
/// ```
#[must_use = "nothing is sent until the request is awaited, streamed or sent"]
pub struct Request<T> {
    call: Call,
    outcome: PhantomData<fn() -> T>,
}

/// What a request is made of, whatever its result.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    target: Target,
    query: Query,
    headers: HeaderMap,
    body: Option<Bytes>,
    /// Why the request must not be sent: the first thing that was wrong.
    fault: Option<String>,
}

#[derive(Clone, Debug)]
enum Target {
    /// Below the base URL, percent-encoded.
    Path(String),
    /// A link that the service gave.
    Link(String),
}

impl<T> Request<T> {
    pub(crate) fn new(
        client: Client,
        operation: &'static Operation,
        path: String,
        fault: Option<String>,
    ) -> Self {
        let target = Target::Path(path);
        Self::from_call(Call {
            client,
            operation,
            target,
            query: Query::default(),
            headers: HeaderMap::new(),
            body: None,
            fault,
        })
    }

    pub(crate) fn from_call(call: Call) -> Self {
        Self {
            call,
            outcome: PhantomData,
        }
    }

    /// The link that is asked, where it is one that the service gave.
    pub(crate) fn link(&self) -> Option<&str> {
        match &self.call.target {
            Target::Link(link) => Some(link),
            Target::Path(_) => None,
        }
    }

    /// What the pages document of the operation: its permissions, its status code.
    pub fn operation(&self) -> &'static Operation {
        self.call.operation
    }

    /// Sends a body: a structure, several of them, a [`Patch`], [`Json`] or bytes.
    pub fn body(mut self, body: &dyn Body) -> Self {
        self.call.body = Some(body.to_bytes());
        self.header("content-type", body.content_type())
    }

    /// Sends a body where there is one, else none and no `content-type`.
    pub fn optional_body<B: Body>(self, body: Option<&B>) -> Self {
        match body {
            Some(body) => self.body(body),
            None => self,
        }
    }

    /// A query option that has no method here: `query("$skiptoken", "x")`. Percent-encoded, else as it is.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.call.query.push(name.into(), value.into());
        self
    }

    /// A header, in place of what it was. Text that cannot be a header fails the request before it is sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            self.call.headers.insert(name, value);
        } else {
            self.call
                .refuse(format!("the header {name:?} cannot be {value:?}"));
        }
        self
    }

    /// A preference, beside those that are there: `prefer("outlook.timezone=\"UTC\"")`.
    pub fn prefer(mut self, preference: &str) -> Self {
        if let Ok(value) = HeaderValue::try_from(preference) {
            self.call.headers.append("prefer", value);
        } else {
            self.call
                .refuse(format!("the header \"prefer\" cannot be {preference:?}"));
        }
        self
    }

    /// Only if it has not changed since it had this `@odata.etag`.
    pub fn if_match(self, etag: &str) -> Self {
        self.header("if-match", etag)
    }

    /// Asks the copies of the directory that some queries on directory objects need: `$search`, `$count` in a filter, and others.
    pub fn consistency_eventual(self) -> Self {
        self.header("consistencylevel", "eventual")
    }

    /// Asks a link that the service gave, in place of the path and query: the `delta_link` of an earlier page. It must be of the
    /// service's own origin; no token is sent elsewhere.
    pub fn resume(mut self, link: &str) -> Self {
        self.call.target = Target::Link(link.to_owned());
        self.call.query = Query::default();
        self
    }

    /// What the request is made of.
    #[cfg(feature = "examples")]
    pub(crate) fn into_call(self) -> Call {
        self.call
    }

    /// The address of what is asked, without the query: the body of a call that ties something to it.
    ///
    /// # Errors
    ///
    /// As of [`into_http`](Self::into_http).
    pub fn reference(&self) -> Result<Reference, Error> {
        let mut call = self.call.clone();
        call.query = Query::default();
        Ok(Reference::to(call.into_http()?.uri().to_string()))
    }

    /// The request without a token, for any other transport.
    ///
    /// # Errors
    ///
    /// A key, a header or an address cannot be one, or a link leads to another origin.
    pub fn into_http(self) -> Result<http::Request<Bytes>, Error> {
        self.call.into_http()
    }
}

/// Query options of structures.
impl<T: Outcome> Request<T> {
    /// Only these properties; adds to those that were asked for before.
    pub fn select(mut self, properties: impl Selection<T::Model>) -> Self {
        self.call.query.select(&properties);
        self
    }

    /// Fills a navigation property; adds to those that were asked for before.
    pub fn expand(mut self, property: impl Expand<T::Model>) -> Self {
        self.call.query.append("$expand", &property.into_text(), ",");
        self
    }

    /// Only structures for which this holds; all filters must hold.
    pub fn filter(mut self, filter: Filter<T::Model>) -> Self {
        self.call.query.filter(filter);
        self
    }

    /// In this order; orders given later decide where those before leave it open.
    pub fn order_by(mut self, order: Order<T::Model>) -> Self {
        self.call.query.append("$orderby", &order.into_text(), ",");
        self
    }

    /// At most so many on a page.
    pub fn top(mut self, count: u32) -> Self {
        self.call.query.set("$top", &count.to_string());
        self
    }

    /// Without the first so many.
    pub fn skip(mut self, count: u32) -> Self {
        self.call.query.set("$skip", &count.to_string());
        self
    }

    /// Only what matches the search text, which is OData's: `"displayName:kiosk"`, with its quotes.
    pub fn search(mut self, text: &str) -> Self {
        self.call.query.set("$search", text);
        self
    }

    /// Asks for the number of structures on all pages. Directory objects want
    /// [`consistency_eventual`](Self::consistency_eventual) too.
    pub fn count(mut self) -> Self {
        self.call.query.set("$count", "true");
        self
    }

    /// Sends the request and gives the result with the status and headers that came with it.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn send(self) -> BoxFuture<'static, Result<Response<T>, Error>> {
        let reply = self.call.send();
        Box::pin(async move { Response::new(reply.await?) })
    }
}

/// Collections.
impl<T: Element> Request<Page<T>> {
    /// What the collection holds, page after page.
    pub fn stream(self) -> Items<T> {
        Items::new(self)
    }

    /// The pages of the collection.
    pub fn pages(self) -> Pages<T> {
        Pages::new(self)
    }
}

impl<T: Outcome> IntoFuture for Request<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Result<T, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        let reply = self.call.send();
        Box::pin(async move { T::from_reply(reply.await?) })
    }
}

impl<T> Clone for Request<T> {
    fn clone(&self) -> Self {
        Self::from_call(self.call.clone())
    }
}

impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.call.operation.to_string())
            .field("target", &self.call.target)
            .field("query", &self.call.query)
            .finish_non_exhaustive()
    }
}

impl Call {
    fn send(self) -> impl Future<Output = Result<crate::Reply, Error>> + Send + 'static {
        self.client.clone().send(self)
    }

    /// Keeps the call from being sent. The first reason is the one that is told.
    fn refuse(&mut self, reason: String) {
        self.fault.get_or_insert(reason);
    }

    /// This call without what only one request needs.
    pub(crate) fn without_body(mut self) -> Self {
        self.body = None;
        self.headers.remove(header::CONTENT_TYPE);
        self
    }

    pub(crate) fn into_http(self) -> Result<http::Request<Bytes>, Error> {
        if let Some(fault) = self.fault {
            return Err(Error::Request(fault.into()));
        }
        let base = self.client.base_url()?;
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
        if !base.is_origin_of(&uri) {
            let reason = format!(
                "{address:?} is not of {}, and no token is sent elsewhere",
                base.as_str()
            );
            return Err(Error::Request(reason.into()));
        }
        let mut request = http::Request::new(self.body.unwrap_or_default());
        *request.method_mut() = match self.target {
            Target::Path(_) => self.operation.method.into(),
            // The pages after the first are read, whatever method brought the first.
            Target::Link(_) => http::Method::GET,
        };
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        for (name, value) in self.client.headers() {
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

/// What can be sent as the body of a request.
pub trait Body {
    /// The `Content-Type`.
    fn content_type(&self) -> &'static str {
        "application/json"
    }

    /// The bytes.
    fn to_bytes(&self) -> Bytes;
}

impl<T: Typed> Body for T {
    fn to_bytes(&self) -> Bytes {
        json::to_vec(self).into()
    }
}

/// A JSON array.
impl<T: Typed> Body for &[T] {
    fn to_bytes(&self) -> Bytes {
        json::list_to_vec(self).into()
    }
}

impl<M> Body for Patch<M> {
    fn to_bytes(&self) -> Bytes {
        self.to_json().into()
    }
}

impl Body for Json {
    fn to_bytes(&self) -> Bytes {
        Bytes::copy_from_slice(self.text().as_bytes())
    }
}

/// Bytes of no particular kind; [`Request::header`] names another `content-type` afterwards.
impl Body for Bytes {
    fn content_type(&self) -> &'static str {
        "application/octet-stream"
    }

    fn to_bytes(&self) -> Bytes {
        self.clone()
    }
}
