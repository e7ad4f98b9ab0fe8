//! Each call, answered by the emulator of the same pages as far as it can, else by a server that says one thing.

use std::future::IntoFuture as _;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{Uri, header};
use axum::response::IntoResponse as _;
use graphdown_calls::graph::Client;
use graphdown_calls::graph::types::{Attachment, DirectoryObject, FileAttachment, Group, User};
use graphdown_calls::ten;
use graphdown_emulator::{Call, Emulator, Running};
use graphdown_runtime::{Typed as _, json};
use serde_json::{Value, json};

const LOOPBACK: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

/// What an action was sent.
type Sent = Arc<Mutex<Vec<Value>>>;

fn emulator() -> Emulator {
    let input = graphdown_codegen::pipeline::Input {
        pages: vec!["pages".into()],
        ..Default::default()
    };
    let schema = graphdown_codegen::pipeline::read(&input).schema;
    Emulator::new(schema)
        .require_token(false)
        .answer_with_examples(true)
}

async fn start(emulator: Emulator) -> (Running, Client) {
    let running = emulator.serve(LOOPBACK).await.expect("a free port");
    let graph = client(&running.base_url());
    (running, graph)
}

fn client(base_url: &str) -> Client {
    Client::from_runtime(graphdown_runtime::Client::new(base_url, "token"))
}

/// An emulator that remembers what is sent to `path`, and answers `answer`.
fn remembering(path: &str, answer: Value) -> (Emulator, Sent) {
    let sent = Sent::default();
    let remembered = Arc::clone(&sent);
    let emulator = emulator().function(path, move |call: &Call<'_>| {
        let body = call.body().cloned().unwrap_or_default();
        remembered.lock().expect("nobody panics").push(body);
        Ok(answer.clone())
    });
    (emulator.expect("a documented path"), sent)
}

fn last(sent: &Sent) -> Value {
    sent.lock()
        .expect("nobody panics")
        .pop()
        .expect("something was sent")
}

#[tokio::test]
async fn users_come_page_after_page() {
    let users: Vec<_> = (0..5)
        .map(|it| json!({ "id": it.to_string(), "displayName": format!("user {it}"), "accountEnabled": it != 3 }))
        .collect();
    let emulator = emulator()
        .seed("/users", users.into())
        .expect("a documented path");
    let (_running, graph) = start(emulator).await;
    let users = ten::users(&graph).await.expect("users");
    let names: Vec<_> = users.iter().filter_map(|it| it.display_name.as_deref()).collect();
    assert_eq!(names, ["user 0", "user 1", "user 2", "user 4"]);
    assert!(
        users.iter().all(|it| it.account_enabled.is_none()),
        "not selected"
    );
}

#[tokio::test]
async fn an_attachment_says_which_it_is() {
    let (emulator, sent) = remembering("/me/sendMail", Value::Null);
    let (_running, graph) = start(emulator).await;
    ten::send_mail(&graph).await.expect("it is sent");
    let body = last(&sent);
    let attachment = &body["message"]["attachments"][0];
    assert_eq!(attachment["@odata.type"], "#microsoft.graph.fileAttachment");
    assert_eq!(attachment["contentBytes"], "a2lvc2ssZmxvb3IKNywzCg==");
    let recipient = &body["message"]["toRecipients"][0];
    assert_eq!(
        *recipient,
        json!({ "emailAddress": { "address": "ann@example.com" } })
    );
    assert_eq!(body["saveToSentItems"], false);
}

#[tokio::test]
async fn an_event_is_created() {
    let (_running, graph) = start(emulator()).await;
    let event = ten::create_event(&graph).await.expect("an event");
    assert!(event.id.is_some());
    assert_eq!(event.attendees.map(|it| it.len()), Some(2));
}

#[tokio::test]
async fn an_item_is_had_by_its_path() {
    let (_running, graph) = start(emulator()).await;
    let item = ten::drive_item(&graph).await.expect("an item");
    assert_eq!(item.name.as_deref(), Some("kiosks.xlsx"));
}

#[tokio::test]
async fn a_member_is_added_by_its_address() {
    let (emulator, sent) = remembering("/groups/{id}/members/$ref", Value::Null);
    let (running, graph) = start(emulator).await;
    ten::add_member(&graph, "02bd", "8a1c").await.expect("a member");
    let address = format!("{}/directoryObjects/8a1c", running.base_url());
    assert_eq!(last(&sent), json!({ "@odata.id": address }));
}

#[tokio::test]
async fn a_license_is_assigned() {
    let (_running, graph) = start(emulator()).await;
    let user = ten::assign_license(&graph, "8a1c").await.expect("a user");
    assert_eq!(user.id.as_deref(), Some("8a1c"));
    assert_eq!(user.assigned_licenses.map(|it| it.len()), Some(1));
}

#[tokio::test]
async fn devices_are_wiped_and_started_again() {
    let (_running, graph) = start(emulator()).await;
    ten::wipe(&graph, "lost", "slow").await.expect("two actions");
}

