//! What is committed is current: generated files, the README, and the documentation's paths.

mod current;
mod documents;
mod readme;

#[path = "../../codegen/tests/support/gates.rs"]
mod gates;
