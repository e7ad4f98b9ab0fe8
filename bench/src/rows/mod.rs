//! What is measured: one file for each group.

mod crates;
mod derived;
mod downstream;
mod generate;
mod json;
mod pages;
mod scale;
mod slice;

use crate::Result;
use crate::context::Context;
use crate::row::Row;

/// Rows that are measured together.
pub(crate) struct Group {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) measure: fn(&Context) -> Result<Vec<Row>>,
}

/// Every group.
pub(crate) const GROUPS: &[Group] = &[
    Group {
        name: "pages",
        about: "pages to the schema, in memory, against a bare pass of the Markdown parser",
        measure: pages::measure,
    },
    Group {
        name: "generate",
        about: "pages to a crate on the disk, and again",
        measure: generate::measure,
    },
    Group {
        name: "json",
        about: "decoding and encoding 10 MB of users, against serde's derives with the same value types",
        measure: json::measure,
    },
    Group {
        name: "crates",
        about: "checking the generated crates, their dependencies built",
        measure: crates::measure,
    },
    Group {
        name: "derived",
        about: "the same crate with serde's derives and async method bodies",
        measure: derived::measure,
    },
    Group {
        name: "downstream",
        about: "crates that use the generated crate",
        measure: downstream::measure,
    },
    Group {
        name: "slice",
        about: "one resource and what it needs, through a build script, against the whole crate",
        measure: slice::measure,
    },
    Group {
        name: "scale",
        about: "checking crates of a quarter, half and all of the pages",
        measure: scale::measure,
    },
];
