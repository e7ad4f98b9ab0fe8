//! The service that pages are of. Where they tell nothing of it, it is Microsoft Graph, whose own words stand in
//! [`graph`] and nowhere else.

pub mod graph;
mod settings;

use serde::{Deserialize, Serialize};

pub use settings::{Settings, Wrong};

/// The name of the client type where none is set.
pub const CLIENT: &str = "Client";

/// The address of a service of which nothing tells where it is; no name is ever below `invalid` (RFC 2606).
const NOWHERE: &str = "https://service.invalid";

/// The namespace of a service that is not Graph and of which nothing tells one: what OData's own tools call it.
pub const UNTOLD: &str = "Default";

/// What is known of the service, where it is not Microsoft Graph, or was set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Service {
    /// The namespace of a page that names none, and of nearly every type: `Microsoft.NAV`. Graph's where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Where the service is, with its version: `https://api.example.com/v2.0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// The name of the client type: `Fleet`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
}

impl Service {
    /// True where there is nothing to write down.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The namespace in which names of operations are short.
    pub fn namespace(&self) -> &str {
        self.namespace.as_deref().unwrap_or(graph::NAMESPACE)
    }

    /// The same with what is set.
    pub(crate) fn with(&self, settings: &Settings) -> Self {
        Self {
            namespace: settings.namespace.clone().or_else(|| self.namespace.clone()),
            base_url: settings.base_url.clone().or_else(|| self.base_url.clone()),
            client: settings.client.clone().or_else(|| self.client.clone()),
        }
    }

    /// True where the namespace is Graph's.
    pub fn is_graph(&self) -> bool {
        graph::is_below(self.namespace())
    }

    /// The name of the client type.
    pub fn client(&self) -> &str {
        self.client.as_deref().unwrap_or(CLIENT)
    }

    /// The address that paths follow, for pages of this version.
    pub fn base_url(&self, version: &str) -> String {
        match &self.base_url {
            Some(address) => address.trim_end_matches('/').to_owned(),
            None if self.is_graph() => {
                let version = if is_plain(version) {
                    version
                } else {
                    graph::VERSIONS[0]
                };
                format!("{}/{version}", graph::ADDRESS)
            }
            None => NOWHERE.to_owned(),
        }
    }
}

/// A version is part of an address and comes from a file.
fn is_plain(version: &str) -> bool {
    !version.is_empty()
        && version
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b".-_".contains(&it))
}

#[cfg(test)]
mod tests {
    use super::{NOWHERE, Service};

    #[test]
    fn an_address_that_nothing_tells_is_not_graphs() {
        let graph = Service::default();
        assert_eq!(graph.base_url("beta"), "https://graph.microsoft.com/beta");
        assert_eq!(graph.base_url("x/../y"), "https://graph.microsoft.com/v1.0");
        let mut other = Service {
            namespace: Some("contoso.fleet".to_owned()),
            ..Service::default()
        };
        assert_eq!(other.base_url("v1"), NOWHERE);
        other.base_url = Some("https://api.example.com/v2/".to_owned());
        assert_eq!(other.base_url("v1"), "https://api.example.com/v2");
    }
}
