//! Where a span is, in the terms that people and programs use.

use crate::source::{SourceMap, Span, portable};

/// A span as lines and columns, 1-based; columns count characters.
pub(super) struct Position<'s> {
    /// The file's name in the schema.
    pub(super) name: &'s str,
    /// The file's path as the user would write it.
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl<'s> Position<'s> {
    pub(super) fn of(sources: &'s SourceMap, span: Span) -> Self {
        let file = sources.file(span.file);
        let (line, column) = sources.line_column(span.file, span.start);
        let (end_line, end_column) = sources.line_column(span.file, span.end.max(span.start));
        Self {
            name: &file.name,
            path: portable(&file.path),
            line,
            column,
            end_line,
            end_column,
        }
    }
}
