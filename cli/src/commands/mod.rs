//! One file for each verb.

pub(crate) mod check;
pub(crate) mod coverage;
pub(crate) mod emulate;
pub(crate) mod explain;
pub(crate) mod generate;
pub(crate) mod schema;
