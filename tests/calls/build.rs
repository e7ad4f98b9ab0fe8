//! Generates the client of `src/` from the pages beside it.

fn main() -> Result<(), graphdown_codegen::Report> {
    graphdown_codegen::Builder::new().pages("pages").build()
}
