//! Generates the client of `src/` from the pages under `schemas/audit`, whenever they change.

fn main() -> Result<(), graphdown_codegen::Report> {
    graphdown_codegen::Builder::new()
        .pages("schemas/audit/pages")
        .overrides("schemas/audit/overrides.yaml")
        .build()
}
