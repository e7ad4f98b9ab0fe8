//! Calls of what no page documents.

use graphdown_runtime as rt;
use rt::{Error, Json, Page, bytes::Bytes};

use crate::{
    calls::client,
    support::{Answer, Server},
};

#[tokio::test]
async fn what_no_page_documents_is_called_by_its_address() {
    let server = Server::start(|_| Answer::json(r#"{"value":"1"}"#)).await;
    let graph = client(&server);
    let graph = graph.runtime();
    let json: Json = graph
        .get("/admin/service announcement?$top=5&x=a%20b")
        .await
        .unwrap();
    assert_eq!(json.text(), r#"{"value":"1"}"#);
    let text: String = graph.get("me/displayName").prefer("x").await.unwrap();
    assert_eq!(text, "1");
    let batch = Json::from([("requests", Json::from([Json::from([("id", 1)])]))]);
    graph.post::<Json>("/$batch").body(&batch).await.unwrap();
    graph.delete("/users/a%2Fb").await.unwrap();
    graph
        .put::<()>("/f")
        .body(&Bytes::from_static(b"x"))
        .await
        .unwrap();
    let arrived = server.arrived();
    let asked: Vec<_> = arrived
        .iter()
        .map(|it| format!("{} {}", it.method, it.target))
        .collect();
    assert_eq!(
        asked,
        [
            "GET /beta/admin/service%20announcement?$top=5&x=a%20b",
            "GET /beta/me/displayName",
            "POST /beta/$batch",
            "DELETE /beta/users/a%2Fb",
            "PUT /beta/f",
        ]
    );
    assert_eq!(arrived[2].body, r#"{"requests":[{"id":1}]}"#);
}

#[tokio::test]
async fn lists_of_no_documented_shape_are_paged() {
    let server = Server::start(|it| {
        if it.target.contains("skiptoken") {
            return Answer::json(r#"{"value":[{"a":1.50},null]}"#);
        }
        let next = r#""@odata.count":4,"@odata.nextLink":"?$skiptoken=1""#;
        Answer::json(format!(r#"{{{next},"value":["x",[2]]}}"#))
    })
    .await;
    let list = client(&server).runtime().get::<Page<Json>>("/admin/list");
    let mut stream = list.clone().count().stream();
    assert_eq!(stream.total(), None);
    stream.next().await.unwrap().unwrap();
    assert_eq!(stream.total(), Some(4));
    let all = list.stream().try_collect().await.unwrap();
    let texts: Vec<_> = all.iter().map(Json::text).collect();
    assert_eq!(texts, [r#""x""#, "[2]", r#"{"a":1.50}"#, "null"]);
}

#[tokio::test]
async fn an_address_that_asks_for_something_else_is_refused() {
    let server = Server::start(|_| Answer::json("{}")).await;
    let graph = client(&server);
    let graph = graph.runtime();
    for address in [
        "/users/../me",
        "/users/%2e%2e/me",
        "/users//messages",
        "/users/",
        "/users/{id}",
        "https://example.com/users",
        "",
    ] {
        let error = graph.get::<Json>(address).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{address}: {error}");
    }
    assert!(server.arrived().is_empty());
    let own = graph.reference("/directoryObjects/1").unwrap();
    assert!(own.as_str().ends_with("/beta/directoryObjects/1"));
    // An address that the service gave is one.
    graph.get::<Json>(own.as_str()).await.unwrap();
    assert!(graph.reference("https://example.com/1").is_err());
}
