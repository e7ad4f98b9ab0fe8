//! What a run that found errors hands back.

use std::fmt;

use crate::diag::{self, Diagnostics, Format, Severity, Style};
use crate::source::SourceMap;
use crate::text::counted;

/// Errors that are shown one by one: more scroll away.
const MOST: usize = 50;

/// The errors of a run, rendered.
///
/// `Debug` prints the same text as `Display`, so that a build script whose `main` returns this shows the findings
/// as a compiler would.
pub struct Report {
    text: String,
}

impl Report {
    /// The errors of a run, and how many warnings there are beside them.
    pub fn of(sources: &SourceMap, diagnostics: &Diagnostics) -> Self {
        Self::with_command(sources, diagnostics, "graphdown check")
    }

    /// The same, with the command that shows all.
    pub(crate) fn with_command(sources: &SourceMap, diagnostics: &Diagnostics, command: &str) -> Self {
        let mut errors = diagnostics.errors();
        let count = errors.len();
        errors.truncate(MOST);
        let mut text = diag::render(sources, &errors, Format::Text, Style::Plain);
        let warnings = diagnostics.count(Severity::Warning);
        let beside = [
            (count > MOST).then(|| counted(count - MOST, "more error")),
            (warnings > 0).then(|| counted(warnings, "warning")),
        ];
        let beside: Vec<String> = beside.into_iter().flatten().collect();
        if !beside.is_empty() {
            let beside = beside.join(" and ");
            text.extend(["graphdown: ", &beside, " beside; `", command, "` shows them\n"]);
        }
        Self { text }
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
