//! A span for each call, with the feature `tracing`.

use std::future::Future;

#[cfg(feature = "tracing")]
use super::inert::Inert;
use super::{Operation, retry::Again};

/// Runs a call in a span of its own: the method, the documented path, and what came back. Never the address, which bears keys,
/// and never the token.
#[cfg(feature = "tracing")]
pub(super) fn traced<F: Future>(operation: &'static Operation, call: F) -> impl Future<Output = F::Output> {
    let span = tracing::info_span!(
        "graphdown.call",
        method = operation.method.as_str(),
        path = operation.path,
        status = tracing::field::Empty,
        request_id = tracing::field::Empty,
    );
    tracing::Instrument::instrument(call, span)
}

#[cfg(not(feature = "tracing"))]
pub(super) fn traced<F: Future>(_: &'static Operation, call: F) -> F {
    call
}

#[cfg(feature = "tracing")]
pub(super) fn record(status: http::StatusCode, request_id: Option<&str>) {
    let span = tracing::Span::current();
    span.record("status", status.as_u16());
    if let Some(request_id) = request_id {
        span.record("request_id", tracing::field::display(Inert(request_id)));
    }
}

/// Tells that a call is made again after a wait.
#[cfg(feature = "tracing")]
pub(super) fn again(again: &Again) {
    tracing::info!(
        cause = again.cause.as_str(),
        retry = again.number,
        wait_ms = u64::try_from(again.wait.as_millis()).unwrap_or(u64::MAX),
        "the call is made again"
    );
}

#[cfg(not(feature = "tracing"))]
pub(super) fn again(_: &Again) {}

#[cfg(not(feature = "tracing"))]
pub(super) fn record(_: http::StatusCode, _: Option<&str>) {}
