//! What is Microsoft Graph's own: its host, its versions, its namespace. Another service of the same dialect would differ
//! in these.

/// The host of the service.
pub const HOST: &str = "graph.microsoft.com";

/// The address of the service, without a version.
pub const ADDRESS: &str = "https://graph.microsoft.com";

/// A cloud that has the service, under an address of its own.
pub struct Cloud {
    /// The name of its constant.
    pub name: &'static str,
    /// In words, after "The service in".
    pub title: &'static str,
    /// The address of the service there, without a version.
    pub address: &'static str,
    /// The address of the identity platform there.
    pub sign_in: &'static str,
}

/// Where the service is, the worldwide cloud first: the national clouds are apart from it and from each other, with accounts of their own
/// ("Microsoft Graph and app registration service root endpoints", "Azure AD authentication endpoints").
pub const CLOUDS: [Cloud; 4] = [
    Cloud {
        name: "WORLDWIDE",
        title: "the worldwide cloud, where it is unless said otherwise",
        address: ADDRESS,
        sign_in: "https://login.microsoftonline.com",
    },
    Cloud {
        name: "US_GOVERNMENT_L4",
        title: "the cloud of the US government, L4 (GCC High)",
        address: "https://graph.microsoft.us",
        sign_in: "https://login.microsoftonline.us",
    },
    Cloud {
        name: "US_GOVERNMENT_L5",
        title: "the cloud of the US government, L5 (DOD)",
        address: "https://dod-graph.microsoft.us",
        sign_in: "https://login.microsoftonline.us",
    },
    Cloud {
        name: "CHINA",
        title: "the cloud of China, which 21Vianet operates",
        address: "https://microsoftgraph.chinacloudapi.cn",
        sign_in: "https://login.chinacloudapi.cn",
    },
];

/// The versions of the API, as addresses and folders of pages are called: the stable one first.
pub const VERSIONS: [&str; 2] = ["v1.0", "beta"];

/// The namespace of nearly every type.
pub const NAMESPACE: &str = "microsoft.graph";

/// The type at the root of everything that has a key, in [`NAMESPACE`].
pub const ENTITY: &str = "entity";

/// True for [`ENTITY`] with its namespace, or without.
pub fn is_entity(name: &str) -> bool {
    name.strip_prefix(NAMESPACE)
        .and_then(|it| it.strip_prefix('.'))
        .unwrap_or(name)
        == ENTITY
}

#[cfg(test)]
mod tests {
    use super::{ADDRESS, HOST, is_entity};

    #[test]
    fn the_address_is_of_the_host() {
        assert_eq!(ADDRESS.strip_prefix("https://"), Some(HOST));
    }

    #[test]
    fn the_entity_goes_by_both_names() {
        assert!(is_entity("entity") && is_entity("microsoft.graph.entity"));
        assert!(!is_entity("microsoft.graph.entityType") && !is_entity("x.entity"));
    }
}
