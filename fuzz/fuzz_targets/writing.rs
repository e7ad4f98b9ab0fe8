//! Runs of the writer, each killed at a moment of its own: a byte is the output, one the moment.
#![no_main]

#[path = "../../codegen/tests/support/killed.rs"]
#[expect(dead_code, reason = "the tests of the writer use more of what they share")]
mod killed;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| killed::told(bytes));
