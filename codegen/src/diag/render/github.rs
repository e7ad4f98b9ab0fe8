//! Workflow commands of GitHub Actions: `::error file=…,line=…::message`.

use std::io;

use super::harmless::{SUBSTITUTE, harmless};
use super::position::Position;
use crate::diag::{Diagnostics, Severity};
use crate::source::SourceMap;
use crate::text::acts;

pub(super) fn write(
    out: &mut dyn io::Write,
    sources: &SourceMap,
    diagnostics: &Diagnostics,
) -> io::Result<()> {
    for it in diagnostics {
        let command = match it.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        write!(out, "::{command} ")?;
        if let Some(span) = it.span {
            let place = Position::of(sources, span);
            write!(
                out,
                "file={},line={},endLine={},col={},",
                property(&place.path),
                place.line,
                place.end_line,
                place.column
            )?;
            // An end column has a meaning within one line only.
            if place.line == place.end_line {
                write!(out, "endColumn={},", place.end_column)?;
            }
        }
        let title = format!("{} [{}]", it.code.title(), it.code.name());
        write!(
            out,
            "title={}::{}",
            property(&title),
            data(&harmless(&it.message))
        )?;
        if let Some(help) = &it.help {
            write!(out, "{}", data(&format!("\nhelp: {}", harmless(help))))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The escapes that a command's message needs.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The escapes that a command's properties need. A file may be called by anything, and what acts stands in no log as it is.
fn property(text: &str) -> String {
    let escaped = data(text).replace(':', "%3A").replace(',', "%2C");
    escaped
        .chars()
        .map(|it| if acts(it) { SUBSTITUTE } else { it })
        .collect()
}
