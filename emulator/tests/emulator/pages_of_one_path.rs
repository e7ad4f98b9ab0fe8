//! Where several pages document one address, and where a page's example does not fit the page.

use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::http::{Request, Response};
use graphdown_codegen::schema::{
    Example, ExampleKind, Kind, Operation, OperationKind, OtherPage, Permissions, Property, Returns, Schema,
    TypeDef,
};
use graphdown_emulator::log::Entry;
use graphdown_emulator::{Emulator, token};
use serde_json::Value;

/// Notes, and photos, which are notes: pages of both document `POST /things`.
fn schema() -> Schema {
    Schema {
        format: 1,
        api_version: "beta".to_owned(),
        types: vec![
            entity("note", "text"),
            TypeDef {
                base: Some("note".to_owned()),
                ..entity("photo", "width")
            },
        ],
        operations: vec![create(), list()],
    }
}

fn entity(name: &str, property: &str) -> TypeDef {
    let text = |name: &str| Property {
        name: name.to_owned(),
        ty: "String".to_owned(),
        ..Property::default()
    };
    TypeDef {
        name: name.to_owned(),
        namespace: "microsoft.graph".to_owned(),
        kind: Kind::Entity,
        page: Some(format!("resources/{name}.md")),
        properties: vec![text("id"), text(property)],
        ..TypeDef::default()
    }
}

/// As the merge unites them: one page leads, and what the others allow is allowed.
fn create() -> Operation {
    let pages = ["api/note-create.md", "api/photo-create.md"].map(str::to_owned);
    Operation {
        method: "POST".to_owned(),
        path: "/things".to_owned(),
        kind: OperationKind::Create,
        page: pages.first().cloned(),
        also: vec![OtherPage {
            page: pages[1].clone(),
            title: "Create photo".to_owned(),
            passes_by: false,
        }],
        pages: pages.to_vec(),
        body: Some("note".to_owned()),
        status: Some(201),
        permissions: Some(Permissions {
            delegated: vec!["Notes.Write".to_owned(), "Photos.Write".to_owned()],
            ..Permissions::default()
        }),
        ..Operation::default()
    }
}

/// Its example has a path of its own and asks for a property that is not there.
fn list() -> Operation {
    Operation {
        method: "GET".to_owned(),
        path: "/things".to_owned(),
        kind: OperationKind::List,
        page: Some("api/note-list.md".to_owned()),
        status: Some(206),
        returns: Some(Returns {
            ty: "note".to_owned(),
            collection: true,
            ..Returns::default()
        }),
        examples: vec![
            example(
                ExampleKind::Request,
                "GET https://graph.microsoft.com/beta/me/stuff",
            ),
            example(
                ExampleKind::Request,
                "GET https://graph.microsoft.com/beta/things?$orderby=size desc",
            ),
            example(ExampleKind::Response, "HTTP/1.1 206 Partial Content"),
        ],
        ..Operation::default()
    }
}

fn example(kind: ExampleKind, start: &str) -> Example {
    Example {
        kind,
        start: start.to_owned(),
        ..Example::default()
    }
}

fn send(emulator: &Emulator, method: &str, target: &str, scope: &str, body: &str) -> Response<Bytes> {
    let request = Request::builder()
        .method(method)
        .uri(target)
        .header("authorization", format!("Bearer {}", token::delegated(&[scope])))
        .body(Bytes::from(body.to_owned()));
    emulator.answer(request.expect("a request"))
}

fn type_of(response: &Response<Bytes>) -> Value {
    let body: Value = serde_json::from_slice(response.body()).expect("JSON");
    body["@odata.type"].clone()
}

