//! What a run that found errors hands back.

use std::fmt;

use crate::diag::{self, Diagnostics, Format, Style};
use crate::source::SourceMap;

/// The errors of a run, rendered.
///
/// `Debug` prints the same text as `Display`, so that a build script whose `main` returns this shows the findings
/// as a compiler would.
pub struct Report {
    text: String,
}

impl Report {
    /// Renders the errors and warnings of a run.
    pub fn of(sources: &SourceMap, diagnostics: &Diagnostics) -> Self {
        Self {
            text: diag::render(sources, diagnostics, Format::Text, Style::Plain),
        }
    }

    /// A report of one line, for what is wrong outside of the pages: a missing variable, a full disk.
    pub fn plain(message: impl fmt::Display) -> Self {
        Self {
            text: format!("graphdown: {message}\n"),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `main` prints `Error: ` in front: the findings start on a line of their own.
        write!(f, "\n{}", self.text)
    }
}

impl std::error::Error for Report {}
