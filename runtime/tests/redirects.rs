//! Redirects: what is followed, and what another origin gets to see.

use graphdown_runtime::{Delivery, Error, Patch, TransportErrorKind};

use crate::{
    calls::client,
    sample::types::RemoteActionAudit,
    support::{Answer, Arrived, Server},
};

fn redirect(status: u16, location: String) -> impl Fn(&Arrived) -> Answer + Send + Sync + 'static {
    move |arrived| {
        if arrived.target.starts_with("/beta") {
            Answer::new(status, "").header("location", location.clone())
        } else {
            Answer::json(r#"{"id":"elsewhere"}"#)
        }
    }
}

#[tokio::test]
async fn a_file_is_had_from_another_origin_with_nothing_but_accept() {
    for status in [301, 302, 303, 307, 308] {
        let other = Server::start(|_| Answer::json(r#"{"id":"1"}"#)).await;
        let service = Server::start(redirect(status, format!("{}/file?sig=x", other.url))).await;
        let user = client(&service)
            .users()
            .id("1")
            .get()
            .header("x-api-key", "K")
            .header("cookie", "C")
            .prefer("a")
            .await
            .unwrap();
        assert_eq!(user.id.as_deref(), Some("1"));
        let arrived = other.only();
        assert_eq!(
            (arrived.method.as_str(), arrived.target.as_str()),
            ("GET", "/file?sig=x")
        );
        assert_eq!(arrived.header("accept").as_deref(), Some("application/json"));
        for name in [
            "authorization",
            "x-api-key",
            "cookie",
            "prefer",
            "user-agent",
            "referer",
        ] {
            assert_eq!(arrived.header(name), None, "{status}: {name}");
        }
    }
}

#[tokio::test]
async fn a_body_never_leaves_the_origin() {
    for status in [301, 302, 303, 307, 308] {
        let other = Server::start(|_| Answer::json("{}")).await;
        let service = Server::start(redirect(status, format!("{}/steal", other.url))).await;
        let audits = client(&service).device_management().remote_action_audits();
        let audit = RemoteActionAudit {
            device_display_name: Some("secret plan".to_owned()),
            ..Default::default()
        };
        let created = audits.create(&audit).header("x-api-key", "K").await.unwrap_err();
        let changed = audits
            .id("1")
            .update(&Patch::new().set(RemoteActionAudit::DEVICE_DISPLAY_NAME, "secret"))
            .await
            .unwrap_err();
        let deleted = audits.id("1").delete().await.unwrap_err();
        for error in [created, changed, deleted] {
            assert_eq!(error.status().unwrap(), status);
            assert!(error.header("location").unwrap().ends_with("/steal"));
        }
        assert!(other.arrived().is_empty(), "{status}");
    }
}

#[tokio::test]
async fn within_the_origin_redirects_are_followed_as_http_has_it() {
    let audit = RemoteActionAudit {
        device_display_name: Some("plan".to_owned()),
        ..Default::default()
    };
    for (status, method, body) in [
        (303, "GET", ""),
        (307, "POST", r#"{"deviceDisplayName":"plan"}"#),
        (308, "POST", r#"{"deviceDisplayName":"plan"}"#),
    ] {
        let service = Server::start(redirect(status, "/moved".to_owned())).await;
        let audits = client(&service).device_management().remote_action_audits();
        let moved = audits.create(&audit).header("x-api-key", "K").await.unwrap();
        assert_eq!(moved.id.as_deref(), Some("elsewhere"));
        let arrived = &service.arrived()[1];
        assert_eq!(
            (arrived.method.as_str(), arrived.body.as_str()),
            (method, body),
            "{status}"
        );
        assert_eq!(
            arrived.header("authorization").as_deref(),
            Some("Bearer secret-token")
        );
        assert_eq!(arrived.header("x-api-key").as_deref(), Some("K"));
        assert_eq!(arrived.header("content-type").is_some(), method == "POST");
    }
    // The answer of a GET is not that of a PATCH or a DELETE.
    for status in [301, 302, 303] {
        let service = Server::start(redirect(status, "/moved".to_owned())).await;
        let audits = client(&service).device_management().remote_action_audits();
        assert_eq!(
            audits.id("1").delete().await.unwrap_err().status().unwrap(),
            status
        );
        let patch = Patch::new().set(RemoteActionAudit::DEVICE_DISPLAY_NAME, "x");
        assert_eq!(
            audits.id("1").update(&patch).await.unwrap_err().status().unwrap(),
            status
        );
        assert_eq!(service.arrived().len(), 2);
    }
}

#[tokio::test]
async fn redirects_without_an_end_are_told() {
    let service = Server::start(|arrived: &Arrived| {
        Answer::new(302, "").header("location", format!("{}x", arrived.target))
    })
    .await;
    let error = client(&service).users().id("1").get().await.unwrap_err();
    let Error::Transport(fault) = &error else {
        panic!("{error}")
    };
    assert_eq!(fault.kind(), TransportErrorKind::Redirects);
    assert_eq!(error.delivery(), Delivery::Answered);
    assert_eq!(
        error.to_string(),
        "GET /users/{id | userPrincipalName}: too many redirects"
    );
    assert_eq!(service.arrived().len(), 11);
}

#[tokio::test]
async fn relative_links_are_relative_to_where_a_redirect_led() {
    let service = Server::start(|arrived: &Arrived| match arrived.target.as_str() {
        "/beta/users/delta" => Answer::new(307, "").header("location", "/other/people/delta"),
        "/other/people/delta" => Answer::json(r#"{"value":[{"id":"1"}],"@odata.nextLink":"more?a"}"#),
        "/other/people/more?a" => Answer::json(r#"{"value":[{"id":"2"}]}"#),
        _ => Answer::new(404, ""),
    })
    .await;
    let users = client(&service)
        .users()
        .delta()
        .stream()
        .try_collect()
        .await
        .unwrap();
    let ids: Vec<_> = users.iter().filter_map(|user| user.id.as_deref()).collect();
    assert_eq!(ids, ["1", "2"]);
}
