//! Collections that come page by page, and where a next link may lead.

use graphdown_runtime::{Error, RetryPolicy};

use crate::{
    calls::client,
    support::{Answer, Arrived, Server},
};

fn page(ids: &[&str], link: &str) -> Answer {
    let value: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    Answer::json(format!(
        r#"{{"@odata.context":"x","value":[{}]{link}}}"#,
        value.join(",")
    ))
}

/// Serves three pages, the second of them empty.
async fn three_pages() -> Server {
    Server::start(|arrived: &Arrived| {
        let link = |number: u8| {
            let host = arrived.header("host").unwrap();
            format!(r#","@odata.nextLink":"http://{host}/beta/users/delta?$skiptoken={number}%20x""#)
        };
        match arrived.target.as_str() {
            "/beta/users/delta?$top=2" => page(&["1", "2"], &link(2)),
            "/beta/users/delta?$skiptoken=2%20x" => page(&[], &link(3)),
            "/beta/users/delta?$skiptoken=3%20x" => {
                let host = arrived.header("host").unwrap();
                page(
                    &["3"],
                    &format!(r#","@odata.deltaLink":"http://{host}/beta/users/delta?$deltatoken=d""#),
                )
            }
            "/beta/users/delta?$deltatoken=d" => page(&["2"], ""),
            _ => Answer::new(404, ""),
        }
    })
    .await
}

#[tokio::test]
async fn streams_follow_next_links() {
    let server = three_pages().await;
    let request = client(&server).users().delta().top(2).consistency_eventual();
    let users = request.stream().try_collect().await.unwrap();
    let ids: Vec<_> = users.iter().filter_map(|user| user.id.as_deref()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 3);
    for arrived in arrived {
        assert_eq!(
            arrived.header("authorization").as_deref(),
            Some("Bearer secret-token")
        );
        assert_eq!(arrived.header("consistencylevel").as_deref(), Some("eventual"));
    }
}

#[tokio::test]
async fn pages_bring_the_delta_link() {
    let server = three_pages().await;
    let users = client(&server).users();
    let mut pages = users.delta().top(2).pages();
    let mut last = None;
    while let Some(page) = pages.next().await {
        last = Some(page.unwrap());
    }
    let last = last.unwrap();
    assert_eq!(
        last.delta().unwrap().await.unwrap().value[0].id.as_deref(),
        Some("2")
    );
    // The same from a link that was kept, by another client.
    let link = last.delta_link.unwrap();
    let changed = client(&server).users().delta().resume(&link).await.unwrap();
    assert_eq!(changed.value.len(), 1);
    assert!(changed.next().is_none());
}

#[tokio::test]
async fn the_token_goes_to_the_service_only() {
    let other = Server::start(|_| page(&["stolen"], "")).await;
    let other_url = other.url.clone();
    let service =
        Server::start(move |_| page(&["1"], &format!(r#","@odata.nextLink":"{other_url}/beta/users""#)))
            .await;
    let mut users = client(&service).users().delta().stream();
    assert_eq!(users.next().await.unwrap().unwrap().id.as_deref(), Some("1"));
    let error = users.next().await.unwrap().unwrap_err();
    assert!(
        matches!(&error, Error::Request(reason) if reason.contains("no token is sent elsewhere")),
        "{error}"
    );
    assert!(users.next().await.is_none());
    assert!(other.arrived().is_empty());
}

#[tokio::test]
async fn redirects_to_another_origin_bear_no_token() {
    let other = Server::start(|_| Answer::json("{}")).await;
    let other_url = other.url.clone();
    let service =
        Server::start(move |_| Answer::new(302, "").header("location", format!("{other_url}/file"))).await;
    client(&service).users().id("1").get().await.unwrap();
    assert_eq!(
        service.only().header("authorization").as_deref(),
        Some("Bearer secret-token")
    );
    assert_eq!(other.only().header("authorization"), None);
}

#[tokio::test]
async fn a_page_that_follows_itself_ends_the_stream() {
    let server = Server::start(|arrived: &Arrived| {
        let host = arrived.header("host").unwrap();
        page(
            &["1"],
            &format!(r#","@odata.nextLink":"http://{host}/beta/users/delta?$skiptoken=same""#),
        )
    })
    .await;
    let mut users = client(&server).users().delta().stream();
    for _ in 0..2 {
        assert_eq!(users.next().await.unwrap().unwrap().id.as_deref(), Some("1"));
    }
    let error = users.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::RepeatedLink(_)), "{error}");
    assert!(users.next().await.is_none());
    assert_eq!(server.arrived().len(), 2);
}

#[tokio::test]
async fn a_failing_page_ends_the_stream() {
    let server = Server::start(|arrived: &Arrived| {
        let host = arrived.header("host").unwrap();
        match arrived.target.as_str() {
            "/beta/users/delta" => page(&["1"], &format!(r#","@odata.nextLink":"http://{host}/gone""#)),
            _ => Answer::new(410, r#"{"error":{"code":"syncStateNotFound"}}"#),
        }
    })
    .await;
    let mut users = client(&server).users().delta().stream();
    assert!(users.next().await.unwrap().is_ok());
    assert_eq!(users.next().await.unwrap().unwrap_err().status().unwrap(), 410);
    assert!(users.next().await.is_none());
}

/// A page calls one thing "a collection": the one that comes is the one element, and not an empty list.
#[tokio::test]
async fn one_thing_is_a_list_of_one() {
    let server = Server::start(|_: &Arrived| Answer::json(r#"{"@odata.context":"x","id":"7"}"#)).await;
    let page = client(&server).users().delta().await.unwrap();
    let ids: Vec<_> = page.iter().filter_map(|user| user.id.as_deref()).collect();
    assert_eq!(ids, ["7"]);
}

/// What a list holds and no page documents beside an empty `value` does not make a thing of it.
#[tokio::test]
async fn an_empty_list_stays_empty() {
    for body in [r#"{"value":[]}"#, r#"{"@odata.context":"x","value":[],"hint":1}"#] {
        let server = Server::start(move |_: &Arrived| Answer::json(body.to_owned())).await;
        let page = client(&server).users().delta().await.unwrap();
        assert!(page.value.is_empty(), "{body}");
    }
}

/// A list of something else is an error, never an empty page.
#[tokio::test]
async fn a_list_of_other_things_is_an_error() {
    let server = Server::start(|_: &Arrived| Answer::json(r#"{"value":{"id":"7"}}"#)).await;
    let error = client(&server).users().delta().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

#[tokio::test]
async fn pages_that_lead_in_a_circle_end_the_stream() {
    let server = Server::start(|arrived: &Arrived| {
        let host = arrived.header("host").unwrap();
        let next = if arrived.target.ends_with("=a") { "b" } else { "a" };
        page(
            &[next],
            &format!(r#","@odata.nextLink":"http://{host}/beta/users/delta?$skiptoken={next}""#),
        )
    })
    .await;
    let mut pages = client(&server).users().delta().pages();
    let mut ids = Vec::new();
    let error = loop {
        match pages.next().await.unwrap() {
            Ok(page) => ids.extend(page.value.into_iter().filter_map(|user| user.id)),
            Err(error) => break error,
        }
    };
    assert_eq!(ids, ["a", "b", "a"]);
    assert!(matches!(error, Error::RepeatedLink(_)), "{error}");
    assert_eq!(server.arrived().len(), 3);
}

/// A next link as a service writes it, and the address that it means, after `/beta/users/delta`.
const RELATIVE: &[(&str, &str)] = &[
    ("delta?$skiptoken=10", "/beta/users/delta?$skiptoken=10"),
    ("/v1.0/users?$skiptoken=10", "/v1.0/users?$skiptoken=10"),
    ("?$skiptoken=10", "/beta/users/delta?$skiptoken=10"),
    ("//HOST/beta/x?a", "/beta/x?a"),
    ("../groups/./x?a=b", "/beta/groups/x?a=b"),
    (" http://HOST/beta/x?a b\\\"c|{d}", "/beta/x?a%20b%22c%7C%7Bd%7D"),
    (
        "http://HOST/beta/x?t=%5b%7B+%2B%2Fé",
        "/beta/x?t=%5b%7B+%2B%2F%C3%A9",
    ),
];

#[tokio::test]
async fn next_links_are_relative_to_the_address_that_was_asked() {
    for (link, target) in RELATIVE {
        let server = Server::start(|arrived: &Arrived| {
            let link = link.replace("HOST", &arrived.header("host").unwrap());
            let is_first = arrived.target == "/beta/users/delta";
            let next = format!(r#","@odata.nextLink":"{link}""#);
            Answer::json(format!(
                r#"{{"value":[{{"id":"1"}}]{}}}"#,
                if is_first { next.as_str() } else { "" }
            ))
        })
        .await;
        let users = client(&server)
            .users()
            .delta()
            .stream()
            .try_collect()
            .await
            .unwrap();
        assert_eq!(users.len(), 2, "{link}");
        assert_eq!(server.arrived()[1].target, *target, "{link}");
    }
}

#[tokio::test]
async fn relative_paths_are_relative_to_the_context_where_there_is_one() {
    for (context, target) in [
        ("../$metadata#users", "/beta/Users?$skiptoken=2"),
        // A context of another service says nothing of this one.
        (
            "https://inner.example/odata/$metadata#users",
            "/beta/users/Users?$skiptoken=2",
        ),
    ] {
        let server = Server::start(move |arrived: &Arrived| match arrived.target.as_str() {
            "/beta/users/delta" => Answer::json(format!(
                r#"{{"@odata.context":"{context}","value":[{{"id":"1"}}],"@odata.nextLink":"Users?$skiptoken=2"}}"#
            )),
            _ => page(&["2"], ""),
        })
        .await;
        let users = client(&server)
            .users()
            .delta()
            .stream()
            .try_collect()
            .await
            .unwrap();
        assert_eq!(users.len(), 2);
        assert_eq!(server.arrived()[1].target, target);
    }
}

#[tokio::test]
async fn a_stream_says_where_to_go_on() {
    let server = Server::start(|arrived: &Arrived| match arrived.target.as_str() {
        "/beta/users/delta" => page(&["1"], r#","@odata.nextLink":"?$skiptoken=2""#),
        _ => Answer::new(503, ""),
    })
    .await;
    let once = RetryPolicy::none();
    let mut users = client(&server).users().delta().retry(once.clone()).stream();
    assert_eq!(users.link(), None);
    assert!(users.next().await.unwrap().is_ok());
    assert!(users.next().await.unwrap().is_err());
    let link = users.link().unwrap().to_owned();
    assert_eq!(link, format!("{}/beta/users/delta?$skiptoken=2", server.url));
    let again = client(&server).users().delta().resume(&link).retry(once).await;
    assert_eq!(again.unwrap_err().status().unwrap(), 503);
    assert_eq!(server.arrived()[2].target, "/beta/users/delta?$skiptoken=2");
}

#[tokio::test]
async fn an_empty_link_is_none() {
    for link in ["null", "\"\"", "\" \""] {
        let server = Server::start(move |_| page(&["1"], &format!(r#","@odata.nextLink":{link}"#))).await;
        let users = client(&server)
            .users()
            .delta()
            .stream()
            .try_collect()
            .await
            .unwrap();
        assert_eq!((users.len(), server.arrived().len()), (1, 1), "{link}");
    }
}

mod any_link {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use crate::sample::Client;

    /// Setting up TLS takes longer than all the rest.
    static GRAPH: LazyLock<Client> = LazyLock::new(|| Client::new("t"));

    /// What links are made of that are to look like what they are not.
    const PIECES: &[&str] = &[
        "https://",
        "http://",
        "//",
        "/",
        "\\",
        "@",
        ":",
        ":443",
        ":80",
        ":99999",
        "?",
        "#",
        ".",
        "..",
        "%2e",
        "%2f",
        "%40",
        " ",
        "\t",
        "\n",
        "\u{0}",
        "\u{7f}",
        "é",
        "。",
        "graph.microsoft.com",
        "GRAPH.microsoft.com",
        "graph.microsoft.com.",
        "evil.example",
        "user",
        "beta",
        "$skiptoken=1",
        "[::1]",
        ";",
        "&",
        "=",
        "'",
        "\"",
        "<",
        "{",
        "|",
        "%",
        "%zz",
        "javascript:",
        "file:",
        "x",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        /// Whatever a link says: what is sent, as the library reads it that sends it, goes to the service and no other.
        #[test]
        fn leads_to_the_service_or_nowhere(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..9)) {
            let link = pieces.concat();
            let request = GRAPH.users().delta().resume(&link).into_http();
            if let Ok(request) = request {
                let url = reqwest::Url::parse(&request.uri().to_string()).unwrap();
                let whose = (url.scheme(), url.host_str(), url.port_or_known_default(), url.username(), url.password());
                prop_assert_eq!(whose, ("https", Some("graph.microsoft.com"), Some(443), "", None), "{}", link);
            }
        }
    }
}
