//! One file for each verb.

pub(crate) mod call;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod coverage;
pub(crate) mod emulate;
pub(crate) mod examples;
pub(crate) mod explain;
pub(crate) mod facts;
pub(crate) mod generate;
pub(crate) mod schema;
