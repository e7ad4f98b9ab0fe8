//! Requests: what is asked, before it is sent.

use std::{fmt, future::IntoFuture, marker::PhantomData, time::Duration};

use bytes::Bytes;

use super::{
    Body, BoxFuture, Client, Error, JsonOrBytes, Operation, Outcome, Page, Reference, Response, RetryPolicy,
    body::{Named, OCTET_STREAM},
    call::{Call, Target},
    client::ClientCall,
    headers::{Names, checked},
    link::shown,
};
use crate::json::{IsA, Json, Typed, name_within};
use crate::odata::{Expand, Filter, Patch, Query, Selection, Sort};

/// A call of a documented operation that gives a `T`. Nothing is sent until it is awaited, streamed or sent.
///
/// ```text
/// let audit = audits.id("477f8d24").get().select((RemoteActionAudit::ID, RemoteActionAudit::ACTION)).await?;
/// ```
#[must_use = "nothing is sent until the request is awaited, streamed or sent"]
pub struct Request<T> {
    client: Client,
    call: Call,
    outcome: PhantomData<fn() -> T>,
}

impl<T> Request<T> {
    pub(super) fn new(
        client: Client,
        operation: &'static Operation,
        path: String,
        fault: Option<String>,
    ) -> Self {
        let call = Call::new(client.context(), operation, path, fault);
        Self::of(ClientCall { client, call })
    }

    pub(super) fn of(ClientCall { client, call }: ClientCall) -> Self {
        Self {
            client,
            call,
            outcome: PhantomData,
        }
    }

    pub(super) fn into_parts(self) -> ClientCall {
        ClientCall {
            client: self.client,
            call: self.call,
        }
    }

    /// The address that is asked, where the base URL is one.
    pub(super) fn address(&self) -> Option<String> {
        self.call.address().ok()
    }

    /// The link that is asked, where it is one that the service gave.
    pub(super) fn link(&self) -> Option<&str> {
        match &self.call.target {
            Target::Link(link) => Some(link),
            Target::Path(_) => None,
        }
    }

    /// The same request at a link that the service gave.
    pub(super) fn at_link(mut self, link: &str) -> Self {
        // A link that was kept comes without the context of its answer, which is that of the service.
        let context = self.call.metadata();
        self.call.resume(link, context.as_deref());
        self
    }

