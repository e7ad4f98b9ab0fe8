//! The options that several verbs share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use graphdown_codegen::limits::Limits;

const EVERYWHERE: &str = "Options of every command";
const FINDINGS: &str = "Which findings stop a run";
const LIMITS: &str = "How much is made of the pages";

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
    /// Take more, or less, than by default of `properties` (of one type with its bases), `all-properties`, `requests` (of one page),
    /// `words` (characters of one description), `repeated` (bytes of text that requests and derived types repeat), or
    /// `files`; may be given several times
    #[arg(long, value_name = "NAME=COUNT", value_parser = limit, help_heading = LIMITS)]
    pub(crate) limit: Vec<(&'static str, usize)>,
}

/// Reads `requests=1000`.
fn limit(text: &str) -> Result<(&'static str, usize), String> {
    let names = || Limits::NAMES.join("`, `");
    let (name, count) = text.split_once('=').unwrap_or((text, ""));
    let name = Limits::NAMES
        .into_iter()
        .find(|known| *known == name)
        .ok_or_else(|| format!("the limits are `{}`", names()))?;
    let count = count
        .parse()
        .map_err(|_| format!("how much of it? `{name}=1000`, for one"))?;
    Ok((name, count))
}
