//! What the verbs share: from options to the pipeline's input, and from its findings to the terminal.

use std::fmt::Write as _;
use std::path::Path;

use graphdown_codegen::diag::{self, Code, Diagnostics, Format, Levels, Style};
use graphdown_codegen::merge;
use graphdown_codegen::pipeline::{Front, Input};
use graphdown_codegen::source::SourceMap;
use graphdown_codegen::write;

use crate::args::{Global, Pages};
use crate::output::tell;
use crate::progress::Progress;

/// What cannot be done whatever the pages say; printed behind `error:`, ends the program with 2.
pub(crate) type Failure = Box<dyn std::error::Error>;

/// Runs the pipeline over what the options name, as far as `stage` goes, and shows on a terminal that it is at work.
pub(crate) fn read(global: &Global, pages: &Pages, stage: fn(&Input) -> Front) -> Result<Front, Failure> {
    let input = input(pages)?;
    let progress = Progress::start(global, "reading pages");
    let front = stage(&input);
    progress.finish();
    Ok(front)
}

fn input(pages: &Pages) -> Result<Input, Failure> {
    for path in pages.paths.iter().chain(&pages.overrides) {
        // Told here, so that a mistyped path is a matter of usage and not of pages.
        std::fs::metadata(path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
    }
    let (schemas, folders): (Vec<_>, Vec<_>) = pages.paths.iter().cloned().partition(|it| is_schema(it));
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
        levels: levels(pages)?,
    })
}

fn is_schema(path: &Path) -> bool {
    path.extension()
        .is_some_and(|it| it == "yaml" || it == "yml" || it == "json")
}

fn levels(pages: &Pages) -> Result<Levels, Failure> {
    let mut levels = Levels::default();
    for name in &pages.deny {
        if !levels.deny(name) {
            return Err(no_code(name));
        }
    }
    for name in &pages.warn {
        if !levels.warn(name) {
            return Err(no_code(name));
        }
    }
    for name in &pages.allow {
        let code = code(name)?;
        if !levels.allow(code.name()) {
            return Err(format!(
                "`{name}` makes a run meaningless and cannot be allowed: mend what is given to the command"
            )
            .into());
        }
    }
    Ok(levels)
}

/// The code of a name that the user wrote.
pub(crate) fn code(name: &str) -> Result<Code, Failure> {
    Code::parse(name).ok_or_else(|| no_code(name))
}

fn no_code(name: &str) -> Failure {
    let meant =
        Code::nearest(name).map_or_else(String::new, |code| format!("; did you mean `{}`?", code.name()));
    format!("`{name}` is no code{meant}\n`graphdown explain` lists all codes").into()
}

/// More findings than these are told by their kind, with an example of each.
const MOST: usize = 100;

/// Whether there are too many findings for a person to read one by one.
pub(crate) fn too_many(diagnostics: &Diagnostics) -> bool {
    diagnostics.len() > MOST
}

/// Findings for a person: each by itself, or by their kind where there are too many to read.
pub(crate) fn readable(sources: &SourceMap, diagnostics: &Diagnostics) -> String {
    if too_many(diagnostics) {
        return diag::summarize(sources, diagnostics);
    }
    diag::render(sources, diagnostics, Format::Text, Style::Styled)
}

/// Tells of findings on standard error, where they are not what was asked for: errors in full, warnings by number.
/// Gives whether to stop.
pub(crate) fn report(global: &Global, pages: &Pages, front: &Front) -> bool {
    let failed = front.diagnostics.has_errors();
    if failed {
        tell(readable(&front.sources, &front.diagnostics.errors()).trim_end());
    }
    let summary = diag::summary(&front.diagnostics);
    if !global.quiet && !summary.is_empty() {
        tell(format!(
            "{summary}; `graphdown check{}` shows them",
            written(pages)
        ));
    }
    failed
}

/// The arguments that make `check` read the same.
pub(crate) fn written(pages: &Pages) -> String {
    let mut written = String::new();
    for path in &pages.paths {
        let _ = write!(written, " {}", path.display());
    }
    for path in &pages.overrides {
        let _ = write!(written, " --overrides {}", path.display());
    }
    if let Some(version) = &pages.api_version {
        let _ = write!(written, " --api-version {version}");
    }
    written
}

/// Says under `--check` what is not current.
pub(crate) fn tell_stale(place: &Path, written: &write::Report) {
    tell(format!(
        "{} is not current; the same command without --check makes it so",
        place.display()
    ));
    for difference in &written.differences {
        tell(difference);
    }
}
