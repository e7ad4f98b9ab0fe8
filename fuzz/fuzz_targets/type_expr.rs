//! Any text as a type cell.
#![no_main]

use graphdown_codegen::extract::readers::type_expr;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = type_expr::read_text(text);
});
