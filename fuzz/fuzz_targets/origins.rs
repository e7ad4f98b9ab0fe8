//! Any text as a link and as the target of redirects that a service gives.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| graphdown_runtime::attacked::origins(text));
