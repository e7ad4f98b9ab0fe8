//! The verbs, and what `--help` teaches of all of them.

use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::{Parser, Subcommand};

use crate::args::Global;
use crate::commands::call::Call;
use crate::commands::check::Check;
use crate::commands::completions::Completions;
use crate::commands::coverage::Coverage;
use crate::commands::emulate::Emulate;
use crate::commands::examples::Examples;
use crate::commands::explain::Explain;
use crate::commands::facts::FactsArgs;
use crate::commands::generate::Generate;
use crate::commands::schema::Schema;

/// How `error:` looks.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Start with `check` to see whether your pages are read as they are meant, then `generate`:
  graphdown check docs/                        every finding, as a compiler would show it
  graphdown explain unknown-type               what a finding means and what to do about it
  graphdown examples docs/ -o report.md        where the pages' examples contradict the pages
  graphdown generate docs/ -o client/          a crate with a typed client
  graphdown generate docs/ -o client/ --area me  only what is below /me, and what comes with it
  graphdown generate docs/ -o client/ --check  for CI: fails where client/ is not current
  graphdown emulate docs/ --no-auth            a local server that answers as the pages say
  graphdown call GET /users --pages docs/      one documented call: answered from the pages, or by a service

Exit codes:
  0  done; there may be warnings
  1  an error in the pages, or under --check a file that is not current
  2  a wrong option, a path that is not there, a full disk";

/// Reads API reference pages in Microsoft Graph's Markdown dialect and writes a typed Rust client.
#[derive(Parser)]
#[command(name = "graphdown", version, styles = STYLES, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show what is wrong or unclear in the pages; writes nothing
    Check(Check),
    /// Count what became of every page, row, operation and example; writes nothing
    Coverage(Coverage),
    /// Report where the examples of the pages contradict what the pages document
    ///
    /// Each request, response and type's JSON is held against its operation or type: address, query, status code, every
    /// property and value, and the metadata before the block. Nothing is compiled.
    Examples(Examples),
    /// Write what the pages say as one file, in YAML or JSON
    ///
    /// The file can be committed and reviewed, and every command takes it in place of the pages.
    Schema(Schema),
    /// Write a crate with a typed client
    ///
    /// A crate that shall generate at build time uses `graphdown_codegen::Builder` in its `build.rs` instead; both give the
    /// same code.
    Generate(Generate),
    /// Serve the documented operations on this machine, for tests
    ///
    /// What is created can be read again. Functions, actions and single objects are answered with the page's own example;
    /// with --examples, so is all that was never created. The address is printed to standard output. Ctrl-C ends it.
    Emulate(Emulate),
    /// Make one documented call: emulated here, or of a service
    Call(Call),
    /// Print what makes a shell complete options and documented paths
    Completions(Completions),
    /// Show what single pages give, before they are put together
    #[command(hide = true)]
    Facts(FactsArgs),
    /// Tell what a finding means and what to do about it, or list all codes
    Explain(Explain),
}
