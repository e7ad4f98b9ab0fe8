//! What is sent where the body may be left out or is a list, and that the emulator of the same pages takes it.

use std::net::Ipv4Addr;

use graphdown_calls::bodies;
use graphdown_calls::graph::Client;
use graphdown_calls::graph::types::PatchContentCommand;
use graphdown_calls::graph::types::parameters::AbortParameters;
use graphdown_emulator::{Emulator, Running};
use graphdown_runtime::Json;
use graphdown_runtime::bytes::Bytes;
use graphdown_runtime::http::Request;

async fn start() -> (Running, Client) {
    let input = graphdown_codegen::pipeline::Input {
        pages: vec!["pages".into()],
        ..Default::default()
    };
    let emulator = Emulator::new(graphdown_codegen::pipeline::read(&input).schema);
    let running = emulator
        .require_token(false)
        .serve((Ipv4Addr::LOCALHOST, 0))
        .await
        .expect("a free port");
    let runtime = graphdown_runtime::Client::new(&running.base_url(), "token");
    (running, Client::from_runtime(runtime))
}

fn client() -> Client {
    Client::from_runtime(graphdown_runtime::Client::new(
        "https://graph.microsoft.com/v1.0",
        "token",
    ))
}

fn told(request: &Request<Bytes>) -> (&str, &[u8]) {
    let kind = request.headers().get("content-type");
    let kind = kind.map_or("none", |it| it.to_str().expect("text"));
    (kind, request.body())
}

#[tokio::test]
async fn the_emulator_takes_each() {
    let (_running, graph) = start().await;
    bodies::abort(&graph).await.expect("without a body");
    bodies::abort_for(&graph, "Paper jam").await.expect("with a body");
    bodies::append(&graph, &["a", "b"]).await.expect("a list");
    bodies::append(&graph, &[]).await.expect("an empty list");
}

#[tokio::test]
async fn the_emulator_refuses_elements_of_another_type() {
    let (_running, graph) = start().await;
    let mut command = PatchContentCommand::default();
    command
        .additional_data
        .insert("colour", "\"red\"".parse::<Json>().expect("JSON"));
    let update = graph.me().onenote().pages().id("p1").content().update(&[command]);
    let error = update.await.expect_err("no such property");
    assert!(error.to_string().contains("colour"), "{error}");
}

#[test]
fn what_is_left_out_has_no_bytes_and_no_content_type() {
    let graph = client();
    let job = graph.print().printers().id("p1").jobs().id("7");
    let without = job.abort(None).into_http().expect("a request");
    assert_eq!(told(&without), ("none", b"".as_slice()));
    let empty = job
        .abort(Some(&AbortParameters::default()))
        .into_http()
        .expect("a request");
    assert_eq!(told(&empty), ("application/json", b"{}".as_slice()));
}

#[test]
fn a_list_is_one_array() {
    let graph = client();
    let commands = ["a", "b"].map(|target| PatchContentCommand {
        target: Some(target.to_owned()),
        ..Default::default()
    });
    let content = graph.me().onenote().pages().id("p1").content();
    let request = content.update(&commands).into_http().expect("a request");
    let expected = br#"[{"target":"a"},{"target":"b"}]"#.as_slice();
    assert_eq!(told(&request), ("application/json", expected));
    let request = content.update(&[]).into_http().expect("a request");
    assert_eq!(told(&request), ("application/json", b"[]".as_slice()));
}
