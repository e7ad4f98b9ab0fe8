//! **Stage 2: markdown.** Text becomes a [`Page`]. The only place that names pulldown-cmark; it knows nothing of
//! Graph.

pub mod page;

pub use page::Page;