    /// What the pages document of the operation: its permissions, its status code.
    pub fn operation(&self) -> &'static Operation {
        self.call.operation
    }

    /// Sends a body: a structure, several of them, a [`Patch`](crate::Patch), [`Json`](crate::Json) or bytes. Bytes are sent as the content type
    /// that the page documents, else as `application/octet-stream`; [`header`](Self::header) says another afterwards.
    pub fn body(mut self, body: &dyn Body) -> Self {
        if let Some(fault) = body.fault() {
            self.call.refuse(fault);
        }
        self.call.body = Some(body.to_bytes());
        let documented = self.call.operation.content_type;
        let content_type = match body.content_type() {
            // The bytes do not say what they are; the page may.
            OCTET_STREAM => documented.unwrap_or(OCTET_STREAM),
            own => own,
        };
        self.header("content-type", content_type)
    }

    /// Sends a structure where a `B` is documented. One of another type names itself in `@odata.type`, unless it came with a name.
    pub fn body_as<B: Typed>(self, body: &impl IsA<B>) -> Self {
        self.body(&named::<B, _>(body))
    }

    /// Sends changes of a structure where a `B` is documented. Those of another type name it in `@odata.type`, unless they set that
    /// themselves.
    pub fn changes_as<B: Typed>(self, changes: &Patch<impl IsA<B>>) -> Self {
        self.body(&named_changes::<B, _>(changes))
    }

    /// Sends a body where there is one, else none and no `content-type`.
    pub fn optional_body<B: Body>(self, body: Option<&B>) -> Self {
        match body {
            Some(body) => self.body(body),
            None => self,
        }
    }

    /// Sends a body that is JSON, or bytes of the media type `media`; where there is neither, none.
    pub fn json_or_bytes<B: Typed>(self, body: JsonOrBytes<'_, B>, media: &'static str) -> Self {
        match body {
            JsonOrBytes::Nothing => self,
            JsonOrBytes::Json(body) => self.body(body),
            JsonOrBytes::Bytes(body) => self.body(body).header("content-type", media),
        }
    }

    /// A query option that has no method here: `query("$skiptoken", "x")`. Percent-encoded, else as it is. One of OData's that was said
    /// before is one option afterwards: lists are joined, all conditions must hold, and of a single value the last counts.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.call.query.push(name.into(), value.into());
        self
    }

    /// A header, in place of what it was; a [preference](Self::prefer) beside the others. `authorization` takes the place of the token,
    /// and goes where the token may go. What cannot be a header, and headers that are of the connection (`host`, `content-length`,
    /// `transfer-encoding`), fail the request before it is sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match checked(name, value) {
            Ok((name, value)) if name.as_str() == "prefer" => {
                self.call.headers.append(name, value);
            }
            Ok((name, value)) => {
                self.call.headers.insert(name, value);
            }
            Err(reason) => self.call.refuse(reason),
        }
        self
    }

    /// A preference (RFC 7240), beside those that are there, on the client too: one of [`Prefer`](crate::Prefer), or as it is sent,
    /// `prefer("outlook.timezone=\"UTC\"")`. Of one that is there already, the later is sent.
    pub fn prefer(self, preference: impl AsRef<str>) -> Self {
        self.header("prefer", preference.as_ref())
    }

    /// Only if it has not changed since it had this `@odata.etag`.
    pub fn if_match(self, etag: &str) -> Self {
        self.header("if-match", etag)
    }

    /// Only if it has not changed since this value was read, by its [`etag`](Typed::etag). Else the service refuses the call with 412. A value
    /// without one fails the request before it is sent.
    pub fn if_unchanged(mut self, value: &impl Typed) -> Self {
        if let Some(etag) = value.etag() {
            return self.if_match(&etag);
        }
        self.call.refuse(NO_ETAG.to_owned());
        self
    }

    /// Asks the index of the directory, which is a little behind what is stored. Queries that need it do so by themselves: `$search`, `$count`,
    /// sorted filters, `ne`, `not`, `endswith`.
    pub fn consistency_eventual(self) -> Self {
        self.header("consistencylevel", "eventual")
    }

    /// No longer than this, all attempts and the waits between them together; of a stream, each page. After that it is an error of the kind
    /// [`Timeout`](crate::TransportErrorKind::Timeout).
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.call.settings.timeout = Some(limit);
        self
    }

    /// Made again by this policy, in place of the client's.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.call.settings.retry = Some(Box::new(policy));
        self
    }

    /// Says that making this call twice does no more than making it once, so that it is made again after an answer was lost too: a POST that
    /// only reads, a PATCH that sets what it names.
    pub fn repeatable(mut self) -> Self {
        self.call.settings.is_repeatable = true;
        self
    }

    /// The same request, whatever its result.
    #[cfg(feature = "examples")]
    pub(crate) fn erased(self) -> Request<()> {
        Request::of(self.into_parts())
    }

    /// The address of what is asked, without the query: the body of a call that ties something to it.
    ///
    /// # Errors
    ///
    /// As of [`into_http`](Self::into_http).
    pub fn reference(&self) -> Result<Reference, Error> {
        let mut call = self.call.clone();
        call.query = Query::default();
        Ok(Reference::to(call.to_http()?.uri().to_string()))
    }

    /// The request without a token, for any other transport.
    ///
    /// # Errors
    ///
    /// A key, a header or an address cannot be one, or a link leads to another origin.
    pub fn into_http(self) -> Result<http::Request<Bytes>, Error> {
        self.call.to_http()
    }
}

