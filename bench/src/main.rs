//! Every figure that graphdown is held to, measured in one run: `cargo run --release -p graphdown-bench`.
//!
//! Claims are ratios against a limit, or against a peer that takes turns with it. Each file below `rows` measures one
//! group of rows; [`rows::GROUPS`] lists them in the order in which they are printed.

mod args;
mod child;
mod context;
mod corpus;
mod crates;
mod machine;
mod probe;
mod report;
mod row;
mod rows;
mod turns;
mod usage;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::Args;
use crate::context::Context;
use crate::report::Section;
use crate::row::{Row, Verdict};

type Failure = Box<dyn std::error::Error>;
type Result<T> = std::result::Result<T, Failure>;

fn main() -> ExitCode {
    let done = match std::env::args_os().nth(1) {
        Some(first) if first == child::BETWEEN => child::stand_between(std::env::args_os().skip(2)),
        Some(first) if first == probe::PROBE => {
            probe::run(std::env::args_os().skip(2));
            Ok(ExitCode::SUCCESS)
        }
        _ => run(&Args::parse()),
    };
    done.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::from(2)
    })
}

fn run(args: &Args) -> Result<ExitCode> {
    if args.list {
        for group in rows::GROUPS {
            println!("{:12} {}", group.name, group.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let context = Context::new(args)?;
    let asked = |name: &str| args.only.is_empty() || args.only.iter().any(|it| it == name);
    let mut sections = Vec::new();
    for group in rows::GROUPS.iter().filter(|it| asked(it.name)) {
        println!("\n{}: {}", group.name, group.about);
        let rows = (group.measure)(&context).unwrap_or_else(|error| {
            // The other groups still have something to tell.
            vec![Row::claim(
                group.about,
                error.to_string(),
                "can be measured",
                false,
            )]
        });
        for row in &rows {
            println!("{}", report::line(row));
        }
        sections.push(Section { group, rows });
    }
    if sections.is_empty() {
        return Err("no group of this name; `--list` shows them".into());
    }
    let is_whole = args.only.is_empty() && !args.quick;
    if is_whole {
        report::write(&context, &sections)?;
        println!("\nwritten to BENCHMARKS.md");
    }
    let missed = |section: &Section| section.rows.iter().any(|it| it.verdict == Verdict::Missed);
    Ok(ExitCode::from(u8::from(sections.iter().any(missed))))
}
