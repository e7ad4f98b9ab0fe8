//! Setting a client up.

use graphdown_runtime as rt;
use rt::{Cloud, Prefer};

use crate::{
    sample::Client,
    support::{Answer, Server},
};

#[tokio::test]
async fn a_generated_builder_builds_its_own_client() {
    let server = Server::start(|_| Answer::json(r#"{"value":[]}"#)).await;
    let client: Client = Client::builder()
        .base_url(format!("{}/beta", server.url))
        .credential("t")
        .user_agent("kiosks/1.0")
        .header("x-trace", "7")
        .prefer(Prefer::immutable_ids())
        .prefer("outlook.timezone=\"UTC\"")
        .build()
        .unwrap();
    let zone = Prefer::time_zone("a \"b\\");
    client
        .users()
        .delta()
        .prefer(zone)
        .prefer(Prefer::page_size(5))
        .await
        .unwrap();
    let arrived = server.only();
    let own = concat!("kiosks/1.0 graphdown-runtime/", env!("CARGO_PKG_VERSION"));
    assert_eq!(arrived.header("user-agent").as_deref(), Some(own));
    assert_eq!(arrived.header("x-trace").as_deref(), Some("7"));
    assert_eq!(
        arrived.header("prefer").as_deref(),
        Some(r#"IdType="ImmutableId", outlook.timezone="a \"b\\", odata.maxpagesize=5"#)
    );

    // What was built is a client of the runtime as well, and one of another crate of the same service.
    let runtime: rt::Client = client.clone().into();
    let again: [Client; 3] = [
        Client::from(runtime.clone()),
        Client::from_runtime(runtime),
        Client::from_runtime(client),
    ];
    for client in again {
        client.users().delta().await.unwrap();
    }
    assert_eq!(server.arrived().len(), 4);
}

#[test]
fn a_cloud_says_where_the_service_is_and_where_to_sign_in() {
    let cloud: Cloud = Client::CHINA;
    assert_eq!(cloud.base_url(), "https://microsoftgraph.chinacloudapi.cn/beta");
    assert_eq!(
        cloud.authority("contoso.com"),
        "https://login.chinacloudapi.cn/contoso.com"
    );
    assert_eq!(
        cloud.authority("a/../b?"),
        "https://login.chinacloudapi.cn/a%2F..%2Fb%3F"
    );
    let shown = format!(
        "{:?}",
        Client::builder().cloud(cloud).credential("t").build().unwrap()
    );
    assert!(shown.contains("microsoftgraph.chinacloudapi.cn/beta"), "{shown}");
}

#[test]
fn preferences_are_written_as_they_are_documented() {
    for (preference, text) in [
        (Prefer::page_size(50), "odata.maxpagesize=50"),
        (
            Prefer::time_zone("Pacific Standard Time"),
            "outlook.timezone=\"Pacific Standard Time\"",
        ),
        (Prefer::text_bodies(), "outlook.body-content-type=\"text\""),
        (Prefer::html_bodies(), "outlook.body-content-type=\"html\""),
        (Prefer::immutable_ids(), "IdType=\"ImmutableId\""),
        (Prefer::unknown_enum_members(), "include-unknown-enum-members"),
        (Prefer::representation(), "return=representation"),
        (Prefer::minimal(), "return=minimal"),
    ] {
        assert_eq!(preference.to_string(), text);
    }
}

/// Remembers the scope that it is asked for.
#[derive(Clone, Default)]
struct Scopes(std::sync::Arc<std::sync::Mutex<Vec<String>>>);

impl rt::Credential for Scopes {
    fn token<'a>(
        &'a self,
        request: &'a rt::TokenRequest,
    ) -> rt::BoxFuture<'a, Result<rt::Token, rt::BoxError>> {
        self.0.lock().unwrap().push(request.scope().to_owned());
        Box::pin(std::future::ready(Err("no token".into())))
    }
}

#[tokio::test]
async fn the_scope_of_a_token_follows_the_cloud() {
    let scopes = Scopes::default();
    let builder = || Client::builder().credential(scopes.clone());
    for client in [
        builder().build(),
        builder().cloud(Client::CHINA).build(),
        builder()
            .base_url("https://gateway.example:8443/graph/v1.0/")
            .build(),
        builder()
            .base_url("https://gateway.example/v1.0")
            .scope("api://graph/.default")
            .build(),
    ] {
        assert!(client.unwrap().users().id("1").get().await.is_err());
    }
    assert_eq!(
        *scopes.0.lock().unwrap(),
        [
            "https://graph.microsoft.com/.default",
            "https://microsoftgraph.chinacloudapi.cn/.default",
            "https://gateway.example:8443/.default",
            "api://graph/.default",
        ]
    );
}
