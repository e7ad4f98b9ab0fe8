//! A call as it came, before anything is known of it.

use axum::http::HeaderMap;

/// A call as it came.
#[derive(Debug)]
pub(crate) struct Incoming<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    /// Scheme and host, as the caller sees them.
    pub(crate) origin: &'a str,
}