/// Structures.
impl<T: Typed> Request<T> {
    /// Only if it has another `@odata.etag` than this: `None` where it has not (304).
    pub fn if_none_match(self, etag: &str) -> Request<Option<T>> {
        let mut asked = self.header("if-none-match", etag).into_parts();
        asked.call.settings.takes_unchanged = true;
        Request::of(asked)
    }

    /// Only if it has changed since this value was read, by its [`etag`](Typed::etag): `None` where it has not. A value without one fails the
    /// request before it is sent.
    pub fn if_changed_since(mut self, value: &T) -> Request<Option<T>> {
        let etag = value.etag();
        if etag.is_none() {
            self.call.refuse(NO_ETAG.to_owned());
        }
        self.if_none_match(&etag.unwrap_or_default())
    }
}

const NO_ETAG: &str =
    "the value has no `@odata.etag`, by which the service would know whether it has changed";

/// Structures of a type that derives from the documented one.
impl<B: Typed> Request<Page<B>> {
    /// Only what is a `D`, as that: the type's name is a segment of the address, `…/members/microsoft.graph.user` (OData URL
    /// Conventions 4.01, 4.11). What was said of the documented type stays.
    ///
    /// The service must know the segment at this address; [`of_type`](Self::of_type) asks for the same by a filter.
    pub fn only<D: IsA<B>>(self) -> Request<Page<D>> {
        self.cast(D::NAME)
    }

    /// Only what is a `D`, as that: `$filter=isof('microsoft.graph.androidCompliancePolicy')`, and the other conditions hold too.
    ///
    /// The service must know `isof` at this address; [`only`](Self::only) asks for the same by a segment.
    pub fn of_type<D: IsA<B>>(self) -> Request<Page<D>> {
        Request::of(self.filter(Filter::is_of::<D>()).into_parts())
    }
}

/// A structure of a type that derives from the documented one.
impl<B: Typed> Request<B> {
    /// The one thing as a `D`: the type's name is a segment of the address, `…/manager/microsoft.graph.user` (OData URL Conventions
    /// 4.01, 4.11). What is of another type is not found.
    pub fn only<D: IsA<B>>(self) -> Request<D> {
        self.cast(D::NAME)
    }
}

impl<T> Request<T> {
    fn cast<D>(self, name: &str) -> Request<D> {
        let mut parts = self.into_parts();
        parts.call.cast(name);
        Request::of(parts)
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
    pub fn order_by(mut self, order: impl Sort<T::Model>) -> Self {
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

    /// Asks for the number of structures on all pages, beside them.
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
        let reply = self.into_parts().send();
        Box::pin(async move { Response::new(reply.await?) })
    }
}

impl<T: Outcome> IntoFuture for Request<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Result<T, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        let reply = self.into_parts().send();
        Box::pin(async move { T::from_reply(reply.await?) })
    }
}

/// A structure as it is sent where a `B` is documented.
fn named<B: Typed, D: IsA<B>>(model: &D) -> Named<'_> {
    Named {
        model,
        name: name_within::<B, D>(),
    }
}

/// Changes as they are sent where those of a `B` are documented.
fn named_changes<B: Typed, D: IsA<B>>(changes: &Patch<D>) -> Json {
    changes.told(name_within::<B, D>())
}

impl<T> Clone for Request<T> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            call: self.call.clone(),
            outcome: PhantomData,
        }
    }
}

/// The operation and the names of the query options. Paths and values hold keys, search texts and tokens.
impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let options: Vec<_> = self.call.query.options().map(|(name, _)| name).collect();
        f.debug_struct("Request")
            .field("operation", &self.call.operation.to_string())
            .field("link", &self.link().map(shown))
            .field("query", &options)
            .field("headers", &Names(&self.call.headers))
            .finish_non_exhaustive()
    }
}
