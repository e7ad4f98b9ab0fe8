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

    /// Where China has the service.
    pub const CHINA: rt::Cloud = rt::Cloud::new(
        "https://microsoftgraph.chinacloudapi.cn/beta",
        "https://login.chinacloudapi.cn",
    );

    /// Sets up a client in detail.
    pub fn builder() -> rt::ClientBuilder<Self> {
        rt::ClientBuilder::new(BASE_URL)
    }

    /// A client that was set up elsewhere.
    pub fn from_runtime(client: impl Into<rt::Client>) -> Self {
        Self(client.into())
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

impl From<rt::Client> for Client {
    fn from(client: rt::Client) -> Self {
        Self(client)
    }
}

impl From<Client> for rt::Client {
    fn from(client: Client) -> Self {
        client.0
    }
}
