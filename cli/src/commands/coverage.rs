//! `graphdown coverage`: what became of every page, row, operation and example.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use graphdown_codegen::coverage::{self, Judged, Unit, Verdict};
use graphdown_codegen::diag::Diagnostic;
use graphdown_codegen::pipeline::{self, Front};
use graphdown_codegen::source::FileId;
use graphdown_codegen::text::Inert;
use serde_json::json;

use crate::args::{Global, Pages};
use crate::exit::{DONE, FAILED, Failure};
use crate::output::print;
use crate::{findings, input};

#[derive(Args)]
pub(crate) struct Coverage {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// How to print the table
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: CoverageFormat,
    /// List each page, table, row … that is not typed, with its place and the reason, to go through them
    #[arg(long)]
    pub(crate) list: bool,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub(crate) enum CoverageFormat {
    /// A table
    Text,
    /// A JSON object
    Json,
}

pub(crate) fn run(global: &Global, args: &Coverage) -> Result<u8, Failure> {
    let front = input::read(global, &args.pages, pipeline::check)?;
    let text = match (args.format, args.list) {
        (CoverageFormat::Text, false) => table(&front.coverage),
        (CoverageFormat::Text, true) => list(&front),
        (CoverageFormat::Json, _) => {
            let mut json = front.coverage.to_json();
            json["list"] = places(&front).map(|it| it.json()).collect();
            serde_json::to_string_pretty(&json)? + "\n"
        }
    };
    print(&text)?;
    let failed = findings::report(global, &args.pages, &front);
    Ok(if failed { FAILED } else { DONE })
}

/// One unit that is not typed, as it is told.
struct ListedUnit<'a> {
    judged: Judged,
    file: &'a str,
    line: usize,
    column: usize,
    /// What was found there, where something was.
    finding: Option<&'a Diagnostic>,
}

/// All that is not typed, by file and line.
fn places(front: &Front) -> impl Iterator<Item = ListedUnit<'_>> {
    let mut found: BTreeMap<(FileId, usize), &Diagnostic> = BTreeMap::new();
    for diagnostic in &front.diagnostics {
        if let Some(span) = diagnostic.span {
            let line = front.sources.line_column(span.file, span.start).0;
            found.entry((span.file, line)).or_insert(diagnostic);
        }
    }
    front.coverage.places().into_iter().map(move |judged| {
        let (line, column) = front.sources.line_column(judged.at.file, judged.at.start);
        ListedUnit {
            judged,
            file: &front.sources.file(judged.at.file).name,
            line,
            column,
            finding: found.get(&(judged.at.file, line)).copied(),
        }
    })
}

impl ListedUnit<'_> {
    fn json(&self) -> serde_json::Value {
        let (verdict, reason) = self.judged.verdict.words();
        json!({
            "unit": self.judged.unit.singular(), "verdict": verdict, "reason": reason,
            "file": self.file, "line": self.line, "column": self.column,
            "code": self.finding.map(|it| it.code.name()),
            "finding": self.finding.map(|it| &it.message),
        })
    }
}

/// A line for each unit that is not typed: `api/user-get.md:12:3: row: fallback: … [unknown-type: …]`.
fn list(front: &Front) -> String {
    let mut text = String::new();
    for told in places(front) {
        let (verdict, reason) = told.judged.verdict.words();
        let unit = told.judged.unit.singular();
        let (file, line, column) = (Inert(told.file), told.line, told.column);
        // Writing to a string does not fail.
        let _ = write!(text, "{file}:{line}:{column}: {unit}: {verdict}: {reason}");
        if let Some(finding) = told.finding {
            let _ = write!(text, " [{}: {}]", finding.code.name(), Inert(&finding.message));
        }
        text.push('\n');
    }
    text
}

/// A line for each unit, and below it one for each reason why some were skipped.
fn table(coverage: &coverage::Coverage) -> String {
    let mut text = format!(
        "{:<13}{:>9}{:>9}{:>10}{:>10}{:>10}{:>9}\n",
        "", "in", "typed", "external", "fallback", "left out", "skipped"
    );
    for unit in Unit::ALL {
        let count = |wanted: fn(&Verdict) -> bool| -> usize {
            coverage
                .verdicts(unit)
                .filter(|(verdict, _)| wanted(verdict))
                .map(|(_, count)| count)
                .sum()
        };
        let _ = writeln!(
            text,
            "{:<13}{:>9}{:>9}{:>10}{:>10}{:>10}{:>9}",
            unit.plural(),
            coverage.total(unit),
            count(|it| *it == Verdict::Typed),
            count(|it| *it == Verdict::External),
            count(|it| *it == Verdict::Fallback),
            count(|it| *it == Verdict::LeftOut),
            count(|it| matches!(it, Verdict::Skipped(_))),
        );
        for (verdict, count) in coverage.verdicts(unit) {
            if let Verdict::Skipped(reason) = verdict {
                let _ = writeln!(text, "{:>70}  {}", count, reason.words());
            }
        }
    }
    text
}
