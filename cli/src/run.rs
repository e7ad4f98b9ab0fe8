//! What the verbs share: from options to the pipeline's input, and from its findings to the terminal.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use graphdown_codegen::diag::{self, Diagnostics, Format, Levels, Style};
use graphdown_codegen::merge;
use graphdown_codegen::pipeline::{self, Front, Input};
use graphdown_codegen::source::SourceMap;
use graphdown_codegen::write;

use crate::args::{Global, Pages};
use crate::progress::Progress;

/// What cannot be done whatever the pages say; printed behind `error:`, ends the program with 2.
pub(crate) type Failure = Box<dyn std::error::Error>;

/// Reads the pages that the options name, and shows on a terminal that it is at work.
pub(crate) fn read(global: &Global, pages: &Pages) -> Result<Front, Failure> {
    let input = input(pages)?;
    let progress = Progress::start(global, "reading pages");
    let front = pipeline::read(&input);
    progress.finish();
    Ok(front)
}

fn input(pages: &Pages) -> Result<Input, Failure> {
    let mut levels = Levels::default();
    set(&pages.deny, |code| levels.deny(code), "denied")?;
    set(&pages.warn, |code| levels.warn(code), "made a warning")?;
    set(&pages.allow, |code| levels.allow(code), "allowed")?;
    for path in pages.paths.iter().chain(&pages.overrides) {
        // Told here, so that a mistyped path is a matter of usage and not of pages.
        std::fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let is_schema = |path: &std::path::PathBuf| {
        path.extension()
            .is_some_and(|it| it == "yaml" || it == "yml" || it == "json")
    };
    let (schemas, folders): (Vec<_>, Vec<_>) = pages.paths.iter().cloned().partition(is_schema);
    if schemas.len() > 1 || (!schemas.is_empty() && !folders.is_empty()) {
        return Err("give either pages or one schema file, not both".into());
    }
    Ok(Input {
        pages: folders,
        schema: schemas.into_iter().next(),
        overrides: pages.overrides.clone(),
        merge: merge::Options {
            api_version: pages.api_version.clone(),
        },
        levels,
    })
}

fn set(codes: &[String], mut change: impl FnMut(&str) -> bool, what: &str) -> Result<(), Failure> {
    match codes.iter().find(|code| !change(code)) {
        Some(code) => Err(format!("`{code}` cannot be {what}; `graphdown explain` lists the codes").into()),
        None => Ok(()),
    }
}

/// More findings than these are told by their kind, with an example of each.
const MOST: usize = 100;

/// Findings for a person: each by itself, or by their kind where there are too many to read.
pub(crate) fn readable(sources: &SourceMap, diagnostics: &Diagnostics) -> String {
    if diagnostics.iter().count() > MOST {
        return diag::summarize(sources, diagnostics);
    }
    diag::render(sources, diagnostics, Format::Text, Style::Styled)
}

/// Tells of findings on standard error, where they are not what was asked for: errors in full, warnings by number.
/// Gives whether to stop.
pub(crate) fn report(global: &Global, pages: &Pages, front: &Front) -> io::Result<bool> {
    let mut stderr = anstream::stderr();
    let failed = front.diagnostics.has_errors();
    let summary = diag::summary(&front.diagnostics);
    if failed {
        write!(
            stderr,
            "{}",
            readable(&front.sources, &front.diagnostics.errors())
        )?;
    } else if !global.quiet && !summary.is_empty() {
        let roots: Vec<_> = pages.paths.iter().map(|it| it.display().to_string()).collect();
        writeln!(
            stderr,
            "{summary}; `graphdown check {}` shows them",
            roots.join(" ")
        )?;
    }
    Ok(failed)
}

/// Says under `--check` what is not current.
pub(crate) fn tell_stale(place: &Path, written: &write::Report) -> io::Result<()> {
    let mut stderr = anstream::stderr();
    writeln!(
        stderr,
        "{} is not current; the same command without --check makes it so",
        place.display()
    )?;
    for difference in &written.differences {
        writeln!(stderr, "{difference}")?;
    }
    Ok(())
}

/// Whether a person is looking at standard error.
pub(crate) fn is_interactive() -> bool {
    io::stderr().is_terminal()
}
