//! What a call says when it fails.

use std::error::Error as _;

use graphdown_runtime as rt;
use rt::{BoxError, BoxFuture, Delivery, Error, TransportErrorKind};

use crate::{
    calls::client,
    sample::{Client, types::RemoteActionAudit},
    support::{Answer, Server},
};

#[tokio::test]
async fn errors_of_the_service_are_typed() {
    let server = Server::start(|_| {
        Answer::new(
            404,
            r#"{"error":{"code":"ResourceNotFound","message":"No such audit.","innerError":{"date":"2026-01-02T03:04:05","request-id":"r-1","client-request-id":"c-1"}}}"#,
        )
        .header("retry-after", "7")
    })
    .await;
    let error = client(&server)
        .device_management()
        .remote_action_audits()
        .id("1")
        .get()
        .await
        .unwrap_err();
    assert!(error.is_not_found() && !error.is_forbidden());
    assert_eq!(error.request_id(), Some("r-1"));
    let service = error.as_service().unwrap();
    assert_eq!(
        (service.code.as_str(), service.message.as_str()),
        ("ResourceNotFound", "No such audit.")
    );
    assert_eq!(service.client_request_id.as_deref(), Some("c-1"));
    assert_eq!(service.date.as_deref(), Some("2026-01-02T03:04:05"));
    assert_eq!(service.retry_after.map(|wait| wait.as_secs()), Some(7));
    assert_eq!(
        error.to_string(),
        "GET /deviceManagement/remoteActionAudits/{remoteActionAuditId}: 404 Not Found, ResourceNotFound: No such audit. (request id r-1)"
    );
}

#[tokio::test]
async fn a_missing_permission_is_named() {
    let server = Server::start(|_| {
        Answer::new(
            403,
            r#"{"error":{"code":"Forbidden","message":"Insufficient privileges."}}"#,
        )
        .header("request-id", "r-2")
    })
    .await;
    let create = client(&server)
        .device_management()
        .remote_action_audits()
        .create(&RemoteActionAudit::default());
    let documented = create.operation().permissions().unwrap();
    assert_eq!(
        documented.delegated,
        ["DeviceManagementManagedDevices.ReadWrite.All"]
    );
    let error = create.await.unwrap_err();
    assert!(error.is_forbidden());
    assert_eq!(
        error.to_string(),
        "POST /deviceManagement/remoteActionAudits: 403 Forbidden, Forbidden: Insufficient privileges. (request id r-2); \
         documented permissions: DeviceManagementManagedDevices.ReadWrite.All (delegated), \
         DeviceManagementManagedDevices.ReadWrite.All (application)"
    );
}

#[tokio::test]
async fn errors_of_other_forms_keep_their_text() {
    let server =
        Server::start(|_| Answer::new(502, format!("<h1>Bad gateway</h1>{}", "é".repeat(10_000)))).await;
    let error = client(&server).users().id("1").get().await.unwrap_err();
    let service = error.as_service().unwrap();
    assert!(service.message.starts_with("<h1>Bad gateway</h1>é") && service.message.ends_with('…'));
    assert_eq!(service.message.chars().count(), 501);
}

#[tokio::test]
async fn unreadable_answers_say_where() {
    let server =
        Server::start(|_| Answer::json("{\n  \"id\": \"1\",\n  \"é\": tru }").header("request-id", "r-3"))
            .await;
    let error = client(&server).users().id("1").get().await.unwrap_err();
    let Error::Decode(reply) = &error else {
        panic!("{error}")
    };
    assert_eq!((reply.error.line(), reply.error.column()), (3, 8));
    assert_eq!(error.request_id(), Some("r-3"));
    assert!(error.source().is_some());
}

struct NoToken;

impl rt::Credential for NoToken {
    fn token<'a>(&'a self, _: &'a rt::TokenRequest) -> BoxFuture<'a, Result<rt::Token, BoxError>> {
        Box::pin(async { Err("signed out".into()) })
    }
}

