//! `graphdown coverage`: what became of every page, row, operation and example.

use clap::{Args, ValueEnum};
use std::fmt::Write as _;

use graphdown_codegen::coverage::{self, Unit, Verdict};
use graphdown_codegen::pipeline;

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
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub(crate) enum CoverageFormat {
    /// A table
    Text,
    /// A JSON object
    Json,
}

pub(crate) fn run(global: &Global, args: &Coverage) -> Result<u8, Failure> {
    let front = input::read(global, &args.pages, pipeline::read)?;
    let text = match args.format {
        CoverageFormat::Text => table(&front.coverage),
        CoverageFormat::Json => serde_json::to_string_pretty(&front.coverage.to_json())? + "\n",
    };
    print(&text)?;
    let failed = findings::report(global, &args.pages, &front);
    Ok(if failed { FAILED } else { DONE })
}

/// A line for each unit, and below it one for each reason why some were skipped.
fn table(coverage: &coverage::Coverage) -> String {
    let mut text = format!(
        "{:<13}{:>9}{:>9}{:>10}{:>10}{:>9}\n",
        "", "in", "typed", "external", "fallback", "skipped"
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
            "{:<13}{:>9}{:>9}{:>10}{:>10}{:>9}",
            unit.plural(),
            coverage.total(unit),
            count(|it| *it == Verdict::Typed),
            count(|it| *it == Verdict::External),
            count(|it| *it == Verdict::Fallback),
            count(|it| matches!(it, Verdict::Skipped(_))),
        );
        for (verdict, count) in coverage.verdicts(unit) {
            if let Verdict::Skipped(reason) = verdict {
                let _ = writeln!(text, "{:>60}  {}", count, reason.words());
            }
        }
    }
    text
}
