//! Refusals in OData's error form.

use axum::http::StatusCode;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::format_description;

/// A refused call: a status of 400 or more, with a code for programs and a message for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ODataError {
    status: StatusCode,
    code: &'static str,
    message: String,
    allow: Vec<String>,
    /// Seconds after which the caller may try again.
    retry_after: Option<u32>,
}

impl ODataError {
    /// 400: the call itself is wrong.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    /// 401: the token is missing or cannot be read.
    pub fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message)
    }

    /// 403: the token does not allow the call.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "Forbidden", message)
    }

    /// 404: nothing is there.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "ResourceNotFound", message)
    }

    /// 409: something is there already.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "Conflict", message)
    }

    /// 405: the path takes only these methods.
    pub(crate) fn method_not_allowed(method: &str, allow: Vec<String>) -> Self {
        let message = format!(
            "No page documents {method} on this path; it takes {}.",
            allow.join(", ")
        );
        let error = Self::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message);
        Self { allow, ..error }
    }

    /// 413: the body is over the limit, in bytes.
    pub(crate) fn too_large(limit: usize) -> Self {
        let message = format!("The body is larger than {limit} bytes.");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", message)
    }

    /// 408: the body did not come in time.
    pub(crate) fn too_slow() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "RequestTimeout",
            "The body did not come in time.",
        )
    }

    /// 416: another part of a file is expected.
    pub(crate) fn range_not_satisfiable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange", message)
    }

    /// 424: a call of the same batch failed on which this one depends.
    pub(crate) fn failed_dependency() -> Self {
        Self::new(
            StatusCode::FAILED_DEPENDENCY,
            "FailedDependency",
            "A request on which this one depends failed.",
        )
    }

    /// 421: the call is meant for another host.
    pub(crate) fn misdirected(message: impl Into<String>) -> Self {
        Self::new(StatusCode::MISDIRECTED_REQUEST, "MisdirectedRequest", message)
    }

    /// 507: nothing more can be stored; `limit` is in bytes.
    pub(crate) fn full(limit: usize) -> Self {
        let message =
            format!("The emulator stores {limit} bytes at most: delete something, or set a higher limit.");
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "InsufficientStorage", message)
    }

    /// 500: the emulator, or a function that answers for it, broke down.
    pub(crate) fn broken() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "InternalServerError",
            "The call could not be answered: what should answer it broke down.",
        )
    }

    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            allow: Vec::new(),
            retry_after: None,
        }
    }

    /// The status code.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What went wrong, for people.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The methods of an `Allow` header; empty where there is none.
    pub(crate) fn allow(&self) -> &[String] {
        &self.allow
    }

    /// An error that somebody asked for.
    pub(crate) fn on_demand(status: u16, retry_after: Option<u32>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let code = match status {
            StatusCode::TOO_MANY_REQUESTS => "TooManyRequests",
            StatusCode::SERVICE_UNAVAILABLE => "ServiceUnavailable",
            _ => "UnknownError",
        };
        let error = Self::new(status, code, "A fault on demand.");
        Self { retry_after, ..error }
    }

    pub(crate) fn retry_after(&self) -> Option<u32> {
        self.retry_after
    }

    /// The body, with the ids that the response bears.
    pub(crate) fn body(&self, request_id: &str, client_request_id: &str) -> Value {
        json!({
            "error": {
                "code": self.code,
                "message": self.message,
                "innerError": {
                    "date": now(),
                    "request-id": request_id,
                    "client-request-id": client_request_id,
                },
            },
        })
    }
}

/// The time in UTC, without an offset, as the service writes it in errors.
fn now() -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");
    OffsetDateTime::now_utc().format(&format).unwrap_or_default()
}
