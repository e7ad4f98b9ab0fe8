//! Callers are not trusted: whatever they send, they get an answer and the emulator goes on.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use graphdown_emulator::{Emulator, Running};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn segment() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "beta",
        "v1.0",
        "deviceManagement",
        "remoteActionAudits",
        "remoteActionAudits('a')",
        "users",
        "me",
        "messages",
        "$count",
        "$ref",
        "$value",
        "microsoft.graph.wipeAudit",
        "getAuditCategories()",
        "usage(top=1,period='x')",
        "1",
        "photo",
        "members",
        "root:",
        "a:",
        "%2F",
        "%00",
        "%",
        "(",
        "')",
        "x(((",
        "é%C3",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "[!-~&&[^?# ]]{0,12}"]
}

fn query() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "$filter=",
        "$filter=attempts eq 1",
        "$filter=tags/any(t:t eq 'x')",
        "$filter=(((",
        "$select=actor/userId",
        "$orderby=requestDateTime desc",
        "$top=18446744073709551615",
        "$skip=18446744073709551615",
        "$skiptoken=99",
        "$count=true",
        "$expand=notes",
        "$search=x",
        "top=0",
        "&&",
        "=",
        "%24top=%31",
    ]);
    let option = prop_oneof![4 => known.prop_map(str::to_owned), 1 => "[$!-~&&[^# ]]{0,20}"];
    prop::collection::vec(option, 0..3).prop_map(|it| it.join("&").replace(' ', "%20"))
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "",
        "{}",
        "{",
        "[]",
        "null",
        "{\"id\":\"\"}",
        "{\"id\":\"a/b\"}",
        "{\"actor\":{\"userId\":1}}",
        "{\"@odata.type\":\"#microsoft.graph.wipeAudit\"}",
        "{\"@odata.id\":\"https://x/beta/users/1\"}",
        "{\"@odata.id\":\"://\"}",
        "{\"attempts\":1e999}",
        "\u{feff}{}",
    ]);
    prop_oneof![4 => known.prop_map(|it| it.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..40)]
}

/// The first line of the answer to a request; empty where the connection ended without one.
fn status_line(address: SocketAddr, head: &str, body: &[u8]) -> String {
    status_line_with(address, head, &format!("host: {address}\r\n"), body)
}

fn status_line_with(address: SocketAddr, head: &str, headers: &str, body: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).expect("the emulator takes calls");
    let request = format!(
        "{head} HTTP/1.1\r\n{headers}connection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    // An emulator that has answered already may not read on.
    let _ = stream
        .write_all(request.as_bytes())
        .and_then(|()| stream.write_all(body));
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer)
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn every_call_is_answered() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let schema = serde_json::from_str(include_str!("fixtures/audit.json")).expect("the fixture is a schema");
    let emulator = Emulator::new(schema).require_token(false);
    let running = runtime
        .block_on(emulator.serve(([127, 0, 0, 1], 0)))
        .expect("a free port");
    let address = running.address();

    let methods = prop::sample::select(vec!["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "X"]);
    let calls = (methods, prop::collection::vec(segment(), 0..7), query(), body());
    let config = Config {
        cases: 1500,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&calls, |(method, segments, query, body)| {
        let head = format!("{method} /{}?{query}", segments.join("/"));
        let line = status_line(address, &head, &body);
        prop_assert!(line.starts_with("HTTP/1.1 "), "{head}: {line:?}");
        prop_assert!(!line.contains(" 500"), "{head}: {line}");
        Ok(())
    });
    outcome.unwrap_or_else(|it| panic!("{it}"));

    for head in [
        format!("GET /{}", "a/".repeat(5000)),
        format!("GET /{}", "x(".repeat(5000)),
        format!("GET /beta/users?$filter={}", "not%20".repeat(3000)),
        format!(
            "GET /beta/users?$filter={}1%20eq%201",
            "1%20eq%201%20or%20".repeat(1000)
        ),
    ] {
        let line = status_line(address, &head, b"");
        assert!(line.starts_with("HTTP/1.1 "), "{line:?}");
    }
    let deep = format!("{}1{}", "{\"actor\":".repeat(100_000), "}".repeat(100_000));
    let line = status_line(
        address,
        "POST /beta/deviceManagement/remoteActionAudits",
        deep.as_bytes(),
    );
    assert!(line.starts_with("HTTP/1.1 400"), "{line:?}");
}

const AUDITS: &str = "/beta/deviceManagement/remoteActionAudits";

fn serve(set: impl FnOnce(Emulator) -> Emulator) -> (tokio::runtime::Runtime, Running) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let schema = serde_json::from_str(include_str!("fixtures/audit.json")).expect("the fixture is a schema");
    let emulator = set(Emulator::new(schema).require_token(false));
    let running = runtime.block_on(emulator.serve(([127, 0, 0, 1], 0)));
    (runtime, running.expect("a free port"))
}

