//! From a schema to files: names, features and slices. Cases are below `generate/`.

mod builder;
mod closures;
mod generate;
mod json_schema;
mod json_schemas;
mod service;
mod slice;

#[path = "../support/gates.rs"]
mod gates;
