//! What was found in the pages, as a person reads it on a terminal.

use graphdown_codegen::diag::{self, Diagnostics, Format, Style};
use graphdown_codegen::pipeline::Front;
use graphdown_codegen::source::SourceMap;

use crate::args::{Global, Pages};
use crate::input::written;
use crate::output::tell;

/// More findings than these are told by their kind, with an example of each.
const MOST: usize = 100;

/// Whether there are too many findings for a person to read one by one.
pub(crate) fn too_many(diagnostics: &Diagnostics) -> bool {
    diagnostics.len() > MOST
}

/// Findings for a person: each by itself, or by their kind where there are too many to read.
pub(crate) fn readable(sources: &SourceMap, diagnostics: &Diagnostics) -> String {
    if too_many(diagnostics) {
        return diag::summarize(sources, diagnostics);
    }
    diag::render(sources, diagnostics, Format::Text, Style::Styled)
}

/// Tells of findings on standard error, where they are not what was asked for: errors in full, warnings by number.
/// Gives whether to stop.
pub(crate) fn report(global: &Global, pages: &Pages, front: &Front) -> bool {
    let failed = front.diagnostics.has_errors();
    if failed {
        tell(readable(&front.sources, &front.diagnostics.errors()).trim_end());
    }
    let summary = diag::summary(&front.diagnostics);
    if !global.quiet && !summary.is_empty() {
        tell(format!(
            "{summary}; `graphdown check{}` shows them",
            written(pages)
        ));
    }
    failed
}
