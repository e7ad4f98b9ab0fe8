//! The client that the build script makes, included with attributes of the caller's own into a crate whose lints are as strict
//! as they get: nothing of it is told. Clippy's groups are held where clippy runs over all targets.

#![deny(
    warnings,
    missing_debug_implementations,
    missing_docs,
    rust_2018_idioms,
    single_use_lifetimes,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::nursery,
    clippy::pedantic
)]
#![forbid(unsafe_code)]

graphdown_runtime::include_client! {
    /// The part of the API that this test calls.
    #[cfg(not(doc))]
    #[rustfmt::skip]
    pub mod graph
}

mod within {
    graphdown_runtime::include_client!(
        pub(super) mod graph;
    );
}

#[test]
fn attributes_stand_before_the_module() {
    let client = graph::Client::new("SECRET");
    let list = client.device_management().audit_events().list();
    assert!(!format!("{client:?} {list:?}").contains("SECRET"));
    assert!(format!("{list:?}").contains("/deviceManagement/auditEvents"));
    let other = within::graph::Client::new("SECRET");
    assert!(!format!("{other:?}").contains("SECRET"));
}
