//! `graphdown facts`: what single pages give, before anything is put together. For those who work on the extraction.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use graphdown_codegen::coverage::Coverage;
use graphdown_codegen::diag::{Diagnostics, Levels};
use graphdown_codegen::extract::extract;
use graphdown_codegen::facts::Facts;
use graphdown_codegen::load::load;
use graphdown_codegen::markdown::parse;
use graphdown_codegen::source::{FileId, SourceMap};
use graphdown_codegen::text::Inert;

use crate::exit::{DONE, Failure};
use crate::findings::readable;
use crate::output::{print, tell};

#[derive(Args)]
pub(crate) struct FactsArgs {
    /// The pages to read, as files
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<PathBuf>,
    /// The folder in which the pages stand with what they include and link to
    #[arg(long, value_name = "FOLDER")]
    pub(crate) within: Option<PathBuf>,
}

pub(crate) fn run(args: &FactsArgs) -> Result<u8, Failure> {
    let mut diagnostics = Diagnostics::new(Levels::default());
    let roots = args
        .within
        .as_ref()
        .map_or(args.pages.as_slice(), std::slice::from_ref);
    let sources = load(roots, &mut diagnostics);
    let mut shown = String::new();
    for path in &args.pages {
        let id = page(&sources, path).ok_or_else(|| format!("no page is at `{}`", path.display()))?;
        let facts = extract(
            &parse(id, sources.file(id), &mut diagnostics),
            &sources,
            &mut diagnostics,
            &mut Coverage::default(),
        );
        shown.push_str(&told(&facts, id, &sources));
    }
    print(&shown)?;
    diagnostics.sort();
    tell(readable(&sources, &diagnostics).trim_end());
    Ok(DONE)
}

/// The file that a path leads to.
fn page(sources: &SourceMap, path: &Path) -> Option<FileId> {
    let wanted = path.canonicalize().ok()?;
    let is_it = |file: &Path| file.canonicalize().is_ok_and(|it| it == wanted);
    let mut pages = sources.iter();
    pages.find(|(_, file)| is_it(&file.path)).map(|(id, _)| id)
}

/// The facts as they are kept, without fields that tell nothing, each span as the line and column of its beginning.
fn told(facts: &Facts, page: FileId, sources: &SourceMap) -> String {
    let debug = format!("{facts:#?}");
    let mut lines = debug.lines();
    let mut shown = String::with_capacity(debug.len());
    while let Some(line) = lines.next() {
        let end = ["None,", "[],", "\"\",", "false,", "Nothing,", "Untold,"];
        if end.iter().any(|it| line.ends_with(&format!(": {it}"))) {
            continue;
        }
        let Some(field) = line.strip_suffix("Span {") else {
            let _ = writeln!(shown, "{}", Inert(line));
            continue;
        };
        // `file: FileId(`, the file's number, `),`, `start: 10,`, `end: 12,`, `},`
        let mut numbers = lines.by_ref().take(6).filter_map(|it| {
            let number = it
                .trim()
                .trim_start_matches("start: ")
                .trim_start_matches("end: ");
            number.trim_end_matches(',').parse::<u32>().ok()
        });
        let start = numbers.nth(1).unwrap_or_default();
        let (line, column) = sources.line_column(page, start);
        let _ = writeln!(shown, "{field}{line}:{column}");
    }
    shown
}
