//! What a piece of text means: files, Markdown, and the small languages inside of pages. Their cases are below `markdown/` and
//! `readers/`.

mod dump;
mod markdown;
mod readers;
mod readers_corpus;
mod readers_hold;
mod source;
mod whole_corpus;
