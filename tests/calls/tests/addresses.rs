//! What goes out where several pages, an example or a sentence speak for one address, and what comes back.

use std::net::Ipv4Addr;

use graphdown_calls::graph::Client;
use graphdown_calls::graph::types::parameters::{
    CreateReplyParameters, GetByIdsParameters, ReplyAllParameters, ReplyParameters,
};
use graphdown_calls::graph::types::{Chat, DirectoryObject, DriveItem, Message, User};
use graphdown_emulator::{Emulator, Running};
use graphdown_runtime::bytes::Bytes;
use graphdown_runtime::http::{Method, Request};
use graphdown_runtime::{Page, Patch, Request as Call};

fn client() -> Client {
    Client::from_runtime(graphdown_runtime::Client::new(
        "https://graph.microsoft.com/v1.0",
        "token",
    ))
}

/// Answers with the pages' examples.
async fn start() -> (Running, Client) {
    let input = graphdown_codegen::pipeline::Input {
        pages: vec!["pages".into()],
        ..Default::default()
    };
    let emulator = Emulator::new(graphdown_codegen::pipeline::read(&input).schema);
    let running = emulator
        .require_token(false)
        .answer_with_examples(true)
        .serve((Ipv4Addr::LOCALHOST, 0))
        .await
        .expect("a free port");
    let runtime = graphdown_runtime::Client::new(&running.base_url(), "token");
    (running, Client::from_runtime(runtime))
}

/// Method, path, content type and body.
fn sent(request: &Request<Bytes>) -> (&Method, &str, &str, &[u8]) {
    let kind = request.headers().get("content-type");
    let kind = kind.map_or("none", |it| it.to_str().expect("text"));
    (request.method(), request.uri().path(), kind, request.body())
}

#[test]
fn a_reply_is_json_or_mime_or_nothing() {
    let graph = client();
    let message = graph.me().messages().id("m1");
    let path = "/v1.0/me/messages/m1/createReply";
    let parameters = CreateReplyParameters {
        comment: Some("Thanks".to_owned()),
        ..Default::default()
    };
    let json = message.create_reply(&parameters).into_http().expect("a request");
    let body: &[u8] = br#"{"comment":"Thanks"}"#;
    assert_eq!(sent(&json), (&Method::POST, path, "application/json", body));
    let mime = Bytes::from_static(b"RnJvbTogQWxleA==");
    let mime = message.create_reply(&mime).into_http().expect("a request");
    assert_eq!(
        sent(&mime),
        (&Method::POST, path, "text/plain", b"RnJvbTogQWxleA==".as_slice())
    );
    let nothing = message.create_reply(None).into_http().expect("a request");
    assert_eq!(sent(&nothing), (&Method::POST, path, "none", b"".as_slice()));
}

#[test]
fn parameters_are_called_after_their_call() {
    let parameters = ReplyParameters {
        comment: Some("Thanks".to_owned()),
        message: Some(Message::default()),
        ..Default::default()
    };
    let request = client()
        .me()
        .messages()
        .id("m1")
        .reply(&parameters)
        .into_http()
        .expect("a request");
    let body: &[u8] = br#"{"comment":"Thanks","message":{}}"#;
    assert_eq!(
        sent(&request),
        (
            &Method::POST,
            "/v1.0/me/messages/m1/reply",
            "application/json",
            body
        )
    );
}

#[test]
fn what_only_an_example_shows_is_a_call() {
    let content = Bytes::from_static(b"Soon.");
    let file = client().me().drive().root().by_path("Plans/next.txt");
    let upload: Call<DriveItem> = file.set_content(&content);
    let request = upload.into_http().expect("a request");
    let path = "/v1.0/me/drive/root:/Plans/next.txt:/content";
    assert_eq!(
        sent(&request),
        (
            &Method::PUT,
            path,
            "application/octet-stream",
            b"Soon.".as_slice()
        )
    );
}

/// The line is of any user, of a list or of all members; the example is of who is signed in, of a number, of one type.
#[test]
fn each_address_that_an_example_shows_is_a_call() {
    let graph = client();
    let renamed = Patch::new().set(User::DISPLAY_NAME, "Ada");
    let me = graph.me().update(&renamed).into_http().expect("a request");
    let body: &[u8] = br#"{"displayName":"Ada"}"#;
    assert_eq!(sent(&me), (&Method::PATCH, "/v1.0/me", "application/json", body));

    let parameters = ReplyAllParameters {
        comment: Some("Thanks".to_owned()),
        ..Default::default()
    };
    let answer = graph.me().messages().id("m1").reply_all(&parameters);
    let answer = answer.into_http().expect("a request");
    let path = "/v1.0/me/messages/m1/replyAll";
    let body: &[u8] = br#"{"comment":"Thanks"}"#;
    assert_eq!(sent(&answer), (&Method::POST, path, "application/json", body));

    let count: Call<i64> = graph.users().count();
    let count = count.into_http().expect("a request");
    assert_eq!(
        sent(&count),
        (&Method::GET, "/v1.0/users/$count", "none", b"".as_slice())
    );

    let people: Call<Page<User>> = graph.groups().id("02bd").members().as_user().list();
    let people = people.into_http().expect("a request");
    let path = "/v1.0/groups/02bd/members/microsoft.graph.user";
    assert_eq!(sent(&people), (&Method::GET, path, "none", b"".as_slice()));
}

#[tokio::test]
async fn what_an_example_alone_shows_is_answered() {
    let (_running, graph) = start().await;
    let ada = User {
        display_name: Some("Ada".to_owned()),
        ..Default::default()
    };
    graph.users().create(&ada).await.expect("a user");
    assert_eq!(graph.users().count().await.expect("a number"), 1);
}

/// Two titles, `Update DriveItem properties` and `Move a DriveItem to a new folder`, and one call.
#[test]
fn pages_of_one_address_are_one_method() {
    let renamed = Patch::new().set(DriveItem::NAME, "next.txt");
    let call: Call<DriveItem> = client().me().drive().items().id("01AB").update(&renamed);
    let request = call.into_http().expect("a request");
    let body: &[u8] = br#"{"name":"next.txt"}"#;
    let path = "/v1.0/me/drive/items/01AB";
    assert_eq!(sent(&request), (&Method::PATCH, path, "application/json", body));
}

/// A page about stamps speaks of both addresses, and gives neither its type nor its permissions.
#[test]
fn a_page_that_passes_by_changes_nothing() {
    let graph = client();
    let list: Call<Page<Message>> = graph.me().messages().list();
    let one: Call<Message> = graph.me().messages().id("m1").get();
    for operation in [list.operation(), one.operation()] {
        let least = operation.least_privileged().expect("permissions");
        assert_eq!(
            (least.delegated, least.application),
            (vec!["Mail.Read"], vec!["Mail.Read"])
        );
    }
}

#[tokio::test]
async fn one_thing_behind_a_key_is_one_thing() {
    let (_running, graph) = start().await;
    let chat: Chat = graph.chats().id("19:a@thread.v2").get().await.expect("a chat");
    assert_eq!(chat.topic.as_deref(), Some("Lunch"));
}

#[tokio::test]
async fn objects_come_where_the_words_say_strings() {
    let (_running, graph) = start().await;
    let parameters = GetByIdsParameters {
        ids: Some(vec!["1".to_owned()]),
        ..Default::default()
    };
    let found: Page<DirectoryObject> = graph
        .directory_objects()
        .get_by_ids(&parameters)
        .await
        .expect("a list");
    let ids: Vec<_> = found.iter().filter_map(|it| it.id.as_deref()).collect();
    assert_eq!(ids, ["1"]);
}
