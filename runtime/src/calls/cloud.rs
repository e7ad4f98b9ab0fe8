//! Clouds: where a service is, and where one signs in for it.

use percent_encoding::utf8_percent_encode;

use crate::odata::UNRESERVED;

/// A cloud in which a service is. Generated clients name those of their service: `Client::CHINA`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cloud {
    base_url: &'static str,
    sign_in: &'static str,
}

impl Cloud {
    /// The base URL of the service, and the address of the identity platform, without a slash at their ends.
    pub const fn new(base_url: &'static str, sign_in: &'static str) -> Self {
        Self { base_url, sign_in }
    }

    /// Where the service is: what [`ClientBuilder::cloud`](crate::ClientBuilder::cloud) takes.
    pub fn base_url(self) -> &'static str {
        self.base_url
    }

    /// Where a tenant signs in, by its id, one of its domains, or `organizations`: what [`DeviceCode`](crate::DeviceCode) takes.
    pub fn authority(self, tenant: &str) -> String {
        format!("{}/{}", self.sign_in, utf8_percent_encode(tenant, UNRESERVED))
    }
}
