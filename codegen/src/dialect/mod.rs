//! **The dialect.** Readers of the small languages inside a page: a type cell, an inline list of values, a sentence of prose, a
//! permissions cell, a comment block, JSON, a request line.
//!
//! They are pure functions from text or inlines to facts. They know neither pages nor the schema and report no
//! diagnostics: what was wrong is part of the answer, and the caller says it with a place. No input makes them panic,
//! and each takes time in proportion to its input.

pub(crate) mod address;
pub(crate) mod columns;
pub mod http;
pub mod json;
pub(crate) mod links;
pub mod metadata;
pub(crate) mod name_cell;
pub mod permissions;
pub mod prose;
mod root;
mod scan;
pub mod shape;
pub mod type_expr;
pub(crate) mod type_title;
pub mod values;
