//! Callers are not trusted: whatever they send, they get an answer and the emulator goes on.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use graphdown_emulator::Emulator;
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
    let mut stream = TcpStream::connect(address).expect("the emulator takes calls");
    let request = format!(
        "{head} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
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
