//! One line for each finding.

use std::io;

use super::harmless::harmless;
use super::position::Position;
use crate::diag::Diagnostics;
use crate::source::SourceMap;

pub(super) fn write(
    out: &mut dyn io::Write,
    sources: &SourceMap,
    diagnostics: &Diagnostics,
) -> io::Result<()> {
    for it in diagnostics {
        if let Some(span) = it.span {
            let place = Position::of(sources, span);
            write!(out, "{}:{}:{}: ", harmless(&place.path), place.line, place.column)?;
        }
        writeln!(
            out,
            "{}[{}]: {}: {}",
            it.severity.name(),
            it.code.name(),
            it.code.title(),
            harmless(&it.message)
        )?;
    }
    Ok(())
}
