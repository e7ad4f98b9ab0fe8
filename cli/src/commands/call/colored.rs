//! JSON for people: two spaces for each level, and colours where the stream takes them.

use std::fmt::{self, Write};

use clap::builder::styling::{AnsiColor, Style};
use serde_json::Value;

use graphdown_codegen::text::acts;

const NAME: Style = AnsiColor::Cyan.on_default();
const TEXT: Style = AnsiColor::Green.on_default();
const OTHER: Style = AnsiColor::Yellow.on_default();

/// A value, without an end of line, with the codes of its colours.
pub(crate) fn text(value: &Value) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = at_depth(&mut text, value, 0);
    text
}

fn at_depth(out: &mut String, value: &Value, depth: usize) -> fmt::Result {
    let indent = |out: &mut String, depth: usize| write!(out, "\n{:width$}", "", width = depth * 2);
    match value {
        Value::Object(members) if !members.is_empty() => {
            out.write_str("{")?;
            for (at, (name, value)) in members.iter().enumerate() {
                out.write_str(if at == 0 { "" } else { "," })?;
                indent(out, depth + 1)?;
                write!(out, "{NAME}{}{NAME:#}: ", inert(&Value::from(name.as_str())))?;
                at_depth(out, value, depth + 1)?;
            }
            indent(out, depth)?;
            out.write_str("}")
        }
        Value::Array(elements) if !elements.is_empty() => {
            out.write_str("[")?;
            for (at, value) in elements.iter().enumerate() {
                out.write_str(if at == 0 { "" } else { "," })?;
                indent(out, depth + 1)?;
                at_depth(out, value, depth + 1)?;
            }
            indent(out, depth)?;
            out.write_str("]")
        }
        Value::String(_) => write!(out, "{TEXT}{}{TEXT:#}", inert(value)),
        Value::Object(_) | Value::Array(_) => write!(out, "{value}"),
        _ => write!(out, "{OTHER}{value}{OTHER:#}"),
    }
}

/// The JSON of a text, with everything escaped that would steer a terminal; it stays the same text.
fn inert(text: &Value) -> String {
    let escaped = |c: char| {
        if acts(c) {
            let mut units = [0; 2];
            let escaped = |unit: &u16| format!("\\u{unit:04x}");
            c.encode_utf16(&mut units).iter().map(escaped).collect()
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
        let text = anstream::adapter::strip_str(&super::text(&value)).to_string();
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
    }
}
