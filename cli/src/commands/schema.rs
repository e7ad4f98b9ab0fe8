//! `graphdown schema`: the intermediate schema.

use std::path::Path;

use graphdown_codegen::pipeline;
use graphdown_codegen::schema::yaml;
use graphdown_codegen::write::{self, Mode};

use crate::args::{Global, Schema, SchemaFormat};
use crate::output::print;
use crate::run::{self, Failure};
use crate::{DONE, FAILED};

pub(crate) fn run(global: &Global, args: &Schema) -> Result<u8, Failure> {
    let front = run::read(global, &args.pages, pipeline::read)?;
    if run::report(global, &args.pages, &front) {
        return Ok(FAILED);
    }
    let text = match args.format.unwrap_or_else(|| format_of(args.output.as_deref())) {
        SchemaFormat::Yaml => yaml::to_yaml(&front.schema)?,
        SchemaFormat::Json => yaml::to_json(&front.schema)?,
    };
    let Some(file) = &args.output else {
        print(&text)?;
        return Ok(DONE);
    };
    let mode = if args.check { Mode::Check } else { Mode::Write };
    let written = write::write_file(file, text, mode)?;
    if args.check && !written.is_current() {
        run::tell_stale(file, &written);
        return Ok(FAILED);
    }
    Ok(DONE)
}

fn format_of(file: Option<&Path>) -> SchemaFormat {
    match file.and_then(Path::extension) {
        Some(ending) if ending == "json" => SchemaFormat::Json,
        _ => SchemaFormat::Yaml,
    }
}
