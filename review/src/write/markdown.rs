//! The report for the people who keep the pages.

use std::fmt::Write as _;

use graphdown_codegen::diag::counted;

use super::{WORST, percent};
use crate::summary::Total;
use crate::{Fault, Review, Tested};

impl Review {
    /// The whole report: totals, the ten worst pages, and every fault with its place, grouped by kind.
    ///
    /// Names, types and single values of the pages stand in it, in code spans that they cannot leave; no words of the pages.
    pub fn markdown(&self, tested: Option<&Tested>) -> String {
        let mut text = String::from("# Examples that contradict their pages\n\n");
        self.totals(&mut text);
        self.worst_pages(&mut text);
        self.overview(&mut text);
        self.kinds(&mut text);
        if let Some(tested) = tested {
            client(tested, &mut text);
        }
        self.others(&mut text);
        text
    }

    fn totals(&self, text: &mut String) {
        let _ = writeln!(
            text,
            "{} in {}: {} of what the pages document, and {} in the form of blocks; on {}.\n",
            counted(self.faults.len(), "fault"),
            counted(self.totals.examples(), "example"),
            counted(self.contradictions(), "contradiction"),
            counted(self.faults.len() - self.contradictions(), "fault"),
            counted(self.pages(), "page"),
        );
        text.push_str("| | examples | contradicting | documented properties met | of their type |\n|---|---:|---:|---:|---:|\n");
        let rows: [(&str, &Total); 3] = [
            ("requests", &self.totals.requests),
            ("responses", &self.totals.responses),
            ("representations", &self.totals.representations),
        ];
        for (name, it) in rows {
            let _ = writeln!(
                text,
                "| {name} | {} | {} | {} | {} |",
                it.examples,
                it.contradicting,
                it.properties,
                percent(it.typed, it.properties)
            );
        }
        text.push('\n');
    }

    fn worst_pages(&self, text: &mut String) {
        if self.contradictions() == 0 {
            return;
        }
        text.push_str("## The pages with the most contradictions\n\n| page | contradictions | faults | of which |\n|---|---:|---:|---|\n");
        for page in self.worst(WORST) {
            let kinds: Vec<String> = page
                .kinds
                .iter()
                .map(|(kind, count)| format!("{count} {}", kind.name()))
                .collect();
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} |",
                code(page.page),
                page.contradictions,
                page.faults,
                kinds.join(", ")
            );
        }
        text.push('\n');
    }

    fn overview(&self, text: &mut String) {
        text.push_str("## By kind\n\n| kind | faults | pages | `graphdown check` |\n|---|---:|---:|---|\n");
        for group in self.groups() {
            let check = group.kind.check().map_or("does not look", |it| it.name());
            let _ = writeln!(
                text,
                "| [{0}](#{0}) | {1} | {2} | {check} |",
                group.kind.name(),
                group.faults.len(),
                group.pages
            );
        }
        text.push('\n');
    }

    fn kinds(&self, text: &mut String) {
        for group in self.groups() {
            let kind = group.kind;
            let _ = writeln!(
                text,
                "### {}\n\n**{}.** {}\n",
                kind.name(),
                kind.title(),
                kind.meaning()
            );
            let _ = writeln!(text, "To mend it: {}", kind.mend());
            if let Some(code) = kind.check() {
                let _ = writeln!(
                    text,
                    "\n`graphdown check --only {}` tells of it, too.",
                    code.name()
                );
            }
            text.push('\n');
            group.faults.iter().for_each(|it| fault(it, text));
            text.push('\n');
        }
    }

    fn others(&self, text: &mut String) {
        if self.beside.is_empty() {
            return;
        }
        text.push_str("## Beside the examples\n\n`graphdown check` finds more in the same pages.\n\n| finding | how often |\n|---|---:|\n");
        for (code, count) in &self.beside {
            let _ = writeln!(text, "| {}: {} | {count} |", code.name(), code.title());
        }
    }
}

fn fault(fault: &Fault, text: &mut String) {
    let _ = writeln!(text, "- {} {}", code(&fault.place()), fault.what);
}

fn client(tested: &Tested, text: &mut String) {
    text.push_str("## Through a generated client\n\nThe same examples, sent and read by the client that is generated from the pages.\n\n");
    text.push_str("| | examples | tried | unchanged | | documented properties met | in a field of their type |\n|---|---:|---:|---:|---:|---:|---:|\n");
    for run in &tested.runs {
        let _ = writeln!(
            text,
            "| {:?} | {} | {} | {} | {} | {} | {} |",
            run.shown,
            run.examples,
            run.tried,
            run.unchanged,
            percent(run.unchanged, run.tried),
            run.properties,
            percent(run.typed, run.properties)
        );
    }
    let _ = writeln!(text, "\nFaults of the client: {}.", tested.ours.len());
    if !tested.limits.is_empty() {
        text.push_str("\nLimits:\n\n");
        for (kind, count) in &tested.limits {
            let _ = writeln!(text, "- {kind}: {count}");
        }
    }
    if !tested.tests_alone.is_empty() {
        text.push_str("\nTold by the client alone:\n\n");
        for [place, kind, what] in &tested.tests_alone {
            let _ = writeln!(text, "- {} {kind}: {}", code(place), code(what));
        }
    }
    text.push('\n');
}

/// Untrusted text as a code span.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}
