//! What was found, example by example, and its totals.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write as _},
    io::Write as _,
};

use serde::{Deserialize, Serialize};

use super::properties::Properties;

/// Where every test appends what it found, one JSON object in each line, if this variable names a file.
pub(super) const REPORT_FILE: &str = "GRAPHDOWN_EXAMPLES_REPORT";

/// Whose fault it is that an example does not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// The client's, or the generator's.
    Ours,
    /// The page's: it contradicts itself, or shows what is no JSON.
    #[serde(rename = "page")]
    Theirs,
    /// Nobody's: what this harness does not look at.
    Limit,
}

/// What an example is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExampleKind {
    /// What a caller sends.
    Request,
    /// What the service answers.
    Response,
    /// The JSON block of a type's page.
    Representation,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Whose fault it is.
    pub fault: Fault,
    /// What findings are grouped by: `value-of-another-type`.
    pub kind: String,
    /// What it is about.
    pub what: String,
}

impl Finding {
    pub(super) fn ours(kind: &str, what: impl Into<String>) -> Self {
        Self::new(Fault::Ours, kind, what)
    }

    pub(super) fn page(kind: &str, what: impl Into<String>) -> Self {
        Self::new(Fault::Theirs, kind, what)
    }

    pub(super) fn limit(kind: &str, what: impl Into<String>) -> Self {
        Self::new(Fault::Limit, kind, what)
    }

    fn new(fault: Fault, kind: &str, what: impl Into<String>) -> Self {
        let (kind, what) = (kind.to_owned(), what.into());
        Self { fault, kind, what }
    }
}

/// What became of one example.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trial {
    /// The page, below the root of the pages.
    pub page: String,
    /// Where the block begins.
    pub line: Option<u32>,
    /// What it is.
    pub shown: ExampleKind,
    /// It came through unchanged; `None` where it could not be tried.
    pub unchanged: Option<bool>,
    /// Documented properties that hold a value.
    pub met: usize,
    /// Of them, those that are in a field of their type.
    pub typed: usize,
    /// Documented properties that hold a placeholder of the right kind.
    pub placeholders: usize,
    /// Properties that no page documents.
    pub undocumented: usize,
    /// What is wrong with it. Nothing: it passed.
    pub findings: Vec<Finding>,
}

impl Trial {
    pub(super) fn add(&mut self, properties: Properties) {
        self.met += properties.met;
        self.typed += properties.typed;
        self.placeholders += properties.placeholders;
        self.undocumented += properties.undocumented;
        for what in properties.misfits {
            self.findings.push(Finding::page("value-of-another-type", what));
        }
    }

    /// The worst of its findings.
    fn fault(&self) -> Option<Fault> {
        self.findings.iter().map(|it| it.fault).min()
    }

    fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.page),
            None => self.page.clone(),
        }
    }
}

/// Everything that a run found. [`fmt::Display`] gives the totals, the findings by their kind, and the pages with most.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// In the order of the pages.
    pub outcomes: Vec<Trial>,
}

