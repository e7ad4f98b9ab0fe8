//! `graphdown schema`: the intermediate schema.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use graphdown_codegen::pipeline;
use graphdown_codegen::schema::yaml;
use graphdown_codegen::write::{self, Mode};

use crate::args::{Global, Pages};
use crate::exit::{DONE, FAILED, Failure};
use crate::output::print;
use crate::{findings, input, stale};

#[derive(Args)]
pub(crate) struct Schema {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// The form to write; by default what the file's ending says, else YAML
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<SchemaFormat>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write nothing; show the difference and exit with 1 where the file is not current
    #[arg(long, requires = "output")]
    pub(crate) check: bool,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub(crate) enum SchemaFormat {
    /// Pleasant to read and to review
    Yaml,
    /// For other programs
    Json,
}

pub(crate) fn run(global: &Global, args: &Schema) -> Result<u8, Failure> {
    let front = input::read(global, &args.pages, pipeline::read)?;
    if findings::report(global, &args.pages, &front) {
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
        stale::tell(file, &written);
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
