//! The options and what `--help` teaches of them.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::call::Call;

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

const EVERYWHERE: &str = "Options of every command";
const FINDINGS: &str = "Which findings stop a run";

/// Reads API reference pages in Microsoft Graph's Markdown dialect and writes a typed Rust client.
#[derive(Parser)]
#[command(name = "graphdown", version, styles = STYLES, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every verb.
#[derive(Args)]
pub(crate) struct Global {
    /// Colours: `auto` is on a terminal, unless `NO_COLOR` is set
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = EVERYWHERE
    )]
    pub(crate) color: Color,
    /// Say nothing but errors and what was asked for
    #[arg(short, long, global = true, help_heading = EVERYWHERE)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    pub(crate) fn write_global(self) {
        let choice = match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
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
    /// Tell what a finding means and what to do about it, or list all codes
    Explain(Explain),
}

/// What is read, and how strictly.
#[derive(Args)]
pub(crate) struct Pages {
    /// A folder with all `.md` and `.txt` pages below it, a single page, or a file that `schema` wrote
    #[arg(required = true, value_name = "PAGES")]
    pub(crate) paths: Vec<PathBuf>,
    /// A file of corrections to what the pages say (docs/overrides.md); may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) overrides: Vec<PathBuf>,
    /// The API version to read (`v1.0`, `beta`) where the folder holds several
    #[arg(long, value_name = "VERSION")]
    pub(crate) api_version: Option<String>,
    /// Make an error of a code such as `unknown-type`, or of all `warnings`; may be given several times
    #[arg(long, value_name = "CODE", help_heading = FINDINGS)]
    pub(crate) deny: Vec<String>,
    /// Make a warning of a code
    #[arg(long, value_name = "CODE", help_heading = FINDINGS)]
    pub(crate) warn: Vec<String>,
    /// Silence a code; not one that makes the run meaningless
    #[arg(long, value_name = "CODE", help_heading = FINDINGS)]
    pub(crate) allow: Vec<String>,
}

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

const REVIEW: &str = "\
Examples:
  graphdown examples docs/                     the kinds of faults, and the worst pages
  graphdown examples docs/ -o report.md        every fault with its page and line, what it means and how to mend it
  graphdown examples docs/ -o report.json      the same for other programs
  graphdown examples docs/ --only unknown-member

To add what a generated client makes of the same examples:
  graphdown generate docs/ -o client/ --examples
  (cd client && GRAPHDOWN_EXAMPLES_REPORT=/tmp/found cargo test --no-fail-fast --all-features)
  graphdown examples docs/ -o report.md --tested /tmp/found

Faults of pages are no failure of this command: it exits with 0.";

#[derive(Args)]
#[command(after_help = REVIEW)]
pub(crate) struct Examples {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// How to write the report; by default what the file's ending says, else text
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<ExamplesFormat>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Tell of one kind of fault only
    #[arg(long, value_name = "KIND")]
    pub(crate) only: Option<String>,
    /// Add what the tests of a generated client found: the file that `GRAPHDOWN_EXAMPLES_REPORT` named
    #[arg(long, value_name = "FILE")]
    pub(crate) tested: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub(crate) enum ExamplesFormat {
    /// A summary for the terminal
    Text,
    /// The whole report
    Markdown,
    /// A JSON object
    Json,
}

#[derive(Args)]
pub(crate) struct Schema {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// The form to write; by default what the file's ending says, else YAML
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<SchemaFormat>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write nothing; show the difference and exit with 1 where the file is not current
    #[arg(long, requires = "output")]
    pub(crate) check: bool,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub(crate) enum SchemaFormat {
    /// Pleasant to read and to review
    Yaml,
    /// For other programs
    Json,
}

#[derive(Args)]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// The crate's folder: new, empty, or written by graphdown before
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Write only this and what comes with it: a type (`user`), an operation (`GET /users/{id}`), paths
    /// (`/users/**`), or a glob (`remote*`); may be given several times
    #[arg(long, value_name = "PATTERN")]
    pub(crate) include: Vec<String>,
    /// Write only the operations below this first segment of paths, and what comes with them
    #[arg(long, value_name = "SEGMENT")]
    pub(crate) area: Vec<String>,
    /// The crate's name
    #[arg(long, value_name = "NAME", default_value = "graphdown-client")]
    pub(crate) name: String,
    /// Where the crate finds graphdown-runtime: the path of a checkout, or a published version
    #[arg(long, value_name = "PATH|VERSION")]
    pub(crate) runtime: Option<String>,
    /// Where the pages are from, for the crate's README: an address or a name
    #[arg(long, value_name = "TEXT")]
    pub(crate) source: Option<String>,
    /// The pages' licence, whose words become the documentation: an SPDX expression, as CC-BY-4.0 for Microsoft
    /// Graph's reference
    #[arg(long, value_name = "SPDX")]
    pub(crate) license: Option<String>,
    /// Write a test for each documented example, too: `cargo test` in the crate runs them
    #[arg(long)]
    pub(crate) examples: bool,
    /// Write nothing; show the difference and exit with 1 where the crate is not current
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Args)]
pub(crate) struct Emulate {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// The port to listen on, on this machine only; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Answer calls without a token too; otherwise each needs a bearer token that holds a documented permission
    #[arg(long)]
    pub(crate) no_auth: bool,
    /// Answer for items and lists that were never created, too, with the examples of the pages
    #[arg(long)]
    pub(crate) examples: bool,
    /// Serve nothing; print a token with these delegated permissions
    #[arg(long, value_name = "PERMISSION", num_args = 1.., value_delimiter = ',')]
    pub(crate) print_token: Vec<String>,
}

const COMPLETIONS: &str = "\
Add this to the file that your shell reads at its start:
  bash        source <(graphdown completions bash)
  zsh         source <(graphdown completions zsh)
  fish        graphdown completions fish | source
  powershell  graphdown completions powershell | Out-String | Invoke-Expression

Documented paths are read from `schemas/*/pages`, `pages`, --pages or GRAPHDOWN_PAGES, as `graphdown call` does.";

#[derive(Args)]
#[command(after_help = COMPLETIONS)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: Shell,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub(crate) enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

#[derive(Args)]
pub(crate) struct Explain {
    /// A code such as `unknown-type`, as it stands in brackets behind `warning`; without one, all codes are listed
    pub(crate) code: Option<String>,
}
