//! Any text as an example: what is read must be read again the same from what serde_json writes of it.
#![no_main]

use graphdown_codegen::extract::readers::{json, shape};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(read) = json::read(text) {
        let _ = shape::read(&read.node);
    }
});