#[test]
fn the_body_says_which_of_the_types_is_made() {
    let emulator = Emulator::new(schema()).require_token(false);
    let photo = r##"{ "@odata.type": "#microsoft.graph.photo", "width": "7" }"##;
    let created = send(&emulator, "POST", "/things", "", photo);
    assert_eq!(
        (created.status().as_u16(), type_of(&created)),
        (201, "#microsoft.graph.photo".into())
    );
    let created = send(&emulator, "POST", "/things", "", r#"{ "text": "x" }"#);
    assert_eq!(type_of(&created), "#microsoft.graph.note");
    let refused = send(&emulator, "POST", "/things", "", r#"{ "width": "7" }"#);
    assert_eq!(refused.status(), 400);
    let listed = send(&emulator, "GET", "/things", "", "");
    let listed: Value = serde_json::from_slice(listed.body()).expect("JSON");
    assert_eq!(
        (&listed["value"][0]["width"], &listed["value"][1]["text"]),
        (&"7".into(), &"x".into())
    );
}

#[test]
fn what_any_of_its_pages_allows_is_allowed() {
    let emulator = Emulator::new(schema());
    for scope in ["Notes.Write", "Photos.Write"] {
        assert_eq!(
            send(&emulator, "POST", "/things", scope, "{}").status(),
            201,
            "{scope}"
        );
    }
    assert_eq!(send(&emulator, "POST", "/things", "Other", "{}").status(), 403);
}

#[test]
fn a_page_s_own_example_is_answered_as_documented() {
    let last: Arc<Mutex<String>> = Arc::default();
    let log = Arc::clone(&last);
    let emulator = Emulator::new(schema())
        .answer_with_examples(true)
        .log(move |entry: &Entry| *log.lock().expect("one thread") = entry.to_string());
    let told = |part: &str| last.lock().expect("one thread").contains(part);

    assert_eq!(send(&emulator, "GET", "/beta/me/stuff", "", "").status(), 206);
    assert!(told("its path is none of the page's") && told("api/note-list.md"));
    assert_eq!(
        send(&emulator, "GET", "/beta/things?$orderby=size%20desc", "", "").status(),
        206
    );
    assert!(told("Could not find a property named 'size'"));
    assert_eq!(
        send(&emulator, "GET", "/beta/things?$orderby=size", "", "").status(),
        400
    );

    let strict = Emulator::new(schema());
    assert_eq!(send(&strict, "GET", "/beta/me/stuff", "", "").status(), 404);
    assert_eq!(
        send(&strict, "GET", "/beta/things?$orderby=size%20desc", "", "").status(),
        400
    );
}

#[test]
fn each_example_has_its_own_response() {
    let with_body = |kind, start: &str, body: &str| Example {
        body: body.to_owned(),
        ..example(kind, start)
    };
    let check = Operation {
        method: "POST".to_owned(),
        path: "/things/check".to_owned(),
        page: Some("api/check.md".to_owned()),
        status: Some(200),
        examples: vec![
            with_body(
                ExampleKind::Request,
                "POST /things/check",
                r#"{ "name": "good" }"#,
            ),
            with_body(
                ExampleKind::Response,
                "HTTP/1.1 200 OK",
                r#"{ "value": "first" }"#,
            ),
            with_body(ExampleKind::Request, "POST /things/check", r#"{ "name": "bad" }"#),
            with_body(
                ExampleKind::Response,
                "HTTP/1.1 422 Unprocessable",
                r#"{ "value": "second" }"#,
            ),
        ],
        ..Operation::default()
    };
    let schema = Schema {
        operations: vec![check],
        ..schema()
    };
    let emulator = Emulator::new(schema).require_token(false);
    let cases = [
        (r#"{ "name": "good" }"#, 200, "first"),
        (r#"{ "name": "bad" }"#, 422, "second"),
        (r#"{ "name": "other" }"#, 200, "first"),
    ];
    for (body, status, value) in cases {
        let answer = send(&emulator, "POST", "/things/check", "", body);
        let sent: Value = serde_json::from_slice(answer.body()).expect("JSON");
        assert_eq!(
            (answer.status().as_u16(), &sent["value"]),
            (status, &Value::from(value)),
            "{body}"
        );
    }
}

#[test]
fn what_is_documented_can_be_asked() {
    let emulator = Emulator::new(schema()).require_token(false);
    let found = emulator.find("post", "/beta/things");
    let pages: Vec<_> = found.iter().map(|it| it.pages.clone()).collect();
    assert_eq!(pages, [["api/note-create.md", "api/photo-create.md"]]);
    assert!(emulator.find("DELETE", "/things").is_empty());
    assert_eq!(emulator.nearest("/thing"), ["/things"]);

    send(&emulator, "POST", "/things", "", r#"{ "text": "x" }"#);
    emulator.clear();
    let listed = send(&emulator, "GET", "/things", "", "");
    assert_eq!(
        listed
            .body()
            .windows(10)
            .filter(|it| it == br#""value":[]"#)
            .count(),
        1
    );
}
