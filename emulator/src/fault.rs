//! What goes wrong on demand: for tests of a program that must live with it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Response, header};
use futures_core::Stream;
use serde_json::Value;

use crate::routing::path::{requested, split_version};

/// One thing that goes wrong with a call over the network, once unless [`Fault::times`] says more.
///
/// ```
/// use graphdown_emulator::{Fault, Faults};
///
/// let faults = Faults::default();
/// // Two calls are throttled, the third is answered.
/// faults.add(Fault::throttled(1).on("GET", "/users").times(2));
/// ```
#[derive(Clone, Debug)]
pub struct Fault {
    kind: FaultKind,
    method: Option<String>,
    /// The segments of the path, in lower case; one that begins with `{` stands for any.
    path: Option<Vec<String>>,
    left: usize,
}

#[derive(Clone, Debug)]
pub(crate) enum FaultKind {
    /// An error instead of the answer.
    Refuse { status: u16, retry_after: Option<u32> },
    /// The address of another place instead of the answer.
    Redirect { status: u16, location: String },
    /// The answer comes late.
    Slow(Duration),
    /// The answer ends after so many bytes of its body.
    Cut(usize),
    /// A property of the answer has another value.
    Change { property: String, value: Value },
}

impl Fault {
    /// 429, with the seconds after which the caller may try again.
    #[must_use]
    pub fn throttled(retry_after: u32) -> Self {
        Self::new(FaultKind::Refuse {
            status: 429,
            retry_after: Some(retry_after),
        })
    }

    /// 503, with the seconds after which the caller may try again.
    #[must_use]
    pub fn unavailable(retry_after: u32) -> Self {
        Self::new(FaultKind::Refuse {
            status: 503,
            retry_after: Some(retry_after),
        })
    }

    /// An error of this status: 400 to 599, else 500.
    #[must_use]
    pub fn status(status: u16) -> Self {
        let status = if (400..600).contains(&status) { status } else { 500 };
        Self::new(FaultKind::Refuse {
            status,
            retry_after: None,
        })
    }

    /// The answer comes so much later.
    #[must_use]
    pub fn slow(by: Duration) -> Self {
        Self::new(FaultKind::Slow(by))
    }

    /// The connection breaks off after so many bytes of the answer's body.
    #[must_use]
    pub fn cut(bytes: usize) -> Self {
        Self::new(FaultKind::Cut(bytes))
    }

    /// 307 to another address.
    #[must_use]
    pub fn redirect(location: impl Into<String>) -> Self {
        Self::new(FaultKind::Redirect {
            status: 307,
            location: location.into(),
        })
    }

    /// A property has this value wherever it stands in the answer: one of another type, or a member that no page lists.
    #[must_use]
    pub fn change(property: impl Into<String>, value: Value) -> Self {
        Self::new(FaultKind::Change {
            property: property.into(),
            value,
        })
    }

    /// Of calls with this method and path alone: `/users/{id}`, without a version; placeholders stand for any key.
    #[must_use]
    pub fn on(mut self, method: &str, path: &str) -> Self {
        self.method = Some(method.to_uppercase());
        self.path = Some(segments(path));
        self
    }

    /// So many times.
    #[must_use]
    pub fn times(mut self, count: usize) -> Self {
        self.left = count;
        self
    }

    fn new(kind: FaultKind) -> Self {
        Self {
            kind,
            method: None,
            path: None,
            left: 1,
        }
    }

    fn is_of(&self, method: &str, path: &[String]) -> bool {
        let fits = |(own, sent): (&String, &String)| own.starts_with('{') || own == sent;
        self.method.as_ref().is_none_or(|it| it == method)
            && self
                .path
                .as_ref()
                .is_none_or(|own| own.len() == path.len() && own.iter().zip(path).all(fits))
    }
}

/// Faults that are to come. A clone is the same list, so that a test can add to it while the emulator runs.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<Vec<Fault>>>);

