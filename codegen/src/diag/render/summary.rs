//! What a run found, for those who do not want each finding.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::harmless::harmless;
use super::position::Position;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::{SourceMap, portable};
use crate::text::counted;

/// One line: `3 errors, 12 warnings in 5 pages`. Empty where nothing was found; notes do not count.
pub fn summary(diagnostics: &Diagnostics) -> String {
    let told = || diagnostics.iter().filter(|it| it.severity > Severity::Note);
    let mut parts = Vec::new();
    for (severity, name) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
        match told().filter(|it| it.severity == severity).count() {
            0 => {}
            count => parts.push(counted(count, name)),
        }
    }
    if parts.is_empty() {
        return String::new();
    }
    let pages: BTreeSet<_> = told().filter_map(|it| it.span).map(|span| span.file).collect();
    match pages.len() {
        0 => parts.join(", "),
        count => format!("{} in {}", parts.join(", "), counted(count, "page")),
    }
}

/// How many pages [`summarize`] names.
const PAGES: usize = 10;

/// For runs that find thousands of things: how often each code came up, on how many pages and where for the first time,
/// the worst and the most frequent first; then the pages with the most findings.
pub fn summarize(sources: &SourceMap, diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    by_code(&mut out, sources, diagnostics);
    by_page(&mut out, sources, diagnostics);
    out
}

fn by_code(out: &mut String, sources: &SourceMap, diagnostics: &Diagnostics) {
    let mut codes = BTreeMap::<_, Vec<&Diagnostic>>::new();
    for it in diagnostics {
        codes.entry((it.severity, it.code)).or_default().push(it);
    }
    let mut codes: Vec<_> = codes.into_iter().collect();
    codes.sort_by_key(|((severity, code), found)| (Reverse((*severity, found.len())), *code));

    let _ = writeln!(
        out,
        "{:>7} {:>7}  finding, and the first of its kind",
        "count", "pages"
    );
    for ((severity, code), found) in codes {
        let files: BTreeSet<_> = found.iter().filter_map(|it| it.span).map(|it| it.file).collect();
        let _ = writeln!(
            out,
            "{:>7} {:>7}  {}[{}]: {}",
            found.len(),
            files.len(),
            severity.name(),
            code.name(),
            code.title()
        );
        let first = found[0];
        let place = first.span.map_or_else(String::new, |span| {
            let place = Position::of(sources, span);
            format!("{}:{}:{}: ", harmless(&place.path), place.line, place.column)
        });
        let _ = writeln!(out, "{:>15}  {place}{}", "", harmless(&first.message));
    }
}

fn by_page(out: &mut String, sources: &SourceMap, diagnostics: &Diagnostics) {
    let mut files = BTreeMap::<_, (usize, usize)>::new();
    for it in diagnostics {
        let Some(span) = it.span else { continue };
        let (errors, all) = files.entry(span.file).or_default();
        *errors += usize::from(it.severity == Severity::Error);
        *all += 1;
    }
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_by_key(|(file, counts)| (Reverse(*counts), *file));
    if files.len() < 2 {
        return;
    }
    let _ = writeln!(
        out,
        "\n{:>7} {:>7}  the pages with the most findings",
        "count", "errors"
    );
    for (file, (errors, all)) in files.iter().take(PAGES) {
        let path = portable(&sources.file(*file).path);
        let _ = writeln!(out, "{all:>7} {errors:>7}  {}", harmless(&path));
    }
}
