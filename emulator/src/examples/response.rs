//! The documented example response of an operation, which answers for what is not stored.

use graphdown_codegen::dialect::json::{self, Node};
use graphdown_codegen::schema::{Example, ExampleKind, Operation};
use serde_json::Value;

/// A documented response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Documented {
    pub(crate) status: u16,
    /// The `Location` header.
    pub(crate) location: Option<String>,
    /// `None` where the page shows no body, or one that is not JSON.
    pub(crate) body: Option<Value>,
}

/// The first response of the operation's page that tells of success, the documented status before any other.
pub(crate) fn documented(operation: &Operation) -> Option<Documented> {
    let mut responses: Vec<Documented> = operation
        .examples
        .iter()
        .filter(|it| it.kind == ExampleKind::Response)
        .filter_map(read)
        .filter(|it| (200..400).contains(&it.status))
        .collect();
    let best = responses
        .iter()
        .position(|it| operation.status == Some(it.status))
        .unwrap_or(0);
    (best < responses.len()).then(|| responses.swap_remove(best))
}

/// The first bytes that the page answers with: their media type, and the text that stands for them. An answer in JSON is
/// none, even where the page shows one to a call for bytes.
pub(crate) fn content(operation: &Operation) -> Option<(&str, &str)> {
    let responses = operation
        .examples
        .iter()
        .filter(|it| it.kind == ExampleKind::Response);
    responses
        .filter(|it| status(it).is_some_and(|it| (200..300).contains(&it)))
        .find_map(|it| {
            let media_type = header(it, "content-type").unwrap_or("application/octet-stream");
            let is_json = media_type.contains("json") || json(&it.body).is_some();
            (!is_json).then_some((media_type, it.body.as_str()))
        })
}

/// The media type of the bytes that the page is about, where it shows none of them: the one that the JSON of the thing
/// tells (`@odata.mediaContentType`, OData JSON 4.01, section 4.5.11), else one that a request names.
pub(crate) fn media_type(operation: &Operation) -> Option<String> {
    let named = |it: &Example| {
        let body = json(&it.body)?;
        body.get("@odata.mediaContentType")?.as_str().map(str::to_owned)
    };
    let asked = |it: &Example| {
        let media_type = header(it, "content-type").or_else(|| header(it, "accept"))?;
        let is_of_bytes = !media_type.contains("json") && !media_type.contains('*');
        is_of_bytes.then(|| media_type.to_owned())
    };
    let examples = &operation.examples;
    examples
        .iter()
        .find_map(named)
        .or_else(|| examples.iter().find_map(asked))
}

/// The response that the page shows to its example at `request`: the first before the next request, of success or not.
pub(crate) fn answer_to(operation: &Operation, request: usize) -> Option<Documented> {
    let behind = operation.examples.get(request + 1..)?;
    let mut responses = behind.iter().take_while(|it| it.kind == ExampleKind::Response);
    responses.find_map(read)
}

fn status(example: &Example) -> Option<u16> {
    example.start.split_whitespace().nth(1)?.parse().ok()
}

fn header<'a>(example: &'a Example, name: &str) -> Option<&'a str> {
    example.headers.iter().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn read(example: &Example) -> Option<Documented> {
    let status = status(example)?;
    let location = header(example, "location").map(str::to_owned);
    let mut body = json(&example.body);
    if let Some(Value::Object(object)) = &mut body {
        // It leads to the real service.
        object.remove("@odata.nextLink");
    }
    Some(Documented {
        status,
        location,
        body,
    })
}

/// Whether a body is one that the operation's page shows.
pub(crate) fn is_documented_request(operation: &Operation, body: &Value) -> bool {
    requests(operation).any(|it| it == *body)
}

/// The bodies of the requests that the page shows.
pub(crate) fn requests(operation: &Operation) -> impl Iterator<Item = Value> {
    let requests = operation
        .examples
        .iter()
        .filter(|it| it.kind == ExampleKind::Request);
    requests.filter_map(|it| json(&it.body))
}

/// The JSON of an example's body, strict or as pages write it.
fn json(text: &str) -> Option<Value> {
    let strict = serde_json::from_str(text).ok();
    strict.or_else(|| json::read(text).ok().map(|it| value(&it.node)))
}

fn value(node: &Node<'_>) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Bool(value) => Value::Bool(*value),
        Node::Number(digits) => serde_json::from_str(digits).unwrap_or_default(),
        Node::String(text) => Value::from(text.as_ref()),
        Node::Array(elements) => elements.iter().map(value).collect(),
        Node::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone().into_owned(), value(member)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn response(start: &str, body: &str) -> Example {
        Example {
            kind: ExampleKind::Response,
            start: start.to_owned(),
            headers: vec!["location:  https://x/y ".to_owned()],
            body: body.to_owned(),
            ..Example::default()
        }
    }

    #[test]
    fn the_documented_status_goes_first() {
        let operation = Operation {
            status: Some(201),
            examples: vec![
                response("HTTP/1.1 400 Bad Request", "{}"),
                response("HTTP/1.1 200 OK", "{\"a\":1}"),
                response("HTTP/1.1 201 Created", "{\"a\":2}"),
            ],
            ..Operation::default()
        };
        let found = documented(&operation);
        assert_eq!(
            found.as_ref().and_then(|it| it.body.clone()),
            Some(json!({ "a": 2 }))
        );
        assert_eq!(found.and_then(|it| it.location), Some("https://x/y".to_owned()));
    }

    #[test]
    fn json_as_pages_write_it() {
        let text =
            "{ \"a\": \"x // y, }\", // comment\n \"b\": [1, 2, ...], /* c */ \"c\": \"\\\"\", d: 1.50, }";
        let expected = json!({ "a": "x // y, }", "b": [1, 2], "c": "\"", "d": 1.5 });
        assert_eq!(super::json(text), Some(expected));
        assert_eq!(super::json("Binary data of the image"), None);
    }
}
