//! Findings as an array of objects.

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use super::harmless::{harmless, json};
use super::position::Position;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{SourceMap, Span};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    place: Option<Region<'a>>,
    title: &'static str,
    message: Cow<'a, str>,
    help: Option<&'a str>,
    related: Vec<Related<'a>>,
}

/// A place: `file` is the name in the schema, `path` the file on disk as the user would write it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    file: &'a str,
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Region<'a>,
    message: Cow<'a, str>,
}

pub(super) fn write(
    out: &mut dyn io::Write,
    sources: &SourceMap,
    diagnostics: &Diagnostics,
) -> io::Result<()> {
    let findings: Vec<_> = diagnostics.iter().map(|it| finding(sources, it)).collect();
    writeln!(out, "{}", json(&findings)?)
}

fn finding<'a>(sources: &'a SourceMap, it: &'a Diagnostic) -> Finding<'a> {
    let related = it.related.iter().map(|(span, label)| Related {
        place: region(sources, *span),
        message: harmless(label),
    });
    Finding {
        code: it.code.name(),
        severity: it.severity.name(),
        place: it.span.map(|span| region(sources, span)),
        title: it.code.title(),
        message: harmless(&it.message),
        help: it.help.as_deref(),
        related: related.collect(),
    }
}

fn region(sources: &SourceMap, span: Span) -> Region<'_> {
    let place = Position::of(sources, span);
    Region {
        file: place.name,
        path: place.path,
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    }
}
