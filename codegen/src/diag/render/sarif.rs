//! SARIF 2.1.0: the static analysis results interchange format (OASIS), as code scanning reads it.

use std::fmt::Write as _;
use std::io;

use serde_json::{Value, json};

use super::harmless::{self, harmless};
use super::position::Position;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{SourceMap, Span};

pub(super) fn write(
    out: &mut dyn io::Write,
    sources: &SourceMap,
    diagnostics: &Diagnostics,
) -> io::Result<()> {
    let rules: Vec<_> = Code::ALL.iter().map(|code| rule(*code)).collect();
    let results: Vec<_> = diagnostics.iter().map(|it| result(sources, it)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "graphdown",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    writeln!(out, "{}", harmless::json(&log)?)
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": {"text": code.title()},
        "helpUri": code.page(),
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn result(sources: &SourceMap, it: &Diagnostic) -> Value {
    let message = match &it.help {
        Some(help) => format!(
            "{}: {}. Help: {}.",
            it.code.title(),
            harmless(&it.message),
            harmless(help)
        ),
        None => format!("{}: {}.", it.code.title(), harmless(&it.message)),
    };
    let mut result = json!({
        "ruleId": it.code.name(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == it.code),
        "level": level(it.severity),
        "message": {"text": message},
    });
    if let Some(span) = it.span {
        result["locations"] = json!([{"physicalLocation": location(sources, span)}]);
    }
    if !it.related.is_empty() {
        let related = it.related.iter().enumerate().map(|(id, (span, label))| {
            json!({
                "id": id,
                "message": {"text": harmless(label)},
                "physicalLocation": location(sources, *span),
            })
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn location(sources: &SourceMap, span: Span) -> Value {
    let place = Position::of(sources, span);
    json!({
        "artifactLocation": {"uri": uri(&place.path)},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    })
}

/// A path as a URI reference (RFC 3986): everything but unreserved characters and `/` is escaped. A path of Windows that
/// begins with its drive or its server becomes a `file:` URI (RFC 8089): as a reference it would name another place.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    let mut rest = path;
    if let [drive, b':', b'/', ..] = path.as_bytes()
        && drive.is_ascii_alphabetic()
    {
        uri.push_str("file:///");
        uri.push_str(&path[..2]);
        rest = &path[2..];
    } else if path.starts_with("//") {
        uri.push_str("file:");
    }
    for byte in rest.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris_that_name_the_same_place() {
        let cases = [
            ("api/user-get.md", "api/user-get.md"),
            ("/docs/a b.md", "/docs/a%20b.md"),
            ("C:/docs/a b.md", "file:///C:/docs/a%20b.md"),
            ("//server/docs/x.md", "file://server/docs/x.md"),
            ("c:x.md", "c%3Ax.md"),
        ];
        for (path, expected) in cases {
            assert_eq!(uri(path), expected);
        }
    }
}
