//! From reference pages in Microsoft Graph's Markdown dialect to a typed Rust client.
//!
//! Build scripts use [`Builder`]. [`pipeline`] calls the stages in their order, each a module of its own:
//! [`load`], [`markdown`], [`extract`], [`merge`], [`overrides`], [`resolve`], [`emit`], [`print`](mod@print),
//! [`write`](mod@write). What goes between them: [`source::SourceMap`], [`markdown::Page`], [`facts::Facts`],
//! [`schema::Schema`], [`model::Model`], [`emit::Module`], [`print::OutFile`]. What is wrong with a page goes into
//! [`diag::Diagnostics`], and what became of each of its parts into [`coverage::Coverage`].

mod builder;
mod cargo;
pub mod coverage;
pub mod diag;
pub mod dialect;
pub mod emit;
pub mod examples;
pub mod extract;
pub mod facts;
pub mod limits;
pub mod load;
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
pub mod text;
mod threads;
mod unread;
pub mod write;

pub use builder::{Builder, Generated, OUT_FOLDER};
pub use limits::Limits;
pub use report::Report;
