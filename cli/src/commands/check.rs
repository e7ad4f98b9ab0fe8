//! `graphdown check`: every finding.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use graphdown_codegen::diag::{self, Code, Diagnostics, Format, Style, counted};
use graphdown_codegen::pipeline;

use crate::args::{Global, Pages};
use crate::exit::{DONE, FAILED, Failure};
use crate::output::{print, tell};
use crate::{findings, input};

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// How to print the findings
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: CheckFormat,
    /// Show each finding, even where there are hundreds
    #[arg(long)]
    pub(crate) all: bool,
    /// Show each finding of this code and no others; may be given several times
    #[arg(long, value_name = "CODE")]
    pub(crate) only: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub(crate) enum CheckFormat {
    /// As a compiler would; a table by code where there are more than a hundred
    Text,
    /// One line for each finding
    Short,
    /// A JSON array
    Json,
    /// Workflow commands that annotate a pull request
    Github,
    /// SARIF 2.1.0
    Sarif,
}

pub(crate) fn run(global: &Global, args: &Check) -> Result<u8, Failure> {
    let only: Vec<Code> = args
        .only
        .iter()
        .map(|name| input::code(name))
        .collect::<Result<_, _>>()?;
    let front = input::read(global, &args.pages, pipeline::check)?;
    let shown = if only.is_empty() {
        front.diagnostics.clone()
    } else {
        front.diagnostics.only(&only)
    };
    let is_summary =
        args.format == CheckFormat::Text && !args.all && only.is_empty() && findings::too_many(&shown);
    let text = if is_summary {
        diag::summarize(&front.sources, &shown)
    } else {
        let (format, style) = match args.format {
            CheckFormat::Text => (Format::Text, Style::Styled),
            CheckFormat::Short => (Format::Short, Style::Plain),
            CheckFormat::Json => (Format::Json, Style::Plain),
            CheckFormat::Github => (Format::Github, Style::Plain),
            CheckFormat::Sarif => (Format::Sarif, Style::Plain),
        };
        diag::render(&front.sources, &shown, format, style)
    };
    print(&text)?;
    if args.format == CheckFormat::Text && !global.quiet {
        tell(conclusion(args, &front, &shown));
        if let Some(steps) = next_steps(args, &shown, is_summary) {
            tell(steps);
        }
    }
    Ok(if front.diagnostics.has_errors() {
        FAILED
    } else {
        DONE
    })
}

/// The last line: what was read, what was found, and how much of it is shown.
fn conclusion(args: &Check, front: &pipeline::Front, shown: &Diagnostics) -> String {
    let read = match front.sources.pages().count() {
        0 => args
            .pages
            .paths
            .iter()
            .map(|it| it.display().to_string())
            .collect(),
        pages => counted(pages, "page"),
    };
    let summary = diag::summary(&front.diagnostics);
    let found = if summary.is_empty() {
        "nothing found"
    } else {
        &summary
    };
    if args.only.is_empty() {
        return format!("{read}: {found}");
    }
    format!("{read}: {found}; {} shown", shown.len())
}

/// What a reader may want to know next.
fn next_steps(args: &Check, shown: &Diagnostics, is_summary: bool) -> Option<String> {
    let mut counts = BTreeMap::<_, usize>::new();
    for it in shown {
        *counts.entry((it.severity, it.code)).or_default() += 1;
    }
    let ((_, code), count) = counts
        .iter()
        .max_by_key(|((severity, code), count)| (*severity, **count, Reverse(*code)))?;
    let code = code.name();
    if !is_summary {
        return Some(format!(
            "`graphdown explain {code}` tells more; so for every code"
        ));
    }
    let pages = input::written(&args.pages);
    Some(format!(
        "\n\
         graphdown explain {code}\n    tells what it means and what to do\n\
         graphdown check{pages} --only {code}\n    shows all {count} of them\n\
         graphdown check{pages} --all\n    shows everything"
    ))
}
