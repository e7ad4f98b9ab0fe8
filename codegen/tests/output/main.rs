//! From a schema to files: names, features, slices, and what is written where. Cases are below `generate/`.

mod builder;
mod closures;
mod generate;
mod json_schema;
mod json_schemas;
mod slice;
mod write;

#[path = "../support/gates.rs"]
mod gates;
