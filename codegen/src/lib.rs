//! From reference pages to a typed Rust client.
pub mod coverage;
pub mod diag;
pub mod extract;
pub mod markdown;
pub mod merge;
pub mod schema;
pub mod source;