#[test]
fn only_calls_that_mean_this_server_are_taken() {
    let (_runtime, running) = serve(|it| it.allow_host("graph.test"));
    let address = running.address();
    let (get, post) = (format!("GET {AUDITS}"), format!("POST {AUDITS}"));
    let cases = [
        (&get, format!("host: {address}"), "200"),
        (&get, format!("host: localhost:{}", address.port()), "200"),
        (&get, "host: graph.test".to_owned(), "200"),
        (&get, "host: evil.example".to_owned(), "421"),
        (&get, format!("host: evil.example:{}", address.port()), "421"),
        (
            &post,
            format!("host: {address}\r\norigin: https://evil.example"),
            "403",
        ),
        (&post, format!("host: {address}\r\norigin: null"), "403"),
        (
            &post,
            format!("host: {address}\r\norigin: http://{address}"),
            "201",
        ),
        (
            &post,
            format!("host: {address}\r\nsec-fetch-site: cross-site\r\nsec-fetch-mode: no-cors"),
            "403",
        ),
    ];
    for (head, headers, expected) in cases {
        let line = status_line_with(address, head, &format!("{headers}\r\n"), b"{}");
        assert!(line.contains(expected), "{headers}: {line}");
    }
}

/// Lambdas within lambdas over one list, each of which names the list again.
#[test]
fn a_filter_without_an_end_stops_nobody() {
    let (runtime, running) = serve(|it| it);
    let address = running.address();
    let tags: Vec<String> = (0..400).map(|it| format!("\"{it}\"")).collect();
    let body = format!("{{\"tags\":[{}]}}", tags.join(","));
    let line = status_line(address, &format!("POST {AUDITS}"), body.as_bytes());
    assert!(line.contains("201"), "{line}");
    let open: Vec<String> = (0..20).map(|it| format!("tags/any(v{it}:")).collect();
    let filter = format!("{}v0%20eq%20'y'{}", open.concat(), ")".repeat(20));
    let attacks: Vec<_> = (0..8)
        .map(|_| {
            let head = format!("GET {AUDITS}?$filter={filter}");
            std::thread::spawn(move || status_line(address, &head, b""))
        })
        .collect();
    // Others are answered meanwhile, and the server can be stopped.
    assert!(status_line(address, &format!("GET {AUDITS}"), b"").contains("200"));
    for attack in attacks {
        let line = attack.join().expect("an answer");
        assert!(line.contains("400"), "{line}");
    }
    runtime.block_on(running.shutdown()).expect("it served well");
}

#[test]
fn who_is_slow_is_thrown_out() {
    let (_runtime, running) = serve(|it| it.patience(Duration::from_millis(200)));
    let address = running.address();
    let ends = |sent: &str| {
        let mut stream = TcpStream::connect(address).expect("the emulator takes calls");
        let wait = Some(Duration::from_secs(20));
        stream.set_read_timeout(wait).expect("a time-out");
        stream.write_all(sent.as_bytes()).expect("it takes a beginning");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("the connection ends");
        String::from_utf8_lossy(&answer).into_owned()
    };
    let head = ends("GET /beta/users HTTP/1.1\r\nhost: loc");
    assert!(head.is_empty() || head.contains(" 408 "), "{head}");
    let body = ends(&format!(
        "POST {AUDITS} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: 9\r\n\r\n{{"
    ));
    assert!(body.contains(" 408 "), "{body}");
}

#[test]
fn nothing_is_stored_without_an_end() {
    let (_runtime, running) = serve(|it| it.store_limit(100_000));
    let body = format!("{{\"userName\":\"{}\"}}", "x".repeat(10_000));
    let lines: Vec<String> = (0..20)
        .map(|_| status_line(running.address(), &format!("POST {AUDITS}"), body.as_bytes()))
        .collect();
    assert!(lines[0].contains("201"), "{lines:?}");
    assert!(lines[19].contains("507"), "{lines:?}");
    assert!(status_line(running.address(), &format!("GET {AUDITS}"), b"").contains("200"));
}
