//! Calls over a real connection: what goes out, and what is made of what comes back.

use graphdown_runtime as rt;
use rt::{Error, Patch};
use serde_json::json;

use crate::{
    sample::{
        Client,
        types::{DirectoryObject, RemoteAction, RemoteActionAudit, User},
    },
    support::{Answer, Arrived, Server},
};

pub(crate) fn client(server: &Server) -> Client {
    let client = rt::Client::builder()
        .base_url(format!("{}/beta", server.url))
        .credential("secret-token")
        .transport(rt::ReqwestTransport::new().unwrap());
    Client::from_runtime(client.build().unwrap())
}

async fn echo() -> Server {
    Server::start(|_| Answer::json(r#"{"value":[]}"#)).await
}

#[tokio::test]
async fn a_structure_is_created() {
    let server = Server::start(|arrived: &Arrived| {
        let body = arrived.body.replacen('{', r#"{"id":"477f8d24","#, 1);
        Answer::new(201, body)
            .header("location", "/somewhere")
            .header("request-id", "r-1")
    })
    .await;
    let audit = RemoteActionAudit {
        action: Some(RemoteAction::FactoryReset),
        request_date_time: "2017-01-01T00:03:07.1589002-08:00".parse().ok(),
        ..Default::default()
    };
    let audits = client(&server).device_management().remote_action_audits();
    let response = audits.create(&audit).send().await.unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.header("location"), Some("/somewhere"));
    assert_eq!(response.request_id(), Some("r-1"));
    assert_eq!(
        response.into_value(),
        RemoteActionAudit {
            id: Some("477f8d24".to_owned()),
            ..audit
        }
    );

    let arrived = server.only();
    assert_eq!(
        (arrived.method.as_str(), arrived.target.as_str()),
        ("POST", "/beta/deviceManagement/remoteActionAudits")
    );
    assert_eq!(
        arrived.body,
        r#"{"action":"factoryReset","requestDateTime":"2017-01-01T00:03:07.1589002-08:00"}"#
    );
    for (name, value) in [
        ("authorization", "Bearer secret-token"),
        ("content-type", "application/json"),
        ("accept", "application/json"),
        (
            "user-agent",
            concat!("graphdown-runtime/", env!("CARGO_PKG_VERSION")),
        ),
    ] {
        assert_eq!(arrived.header(name).as_deref(), Some(value), "{name}");
    }
}

#[tokio::test]
async fn query_options_are_typed_and_encoded() {
    let server = echo().await;
    let filter = RemoteActionAudit::ACTION
        .eq(RemoteAction::FactoryReset)
        .and(RemoteActionAudit::DEVICE_DISPLAY_NAME.starts_with("R&D #1+'s"));
    let audits = client(&server).device_management().remote_action_audits();
    audits
        .list()
        .select((RemoteActionAudit::ID, RemoteActionAudit::ACTION))
        .select([RemoteActionAudit::DEVICE_IMEI.erased()])
        .filter(filter)
        .order_by(RemoteActionAudit::REQUEST_DATE_TIME.desc())
        .order_by(RemoteActionAudit::ID.asc())
        .top(50)
        .skip(100)
        .count()
        .search("\"deviceDisplayName:kiosk\"")
        .query("$format", "json")
        .await
        .unwrap();
    assert_eq!(
        server.only().target,
        "/beta/deviceManagement/remoteActionAudits?$select=id,action,deviceIMEI\
         &$filter=action%20eq%20%27factoryReset%27%20and%20startswith(deviceDisplayName,%27R%26D%20%231%2B%27%27s%27)\
         &$orderby=requestDateTime%20desc,id&$top=50&$skip=100&$count=true&$search=%22deviceDisplayName:kiosk%22&$format=json"
    );
}

#[tokio::test]
async fn navigation_properties_are_expanded() {
    let server = Server::start(|_| {
        Answer::json(
            json!({
                "id": "1",
                "manager": {"@odata.type": "#microsoft.graph.user", "id": "2", "displayName": "Ada"},
                "directReports": [{"id": "3"}]
            })
            .to_string(),
        )
    })
    .await;
    let user = client(&server)
        .users()
        .id("adele@contoso.com")
        .get()
        .expand(User::MANAGER)
        .expand(User::DIRECT_REPORTS.expand().select(DirectoryObject::ID).top(5))
        .await
        .unwrap();
    assert_eq!(
        server.only().target,
        "/beta/users/adele@contoso.com?$expand=manager,directReports($select=id;$top=5)"
    );
    let manager: User = rt::Typed::downcast(user.manager.get().unwrap()).unwrap();
    assert_eq!(manager.display_name.as_deref(), Some("Ada"));
    assert_eq!(user.direct_reports.get().map(Vec::len), Some(1));
}

#[tokio::test]
async fn headers_are_set() {
    let server = echo().await;
    let audits = client(&server).device_management().remote_action_audits();
    audits
        .list()
        .consistency_eventual()
        .prefer("odata.maxpagesize=5")
        .prefer("outlook.timezone=\"UTC\"")
        .if_match("W/\"1\"")
        .header("accept", "text/csv")
        .await
        .unwrap();
    let arrived = server.only();
    for (name, value) in [
        ("consistencylevel", "eventual"),
        ("prefer", "odata.maxpagesize=5, outlook.timezone=\"UTC\""),
        ("if-match", "W/\"1\""),
        ("accept", "text/csv"),
    ] {
        assert_eq!(arrived.header(name).as_deref(), Some(value), "{name}");
    }
    for (name, value) in [("x y", "1"), ("x", "1\r\nhost: evil"), ("", "")] {
        let refused = audits.list().header(name, value).await;
        assert!(matches!(refused, Err(Error::Request(_))), "{name}: {value}");
    }
    assert_eq!(server.arrived().len(), 1);
}

#[tokio::test]
async fn updates_send_what_was_set() {
    let server = Server::start(|_| Answer::new(204, "")).await;
    let item = client(&server).device_management().remote_action_audits().id("1");
    let changes = Patch::new()
        .set(RemoteActionAudit::DEVICE_DISPLAY_NAME, "kiosk \"7\"")
        .null(RemoteActionAudit::DEVICE_IMEI)
        .set(RemoteActionAudit::ACTION, RemoteAction::Unknown)
        .set(RemoteActionAudit::ACTION, "brandNew")
        .additional("extension_x", json!({"a": [1]}));
    // A service that answers with nothing where the page documents the changed structure.
    assert_eq!(item.update(&changes).await.unwrap(), RemoteActionAudit::default());
    item.delete().await.unwrap();
    let [update, delete] = <[Arrived; 2]>::try_from(server.arrived()).unwrap();
    assert_eq!(
        (update.method.as_str(), delete.method.as_str()),
        ("PATCH", "DELETE")
    );
    assert_eq!(
        update.body,
        r#"{"deviceDisplayName":"kiosk \"7\"","deviceIMEI":null,"action":"brandNew","extension_x":{"a":[1]}}"#
    );
    assert_eq!(delete.header("content-type"), None);
}

#[tokio::test]
async fn functions_and_single_values_are_read() {
    let server = Server::start(|arrived: &Arrived| match arrived.target.as_str() {
        "/beta/deviceManagement/remoteActionAudits/$count" => {
            Answer::new(200, "\u{feff}42").header("content-type", "text/plain")
        }
        _ => Answer::json(r#"{"@odata.context":"x","value":["a","b"]}"#),
    })
    .await;
    let audits = client(&server).device_management().remote_action_audits();
    assert_eq!(audits.count().await.unwrap(), 42);
    let types = audits.get_audit_activity_types("it's/a?b").await.unwrap();
    assert_eq!(types.value, ["a", "b"]);
    assert_eq!(
        server.arrived()[1].target,
        "/beta/deviceManagement/remoteActionAudits/getAuditActivityTypes(category='it''s%2Fa%3Fb')"
    );
}

/// A key, and the segment in which it arrives; `None` where it must not be sent.
const KEYS: &[(&str, Option<&str>)] = &[
    ("477f8d24", Some("477f8d24")),
    ("../../users", Some("..%2F..%2Fusers")),
    ("a/b?c=d#e", Some("a%2Fb%3Fc=d%23e")),
    ("%2e%2e", Some("%252e%252e")),
    ("a\\..\\b", Some("a%5C..%5Cb")),
    ("\t\n", Some("%09%0A")),
    ("..", None),
    (".", None),
    ("", None),
];

#[tokio::test]
async fn keys_stay_in_their_segment() {
    for (key, segment) in KEYS {
        let server = echo().await;
        let result = client(&server).users().id(*key).get().await;
        if let Some(segment) = segment {
            assert_eq!(server.only().target, format!("/beta/users/{segment}"));
        } else {
            assert!(matches!(result, Err(Error::Request(_))), "{key}: {result:?}");
            assert!(server.arrived().is_empty());
        }
    }
}

#[test]
fn requests_are_had_for_any_other_transport() {
    let graph = Client::new("secret-token");
    let request = graph
        .device_management()
        .remote_action_audits()
        .list()
        .top(5)
        .into_http()
        .unwrap();
    assert_eq!(request.method(), "GET");
    assert_eq!(
        request.uri(),
        "https://graph.microsoft.com/beta/deviceManagement/remoteActionAudits?$top=5"
    );
    assert_eq!(request.headers().get("authorization"), None);
    assert!(!format!("{graph:?} {:?}", rt::StaticToken::new("secret-token")).contains("secret"));
}

#[test]
fn items_are_addressed_by_path() {
    let root = Client::builder()
        .credential("t")
        .build()
        .unwrap()
        .runtime()
        .path()
        .child("me")
        .child("drive")
        .child("root");
    assert_eq!(
        root.item_path("/a b/c.txt").as_str(),
        "/me/drive/root:/a%20b/c.txt"
    );
    assert_eq!(
        root.item_path("a/b").child("children").as_str(),
        "/me/drive/root:/a/b:/children"
    );
    let applications = Client::builder()
        .credential("t")
        .build()
        .unwrap()
        .runtime()
        .path()
        .child("applications");
    assert_eq!(
        applications.alternate_key(&[("appId", "a'b".into())]).as_str(),
        "/applications(appId='a''b')"
    );
}
