// What graphdown generates, written by hand: the root of a client. The tests of the runtime stand on it.
// A file that is included must not begin with inner documentation.

use ::graphdown_runtime as rt;

pub mod paths;
pub mod types;

rt::assert_version!("0.1.0");

/// Where the documented service is.
pub const BASE_URL: &str = "https://graph.microsoft.com/beta";

/// A client of the documented service.
#[derive(Clone, Debug)]
pub struct Client(rt::Client);

impl Client {
    /// A client of the service at [`BASE_URL`].
    pub fn new(credential: impl rt::Credential) -> Self {
        Self(rt::Client::new(BASE_URL, credential))
    }

    /// Sets up a client in detail; [`Client::from_runtime`] takes what it builds.
    pub fn builder() -> rt::ClientBuilder {
        rt::Client::builder().base_url(BASE_URL)
    }

    /// A client that was set up elsewhere.
    pub fn from_runtime(client: rt::Client) -> Self {
        Self(client)
    }

    /// What this client stands on.
    pub fn runtime(&self) -> &rt::Client {
        &self.0
    }

    /// `/deviceManagement`
    pub fn device_management(&self) -> paths::device_management::DeviceManagement {
        paths::device_management::DeviceManagement::new(self.0.path().child("deviceManagement"))
    }

    /// `/users`
    pub fn users(&self) -> paths::users::Users {
        paths::users::Users::new(self.0.path().child("users"))
    }
}
