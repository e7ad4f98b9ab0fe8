//! Any text as the words of documentation.
#![no_main]

#[path = "../../codegen/tests/support/fuzzed.rs"]
#[expect(dead_code, reason = "each target uses a part of what they share")]
mod fuzzed;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| fuzzed::words(text));
