//! `graphdown check`: every finding.

use std::io::Write as _;

use graphdown_codegen::diag::{self, Format, Style};
use graphdown_codegen::resolve;

use crate::args::{Check, CheckFormat, Global};
use crate::run::{self, Failure};
use crate::{DONE, FAILED};

pub(crate) fn run(global: &Global, args: &Check) -> Result<u8, Failure> {
    let mut front = run::read(global, &args.pages)?;
    if !front.diagnostics.has_errors() {
        // What shows only when names are decided and paths are laid out; nothing is made of it.
        resolve::resolve(&front.schema, &mut front.diagnostics);
        front.diagnostics.sort();
    }
    let (sources, diagnostics) = (&front.sources, &front.diagnostics);
    let text = match args.format {
        CheckFormat::Text if args.all => diag::render(sources, diagnostics, Format::Text, Style::Styled),
        CheckFormat::Text => run::readable(sources, diagnostics),
        CheckFormat::Short => diag::render(sources, diagnostics, Format::Short, Style::Plain),
        CheckFormat::Json => diag::render(sources, diagnostics, Format::Json, Style::Plain),
        CheckFormat::Github => diag::render(sources, diagnostics, Format::Github, Style::Plain),
        CheckFormat::Sarif => diag::render(sources, diagnostics, Format::Sarif, Style::Plain),
    };
    anstream::stdout().write_all(text.as_bytes())?;
    if args.format == CheckFormat::Text && !global.quiet {
        let summary = diag::summary(diagnostics);
        let summary = if summary.is_empty() {
            "nothing found".to_owned()
        } else {
            summary
        };
        anstream::eprintln!("{}: {summary}", counted(sources.pages().count(), "page"));
    }
    Ok(if diagnostics.has_errors() { FAILED } else { DONE })
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
