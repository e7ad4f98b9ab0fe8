//! What a request is made of, and what of it is refused before it is sent.

use graphdown_runtime as rt;
use rt::{Error, Key, Patch, Property, bytes::Bytes};

use crate::{
    calls::client,
    sample::{
        Client,
        types::{RemoteActionAudit, User},
    },
    support::{Answer, Arrived, Server},
};

async fn echo() -> Server {
    Server::start(|_| Answer::json(r#"{"value":[]}"#)).await
}

fn reason(error: &Error) -> &str {
    match error {
        Error::Request(reason) => reason,
        _ => panic!("{error}"),
    }
}

#[tokio::test]
async fn methods_that_may_bear_a_body_say_that_there_is_none() {
    const NONE: &[(rt::Method, Option<&str>)] = &[
        (rt::Method::Post, Some("0")),
        (rt::Method::Put, Some("0")),
        (rt::Method::Patch, Some("0")),
        (rt::Method::Get, None),
        (rt::Method::Delete, None),
    ];
    for (method, length) in NONE {
        let operation: &'static rt::Operation = Box::leak(Box::new(rt::Operation {
            method: *method,
            path: "/users",
            status: None,
            permissions: "",
            page: "",
            content_type: None,
        }));
        let server = echo().await;
        let path = client(&server).runtime().path().child("users");
        path.request::<()>(operation).await.unwrap();
        path.request::<()>(operation)
            .body(&Bytes::from_static(b"xy"))
            .header("content-type", "image/jpeg")
            .await
            .unwrap();
        let [without, with] = <[Arrived; 2]>::try_from(server.arrived()).unwrap();
        assert_eq!(without.header("content-length").as_deref(), *length, "{method}");
        assert_eq!(with.header("content-length").as_deref(), Some("2"), "{method}");
        assert_eq!(with.header("content-type").as_deref(), Some("image/jpeg"));
    }
}

#[tokio::test]
async fn preferences_of_client_and_call_add_up() {
    let server = echo().await;
    let builder = rt::Client::builder()
        .base_url(format!("{}/beta", server.url))
        .credential("t")
        .header("prefer", "IdType=\"ImmutableId\"")
        .header("Prefer", "odata.maxpagesize=5");
    let graph = Client::from_runtime(builder.build().unwrap());
    graph
        .users()
        .delta()
        .prefer("outlook.body-content-type=\"text\"")
        .header("prefer", "odata.maxpagesize=9")
        .await
        .unwrap();
    graph.users().delta().await.unwrap();
    let [both, client] = <[Arrived; 2]>::try_from(server.arrived()).unwrap();
    assert_eq!(
        both.header("prefer").unwrap(),
        "IdType=\"ImmutableId\", odata.maxpagesize=9, outlook.body-content-type=\"text\""
    );
    assert_eq!(
        client.header("prefer").unwrap(),
        "IdType=\"ImmutableId\", odata.maxpagesize=5"
    );
}

#[tokio::test]
async fn a_call_may_bring_its_own_authorization() {
    let server = echo().await;
    let users = client(&server).users();
    users
        .delta()
        .header("authorization", "Bearer OTHER")
        .await
        .unwrap();
    assert_eq!(
        server.only().header("authorization").as_deref(),
        Some("Bearer OTHER")
    );
    let elsewhere = users
        .delta()
        .header("authorization", "Bearer OTHER")
        .resume("https://evil.example/x?$deltatoken=SECRET")
        .await
        .unwrap_err();
    assert!(
        reason(&elsewhere).contains("no token is sent elsewhere") && !reason(&elsewhere).contains("SECRET")
    );
    let builder = rt::Client::builder().base_url("https://x").credential("t");
    assert!(builder.header("Authorization", "Bearer x").build().is_err());
    let empty = Client::from_runtime(rt::Client::new(&server.url, ""));
    assert!(matches!(empty.users().delta().await, Err(Error::Credential(_))));
    assert_eq!(server.arrived().len(), 1);
}

#[tokio::test]
async fn headers_of_the_connection_are_refused() {
    let server = echo().await;
    for name in [
        "Host",
        "Content-Length",
        "transfer-encoding",
        "Connection",
        "upgrade",
        "te",
    ] {
        let refused = client(&server)
            .users()
            .delta()
            .header(name, "1")
            .await
            .unwrap_err();
        assert!(reason(&refused).contains("of the connection"), "{refused}");
        let builder = rt::Client::builder().base_url("https://x").credential("t");
        assert!(builder.header(name, "1").build().is_err(), "{name}");
    }
    assert!(server.arrived().is_empty());
}

