//! The options and what `--help` teaches of them.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// How `error:` looks.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  graphdown check docs/                          every finding, as a compiler would show it
  graphdown coverage docs/                       what became of every page, row and example
  graphdown generate docs/ -o client/            a crate with a typed client
  graphdown generate docs/ -o client/ --area me  only what is below /me, and what comes with it
  graphdown generate docs/ -o client/ --check    fails where client/ is not current
  graphdown emulate docs/ --port 8080            a local server that answers as the pages say

Exit codes: 0 done (warnings too), 1 an error in the pages or a file that is not current, 2 usage or I/O.";

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
    /// When to use colours; `NO_COLOR` is heeded
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = false
    )]
    pub(crate) color: Color,
    /// Say nothing but errors and what was asked for
    #[arg(short, long, global = true)]
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
    /// Show every finding
    Check(Check),
    /// Show what became of every page, row, operation and example
    Coverage(Coverage),
    /// Write the intermediate schema, as YAML or JSON
    Schema(Schema),
    /// Write a crate with a typed client
    Generate(Generate),
    /// Serve the documented operations on this machine
    Emulate(Emulate),
    /// Explain a finding's code, or list them all
    Explain(Explain),
}

/// What is read, and how strictly.
#[derive(Args)]
pub(crate) struct Pages {
    /// Folders of pages (`.md`, `.txt`), searched recursively; a single page; or a `schema.yaml`
    #[arg(required = true, value_name = "PAGES")]
    pub(crate) paths: Vec<PathBuf>,
    /// Correct what the pages say by this file; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) overrides: Vec<PathBuf>,
    /// Keep this API version where the pages hold several
    #[arg(long, value_name = "VERSION")]
    pub(crate) api_version: Option<String>,
    /// Make a code an error, or `warnings` for all of them; may be given several times
    #[arg(long, value_name = "CODE")]
    pub(crate) deny: Vec<String>,
    /// Make a code a warning
    #[arg(long, value_name = "CODE")]
    pub(crate) warn: Vec<String>,
    /// Silence a code
    #[arg(long, value_name = "CODE")]
    pub(crate) allow: Vec<String>,
}

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// How to print the findings
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: CheckFormat,
    /// Show each finding even where there are hundreds of a kind
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub(crate) enum CheckFormat {
    /// As a compiler would
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
    /// Write nothing; fail where the file is not current
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
    /// Where the crate finds graphdown-runtime: a path, or a version of the published crate
    #[arg(long, value_name = "PATH|VERSION")]
    pub(crate) runtime: Option<String>,
    /// Write nothing; fail, and show the difference, where the crate is not current
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
    /// Answer calls that bring no token, too
    #[arg(long)]
    pub(crate) no_auth: bool,
}

#[derive(Args)]
pub(crate) struct Explain {
    /// A code such as `unknown-type`; without one, all codes are listed
    pub(crate) code: Option<String>,
}
