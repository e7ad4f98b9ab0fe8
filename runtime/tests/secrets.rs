//! What errors and `Debug` may repeat: names, never what opens something.

use std::error::Error as _;

use graphdown_runtime as rt;
use rt::{AdditionalData, Binary, Error, Json, Patch, json};

use crate::{
    calls::client,
    sample::Client,
    support::{Answer, Server},
};

#[derive(Clone, Default)]
struct Profile {
    password: Option<String>,
    key: Option<Binary>,
    keys: Option<Vec<String>>,
    force_change: Option<bool>,
    settings: Option<Json>,
    answer: Option<String>,
    answers: Option<Vec<String>>,
    form: Option<Json>,
    other: Option<Box<Profile>>,
    others: Option<Vec<Profile>>,
    additional_data: AdditionalData,
}

rt::model!(
    Profile: "sample.profile",
    properties [
        PASSWORD: "password" => password as Str(String),
        KEY: "key" => key as Leaf(Binary),
        KEYS: "sharedKeys" => keys as Leaves(Vec<String>),
        FORCE_CHANGE: "forceChangePasswordNextSignIn" => force_change as Bool(bool),
        SETTINGS: "settings" => settings as Json(Json),
        ANSWER: "answer" => answer as Str(String),
        ANSWERS: "answers" => answers as Leaves(Vec<String>),
        FORM: "form" => form as Json(Json),
        OTHER: "other" => other as Obj(Profile),
        OTHERS: "others" => others as List(Vec<Profile>),
    ],
    // The pages' words call them secrets.
    secrets ["answer", "answers", "form"],
);

const PROFILE: &str = r#"{"password":"SECRET1","key":"U0VDUkVU","sharedKeys":["SECRET2"],"forceChangePasswordNextSignIn":true,"settings":{"a":1,"clientSecret":"SECRET3"},"answer":"SECRET7","answers":["SECRET8"],"form":{"x":["SECRET9"]},"other":{"answer":"SECRET10"},"others":[{"answers":["SECRET11"]},{"form":"SECRET12"}],"@microsoft.graph.downloadUrl":"https://x/SECRET4","secretText":"SECRET5","deep":[{"accessToken":"SECRET6","tokenType":"Bearer"}]}"#;

#[test]
fn structures_and_changes_are_shown_without_secrets() {
    let profile: Profile = json::from_str(PROFILE).unwrap();
    assert_eq!(json::to_string(&profile).matches("SECRET").count(), 12);
    let changes = Patch::from(&profile);
    for shown in [
        format!("{profile:?}"),
        format!("{profile:#?}"),
        format!("{changes:?}"),
        format!("{:?}", profile.settings.clone().unwrap()),
    ] {
        assert!(
            !shown.contains("SECRET") && !shown.contains("U0VDUkVU"),
            "{shown}"
        );
    }
    let shown = format!("{profile:?}");
    for part in [
        "password: (hidden)",
        "forceChangePasswordNextSignIn: true",
        "tokenType",
        "Bearer",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn clients_requests_and_builders_are_shown_without_secrets() {
    let builder = rt::Client::builder()
        .base_url("https://user:SECRET@host/beta")
        .credential("SECRET")
        .header("x-api-key", "SECRET");
    assert!(!format!("{builder:?}").contains("SECRET"), "{builder:?}");
    assert!(!builder.build().unwrap_err().to_string().contains("SECRET"));
    let broken = rt::Client::new("https://user:SECRET@host/beta", "SECRET");
    assert!(!format!("{broken:?}").contains("SECRET"), "{broken:?}");

    let graph = Client::new("SECRET");
    let searched = graph
        .users()
        .delta()
        .search("\"mail:SECRET\"")
        .query("$deltatoken", "SECRET");
    assert!(!format!("{searched:?}").contains("SECRET"), "{searched:?}");
    let resumed = graph
        .users()
        .delta()
        .header("x-api-key", "SECRET")
        .resume("https://graph.microsoft.com/beta/users/delta?$deltatoken=SECRET");
    assert!(!format!("{resumed:?}").contains("SECRET"), "{resumed:?}");
    let sent = resumed.into_http().unwrap();
    assert!(sent.headers()["x-api-key"].is_sensitive());
    assert!(!format!("{:?}", sent.headers()).contains("SECRET"));
}

#[tokio::test]
async fn errors_are_shown_without_secrets() {
    let whole = |error: &Error| {
        let mut text = format!("{error} {error:?}");
        let mut source = error.source();
        while let Some(cause) = source {
            text = format!("{text} {cause} {cause:?}");
            source = cause.source();
        }
        text
    };
    let dead = Client::from_runtime(rt::Client::new("http://127.0.0.1:1/beta", "SECRET"));
    let users = dead.users();
    for request in [
        users.delta().search("\"mail:SECRET\""),
        users
            .delta()
            .resume("http://127.0.0.1:1/beta/users/delta?$deltatoken=SECRET"),
        users
            .delta()
            .resume("http://user:SECRET@evil.example/?$skiptoken=SECRET"),
        users
            .delta()
            .resume("http://127.0.0.1:1\u{7f}/?$skiptoken=SECRET"),
        users.delta().header("x-api-key", "SECRET\n"),
        users.delta().header("authorization", "Bearer SECRET\r\n"),
        users.delta().prefer("SECRET\n"),
    ] {
        let error = request.await.unwrap_err();
        assert!(!whole(&error).contains("SECRET"), "{}", whole(&error));
    }
    let builder = rt::Client::builder().base_url("https://x").credential("t");
    let error = builder.header("x-api-key", "SECRET\n").build().unwrap_err();
    assert!(
        error.to_string().contains("x-api-key") && !whole(&error).contains("SECRET"),
        "{error}"
    );

    let server = Server::start(|_| {
        Answer::json(r#"{"value":[],"@odata.nextLink":"?$skiptoken=SECRET"}"#).header("set-cookie", "SECRET")
    })
    .await;
    let response = client(&server).users().delta().send().await.unwrap();
    assert!(!format!("{response:?}").contains("SECRET"), "{response:?}");
}
