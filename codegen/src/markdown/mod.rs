//! **Stage 2: markdown.** *In* comes a text; *out* goes a [`Page`]: front matter, headings, tables, code, comments, links,
//! each with its place. The only place that names pulldown-cmark; Graph is not known here.

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
