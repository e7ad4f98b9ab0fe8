//! Any text as the names and paths of a schema, to the names of the files.
#![no_main]

#[path = "../../codegen/tests/support/fuzzed.rs"]
#[expect(dead_code, reason = "each target uses a part of what they share")]
mod fuzzed;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| fuzzed::files(text));