#[tokio::test]
async fn keys_with_meanings_of_their_own_are_refused() {
    let server = echo().await;
    let users = client(&server).users();
    for key in ["$ref", "$count", "$value", "$", "$x@contoso.com"] {
        let refused = users.id(key).get().await.unwrap_err();
        assert!(reason(&refused).contains('$'), "{refused}");
    }
    assert!(server.arrived().is_empty());
    users.id(Key::encoded_twice("a/b+c=%")).get().await.unwrap();
    users.id("a/b").get().await.unwrap();
    let path = client(&server)
        .runtime()
        .path()
        .child("users")
        .quoted_key("$it's/a@b");
    path.request::<()>(users.delta().operation()).await.unwrap();
    let targets: Vec<_> = server
        .arrived()
        .into_iter()
        .map(|arrived| arrived.target)
        .collect();
    assert_eq!(
        targets,
        [
            "/beta/users/a%252Fb%252Bc=%2525",
            "/beta/users/a%2Fb",
            "/beta/users('$it%27%27s%2Fa@b')"
        ]
    );
}

#[tokio::test]
async fn addresses_are_checked_before_they_are_asked() {
    let nowhere = |base: &str| Client::from_runtime(rt::Client::new(base, "t"));
    for base in [
        "http://plain.example/beta",
        "https://host/v1.0#x",
        "https://host:99999/beta",
        "https://user:PASSWORD@host/beta",
        "https://host/beta?key=PASSWORD",
    ] {
        let error = nowhere(base).users().delta().await.unwrap_err();
        assert!(reason(&error).contains("is no base URL"), "{error}");
        assert!(!reason(&error).contains("PASSWORD"), "{error}");
        let builder = rt::Client::builder().base_url(base).credential("t");
        assert!(builder.build().is_err());
    }
    let builder = rt::Client::builder()
        .base_url("http://plain.example/beta")
        .credential("t");
    assert!(builder.allow_plain_http().build().is_ok());

    let server = echo().await;
    let keys = (0..10_000).map(|number| format!("key-{number}"));
    let long = client(&server).users().delta().filter(User::ID.in_list(keys));
    let error = long.await.unwrap_err();
    assert!(
        error.to_string().len() < 600 && error.to_string().contains("65534"),
        "{error}"
    );
    assert!(server.arrived().is_empty());
}

#[test]
fn what_is_within_is_changed_within() {
    let actor: Property<RemoteActionAudit, User> = Property::new("actor");
    let patch = Patch::<RemoteActionAudit>::new()
        .set(actor.clone().then(User::DISPLAY_NAME), "a")
        .set(RemoteActionAudit::DEVICE_DISPLAY_NAME, "b")
        .null(actor.clone().then(User::ID));
    assert_eq!(
        patch.to_json(),
        r#"{"actor":{"displayName":"a","id":null},"deviceDisplayName":"b"}"#
    );
    let user = User {
        id: Some("1".to_owned()),
        ..User::default()
    };
    let whole = Patch::<RemoteActionAudit>::new()
        .set(actor.clone(), user)
        .set(actor.clone().then(User::DISPLAY_NAME), "a");
    assert_eq!(whole.to_json(), r#"{"actor":{"id":"1","displayName":"a"}}"#);
    let replaced = whole.null(actor.clone()).set(actor.then(User::ID), "2");
    assert_eq!(replaced.to_json(), r#"{"actor":{"id":"2"}}"#);
    let named = Patch::<User>::new().additional("a/b", true);
    assert_eq!(named.to_json(), r#"{"a/b":true}"#);
}

#[test]
fn collections_are_counted_and_looked_into() {
    let count: rt::Filter<User> = User::DIRECT_REPORTS.count().gt(5);
    assert_eq!(count.to_string(), "directReports/$count gt 5");
    let phones: rt::Filter<User> = User::BUSINESS_PHONES.any_starts_with("+1 '");
    assert_eq!(phones.to_string(), "businessPhones/any(x:startswith(x,'+1 '''))");
}

#[tokio::test]
async fn bytes_are_sent_as_what_the_page_says() {
    let server = echo().await;
    let user = client(&server).users().id("1");
    let photo = Bytes::from_static(b"\xff\xd8");
    user.update_photo(&photo).await.unwrap();
    user.update_photo(&photo)
        .header("content-type", "image/png")
        .await
        .unwrap();
    // A body that says what it is is not taken for bytes.
    user.update_photo(&photo).body(&User::default()).await.unwrap();
    let types: Vec<_> = server
        .arrived()
        .iter()
        .map(|it| it.header("content-type").unwrap())
        .collect();
    assert_eq!(types, ["image/jpeg", "image/png", "application/json"]);
}
