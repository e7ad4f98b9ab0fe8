//! **The dialect.** What a piece of text means: a type cell, an inline list of values, a sentence of prose, a permissions
//! cell, a comment block, JSON, a request line, an address. `docs/dialect.md` shows the pages that it is written on.
//!
//! *In* comes text, or the inlines of a cell or a paragraph; *out* go plain values. The extraction asks, and so do the
//! merge, the examples, the emulator, the command line and the review.
//!
//! Readers are pure. They know neither pages nor other pages' types and report no diagnostics: what was wrong is part of
//! the answer, and the caller says it with a place. No input makes them panic, and each takes time in proportion to its
//! input.

pub mod address;
pub mod answer;
pub(crate) mod columns;
pub mod http;
pub mod json;
pub(crate) mod links;
pub mod media_type;
pub mod metadata;
pub(crate) mod name_cell;
pub mod odata_type;
pub mod permissions;
pub mod primitive;
pub mod prose;
mod root;
mod scan;
pub mod shape;
pub mod type_expr;
pub(crate) mod type_title;
pub mod values;