#[tokio::test]
async fn what_never_reached_the_service_says_so() {
    let nobody = Client::from_runtime(rt::Client::new("http://127.0.0.1:1/beta", "t"));
    let error = nobody.users().id("1").get().await.unwrap_err();
    let Error::Transport(fault) = &error else {
        panic!("{error}")
    };
    assert_eq!(
        (fault.kind(), error.delivery()),
        (TransportErrorKind::Connect, Delivery::NotSent)
    );
    assert_eq!(
        error.to_string(),
        "GET /users/{id | userPrincipalName}: the service could not be reached"
    );

    let signed_out = Client::from_runtime(rt::Client::new("http://127.0.0.1:1/beta", NoToken));
    let error = signed_out.users().id("1").get().await.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "signed out");

    let bad_token = Client::from_runtime(rt::Client::new("http://127.0.0.1:1/beta", "a\r\nb"));
    assert!(matches!(
        bad_token.users().id("1").get().await,
        Err(Error::Credential(_))
    ));

    let bad_address = Client::from_runtime(rt::Client::new("graph", "t"));
    assert!(matches!(
        bad_address.users().id("1").get().await,
        Err(Error::Request(_))
    ));
    assert!(
        rt::Client::builder()
            .base_url("graph")
            .credential("t")
            .build()
            .is_err()
    );
    assert!(
        rt::Client::builder()
            .base_url("https://graph.microsoft.com/beta")
            .build()
            .is_err()
    );
}

#[test]
fn errors_are_small_and_cross_threads() {
    fn crosses_threads<T: Send + Sync + std::error::Error + 'static>() {}
    crosses_threads::<Error>();
    assert!(size_of::<Error>() <= 24);
}

