//! Finds where the examples of reference pages contradict what the same pages document, without compiling anything.
//!
//! Each request, response and representation that the pages show is held against the operation or the type that it is of:
//! addresses and query options against the request lines, bodies against the types, status codes against the words of the
//! page, and the metadata before the blocks against the blocks. What a value may look like, the client's runtime decides, so a
//! value that is accepted here is one that a generated client reads.
//!
//! [`review`] gives a [`Review`]; [`Review::markdown`] and [`Review::json`] write it down. `graphdown examples` is its
//! command.

mod fault;
mod kind;
mod lines;
mod metadata;
mod request;
mod response;
mod scalar;
mod summary;
mod tested;
mod types;
mod values;
mod walk;
mod write;

pub use fault::Fault;
pub use graphdown_runtime::examples::ExampleKind;
pub use kind::FaultKind;
pub use summary::{Group, Review, Totals, WorstPage};
pub use tested::Tested;
pub use walk::review;
