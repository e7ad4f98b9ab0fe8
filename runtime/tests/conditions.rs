//! Requests under conditions: versions of values, queries of a directory's index, numbers of what is listed.

use graphdown_runtime as rt;
use rt::{Error, Patch, Typed};

use crate::{
    calls::client,
    sample::types::{RemoteActionAudit, User},
    support::{Answer, Arrived, Server},
};

fn patch() -> Patch<RemoteActionAudit> {
    Patch::new().set(RemoteActionAudit::DEVICE_DISPLAY_NAME, "kiosk 7")
}

/// Has one audit in the version `W/"2"`.
async fn versioned() -> Server {
    Server::start(|arrived: &Arrived| {
        const ETAG: &str = "W/\"2\"";
        if arrived.header("if-none-match").as_deref() == Some(ETAG) {
            return Answer::new(304, "").header("etag", ETAG);
        }
        if arrived.header("if-match").is_some_and(|etag| etag != ETAG) {
            return Answer::new(
                412,
                r#"{"error":{"code":"PreconditionFailed","message":"Changed."}}"#,
            );
        }
        Answer::json(r#"{"@odata.etag":"W/\"2\"","id":"1"}"#).header("etag", ETAG)
    })
    .await
}

#[tokio::test]
async fn what_has_not_changed_is_none() {
    let server = versioned().await;
    let audit = client(&server).device_management().remote_action_audits().id("1");
    let response = audit.get().send().await.unwrap();
    assert_eq!(response.etag(), Some("W/\"2\""));
    let value = response.into_value();
    assert_eq!(value.etag().as_deref(), Some("W/\"2\""));

    assert_eq!(audit.get().if_changed_since(&value).await.unwrap(), None);
    let unchanged = audit.get().if_none_match("W/\"2\"").send().await.unwrap();
    assert_eq!(
        (unchanged.status().as_u16(), unchanged.etag()),
        (304, Some("W/\"2\""))
    );
    let newer = audit
        .get()
        .if_none_match("W/\"1\"")
        .select(RemoteActionAudit::ID)
        .await
        .unwrap();
    assert_eq!(newer.unwrap().id.as_deref(), Some("1"));
    // A header of the caller's own asks for the answer as it is.
    let error = audit.get().header("if-none-match", "W/\"2\"").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 304);
    assert_eq!(error.header("etag"), Some("W/\"2\""));
}

#[tokio::test]
async fn what_was_read_is_changed_only_in_that_version() {
    let server = versioned().await;
    let audit = client(&server).device_management().remote_action_audits().id("1");
    let value = audit.get().await.unwrap();
    audit.update(&patch()).if_unchanged(&value).await.unwrap();
    assert_eq!(server.arrived()[1].header("if-match").as_deref(), Some("W/\"2\""));

    let old: RemoteActionAudit = rt::json::from_str(r#"{"@odata.etag":"W/\"1\"","id":"1"}"#).unwrap();
    let error = audit.delete().if_unchanged(&old).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 412);

    let made_here = RemoteActionAudit::default();
    for error in [
        audit.update(&patch()).if_unchanged(&made_here).await.unwrap_err(),
        audit.get().if_changed_since(&made_here).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Request(_)), "{error}");
    }
    assert_eq!(server.arrived().len(), 3);
}

#[tokio::test]
async fn queries_of_the_index_agree_to_its_delay() {
    let server = Server::start(|arrived: &Arrived| {
        let next = if arrived.target.contains("skiptoken") {
            ""
        } else {
            r#","@odata.nextLink":"?$skiptoken=2""#
        };
        Answer::json(format!(r#"{{"value":[]{next}}}"#))
    })
    .await;
    let users = || client(&server).users().delta();
    let sent = || {
        let levels: Vec<_> = server
            .arrived()
            .iter()
            .map(|it| it.header("consistencylevel"))
            .collect();
        levels
    };
    users()
        .filter(User::DISPLAY_NAME.starts_with("a"))
        .top(5)
        .await
        .unwrap();
    assert_eq!(sent(), [None]);
    users().search("\"displayName:a\"").await.unwrap();
    users().count().await.unwrap();
    users().filter(User::DISPLAY_NAME.ne("a")).await.unwrap();
    users()
        .filter(User::DISPLAY_NAME.eq("a"))
        .order_by(User::DISPLAY_NAME.asc())
        .await
        .unwrap();
    users()
        .resume("/beta/users/delta?%24count=true&$skiptoken=1")
        .await
        .unwrap();
    users()
        .count()
        .header("consistencylevel", "strong")
        .await
        .unwrap();
    let eventual = || Some("eventual".to_owned());
    assert_eq!(sent()[1..6], [(); 5].map(|()| eventual()));
    assert_eq!(sent()[6].as_deref(), Some("strong"));

    // So do the pages after the first, whose links do not show of what query they are.
    users().count().stream().try_collect().await.unwrap();
    assert_eq!(sent()[7..], [eventual(), eventual()]);
    assert_eq!(server.arrived()[8].target, "/beta/users/delta?$skiptoken=2");
}

#[tokio::test]
async fn the_number_of_what_is_listed_is_had_alone() {
    let server = Server::start(|_| Answer::new(200, "\u{feff}42").header("content-type", "text/plain")).await;
    let audits = client(&server).device_management().remote_action_audits();
    let filter = RemoteActionAudit::ID.eq("1");
    let number = audits
        .list()
        .select(RemoteActionAudit::ID)
        .filter(filter)
        .top(5)
        .total()
        .await
        .unwrap();
    assert_eq!(number, 42);
    let arrived = server.only();
    assert_eq!(
        arrived.target,
        "/beta/deviceManagement/remoteActionAudits/$count?$filter=id%20eq%20%271%27"
    );
    assert_eq!(arrived.header("accept").as_deref(), Some("text/plain"));
    assert_eq!(arrived.header("consistencylevel").as_deref(), Some("eventual"));
    let of_a_link = audits.list().resume("?$skiptoken=2").total().await;
    assert!(matches!(of_a_link.unwrap_err(), Error::Request(_)));
}
