//! What is Microsoft Graph's own: its host, its versions, its namespace. Another service of the same dialect would differ
//! in these.

/// The host of the service.
pub const HOST: &str = "graph.microsoft.com";

/// The address of the service, without a version.
pub const ADDRESS: &str = "https://graph.microsoft.com";

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
