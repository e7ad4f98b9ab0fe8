//! The emulator as a library: settings, starting and stopping, the log, the table of operations.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::Request;
use graphdown_codegen::schema::Schema;
use graphdown_emulator::log::Entry;
use graphdown_emulator::{Call, Emulator, Fault, Faults, Source, token};
use serde_json::{Value, json};

use crate::support;

const AUDITS: &str = "/deviceManagement/remoteActionAudits";
const LOOPBACK: ([u8; 4], u16) = ([127, 0, 0, 1], 0);

fn schema() -> Schema {
    serde_json::from_str(include_str!("fixtures/audit.json")).expect("the fixture is a schema")
}

#[tokio::test]
async fn it_stops_when_told_and_when_dropped() {
    let running = Emulator::new(schema())
        .serve(LOOPBACK)
        .await
        .expect("a free port");
    let url = running.url();
    assert_eq!(running.base_url(), format!("{url}/beta"));
    assert_eq!(
        support::client()
            .get(&url)
            .send()
            .await
            .expect("an answer")
            .status(),
        401
    );
    running.shutdown().await.expect("it served well");
    assert!(support::client().get(&url).send().await.is_err());

    let running = Emulator::new(schema())
        .serve(LOOPBACK)
        .await
        .expect("a free port");
    let url = running.url();
    drop(running);
    // Stopping needs a moment.
    for _ in 0..200 {
        if support::client().get(&url).send().await.is_err() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("a dropped server still answers");
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_at_once_do_not_lose_anything() {
    let emulator = Emulator::new(schema()).require_token(false).page_size(999);
    let running = emulator.serve(LOOPBACK).await.expect("a free port");
    let client = support::client();
    let url = format!("{}{AUDITS}", running.base_url());
    let calls: Vec<_> = (0..64)
        .map(|at| {
            tokio::spawn(
                client
                    .post(&url)
                    .body(json!({ "attempts": at }).to_string())
                    .send(),
            )
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.expect("no panic").expect("an answer").status(), 201);
    }
    let list = client
        .get(&url)
        .send()
        .await
        .expect("an answer")
        .text()
        .await
        .expect("a body");
    let list: Value = serde_json::from_str(&list).expect("JSON");
    assert_eq!(list["value"].as_array().map(Vec::len), Some(64));
}

#[tokio::test]
async fn the_log_tells_of_each_call() {
    let entries = Arc::new(Mutex::new(Vec::<Entry>::new()));
    let log = Arc::clone(&entries);
    let emulator =
        Emulator::new(schema()).log(move |entry: &Entry| log.lock().expect("no panic").push(entry.clone()));
    let running = emulator.serve(LOOPBACK).await.expect("a free port");
    let permission = "DeviceManagementManagedDevices.ReadWrite.All";
    let answer = support::client()
        .get(format!("{}{AUDITS}/42?$select=id", running.base_url()))
        .header(
            "authorization",
            format!("Bearer {}", token::application(&[permission])),
        )
        .send()
        .await
        .expect("an answer");
    let request_id = answer.headers()["request-id"].to_str().expect("text").to_owned();

    let entries = entries.lock().expect("no panic");
    let [entry] = entries.as_slice() else {
        panic!("{entries:?}");
    };
    assert_eq!(entry.method, "GET");
    assert_eq!(entry.target, format!("/beta{AUDITS}/42?$select=id"));
    assert_eq!(entry.operation, Some(format!("{AUDITS}/{{remoteActionAuditId}}")));
    assert_eq!(entry.page.as_deref(), Some("api/remoteactionaudit-get.md"));
    assert_eq!(entry.status, 404);
    assert_eq!(entry.granted_by.as_deref(), Some(permission));
    assert_eq!(entry.request_id, request_id);
    assert_eq!(entry.notes, ["The resource '42' does not exist."]);
}

#[test]
fn a_call_without_a_token_is_logged_with_its_page() {
    let entries = Arc::new(Mutex::new(Vec::<Entry>::new()));
    let log = Arc::clone(&entries);
    let emulator =
        Emulator::new(schema()).log(move |entry: &Entry| log.lock().expect("no panic").push(entry.clone()));
    let request = Request::get(format!("http://localhost{AUDITS}")).body(Bytes::new());
    let answer = emulator.answer(request.expect("a request"));
    assert_eq!(answer.status(), 401);
    let entries = entries.lock().expect("no panic");
    let page = entries.first().and_then(|it| it.page.as_deref());
    assert_eq!(page, Some("api/remoteactionaudit-list.md"), "{entries:?}");
}

#[test]
fn the_table_says_where_answers_come_from() {
    let function = format!("{AUDITS}/getAuditActivityTypes");
    let emulator = Emulator::new(schema())
        .function(&function, |_: &Call<'_>| Ok(json!([])))
        .expect("a documented path");
    let sources: Vec<(String, Source)> = emulator
        .operations()
        .into_iter()
        .map(|it| (it.operation.path.clone(), it.source))
        .collect();
    assert_eq!(sources.len(), schema().operations.len());
    assert!(sources.is_sorted_by_key(|it| it.0.to_lowercase()));
    let source = |end: &str| sources.iter().find(|it| it.0.ends_with(end)).map(|it| it.1);
    assert_eq!(source("/remoteActionAudits"), Some(Source::Store));
    assert_eq!(source("/getAuditActivityTypes"), Some(Source::Handler));
    assert_eq!(source("/getAuditCategories"), Some(Source::Example));
    assert_eq!(source("/retry"), Some(Source::Empty));
}

#[test]
fn settings_for_unknown_paths_are_refused_with_a_hint() {
    let hooked = Emulator::new(schema()).function(
        "/deviceManagement/remoteActionAudits/getAuditCategorys",
        |_: &Call<'_>| Ok(Value::Null),
    );
    let message = hooked.err().map(|it| it.to_string()).unwrap_or_default();
    assert!(
        message.contains("/deviceManagement/remoteActionAudits/getAuditCategories"),
        "{message}"
    );
    let seeded = Emulator::new(schema()).seed("/deviceManagement/remoteActionAudit", json!([]));
    let message = seeded.err().map(|it| it.to_string()).unwrap_or_default();
    assert!(message.contains(AUDITS), "{message}");
    assert!(Emulator::new(schema()).seed(AUDITS, json!("text")).is_err());
    assert!(Emulator::new(schema()).seed(AUDITS, json!([1])).is_err());
    assert!(
        Emulator::new(schema())
            .seed("/me", json!({ "displayName": "Ada" }))
            .is_ok()
    );
}

#[test]
fn a_body_is_asked_for_where_the_page_asks_for_it() {
    let status = |body: Option<Value>, change: fn(&mut graphdown_codegen::schema::Operation)| {
        let mut schema = schema();
        let creates =
            |it: &&mut graphdown_codegen::schema::Operation| it.method == "POST" && it.path == AUDITS;
        schema.operations.iter_mut().filter(creates).for_each(change);
        let request = Request::post(format!("http://localhost/beta{AUDITS}"));
        let bytes = body.map(|it| Bytes::from(it.to_string())).unwrap_or_default();
        let request = request.body(bytes).expect("a request");
        let answer = Emulator::new(schema).require_token(false).answer(request);
        answer.status().as_u16()
    };
    assert_eq!(status(None, |_| {}), 400);
    assert_eq!(status(None, |it| it.body_optional = true), 201);
    assert_eq!(status(Some(json!({})), |it| it.body_optional = true), 201);

    let list = || Some(json!([{ "userName": "Ada" }, {}]));
    let misfit = || Some(json!([{ "userName": 1 }]));
    assert_eq!(status(list(), |_| {}), 400);
    assert_eq!(status(list(), |it| it.body_collection = true), 201);
    assert_eq!(status(misfit(), |it| it.body_collection = true), 400);
    assert_eq!(status(Some(json!({})), |it| it.body_collection = true), 400);
    assert_eq!(status(None, |it| it.body_collection = true), 400);
}

#[tokio::test]
async fn faults_come_on_demand() {
    let faults = Faults::default();
    let emulator = Emulator::new(schema()).require_token(false).faults(&faults);
    let running = emulator.serve(LOOPBACK).await.expect("a free port");
    let url = format!("{}{AUDITS}", running.base_url());
    let client = support::client();
    let get = || client.get(&url).send();

    faults.add(Fault::throttled(7).on("GET", AUDITS));
    faults.add(Fault::redirect("http://127.0.0.1:1/").on("GET", AUDITS));
    faults.add(Fault::slow(Duration::from_millis(300)).on("GET", AUDITS));
    faults.add(Fault::change("value", json!("no list")).on("GET", AUDITS));
    faults.add(Fault::cut(10).on("GET", AUDITS));
    faults.add(Fault::unavailable(1).on("DELETE", "/deviceManagement/remoteActionAudits/{id}"));

    let throttled = get().await.expect("an answer");
    assert_eq!(
        (throttled.status().as_u16(), &throttled.headers()["retry-after"]),
        (429, &"7".parse().expect("a value"))
    );
    let redirected = get().await.expect("an answer");
    assert_eq!(redirected.status(), 307);
    let before = std::time::Instant::now();
    assert_eq!(get().await.expect("an answer").status(), 200);
    assert!(before.elapsed() >= Duration::from_millis(300));
    let changed: Value =
        serde_json::from_str(&get().await.expect("an answer").text().await.expect("a body")).expect("JSON");
    assert_eq!(changed["value"], "no list");
    let cut = get().await.expect("a head");
    assert_eq!(cut.status(), 200);
    assert!(cut.text().await.is_err(), "the body breaks off");
    assert_eq!(get().await.expect("an answer").status(), 200, "no fault is left");
    let deleted = client.delete(format!("{url}/1")).send().await.expect("an answer");
    assert_eq!(deleted.status(), 503);
}
