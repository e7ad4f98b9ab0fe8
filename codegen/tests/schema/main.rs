//! From pages to a schema, and what is said about pages. Cases from pages to Rust are below `../cases`; those of findings,
//! corrections and forms of output beside their tests.

mod accounted;
mod audit_pages;
mod cases;
mod diagnostic_docs;
mod diagnostics;
mod examples;
mod founding;
mod overrides;
mod read;
mod render;
mod shipped;
mod texts;
mod versions;
