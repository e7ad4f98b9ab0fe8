//! Any text as a page, through every stage up to the schema: no panic, no hang, spans inside the text.
#![no_main]

use graphdown_codegen::coverage::Coverage;
use graphdown_codegen::diag::{self, Diagnostics, Format, Style};
use graphdown_codegen::source::{SourceFile, SourceMap};
use graphdown_codegen::{extract, markdown, merge};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut sources = SourceMap::default();
    let id = sources.add(SourceFile::from_text("page.md", text));
    let mut diagnostics = Diagnostics::default();
    let mut coverage = Coverage::default();
    let page = markdown::parse(id, sources.file(id), &mut diagnostics);
    let facts = extract::extract(&page, &sources, &mut diagnostics, &mut coverage);
    let _ = merge::merge(vec![facts], None, &mut diagnostics, &mut coverage);
    let _ = diag::render(&sources, &diagnostics, Format::Human, Style::Plain);
});
