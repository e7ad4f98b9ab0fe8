//! A documented operation and its path, read.

use graphdown_codegen::schema::Operation;

use super::path::Pattern;

/// An operation and its path, read.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    pub(crate) patterns: Vec<Pattern>,
    /// Of a create, the type of what the list holds to which it adds, where an object must name a type of its own there.
    pub(crate) must_name_other_than: Option<String>,
}
