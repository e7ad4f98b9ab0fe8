//! The table, for the terminal and for BENCHMARKS.md.

use std::fmt::Write as _;
use std::fs;

use crate::Result;
use crate::context::Context;
use crate::machine;
use crate::row::{Row, Verdict};
use crate::rows::Group;

/// A group and what it measured.
pub(crate) struct Section {
    pub(crate) group: &'static Group,
    pub(crate) rows: Vec<Row>,
}

/// A row for the terminal.
pub(crate) fn line(row: &Row) -> String {
    format!(
        "  {:<74} {:>10} {:>14}  {:<6}  {}",
        row.what, row.figure, row.limit, row.verdict, row.measured
    )
    .trim_end()
    .to_owned()
}

/// Writes BENCHMARKS.md.
pub(crate) fn write(context: &Context, sections: &[Section]) -> Result<()> {
    let mut text = format!(
        "# Benchmarks\n\n\
         Written by `cargo run --release -p graphdown-bench` on {}: {}.\n\n\
         Every figure is a ratio against a limit, or against a peer that took turns with it in the same run (A B A B), \
         and the median of those turns. Absolute times are of a machine that had other work; the ratios count.\n",
        machine::today(),
        machine::describe()
    );
    let rows = || sections.iter().flat_map(|it| &it.rows);
    let count = |verdict: fn(&Verdict) -> bool| rows().filter(|it| verdict(&it.verdict)).count();
    writeln!(
        text,
        "\n{} rows hold, {} are missed, {} were skipped.",
        count(|it| *it == Verdict::Holds),
        count(|it| *it == Verdict::Missed),
        count(|it| matches!(it, Verdict::Skipped(_)))
    )?;
    for Section { group, rows } in sections {
        write!(text, "\n## {}\n\n{}\n\n", group.name, group.about)?;
        text.push_str("| what | measured | figure | limit | |\n|---|---|---:|---:|---|\n");
        for row in rows {
            writeln!(
                text,
                "| {} | {} | {} | {} | {} |",
                row.what, row.measured, row.figure, row.limit, row.verdict
            )?;
        }
    }
    text.push_str(&notes(context)?);
    fs::write(context.repository.join("BENCHMARKS.md"), text)?;
    Ok(())
}

/// What people have written below the figures: profiles, reasons, what did not help.
fn notes(context: &Context) -> Result<String> {
    let path = context.repository.join("bench/NOTES.md");
    let notes = fs::read_to_string(path)?;
    Ok(format!("\n{notes}"))
}
