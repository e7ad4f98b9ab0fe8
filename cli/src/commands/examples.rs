//! `graphdown examples`: where the examples of pages contradict the pages.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use graphdown_codegen::diag::counted;
use graphdown_codegen::write::{self, Mode};
use graphdown_codegen::{examples, pipeline, resolve};
use graphdown_review::{FaultKind, Review, Tested, review};

use crate::args::{Global, Pages};
use crate::exit::{DONE, FAILED, Failure};
use crate::output::{print, tell};
use crate::{findings, input};

const REVIEW: &str = "\
Examples:
  graphdown examples docs/                     the kinds of faults, and the worst pages
  graphdown examples docs/ -o report.md        every fault with its page and line, what it means and how to mend it
  graphdown examples docs/ -o report.json      the same for other programs
  graphdown examples docs/ --only unknown-member

To add what a generated client makes of the same examples:
  graphdown generate docs/ -o client/ --examples
  (cd client && GRAPHDOWN_EXAMPLES_REPORT=/tmp/found cargo test --no-fail-fast --all-features)
  graphdown examples docs/ -o report.md --tested /tmp/found

Faults of pages are no failure of this command: it exits with 0.";

#[derive(Args)]
#[command(after_help = REVIEW)]
pub(crate) struct Examples {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// How to write the report; by default what the file's ending says, else text
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<ExamplesFormat>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Tell of one kind of fault only
    #[arg(long, value_name = "KIND")]
    pub(crate) only: Option<String>,
    /// Add what the tests of a generated client found: the file that `GRAPHDOWN_EXAMPLES_REPORT` named
    #[arg(long, value_name = "FILE")]
    pub(crate) tested: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub(crate) enum ExamplesFormat {
    /// A summary for the terminal
    Text,
    /// The whole report
    Markdown,
    /// A JSON object
    Json,
}

pub(crate) fn run(global: &Global, args: &Examples) -> Result<u8, Failure> {
    let only = args.only.as_deref().map(kind).transpose()?;
    let mut front = input::read(global, &args.pages, pipeline::read)?;
    if front.diagnostics.has_errors() {
        findings::report(global, &args.pages, &front);
        return Ok(FAILED);
    }
    let mut model = resolve::resolve(&front.schema, &mut front.diagnostics);
    model.examples = examples::gather(&front.schema, &front.sources, &model);
    let mut found = review(&front, &model);
    let tested = args.tested.as_deref().map(|it| tested(it, &found)).transpose()?;
    if let Some(only) = only {
        found.faults.retain(|it| it.kind == only);
    }
    let text = match args.format.unwrap_or_else(|| format_of(args.output.as_deref())) {
        ExamplesFormat::Text => found.text(only),
        ExamplesFormat::Markdown => found.markdown(tested.as_ref()),
        ExamplesFormat::Json => serde_json::to_string_pretty(&found.json(tested.as_ref()))? + "\n",
    };
    match &args.output {
        Some(file) => {
            write::write_file(file, text, Mode::Write)?;
        }
        None => print(&text)?,
    }
    if !global.quiet {
        tell(conclusion(args, &found));
    }
    Ok(DONE)
}

fn kind(name: &str) -> Result<FaultKind, Failure> {
    FaultKind::parse(name).ok_or_else(|| {
        let names: Vec<&str> = FaultKind::ALL.iter().map(|it| it.name()).collect();
        format!("`{name}` is no kind of fault; there are {}", names.join(", ")).into()
    })
}

fn tested(file: &Path, found: &Review) -> Result<Tested, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Tested::read(&text, found).map_err(|error| {
        format!(
            "{} is not what the tests of a generated client write: {error}",
            file.display()
        )
        .into()
    })
}

fn format_of(file: Option<&Path>) -> ExamplesFormat {
    match file.and_then(Path::extension).and_then(|it| it.to_str()) {
        Some("md") => ExamplesFormat::Markdown,
        Some("json") => ExamplesFormat::Json,
        _ => ExamplesFormat::Text,
    }
}

/// The last line: how much was found, and how to see all of it.
fn conclusion(args: &Examples, found: &Review) -> String {
    let total = format!(
        "{} in {}: {} on {}",
        counted(found.totals.examples(), "example"),
        counted(found.read, "page"),
        counted(found.faults.len(), "fault"),
        counted(found.pages(), "page"),
    );
    if args.output.is_some() || args.format.is_some() || args.only.is_some() || found.faults.is_empty() {
        return total;
    }
    let pages = input::written(&args.pages);
    format!(
        "{total}\n`graphdown examples{pages} --output report.md` writes all of them, with what each means"
    )
}
