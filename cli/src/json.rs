//! JSON for people: two spaces for each level, and colours where the stream takes them.

use std::io::{self, Write};

use clap::builder::styling::{AnsiColor, Style};
use serde_json::Value;

use crate::inert::steers;

const NAME: Style = AnsiColor::Cyan.on_default();
const TEXT: Style = AnsiColor::Green.on_default();
const OTHER: Style = AnsiColor::Yellow.on_default();

/// Writes a value, without an end of line.
pub(crate) fn write(out: &mut dyn Write, value: &Value) -> io::Result<()> {
    at_depth(out, value, 0)
}

fn at_depth(out: &mut dyn Write, value: &Value, depth: usize) -> io::Result<()> {
    let indent = |out: &mut dyn Write, depth: usize| write!(out, "\n{:width$}", "", width = depth * 2);
    match value {
        Value::Object(members) if !members.is_empty() => {
            out.write_all(b"{")?;
            for (at, (name, value)) in members.iter().enumerate() {
                out.write_all(if at == 0 { b"" } else { b"," })?;
                indent(out, depth + 1)?;
                write!(out, "{NAME}{}{NAME:#}: ", inert(&Value::from(name.as_str())))?;
                at_depth(out, value, depth + 1)?;
            }
            indent(out, depth)?;
            out.write_all(b"}")
        }
        Value::Array(elements) if !elements.is_empty() => {
            out.write_all(b"[")?;
            for (at, value) in elements.iter().enumerate() {
                out.write_all(if at == 0 { b"" } else { b"," })?;
                indent(out, depth + 1)?;
                at_depth(out, value, depth + 1)?;
            }
            indent(out, depth)?;
            out.write_all(b"]")
        }
        Value::String(_) => write!(out, "{TEXT}{}{TEXT:#}", inert(value)),
        Value::Object(_) | Value::Array(_) => write!(out, "{value}"),
        _ => write!(out, "{OTHER}{value}{OTHER:#}"),
    }
}

/// The JSON of a text, with everything escaped that would steer a terminal; it stays the same text.
fn inert(text: &Value) -> String {
    let escaped = |c: char| {
        if steers(c) {
            format!("\\u{:04x}", u32::from(c))
        } else {
            c.to_string()
        }
    };
    text.to_string().chars().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_same_value_comes_back() {
        let value =
            json!({ "a": [], "b": {}, "c": [1, null, { "d": "é\u{9b}\u{202e}\"\n" }], "e\u{7f}": true });
        let mut out = anstream::StripStream::new(Vec::new());
        write(&mut out, &value).expect("memory takes it");
        let text = String::from_utf8(out.into_inner()).expect("UTF-8");
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
    }
}
