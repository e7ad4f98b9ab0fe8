//! Findings as text: for people, for editors, for other programs. Lines and columns are counted here and nowhere else.
//!
//! *In* come findings and the texts that they point into; *out* goes one text of the chosen form. Nothing here decides what
//! is a finding, or how bad it is.

mod github;
mod harmless;
mod json;
mod position;
mod rustc;
mod sarif;
mod short;
mod summary;

use std::io;

use super::Diagnostics;
use crate::source::SourceMap;

pub use summary::{summarize, summary};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// As rustc does: place, source line, help.
    #[default]
    Text,
    /// One line for each: `path:line:column: severity[code]: title: message`.
    Short,
    /// An array of objects.
    Json,
    /// Workflow commands of GitHub Actions, which annotate a pull request's lines.
    Github,
    /// SARIF 2.1.0, which code scanning reads.
    Sarif,
}

/// Whether [`Format::Text`] has colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Plain text.
    #[default]
    Plain,
    /// ANSI colours.
    Styled,
}

/// All findings as one text. They are written in the order that they have: see [`Diagnostics::sort`].
pub fn render(sources: &SourceMap, diagnostics: &Diagnostics, format: Format, style: Style) -> String {
    let mut out = Vec::new();
    // Writing into memory cannot fail.
    let _ = write(&mut out, sources, diagnostics, format, style);
    String::from_utf8(out).unwrap_or_default()
}

/// The same, into a stream.
///
/// # Errors
///
/// Where the stream takes no more.
pub fn write(
    out: &mut dyn io::Write,
    sources: &SourceMap,
    diagnostics: &Diagnostics,
    format: Format,
    style: Style,
) -> io::Result<()> {
    match format {
        Format::Text => rustc::write(out, sources, diagnostics, style),
        Format::Short => short::write(out, sources, diagnostics),
        Format::Json => json::write(out, sources, diagnostics),
        Format::Github => github::write(out, sources, diagnostics),
        Format::Sarif => sarif::write(out, sources, diagnostics),
    }
}
