//! What the pages show, as data and as tests over it. The calls that documentation shows are `samples`.
//!
//! *In* comes the model with its examples; *out* go a file of JSON and a file of tests for each area. Which method an
//! example is of was decided before.

pub(super) mod data;
pub(super) mod tests;
