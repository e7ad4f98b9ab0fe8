//! `$batch`: several calls in one (OData JSON 4.01, section 19). Read and put together here, answered by the service.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::error::ODataError;
use crate::reply::{JSON, Reply, ReplyBody};

/// Calls of one batch, as many as the service takes.
const MOST: usize = 20;

/// One call of a batch.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) method: String,
    /// Below the version.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// Calls that must have succeeded before.
    pub(crate) after: Vec<String>,
}

/// Reads the calls of a batch.
pub(crate) fn read(body: &[u8]) -> Result<Vec<Part>, ODataError> {
    let wrong = |why: &str| ODataError::bad_request(format!("The batch cannot be read: {why}."));
    let body: Value = serde_json::from_slice(body).map_err(|error| wrong(&error.to_string()))?;
    let requests = body["requests"]
        .as_array()
        .ok_or_else(|| wrong("it has no list 'requests'"))?;
    if requests.len() > MOST {
        return Err(wrong(&format!("it has more than {MOST} requests")));
    }
    let mut parts: Vec<Part> = Vec::new();
    for request in requests {
        let text = |name: &str| request[name].as_str();
        let (Some(id), Some(method), Some(url)) = (text("id"), text("method"), text("url")) else {
            return Err(wrong("a request needs the texts 'id', 'method' and 'url'"));
        };
        if parts.iter().any(|it| it.id == id) {
            return Err(wrong(&format!("two requests have the id '{id}'")));
        }
        let after = request["dependsOn"].as_array().map_or(&[][..], Vec::as_slice);
        let after: Vec<String> = after
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        if let Some(unknown) = after.iter().find(|it| !parts.iter().any(|part| part.id == **it)) {
            return Err(wrong(&format!(
                "'{id}' depends on '{unknown}', which does not stand before it"
            )));
        }
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        parts.push(Part {
            id: id.to_owned(),
            method: method.to_uppercase(),
            path: format!("/{}", path.trim_start_matches('/')),
            query: query.to_owned(),
            headers: headers(&request["headers"]),
            body: content(&request["body"]),
            after,
        });
    }
    Ok(parts)
}

/// Those that can be headers.
fn headers(given: &Value) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in given.as_object().into_iter().flatten() {
        let value = value.as_str().unwrap_or_default();
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    headers
}

/// JSON as it stands; a text is Base64 of bytes, or else itself.
fn content(body: &Value) -> Vec<u8> {
    match body {
        Value::Null => Vec::new(),
        Value::String(text) => STANDARD
            .decode(text)
            .unwrap_or_else(|_| text.clone().into_bytes()),
        body => body.to_string().into_bytes(),
    }
}

/// One answer, as it stands in that of the batch.
pub(crate) fn answered(id: &str, reply: Reply) -> Value {
    let mut headers = Map::new();
    for (name, value) in reply.headers {
        headers.insert(name.to_string(), Value::from(value));
    }
    let mut answered = json!({ "id": id, "status": reply.status.as_u16() });
    match reply.body {
        ReplyBody::None => {}
        ReplyBody::Json(body) => {
            headers.insert("content-type".to_owned(), Value::from(JSON));
            answered["body"] = body;
        }
        ReplyBody::Bytes(content) => {
            answered["body"] = Value::from(STANDARD.encode(&content.bytes));
            headers.insert("content-type".to_owned(), Value::from(content.media_type));
        }
    }
    answered["headers"] = Value::Object(headers);
    answered
}