/// Delta links, redirections and expanded sessions are more than a store of objects can do.
#[tokio::test]
async fn deltas_reports_and_calls_come_as_they_are() {
    let answer = |uri: Uri| async move {
        let path = uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        let link = |kind: &str, token: &str| {
            let messages = "/v1.0/me/mailFolders/inbox/messages/delta";
            (
                format!("@odata.{kind}Link"),
                format!("http://{}{messages}?$deltatoken={token}", host()),
            )
        };
        let page = |subject: &str, (kind, link): (String, String)| {
            json!({ kind: link, "value": [{ "subject": subject }] })
                .to_string()
                .into_response()
        };
        match path.as_str() {
            "/v1.0/me/mailFolders/inbox/messages/delta?$select=subject" => page("one", link("next", "1")),
            "/v1.0/me/mailFolders/inbox/messages/delta?$deltatoken=1" => page("two", link("delta", "2")),
            "/v1.0/me/mailFolders/inbox/messages/delta?$deltatoken=2" => page("three", link("delta", "3")),
            "/v1.0/reports/getEmailActivityUserDetail(period=%27D7%27)"
            | "/v1.0/reports/getEmailActivityUserDetail(period='D7')" => {
                (axum::http::StatusCode::FOUND, [(header::LOCATION, "/7.csv")]).into_response()
            }
            "/7.csv" => "User,Sent\nann,3\n".into_response(),
            "/v1.0/communications/callRecords/e523?$expand=sessions($expand=segments)" => {
                let segment = json!({ "id": "s", "startDateTime": "2026-03-02T09:00:00.1589002Z" });
                let session = json!({ "id": "e", "segments": [segment] });
                json!({ "id": "e523", "version": 1, "sessions": [session] })
                    .to_string()
                    .into_response()
            }
            _ => axum::http::StatusCode::NOT_FOUND.into_response(),
        }
    };
    let listener = tokio::net::TcpListener::bind(LOOPBACK)
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    HOST.set(address.clone()).expect("one server");
    tokio::spawn(axum::serve(listener, Router::new().fallback(answer)).into_future());
    let graph = client(&format!("http://{address}/v1.0"));

    let (messages, changed) = ten::messages_delta(&graph, "inbox").await.expect("messages");
    assert_eq!(messages.len(), 2);
    assert_eq!(changed.value[0].subject.as_deref(), Some("three"));
    assert!(changed.delta().is_some());

    let report = ten::activity_report(&graph).await.expect("a report");
    assert_eq!(&report[..], b"User,Sent\nann,3\n");

    let record = ten::call_record(&graph, "e523").await.expect("a call");
    let sessions = record.sessions.get().expect("they were asked for");
    let segments = sessions[0].segments.get().expect("they were asked for");
    assert_eq!(segments[0].id.as_deref(), Some("s"));
}

static HOST: std::sync::OnceLock<String> = std::sync::OnceLock::new();

fn host() -> &'static str {
    HOST.get().map_or("", String::as_str)
}

/// A list of a base type holds whatever derives from it, and what no page knows.
#[tokio::test]
async fn members_are_what_they_say() {
    let members = json!([
        { "@odata.type": "#microsoft.graph.user", "id": "1", "displayName": "Ann", "accountEnabled": true },
        { "@odata.type": "#microsoft.graph.group", "id": "2", "displayName": "Shop", "classification": "open" },
        { "@odata.type": "#microsoft.graph.robot", "id": "3", "arms": 2.50 },
        { "id": "4" },
    ]);
    let emulator = emulator()
        .seed("/groups/02bd/members", members.clone())
        .expect("a documented path");
    let (_running, graph) = start(emulator).await;
    let page = graph.groups().id("02bd").members().list().await.expect("members");
    let [ann, shop, robot, plain] = &page.value[..] else {
        panic!("four members: {page:?}");
    };

    assert!(ann.is::<User>() && ann.is::<DirectoryObject>() && !ann.is::<Group>());
    let user: User = ann.downcast().expect("a user");
    assert_eq!(
        (user.id.as_deref(), user.display_name.as_deref()),
        (Some("1"), Some("Ann"))
    );
    assert_eq!(user.account_enabled, Some(true));
    assert_eq!(ann.downcast::<Group>(), None);

    let group: Group = shop.downcast().expect("a group");
    assert!(
        group.additional_data.get("classification").is_some(),
        "undocumented, and kept"
    );
    assert_eq!(group.upcast::<DirectoryObject>().expect("a member"), *shop);

    assert!(robot.is::<DirectoryObject>() && !robot.is::<User>());
    assert_eq!(robot.downcast::<User>(), None);
    assert!(!plain.is::<User>());
    for (member, came) in page.value.iter().zip(members.as_array().expect("a list")) {
        let goes: Value = serde_json::from_str(&json::to_string(member)).expect("JSON");
        assert_eq!(goes, *came);
    }
}

#[test]
fn a_derived_type_goes_where_its_base_is_wanted() {
    let file = FileAttachment {
        name: Some("a.txt".to_owned()),
        ..Default::default()
    };
    let attachment: Attachment = file.upcast().expect("an attachment");
    let text = json::to_string(&attachment);
    assert_eq!(
        text,
        r##"{"@odata.type":"#microsoft.graph.fileAttachment","name":"a.txt"}"##
    );
    let read: Attachment = json::from_str(&text).expect("JSON");
    assert_eq!(
        read.downcast::<FileAttachment>().and_then(|it| it.name),
        file.name
    );
}
