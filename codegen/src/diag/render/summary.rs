//! What a run found, for those who do not want each finding.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::harmless::harmless;
use super::place::Place;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::SourceMap;

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

/// A line for each code, the worst and the most frequent first: how often, on how many pages, and an example. For runs
/// that find thousands of things.
pub fn summarize(sources: &SourceMap, diagnostics: &Diagnostics) -> String {
    let mut codes = BTreeMap::<_, Vec<&Diagnostic>>::new();
    for it in diagnostics {
        codes.entry((it.severity, it.code)).or_default().push(it);
    }
    let mut codes: Vec<_> = codes.into_iter().collect();
    codes.sort_by_key(|((severity, code), found)| (std::cmp::Reverse((*severity, found.len())), *code));
    let mut out = String::new();
    for ((severity, code), found) in codes {
        let pages: BTreeSet<_> = found
            .iter()
            .filter_map(|it| it.span)
            .map(|span| span.file)
            .collect();
        let _ = write!(
            out,
            "{}[{}]: {}: {} times",
            severity.name(),
            code.name(),
            code.title(),
            found.len()
        );
        if !pages.is_empty() {
            let _ = write!(out, " in {}", counted(pages.len(), "page"));
        }
        let example = found[0];
        if let Some(span) = example.span {
            let place = Place::of(sources, span);
            let _ = write!(
                out,
                "\n    {}:{}:{}",
                harmless(&place.path),
                place.line,
                place.column
            );
        } else {
            out.push_str("\n   ");
        }
        let _ = writeln!(out, " {}", harmless(&example.message));
    }
    out
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
