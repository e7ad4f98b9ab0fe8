//! The requests that pages show, as calls that can be made.

use graphdown_codegen::dialect::http;
use graphdown_codegen::schema::{Example, ExampleKind};

/// A documented request, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExampleRequest<'a> {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// The path below the version of the API, as the page has it: with the page's own keys, or with placeholders.
    pub path: String,
    /// What stands behind `?`, as the page has it: most pages leave it unencoded.
    pub query: Option<String>,
    /// Names and values, in order.
    pub headers: Vec<(&'a str, &'a str)>,
    /// The body's text; empty where there is none.
    pub body: &'a str,
}

impl<'a> ExampleRequest<'a> {
    /// Reads an example. `None` where it is a response, or has no request line that can be read.
    pub fn read(example: &'a Example) -> Option<Self> {
        if example.kind != ExampleKind::Request {
            return None;
        }
        let line = http::read(&example.start)?;
        let header = |line: &'a String| {
            line.split_once(':')
                .map(|(name, value)| (name.trim(), value.trim()))
        };
        Some(Self {
            method: line.method,
            path: line.path,
            query: line.query,
            headers: example.headers.iter().filter_map(header).collect(),
            body: &example.body,
        })
    }

    /// The path and the query as they are sent, see [`encoded_target`].
    pub fn target(&self) -> String {
        encoded_target(&self.path, self.query.as_deref())
    }
}

/// A path and a query as people write them, as they are sent: what an address cannot hold is percent-encoded, what is
/// encoded already stays.
pub fn encoded_target(path: &str, query: Option<&str>) -> String {
    let mut target = encoded(path);
    if let Some(query) = query {
        target.push('?');
        target.push_str(&encoded(query));
    }
    target
}

/// Encodes what no address can hold (RFC 3986, section 2): spaces, quotes, braces, anything beyond ASCII.
fn encoded(text: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const NEVER: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'<')
        .add(b'>')
        .add(b'\\')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    utf8_percent_encode(text, NEVER).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(kind: ExampleKind, start: &str) -> Example {
        Example {
            kind,
            start: start.to_owned(),
            headers: vec!["Prefer:  x=y ".to_owned(), "no header".to_owned()],
            body: "{}".to_owned(),
            ..Example::default()
        }
    }

    #[test]
    fn a_request_line_in_its_parts() {
        let example = example(
            ExampleKind::Request,
            "GET https://graph.microsoft.com/v1.0/users/{id}?$filter=a eq 'é%20'",
        );
        let read = ExampleRequest::read(&example).expect("a request");
        assert_eq!((read.method, read.path.as_str()), ("GET", "/users/{id}"));
        assert_eq!(read.query.as_deref(), Some("$filter=a eq 'é%20'"));
        assert_eq!(read.headers, [("Prefer", "x=y")]);
        assert_eq!(read.target(), "/users/%7Bid%7D?$filter=a%20eq%20'%C3%A9%20'");
    }

    #[test]
    fn what_is_no_request() {
        assert_eq!(
            ExampleRequest::read(&example(ExampleKind::Response, "GET /users")),
            None
        );
        assert_eq!(ExampleRequest::read(&example(ExampleKind::Request, "")), None);
    }
}
