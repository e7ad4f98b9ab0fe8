//! What graphdown has to say about pages: coded, with a byte span, collected while the stages run.
//!
//! A wrong page is never a `Result`: a stage pushes a [`Diagnostic`] and returns what it has. The pipeline looks
//! at [`Diagnostics::has_errors`] between stages.

mod code;
mod render;

use std::collections::{BTreeMap, BTreeSet};

pub use code::Code;
pub use render::{Format, Style, render, summarize, summary, write};

use crate::source::{FileId, Span};
pub use crate::text::counted;

/// How bad a finding is, after the user's own settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing in `check`; never printed by a build.
    Note,
    /// A page is wrong, which costs a fact, a row, a table or the page; the rest of the run is not touched.
    Warning,
    /// The run has no sense: there are no pages, two pages cannot both be true and no rank decides, or the user said so.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is; the wording of its title and its default severity hang on it.
    pub code: Code,
    /// Set by [`Diagnostics::push`] from the code and the user's levels.
    pub severity: Severity,
    /// Where. `None` for what has no place in a file (an empty folder).
    pub span: Option<Span>,
    /// What is wrong here, in one line, beside the code's title.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that belong to it, each with a line of its own.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// A finding of this code at this place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            span: Some(span),
            message: message.into(),
            help: None,
            related: Vec::new(),
        }
    }

    /// A finding that has no place in a file.
    pub fn placeless(code: Code, message: impl Into<String>) -> Self {
        Self {
            span: None,
            ..Self::new(code, Span::default(), message)
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// A user's changes to the severities: `--deny CODE`, `--allow CODE`, `--deny warnings`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    deny_warnings: bool,
    set: BTreeMap<Code, Option<Severity>>,
}

impl Levels {
    /// Makes a code an error. `"warnings"` raises every warning. Gives false for a name that is no code.
    pub fn deny(&mut self, code: &str) -> bool {
        if code == "warnings" {
            self.deny_warnings = true;
            return true;
        }
        self.set(code, Some(Severity::Error))
    }

    /// Makes a code a warning, whatever it was.
    pub fn warn(&mut self, code: &str) -> bool {
        self.set(code, Some(Severity::Warning))
    }

    /// Silences a code. What makes a run meaningless ([`Code::is_fatal`]) cannot be silenced: gives false for it too.
    pub fn allow(&mut self, code: &str) -> bool {
        if Code::parse(code).is_some_and(Code::is_fatal) {
            return false;
        }
        self.set(code, None)
    }

    fn set(&mut self, code: &str, severity: Option<Severity>) -> bool {
        let Some(code) = Code::parse(code) else {
            return false;
        };
        self.set.insert(code, severity);
        true
    }

    /// The options of the command line that set these levels: `--deny unknown-type`.
    pub fn options(&self) -> Vec<(&'static str, &'static str)> {
        let warnings = self.deny_warnings.then_some(("--deny", "warnings"));
        let set = self.set.iter().map(|(code, severity)| match severity {
            Some(Severity::Error) => ("--deny", code.name()),
            Some(_) => ("--warn", code.name()),
            None => ("--allow", code.name()),
        });
        warnings.into_iter().chain(set).collect()
    }

    /// The severity of a code under these levels; `None` is silenced.
    pub fn severity(&self, code: Code) -> Option<Severity> {
        match self.set.get(&code) {
            Some(set) => *set,
            None if self.deny_warnings && code.severity() == Severity::Warning => Some(Severity::Error),
            None => Some(code.severity()),
        }
    }
}

/// All findings of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    levels: Levels,
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty collection under a user's levels.
    pub fn new(levels: Levels) -> Self {
        Self {
            levels,
            found: Vec::new(),
        }
    }

    /// Adds a finding, unless the user silenced its code.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if let Some(severity) = self.levels.severity(diagnostic.code) {
            diagnostic.severity = severity;
            self.found.push(diagnostic);
        }
    }

    /// A collection of the same levels, for a thread of its own.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self::new(self.levels.clone())
    }

    /// Moves every place to where `place` says that it is from.
    pub(crate) fn relocate(&mut self, place: impl Fn(Span) -> Span) {
        for it in &mut self.found {
            it.span = it.span.map(&place);
            it.related.iter_mut().for_each(|(span, _)| *span = place(*span));
        }
    }

    /// Takes over what another collection found.
    pub fn append(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// The same, but of this code one finding for each file at most, and none for a file that has one already.
    pub fn append_once_in_file(&mut self, code: Code, other: Self) {
        let file = |it: &Diagnostic| it.span.map(|span| span.file).filter(|_| it.code == code);
        let mut told: BTreeSet<FileId> = self.found.iter().filter_map(file).collect();
        let new = |it: &Diagnostic| file(it).is_none_or(|file| told.insert(file));
        self.found.extend(other.found.into_iter().filter(new));
    }

    /// The errors alone.
    #[must_use]
    pub fn errors(&self) -> Self {
        let found = self.found.iter().filter(|it| it.severity == Severity::Error);
        Self {
            levels: self.levels.clone(),
            found: found.cloned().collect(),
        }
    }

    /// The findings of these codes alone.
    #[must_use]
    pub fn only(&self, codes: &[Code]) -> Self {
        let found = self.found.iter().filter(|it| codes.contains(&it.code));
        Self {
            levels: self.levels.clone(),
            found: found.cloned().collect(),
        }
    }

    /// True where something was found that stops the run.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|it| it.severity == Severity::Error)
    }

    /// Sorts by place, so that the order of files and threads never shows, and drops exact repeats.
    pub fn sort(&mut self) {
        self.found
            .sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
        self.found.dedup();
    }

    /// The findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|it| it.severity == severity).count()
    }

    /// Number of findings, notes included.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// True where nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Keeps the first findings.
    pub(crate) fn truncate(&mut self, most: usize) {
        self.found.truncate(most);
    }

    /// Drops the findings that turn out to be none.
    pub(crate) fn withdraw(&mut self, is_none: impl Fn(&Diagnostic) -> bool) {
        self.found.retain(|it| !is_none(it));
    }

    /// Drops what is less than this severity: a build prints no notes.
    pub fn retain(&mut self, at_least: Severity) {
        self.found.retain(|it| it.severity >= at_least);
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
