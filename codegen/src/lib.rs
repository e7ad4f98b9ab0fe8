//! From reference pages to a typed Rust client.

mod builder;
mod cargo;
pub mod coverage;
pub mod diag;
pub mod emit;
pub mod extract;
pub mod markdown;
pub mod merge;
pub mod model;
mod nearest;
pub mod overrides;
pub mod pipeline;
pub mod print;
mod report;
pub mod resolve;
pub mod schema;
pub mod slice;
pub mod source;
mod text;
pub mod write;

pub use builder::{Builder, Generated, OUT_FOLDER};
pub use report::Report;