impl Faults {
    /// Adds a fault. A call meets the first that fits it.
    pub fn add(&self, fault: Fault) {
        self.lock().push(fault);
    }

    /// The fault that a call meets.
    pub(crate) fn take(&self, method: &str, path: &str) -> Option<FaultKind> {
        let mut faults = self.lock();
        if faults.is_empty() {
            return None;
        }
        let path = segments(split_version(path).1);
        let at = faults
            .iter()
            .position(|it| it.left > 0 && it.is_of(method, &path))?;
        let kind = faults[at].kind.clone();
        faults[at].left -= 1;
        faults.retain(|it| it.left > 0);
        Some(kind)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn segments(path: &str) -> Vec<String> {
    requested(path)
        .into_iter()
        .map(|it| it.text.to_lowercase())
        .collect()
}

/// An answer with another value of a property; one that is no JSON stays as it is.
pub(crate) fn changed(answer: Response<Bytes>, property: &str, value: &Value) -> Response<Bytes> {
    let (parts, body) = answer.into_parts();
    let body = match serde_json::from_slice::<Value>(&body) {
        Ok(mut json) => {
            change(&mut json, property, value);
            Bytes::from(json.to_string())
        }
        Err(_) => body,
    };
    Response::from_parts(parts, body)
}

fn change(json: &mut Value, property: &str, value: &Value) {
    match json {
        Value::Array(list) => list.iter_mut().for_each(|it| change(it, property, value)),
        Value::Object(object) => {
            for (name, member) in object.iter_mut() {
                if name == property {
                    member.clone_from(value);
                } else {
                    change(member, property, value);
                }
            }
        }
        _ => {}
    }
}

/// An answer that promises its whole body and ends before.
pub(crate) fn cut(answer: Response<Bytes>, bytes: usize) -> Response<Body> {
    let (mut parts, body) = answer.into_parts();
    let length = HeaderValue::from(body.len());
    parts.headers.insert(header::CONTENT_LENGTH, length);
    let beginning = body.slice(..bytes.min(body.len()));
    let broken = Broken {
        beginning: Some(beginning),
        wait: Box::pin(tokio::time::sleep(SENT_MEANWHILE)),
    };
    Response::from_parts(parts, Body::from_stream(broken))
}

/// The server keeps back what it has until nothing more comes, and drops it when the body fails.
const SENT_MEANWHILE: Duration = Duration::from_millis(50);

/// A beginning, and then an error.
struct Broken {
    beginning: Option<Bytes>,
    wait: Pin<Box<tokio::time::Sleep>>,
}

impl Stream for Broken {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(beginning) = self.beginning.take() {
            return Poll::Ready(Some(Ok(beginning)));
        }
        let error = || Some(Err(std::io::Error::other("cut on demand")));
        self.wait.as_mut().poll(context).map(|()| error())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_fits_as_often_as_it_is_asked_for() {
        let faults = Faults::default();
        faults.add(Fault::throttled(1).on("get", "/users/{id}").times(2));
        faults.add(Fault::status(1));
        let status = |method: &str, path: &str| match faults.take(method, path) {
            Some(FaultKind::Refuse { status, .. }) => status,
            _ => 0,
        };
        assert_eq!(status("GET", "/v1.0/Users/7"), 429);
        assert_eq!(status("POST", "/v1.0/users"), 500);
        assert_eq!(status("POST", "/v1.0/users"), 0);
        assert_eq!(status("GET", "/users/8"), 429);
        assert_eq!(status("GET", "/users/8"), 0);
    }

    #[test]
    fn a_value_is_changed_wherever_it_stands() {
        let body = Bytes::from_static(br#"{"value":[{"id":"1","size":2}],"size":3}"#);
        let answer = changed(Response::new(body), "size", &Value::from("many"));
        assert_eq!(
            answer.body().as_ref(),
            br#"{"value":[{"id":"1","size":"many"}],"size":"many"}"#
        );
    }
}
