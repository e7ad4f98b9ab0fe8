//! Any text as pages, to the formatted client.
#![no_main]

#[path = "../../codegen/tests/support/fuzzed.rs"]
#[expect(dead_code, reason = "each target uses a part of what they share")]
mod fuzzed;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| fuzzed::client(text));
