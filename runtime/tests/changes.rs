//! Streams: how far they are, where they end, and the rounds of delta queries.

use graphdown_runtime::{Change, Removal};
use serde_json::json;

use crate::{
    calls::client,
    sample::types::User,
    support::{Answer, Arrived, Server},
};

/// Three pages of two users each, with their number.
async fn six_users() -> Server {
    Server::start(|arrived: &Arrived| {
        let page: usize = arrived
            .target
            .rsplit("page=")
            .next()
            .and_then(|it| it.parse().ok())
            .unwrap_or(0);
        let users = [2 * page, 2 * page + 1].map(|id| json!({"id": id.to_string()}));
        let mut body = json!({"value": users});
        if page == 0 {
            body["@odata.count"] = json!(6);
        }
        if page < 2 {
            body["@odata.nextLink"] = json!(format!("?page={}", page + 1));
        }
        Answer::json(body.to_string())
    })
    .await
}

#[tokio::test]
async fn a_stream_tells_how_far_it_is_and_ends_at_its_limit() {
    let server = six_users().await;
    let mut users = client(&server).users().delta().stream();
    assert_eq!((users.given(), users.total()), (0, None));
    for given in 1..=6 {
        users.next().await.unwrap().unwrap();
        assert_eq!((users.given(), users.total()), (given, Some(6)));
    }
    assert!(users.next().await.is_none());

    // What is beyond the limit is not asked for.
    for (limit, pages) in [(0, 0), (1, 1), (2, 1), (3, 2), (100, 3)] {
        let server = six_users().await;
        let users = client(&server)
            .users()
            .delta()
            .stream()
            .limit(limit)
            .try_collect()
            .await
            .unwrap();
        assert_eq!((users.len(), server.arrived().len()), (limit.min(6), pages));
    }
}

#[tokio::test]
async fn a_round_of_changes_ends_with_its_link() {
    let server = Server::start(|arrived: &Arrived| match arrived.target.as_str() {
        "/beta/users/delta" => Answer::json(
            json!({"value": [{"id": "1", "displayName": "Ada"}], "@odata.nextLink": "delta?$skiptoken=1"}).to_string(),
        ),
        "/beta/users/delta?$skiptoken=1" => Answer::json(
            json!({
                "@odata.deltaLink": "delta?$deltatoken=1",
                "value": [
                    {"id": "2", "@removed": {"reason": "deleted"}},
                    {"id": "3", "@removed": {"reason": "changed"}},
                    {"id": "4", "@removed": {}},
                    {"id": "5", "@odata.context": "https://host/$metadata#users/$deletedEntity", "reason": "deleted"},
                    {"id": "6"},
                ],
            })
            .to_string(),
        ),
        "/beta/users/delta?$deltatoken=1" => {
            Answer::json(json!({"value": [], "@odata.deltaLink": "delta?$deltatoken=2"}).to_string())
        }
        other => panic!("{other}"),
    })
    .await;
    let mut changes = client(&server).users().delta().changes();
    let mut seen = Vec::new();
    let mut link = None;
    while let Some(change) = changes.next().await {
        assert_eq!(link, None, "before the end there is no link");
        seen.push(match change.unwrap() {
            Change::Present(user) => (user.id.unwrap(), None),
            Change::Removed { value, reason } => (value.id.unwrap(), Some(reason)),
        });
        if seen.len() < 6 {
            link = changes.delta_link().map(str::to_owned);
        }
    }
    let expected = [
        ("1", None),
        ("2", Some(Removal::Deleted)),
        ("3", Some(Removal::Changed)),
        ("4", Some(Removal::Unsaid)),
        ("5", Some(Removal::Deleted)),
        ("6", None),
    ];
    assert_eq!(seen, expected.map(|(id, reason)| (id.to_owned(), reason)));

    // The link is for another run of the program.
    let saved = changes.delta_link().unwrap().to_owned();
    assert_eq!(saved, format!("{}/beta/users/delta?$deltatoken=1", server.url));
    let mut next = client(&server).users().delta().resume(&saved).changes();
    assert!(next.next().await.is_none());
    assert_eq!(
        next.delta_link(),
        Some(format!("{}/beta/users/delta?$deltatoken=2", server.url).as_str())
    );
}

#[tokio::test]
async fn an_expanded_collection_goes_on_at_its_link() {
    let server = Server::start(|arrived: &Arrived| match arrived.target.as_str() {
        "/beta/users/1?$expand=directReports" => Answer::json(
            json!({
                "id": "1",
                "directReports": [{"id": "2"}],
                "directReports@odata.nextLink": "users('1')/directReports?$skiptoken=2",
            })
            .to_string(),
        ),
        "/beta/users('1')/directReports?$skiptoken=2" => Answer::json(r#"{"value":[{"id":"3"}]}"#),
        other => panic!("{other}"),
    })
    .await;
    let graph = client(&server);
    let user = graph
        .users()
        .id("1")
        .get()
        .expand(User::DIRECT_REPORTS)
        .await
        .unwrap();
    assert_eq!(User::MANAGER.next_link(&user), None);
    let link = User::DIRECT_REPORTS.next_link(&user).unwrap();
    let rest = graph
        .users()
        .delta()
        .resume(&link)
        .stream()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(rest[0].id.as_deref(), Some("3"));
}
