//! From reference pages to a typed Rust client.
pub mod coverage;
pub mod diag;
pub mod emit;
pub mod markdown;
pub mod model;
pub mod print;
pub mod resolve;
pub mod schema;
pub mod source;
mod text;
pub mod write;
