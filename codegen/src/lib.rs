//! From reference pages to a typed Rust client.

pub mod coverage;
pub mod diag;
pub mod emit;
pub mod extract;
pub mod markdown;
pub mod merge;
pub mod model;
mod nearest;
pub mod overrides;
pub mod print;
pub mod resolve;
pub mod schema;
pub mod source;
mod text;
pub mod write;
