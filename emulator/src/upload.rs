//! Upload sessions: a file that comes in several pieces, each a `PUT` with its `Content-Range` (RFC 9110, section 14.4) to
//! an address that takes no token.

use axum::http::{HeaderMap, header};
use serde_json::{Value, json};

use crate::call::Incoming;
use crate::error::ODataError;
use crate::reply::Reply;
use crate::store::{Content, Object, Place, Store};

/// What the paths of sessions begin with.
pub(crate) const UPLOADS: &str = "/$uploads";

/// Bytes of the largest piece: the service takes less than 60 MiB.
pub(crate) const LARGEST_PIECE: usize = 60 * 1024 * 1024;

/// Takes a piece of a session, tells how far it came, or ends it.
pub(crate) fn answer(store: &mut Store, id: &str, call: &Incoming<'_>) -> Result<Reply, ODataError> {
    let gone = || ODataError::not_found("There is no such upload session.");
    let received = store.uploaded(id).ok_or_else(gone)?;
    match call.method {
        "GET" => Ok(Reply::json(200, status(received))),
        "DELETE" => {
            store.close_upload(id);
            Ok(Reply::empty(204))
        }
        "PUT" => {
            let range = range(call.headers, call.body.len())?;
            if range.start != received {
                let message = format!("The next byte that is expected is {received}.");
                return Err(ODataError::range_not_satisfiable(message));
            }
            store.upload(id, call.body)?;
            if range.end < range.total {
                return Ok(Reply::json(202, status(range.end)));
            }
            let (place, name, bytes) = store.take_upload(id).ok_or_else(gone)?;
            let object = file(store, &place, &name, bytes.len());
            store.put(&place.collection, &place.id, object.clone())?;
            let media_type = "application/octet-stream".to_owned();
            let content = Content { media_type, bytes };
            store.put_content(&place.collection.child(&place.id).child("content"), content)?;
            Ok(Reply::json(201, Value::Object(object)))
        }
        other => Err(ODataError::method_not_allowed(
            other,
            ["DELETE", "GET", "PUT"].map(str::to_owned).to_vec(),
        )),
    }
}

/// How far a session came.
pub(crate) fn status(received: usize) -> Value {
    json!({
        "expirationDateTime": "9999-12-31T23:59:59Z",
        "nextExpectedRanges": [format!("{received}-")],
    })
}

/// The item that a file is, as it is written: with the id that it has or gets, its name and its size.
pub(crate) fn file(store: &Store, place: &Place, name: &str, size: usize) -> Object {
    let mut object = store
        .item(&place.collection, &place.id)
        .cloned()
        .unwrap_or_default();
    if !object.contains_key("id") {
        let is_path = place.id.ends_with(':');
        let id = if is_path {
            uuid::Uuid::new_v4().to_string()
        } else {
            place.id.clone()
        };
        object.shift_insert(0, "id".to_owned(), json!(id));
    }
    if !name.is_empty() {
        object.insert("name".to_owned(), json!(name));
    }
    object.insert("size".to_owned(), json!(size));
    object
}

/// From where to where, without the end, and of how many.
struct Range {
    start: usize,
    end: usize,
    total: usize,
}

/// `bytes 0-25/128`; a file in one piece needs none.
fn range(headers: &HeaderMap, length: usize) -> Result<Range, ODataError> {
    let Some(value) = headers.get(header::CONTENT_RANGE) else {
        return Ok(Range {
            start: 0,
            end: length,
            total: length,
        });
    };
    let read = || {
        let (range, total) = value.to_str().ok()?.strip_prefix("bytes ")?.split_once('/')?;
        let (start, last) = range.split_once('-')?;
        let (start, last): (usize, usize) = (start.trim().parse().ok()?, last.trim().parse().ok()?);
        let (end, total) = (last.checked_add(1)?, total.trim().parse().ok()?);
        (end <= total && end.checked_sub(start) == Some(length)).then_some(Range { start, end, total })
    };
    read().ok_or_else(|| {
        ODataError::bad_request(
            "The header 'Content-Range' must be 'bytes FIRST-LAST/TOTAL', of the bytes that are sent.",
        )
    })
}
