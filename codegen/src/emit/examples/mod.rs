//! What the pages show, as data and as tests over it. The calls that documentation shows are `samples`.

pub(super) mod data;
pub(super) mod tests;
