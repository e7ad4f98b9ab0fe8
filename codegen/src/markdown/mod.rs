//! **Stage 2: markdown.** Text becomes a [`Page`]. The only place that names pulldown-cmark; it knows nothing of
//! Graph.

mod access;
mod blocks;
mod comment;
pub mod compose;
mod depth;
mod fence;
mod front_matter;
mod include;
mod mend;
pub mod page;
mod parse;
mod reader;
mod report;
mod text;

pub use access::{first_link, links, plain};
pub use compose::compose;
pub use page::Page;
pub use parse::{parse, parse_text};
