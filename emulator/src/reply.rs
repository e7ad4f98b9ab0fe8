//! An answer before it becomes HTTP.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use serde_json::Value;

use crate::error::ODataError;
use crate::store::Content;

/// The media type of every JSON body.
pub(crate) const JSON: &str = "application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8";

/// A status, headers and a body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) body: ReplyBody,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ReplyBody {
    None,
    Json(Value),
    Bytes(Content),
}

impl Reply {
    /// A status alone.
    pub(crate) fn empty(status: u16) -> Self {
        Self::new(status, ReplyBody::None)
    }

    /// A JSON body; with a status that has none, the status alone.
    pub(crate) fn json(status: u16, body: Value) -> Self {
        Self::new(status, ReplyBody::Json(body))
    }

    /// Bytes of a media type.
    pub(crate) fn bytes(status: u16, content: Content) -> Self {
        Self::new(status, ReplyBody::Bytes(content))
    }

    fn new(status: u16, body: ReplyBody) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
        let no_body = status == StatusCode::NO_CONTENT || status == StatusCode::NOT_MODIFIED;
        Self {
            status,
            headers: Vec::new(),
            body: if no_body { ReplyBody::None } else { body },
        }
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}

/// The ids of one call: the service's own, and the one that the caller gave or else the same again.
#[derive(Clone, Debug)]
pub(crate) struct RequestIds {
    pub(crate) request: String,
    pub(crate) client: String,
}

impl RequestIds {
    pub(crate) fn new(headers: &HeaderMap) -> Self {
        let request = uuid::Uuid::new_v4().to_string();
        let client = headers.get("client-request-id").and_then(|it| it.to_str().ok());
        Self {
            client: client.map_or_else(|| request.clone(), str::to_owned),
            request,
        }
    }
}

/// Makes the response. A header that cannot be one is left out.
pub(crate) fn response(outcome: Result<Reply, ODataError>, ids: &RequestIds) -> Response<Bytes> {
    let reply = outcome.unwrap_or_else(|error| refusal(&error, ids));
    let (media_type, body) = match reply.body {
        ReplyBody::None => (None, Bytes::new()),
        ReplyBody::Json(value) => (Some(JSON.to_owned()), Bytes::from(value.to_string())),
        ReplyBody::Bytes(content) => (Some(content.media_type), Bytes::from(content.bytes)),
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(HeaderName::from_static("request-id"), &ids.request);
    set(HeaderName::from_static("client-request-id"), &ids.client);
    set(HeaderName::from_static("odata-version"), "4.0");
    if let Some(media_type) = media_type {
        set(header::CONTENT_TYPE, &media_type);
    }
    for (name, value) in reply.headers {
        set(name, &value);
    }
    response
}

fn refusal(error: &ODataError, ids: &RequestIds) -> Reply {
    let body = error.body(&ids.request, &ids.client);
    let mut reply = Reply::json(error.status().as_u16(), body);
    if !error.allow().is_empty() {
        reply = reply.with_header(header::ALLOW, error.allow().join(", "));
    }
    if let Some(seconds) = error.retry_after() {
        reply = reply.with_header(header::RETRY_AFTER, seconds.to_string());
    }
    if error.status() == StatusCode::UNAUTHORIZED {
        reply = reply.with_header(header::WWW_AUTHENTICATE, "Bearer".to_owned());
    }
    reply
}