impl Report {
    /// Reads what tests have appended to a report file: one outcome in each line.
    ///
    /// # Errors
    ///
    /// A line is none.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        let outcomes = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        Ok(Self { outcomes })
    }

    /// Appends the outcomes to the file that the environment names, if it names one.
    pub(super) fn append(&self) -> std::io::Result<()> {
        let Some(path) = std::env::var_os(REPORT_FILE) else {
            return Ok(());
        };
        let mut lines = String::new();
        for outcome in &self.outcomes {
            lines += &serde_json::to_string(outcome)?;
            lines.push('\n');
        }
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
        file.write_all(lines.as_bytes())
    }

    /// Every finding that is ours, in a line each.
    pub fn ours(&self) -> Vec<String> {
        let findings = self.outcomes.iter().flat_map(|outcome| {
            let ours = outcome.findings.iter().filter(|it| it.fault == Fault::Ours);
            ours.map(|it| format!("{}: {}: {}", outcome.place(), it.kind, it.what))
        });
        findings.collect()
    }

    fn totals(&self, shown: ExampleKind, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcomes = || self.outcomes.iter().filter(|it| it.shown == shown);
        let with = |fault| outcomes().filter(|it| it.fault() == fault).count();
        let tried = outcomes().filter(|it| it.unchanged.is_some()).count();
        let unchanged = outcomes().filter(|it| it.unchanged == Some(true)).count();
        writeln!(
            f,
            "{:<15} {:>6} {:>6} {:>6} {:>6} {:>6}   {:>8} of {:>6}  {:>7}",
            format!("{shown:?}s"),
            outcomes().count(),
            with(None),
            with(Some(Fault::Ours)),
            with(Some(Fault::Theirs)),
            with(Some(Fault::Limit)),
            unchanged,
            tried,
            share(unchanged, tried),
        )
    }

    fn properties(&self, shown: ExampleKind, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sum = |of: fn(&Trial) -> usize| {
            let outcomes = self.outcomes.iter().filter(|it| it.shown == shown);
            outcomes.map(of).sum::<usize>()
        };
        let (met, typed) = (sum(|it| it.met), sum(|it| it.typed));
        writeln!(
            f,
            "{:<15} {met:>6} {typed:>6}  {:>7}   {:>6} {:>6}",
            format!("{shown:?}s"),
            share(typed, met),
            sum(|it| it.placeholders),
            sum(|it| it.undocumented),
        )
    }

    /// Findings by whose they are and their kind: how many, on how many pages, and the first few.
    fn groups(&self) -> String {
        const SHOWN: usize = 3;
        let mut groups: BTreeMap<(Fault, &str), Vec<(&Trial, &Finding)>> = BTreeMap::new();
        for outcome in &self.outcomes {
            for finding in &outcome.findings {
                let group = groups.entry((finding.fault, &finding.kind)).or_default();
                group.push((outcome, finding));
            }
        }
        let mut text = String::new();
        for ((fault, kind), found) in groups {
            let pages: BTreeSet<_> = found.iter().map(|(it, _)| &it.page).collect();
            // Writing into a string cannot fail.
            let _ = writeln!(
                text,
                "  {fault:?}: {kind}: {} on {} pages",
                found.len(),
                pages.len()
            );
            for (outcome, finding) in found.iter().take(SHOWN) {
                let _ = writeln!(text, "      {}: {}", outcome.place(), finding.what);
            }
        }
        text
    }

    /// The pages with the most faults of their own.
    fn worst(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const WORST: usize = 10;
        let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
        for outcome in &self.outcomes {
            let faults = outcome
                .findings
                .iter()
                .filter(|it| it.fault == Fault::Theirs)
                .count();
            *pages.entry(&outcome.page).or_default() += faults;
        }
        let mut pages: Vec<_> = pages.into_iter().filter(|(_, faults)| *faults > 0).collect();
        pages.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        for (page, faults) in pages.into_iter().take(WORST) {
            writeln!(f, "  {faults:>4} {page}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            ExampleKind::Request,
            ExampleKind::Response,
            ExampleKind::Representation,
        ];
        writeln!(
            f,
            "{:<15} {:>6} {:>6} {:>6} {:>6} {:>6}   unchanged, of those that could be tried",
            "", "all", "passed", "ours", "page", "limit"
        )?;
        kinds.iter().try_for_each(|it| self.totals(*it, f))?;
        writeln!(
            f,
            "\n{:<15} {:>6} {:>6}  {:>7}   {:>6} {:>6}",
            "properties in", "met", "typed", "", "placeh", "undoc"
        )?;
        kinds.iter().try_for_each(|it| self.properties(*it, f))?;
        let groups = self.groups();
        if !groups.is_empty() {
            write!(f, "\nfindings\n{groups}\npages with the most faults\n")?;
            self.worst(f)?;
        }
        Ok(())
    }
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    // Rounded down, so that 100 % is all.
    let hundredths = part * 10_000 / whole;
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}
