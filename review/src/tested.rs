//! What the tests of a generated client have found: the same examples, through the code that users get.

use std::collections::BTreeSet;

use graphdown_runtime::examples::{Fault as Whose, Report};
use serde::Serialize;

use crate::{ExampleKind, Review};

/// The outcome of a run of the tests that `graphdown generate --examples` writes.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tested {
    /// Requests, responses and representations.
    pub runs: Vec<Run>,
    /// What the tests call a fault of a page, and the review does not: place, kind, and what it is about.
    pub tests_alone: Vec<[String; 3]>,
    /// Faults of the client, which are no page's.
    pub ours: Vec<String>,
    /// What the tests do not try, by kind.
    pub limits: Vec<(String, usize)>,
}

/// The examples of one form.
#[derive(Clone, Debug, Serialize)]
pub struct Run {
    /// What they are.
    pub shown: ExampleKind,
    /// All of them.
    pub examples: usize,
    /// Those that could be tried.
    pub tried: usize,
    /// Of them, those that came through unchanged.
    pub unchanged: usize,
    /// Documented properties that hold a value.
    pub properties: usize,
    /// Of them, those in a field of their type.
    pub typed: usize,
}

impl Tested {
    /// Reads what the tests appended to the file that `GRAPHDOWN_EXAMPLES_REPORT` named.
    ///
    /// # Errors
    ///
    /// A line is not what such a test writes.
    pub fn read(text: &str, review: &Review) -> Result<Self, serde_json::Error> {
        let report = Report::read(text)?;
        let mut tested = Self {
            ours: report.ours(),
            ..Self::default()
        };
        for shown in [
            ExampleKind::Request,
            ExampleKind::Response,
            ExampleKind::Representation,
        ] {
            let own = || report.outcomes.iter().filter(|it| it.shown == shown);
            tested.runs.push(Run {
                shown,
                examples: own().count(),
                tried: own().filter(|it| it.unchanged.is_some()).count(),
                unchanged: own().filter(|it| it.unchanged == Some(true)).count(),
                properties: own().map(|it| it.met).sum(),
                typed: own().map(|it| it.typed).sum(),
            });
        }
        let known: BTreeSet<(&str, Option<usize>)> = review
            .faults
            .iter()
            .flat_map(|it| [(it.page.as_str(), it.block), (it.page.as_str(), it.line)])
            .collect();
        let is_read_over = |page: &str| {
            review
                .faults
                .iter()
                .any(|it| it.page == page && it.block.is_none())
        };
        for outcome in &report.outcomes {
            let line = outcome.line.map(|it| it as usize);
            for finding in &outcome.findings {
                let page = outcome.page.as_str();
                if finding.fault == Whose::Limit {
                    match tested.limits.iter_mut().find(|(kind, _)| *kind == finding.kind) {
                        Some((_, count)) => *count += 1,
                        None => tested.limits.push((finding.kind.clone(), 1)),
                    }
                } else if finding.fault == Whose::Theirs
                    && !known.contains(&(page, line))
                    && !is_read_over(page)
                {
                    let place = line.map_or(page.to_owned(), |line| format!("{page}:{line}"));
                    let what = crate::fault::short(&finding.what);
                    tested.tests_alone.push([place, finding.kind.clone(), what]);
                }
            }
        }
        tested.limits.sort();
        tested.tests_alone.sort();
        Ok(tested)
    }
}