/// An error body, and the code, message and request id in it.
const BODIES: &[(&str, &str, &str, Option<&str>)] = &[
    (
        "\u{feff}{\"error\":{\"code\":\"BOM\",\"message\":\"m\"}}",
        "BOM",
        "m",
        None,
    ),
    (r#"{"error":{"code":404,"message":"m"}}"#, "404", "m", None),
    (
        r#"{"odata.error":{"code":"Old","message":{"lang":"en-US","value":"m"}}}"#,
        "Old",
        "m",
        None,
    ),
    (r#"{"code":"Bare","message":"m"}"#, "Bare", "m", None),
    (r#"{"error":"text"}"#, "", "text", None),
    (
        r#"{"error":{"code":"c","message":"m","innerError":{"requestId":"r"}}}"#,
        "c",
        "m",
        Some("r"),
    ),
    (
        r#"{"error":{"code":"c","message":"m","innerError":{"code":"d","innererror":{"request-id":"deep"}}}}"#,
        "c",
        "m",
        Some("deep"),
    ),
    (r#"{"value":1}"#, "", r#"{"value":1}"#, None),
];

#[tokio::test]
async fn errors_of_every_form_are_read() {
    for (body, code, message, id) in BODIES {
        let server = Server::start(|_| Answer::new(400, *body)).await;
        let error = client(&server).users().id("1").get().await.unwrap_err();
        let service = error.as_service().unwrap();
        assert_eq!(
            (service.code.as_str(), service.message.as_str()),
            (*code, *message),
            "{body}"
        );
        assert_eq!(error.request_id(), *id, "{body}");
    }
}

#[tokio::test]
async fn errors_keep_the_headers() {
    let challenge = r#"Bearer error="insufficient_claims", claims="eyJ9""#;
    let server = Server::start(move |arrived| {
        let status = if arrived.target.ends_with('1') { 401 } else { 304 };
        Answer::new(status, "")
            .header("www-authenticate", challenge)
            .header("etag", "W/\"7\"")
            .header("retry-after", "18446744073709551615")
    })
    .await;
    let error = client(&server).users().id("1").get().await.unwrap_err();
    assert_eq!(error.header("www-authenticate"), Some(challenge));
    let wait = error.as_service().unwrap().retry_after.unwrap();
    assert!(std::time::Instant::now().checked_add(wait).is_some() && wait.as_secs() <= 24 * 60 * 60);
    let unchanged = client(&server).users().id("2").get().await.unwrap_err();
    assert_eq!(
        (unchanged.status().unwrap().as_u16(), unchanged.header("etag")),
        (304, Some("W/\"7\""))
    );
    assert!(!format!("{error:?}").contains("eyJ9"));
}

#[tokio::test]
async fn what_the_service_says_stays_on_one_line() {
    let message = format!("a\u{1b}]0;x\u{7}\u{202e}\nINFO forged {}", "x".repeat(1_000_000));
    let long = format!("i\u{2028}d{}", "x".repeat(100_000));
    let inner = serde_json::json!({"request-id": long, "client-request-id": long, "date": long});
    let body = serde_json::json!({"error": {"code": "c\r\nd", "message": message, "innerError": inner}});
    let server = Server::start(move |_| Answer::new(500, body.to_string())).await;
    let error = client(&server).users().id("1").get().await.unwrap_err();
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(shown.chars().count() < 2_500, "{}", shown.len());
        assert!(
            !shown.contains(['\u{1b}', '\u{7}', '\u{202e}', '\n', '\r', '\u{2028}']),
            "{shown}"
        );
    }
    assert!(error.as_service().unwrap().message.len() > 1_000_000);
}

#[tokio::test]
async fn success_that_is_no_json_says_what_it_is() {
    let server = Server::start(|_| {
        Answer::new(200, "<html>\u{1b}Sign in</html>").header("content-type", "text/html; charset=utf-8")
    })
    .await;
    let error = client(&server).users().id("1").get().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /users/{id | userPrincipalName}: 200 OK, and the answer cannot be read: expected an object at line 1 column 1; \
         it is of the type text/html; charset=utf-8 and begins with: <html>\\u{1b}Sign in</html>"
    );
    let Error::Decode(reply) = &error else {
        panic!("{error}")
    };
    assert!(reply.body().starts_with(b"<html>"));
    let text: Result<String, _> = {
        let operation = client(&server).users().delta().operation();
        client(&server)
            .runtime()
            .path()
            .child("text")
            .request(operation)
            .await
    };
    assert!(text.unwrap_err().to_string().contains("text/html"));
}

/// `{"id":"1"}` in gzip.
const ZIPPED: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\xca\x4c\x51\xb2\x52\x32\x54\xaa\x05\x00\xf3\xc8\x18\xf6\x0a\x00\x00\x00";

#[tokio::test]
async fn gzip_is_read_or_named() {
    let zipped = Server::start(|_| {
        let length = ZIPPED.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: {length}\r\n\r\n"
        );
        Answer::raw([head.as_bytes(), ZIPPED].concat())
    })
    .await;
    let user = client(&zipped).users().id("1").get().await;
    if cfg!(feature = "gzip") {
        assert_eq!(user.unwrap().id.as_deref(), Some("1"));
        assert!(zipped.only().header("accept-encoding").unwrap().contains("gzip"));
    } else {
        let error = user.unwrap_err().to_string();
        assert!(error.contains("encoded as gzip"), "{error}");
        assert_eq!(zipped.only().header("accept-encoding"), None);
    }
}

#[tokio::test]
async fn an_empty_answer_is_no_structure() {
    let server = Server::start(|arrived| Answer::new(arrived.target[12..].parse().unwrap(), " ")).await;
    for status in ["200", "201"] {
        let error = client(&server).users().id(status).get().await.unwrap_err();
        assert_eq!(error.status().unwrap().as_str(), status);
        assert!(error.to_string().contains("there is no body"), "{error}");
    }
    assert!(client(&server).users().id("202").get().await.is_ok());
}

/// What a function of a single value gave in place of one, and what is said of it.
const NO_VALUES: &[(u16, &str, &str)] = &[
    (
        200,
        r#"{"value":null}"#,
        "expected a value of the type i64, found null",
    ),
    (200, "null", "expected a value of the type i64, found null"),
    (200, "", "expected a value of the type i64, found nothing"),
    (204, "", "expected a value of the type i64, found nothing"),
    (
        200,
        r#"{"value":"x"}"#,
        "expected a value of the type i64, found another text",
    ),
    (
        200,
        r#"{"value":[1]}"#,
        "expected a value of the type i64, found a list",
    ),
    (
        200,
        r#"{"other":1}"#,
        "expected a value of the type i64, found an object",
    ),
];

#[tokio::test]
async fn no_value_is_said_in_one_way() {
    for (status, body, said) in NO_VALUES {
        let server = Server::start(|_| Answer::new(*status, *body)).await;
        let path = client(&server).runtime().path().child("texts");
        let count = client(&server)
            .device_management()
            .remote_action_audits()
            .count()
            .await;
        let error = count.unwrap_err();
        assert!(error.to_string().ends_with(said), "{error}");
        let operation = client(&server).users().delta().operation();
        let text: Result<String, _> = path.request(operation).await;
        assert_eq!(text.is_ok(), body.contains('x'), "{body}: {text:?}");
    }
}

#[tokio::test]
async fn faults_on_the_way_are_told_apart() {
    let head = "HTTP/1.1 201 Created\r\nrequest-id: r-1\r\ncontent-length: 100\r\n\r\n{\"id\":";
    let cut = Server::start(move |_| Answer::raw(head)).await;
    let closed = Server::start(|_| Answer::raw("")).await;
    let slow = Server::start(|_| Answer::unfinished("")).await;
    let stuck = Server::start(move |_| Answer::unfinished(head)).await;
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n";
    let cut_chunks = Server::start(move |_| Answer::raw(chunked)).await;
    for (server, kind, delivery, status, said) in [
        (
            &cut,
            TransportErrorKind::Incomplete,
            Delivery::Answered,
            Some(201),
            "the answer did not arrive whole (201 Created)",
        ),
        (
            &cut_chunks,
            TransportErrorKind::Incomplete,
            Delivery::Answered,
            Some(200),
            "the answer did not arrive whole (200 OK)",
        ),
        (
            &closed,
            TransportErrorKind::Closed,
            Delivery::Unknown,
            None,
            "the connection ended before an answer",
        ),
        (
            &slow,
            TransportErrorKind::Timeout,
            Delivery::Unknown,
            None,
            "no answer in time",
        ),
        (
            &stuck,
            TransportErrorKind::Timeout,
            Delivery::Answered,
            Some(201),
            "the answer did not arrive whole in time (201 Created)",
        ),
    ] {
        // It sets TLS up for the process, which a client of one's own needs too.
        rt::ReqwestTransport::new().unwrap();
        let hurried = reqwest::Client::builder()
            .read_timeout(std::time::Duration::from_millis(300))
            .build()
            .unwrap();
        let builder = rt::Client::builder()
            .base_url(format!("{}/beta", server.url))
            .credential("t")
            .transport(rt::ReqwestTransport::from(hurried));
        let graph = Client::from_runtime(builder.build().unwrap());
        let audits = graph.device_management().remote_action_audits();
        let error = audits.create(&RemoteActionAudit::default()).await.unwrap_err();
        let Error::Transport(fault) = &error else {
            panic!("{error}")
        };
        assert_eq!((fault.kind(), error.delivery()), (kind, delivery), "{error:?}");
        assert_eq!(error.status().map(|it| it.as_u16()), status);
        assert_eq!(
            error.to_string(),
            format!("POST /deviceManagement/remoteActionAudits: {said}")
        );
        assert_eq!(error.request_id(), (status == Some(201)).then_some("r-1"));
    }
    // A server that speaks no TLS.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let https = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ =
                tokio::io::AsyncWriteExt::write_all(&mut stream, b"220 ready for something else\r\n").await;
        }
    });
    let graph = Client::from_runtime(rt::Client::new(&https, "t"));
    let error = graph.users().id("1").get().await.unwrap_err();
    let Error::Transport(fault) = &error else {
        panic!("{error}")
    };
    assert_eq!(
        (fault.kind(), error.delivery()),
        (TransportErrorKind::Tls, Delivery::NotSent),
        "{error:?}"
    );
}

#[tokio::test]
async fn answers_have_a_limit() {
    let long = || format!("{{\"id\":\"{}\"}}", "x".repeat(2_000));
    let with_length = Server::start(move |_| Answer::json(long())).await;
    let chunked = Server::start(move |_| {
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        let chunk = format!("3e8\r\n{}\r\n", " ".repeat(1_000));
        // It never ends: what is told is told before.
        Answer::unfinished(format!("{head}{}", chunk.repeat(3)))
    })
    .await;
    for server in [&with_length, &chunked] {
        let builder = rt::Client::builder()
            .base_url(format!("{}/beta", server.url))
            .credential("t");
        let graph = Client::from_runtime(builder.answer_limit(1_500).build().unwrap());
        let error = graph.users().id("1").get().await.unwrap_err();
        let Error::Transport(fault) = &error else {
            panic!("{error}")
        };
        assert_eq!(fault.kind(), TransportErrorKind::TooLong(1_500), "{error}");
        assert_eq!(error.status().unwrap(), 200);
    }
    assert!(client(&with_length).users().id("1").get().await.is_ok());
}
