//! What a call says when it fails.

use std::error::Error as _;

use graphdown_runtime as rt;
use rt::{BoxError, BoxFuture, Error};

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
    fn token(&self) -> BoxFuture<'_, Result<rt::Token, BoxError>> {
        Box::pin(async { Err("signed out".into()) })
    }
}

#[tokio::test]
async fn what_never_reached_the_service_says_so() {
    let nobody = Client::from_runtime(rt::Client::new("http://127.0.0.1:1/beta", "t"));
    assert!(matches!(
        nobody.users().id("1").get().await,
        Err(Error::Transport(_))
    ));

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
