//! Bodies: as strict JSON where the page's text can be read as JSON, else as text.

use std::fmt::Write as _;

use crate::dialect::json::{self, Node};
use crate::model::{ExampleBody, Refusal};

/// The body of an example, and what is wrong with it.
pub(super) fn read(text: &str) -> (ExampleBody, Option<Refusal>) {
    let text = text.trim();
    if text.is_empty() {
        return (ExampleBody::None, None);
    }
    if !text.starts_with(['{', '[']) {
        return (ExampleBody::Text(text.to_owned()), None);
    }
    match json::read(text) {
        Ok(read) => {
            let mut lines = String::new();
            write(&read.node, 0, &mut lines);
            (ExampleBody::Json(lines), None)
        }
        Err(error) => {
            let before = text.as_bytes().iter().take(error.offset);
            let line = 1 + before.filter(|byte| **byte == b'\n').count();
            let told = Refusal {
                by_page: true,
                kind: "no-json",
                what: format!("line {line} of the body: {}", error.kind.title()),
            };
            (ExampleBody::None, Some(told))
        }
    }
}

/// Writes JSON in lines. Digits of numbers, the order of members and names that stand twice are kept.
fn write(node: &Node, depth: usize, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Number(text) => out.push_str(text),
        Node::String(text) => out.push_str(&quoted(text)),
        Node::Array(elements) => {
            out.push('[');
            for (at, element) in elements.iter().enumerate() {
                next(at, depth + 1, out);
                write(element, depth + 1, out);
            }
            close(elements.is_empty(), ']', depth, out);
        }
        Node::Object(members) => {
            out.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                next(at, depth + 1, out);
                // Writing into a string cannot fail.
                let _ = write!(out, "{}: ", quoted(name));
                write(value, depth + 1, out);
            }
            close(members.is_empty(), '}', depth, out);
        }
    }
}

fn next(at: usize, depth: usize, out: &mut String) {
    if at > 0 {
        out.push(',');
    }
    line(depth, out);
}

fn close(is_empty: bool, bracket: char, depth: usize, out: &mut String) {
    if !is_empty {
        line(depth, out);
    }
    out.push(bracket);
}

fn line(depth: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::ExampleBody;

    #[test]
    fn json_is_strict_afterwards() {
        let (body, told) = read("{ \"a\": 1.50, // one\n 'b': [ {}, [], ... ],\n \"a\": \"\\u0041\", }");
        let expected = "{\n  \"a\": 1.50,\n  \"b\": [\n    {},\n    []\n  ],\n  \"a\": \"A\"\n}";
        assert_eq!(told, None);
        assert_eq!(body, ExampleBody::Json(expected.to_owned()));
    }

    #[test]
    fn all_else_is_told_or_text() {
        assert_eq!(read(" \n"), (ExampleBody::None, None));
        assert_eq!(read("a,b\r\n"), (ExampleBody::Text("a,b".to_owned()), None));
        let deep = "[".repeat(200);
        let (body, told) = read(&deep);
        assert_eq!(body, ExampleBody::None);
        assert!(told.is_some_and(|it| it.by_page));
    }
}
