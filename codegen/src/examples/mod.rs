//! **Beside stage 5: examples.** What the pages show, each block with the method or type of the [`Model`] that it is of.
//!
//! A page's request is one of the methods that the same page documents: the one whose way through the paths fits the
//! example's address. What the address holds in the places of keys and arguments are the arguments of the method.

mod body;
mod calls;
mod matching;
mod method_index;
mod representations;
mod samples;

use crate::model::{Examples, Model};
use crate::schema::Schema;
use crate::source::{SourceMap, Span};
pub use samples::samples;

/// Every request, response and representation of the schema. Lines are told where the schema was read from pages.
pub fn gather(schema: &Schema, sources: &SourceMap, model: &Model) -> Examples {
    let (areas, rest) = calls::gather(schema, sources, model);
    let mut types = representations::gather(schema, sources, model);
    types.extend(rest);
    Examples { areas, types }
}

/// The line of a block; `None` where the schema comes from a file, which tells no places.
fn line(sources: &SourceMap, span: Span) -> Option<usize> {
    let is_known = span != Span::default() && (span.file.0 as usize) < sources.len();
    is_known.then(|| sources.line_column(span.file, span.start).0)
}
