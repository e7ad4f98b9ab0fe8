//! What all calls of a client share.

use http::HeaderMap;

use super::{Error, base_url::BaseUrl};

/// Where the service is, and the headers of every request.
pub(crate) struct Context {
    /// Or why it is none; told with the first request.
    base_url: Result<BaseUrl, String>,
    headers: HeaderMap,
}

impl Context {
    pub(super) fn new(base_url: Result<BaseUrl, String>, headers: HeaderMap) -> Self {
        Self { base_url, headers }
    }

    pub(super) fn base_url(&self) -> Result<&BaseUrl, Error> {
        self.base_url
            .as_ref()
            .map_err(|reason| Error::Request(reason.as_str().into()))
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The base URL, or what is wrong with it, for `Debug`. Neither holds a password.
    pub(super) fn shown(&self) -> &str {
        self.base_url
            .as_ref()
            .map_or_else(String::as_str, BaseUrl::as_str)
    }
}
