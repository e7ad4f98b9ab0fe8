//! Which redirects are followed, and what the request after one is (RFC 9110, 15.4).
//!
//! At the service's own origin a redirect is followed as HTTP has it. To another origin nothing goes but the address that the service
//! named: no token, no header of the caller, no body. Files of Graph are had so, from stores that take no token.

use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, Uri, header};

use super::super::{base_url::Origin, link};

/// After so many redirects there is no more to be hoped for.
pub(super) const MOST: usize = 10;

/// The request that an answer leads to. `None` where it is no redirect, or one that is not followed: the answer is what the caller
/// gets then, with its status and its `location`.
pub(super) fn following(
    sent: &Request<Bytes>,
    status: StatusCode,
    answer: &HeaderMap,
) -> Option<Request<Bytes>> {
    let location = answer.get(header::LOCATION)?;
    let location = String::from_utf8_lossy(location.as_bytes());
    let to: Uri = link::resolve(&sent.uri().to_string(), &location).parse().ok()?;
    let (from, at) = (Origin::of(sent.uri())?, Origin::of(&to)?);
    let method = method(sent.method(), status)?;
    let keeps_body = method == *sent.method();

    let mut next = Request::new(Bytes::new());
    if from == at {
        *next.headers_mut() = sent.headers().clone();
        if keeps_body {
            next.body_mut().clone_from(sent.body());
        } else {
            for name in [
                header::CONTENT_TYPE,
                header::CONTENT_LENGTH,
                header::CONTENT_RANGE,
            ] {
                next.headers_mut().remove(name);
            }
        }
    } else {
        let is_read = matches!(*sent.method(), Method::GET | Method::HEAD) && sent.body().is_empty();
        if !is_read || from.is_encrypted() && !at.is_encrypted() {
            return None;
        }
        for accept in sent.headers().get_all(header::ACCEPT) {
            next.headers_mut().append(header::ACCEPT, accept.clone());
        }
    }
    *next.method_mut() = method;
    *next.uri_mut() = to;
    *next.version_mut() = sent.version();
    Some(next)
}

/// The method after a redirect. `None` where following would take one thing for another: the answer of a GET for that of a PATCH or a
/// DELETE.
fn method(sent: &Method, status: StatusCode) -> Option<Method> {
    let is_read = matches!(*sent, Method::GET | Method::HEAD);
    match status {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => Some(sent.clone()),
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER if is_read => {
            Some(sent.clone())
        }
        // What a POST gave is elsewhere, to be read.
        StatusCode::SEE_OTHER if *sent == Method::POST => Some(Method::GET),
        _ => None,
    }
}
