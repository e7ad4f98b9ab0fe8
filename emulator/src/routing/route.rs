//! A documented operation and its path, read.

use graphdown_codegen::schema::Operation;

use super::path::Pattern;

/// An operation and its path, read.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    pub(crate) patterns: Vec<Pattern>,
    /// Of a create, the type of what a list at the same address holds, where a page documents one.
    pub(crate) listed: Option<String>,
}
