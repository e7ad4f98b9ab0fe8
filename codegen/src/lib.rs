//! From reference pages in Microsoft Graph's Markdown dialect to a typed Rust client.
//!
//! # What is promised
//!
//! Build scripts use [`Builder`], which gives [`Generated`] or a [`Report`]. Programs that do more call [`pipeline`], and
//! read [`schema`], [`diag`] and [`coverage`]. These are the interface: a release that changes them says so.
//!
//! All other modules are public for the crates of this repository (the command line, the emulator, the review, the bench,
//! the fuzz targets) and for tests. They change with every release.
//!
//! # How it works
//!
//! [`pipeline`] calls the stages in their order, each a module of its own: [`load`], [`markdown`], [`extract`], [`merge`],
//! [`overrides`], [`resolve`], [`slice`](mod@slice), [`examples`], [`emit`], [`print`](mod@print), [`write`](mod@write). What goes
//! between them: [`source::SourceMap`], [`markdown::Page`], [`facts::Facts`], [`schema::Schema`], [`model::Model`],
//! [`emit::Module`], [`print::OutFile`]. What a piece of a page's text means is told by the [`dialect`], what is Microsoft
//! Graph's own by [`service`]; what a user sets of a service is read by [`settings`]. What is wrong with a page goes into [`diag::Diagnostics`], and what became of each of its
//! parts into [`coverage::Coverage`].

#![warn(clippy::missing_errors_doc)]

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
pub mod service;
pub mod settings;
pub mod slice;
pub mod source;
pub mod text;
mod threads;
mod unread;
pub mod write;

pub use builder::{Builder, Generated, OUT_FOLDER};
pub use limits::Limits;
pub use report::Report;
