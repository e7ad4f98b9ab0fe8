//! What is generated compiles without a warning: from the cases of this crate, and from pages that were harmed.

mod cases;
mod mutations;
