//! What fits a terminal: the kinds with how many there are of each and the first of them, and the worst pages.

use std::fmt::Write as _;

use graphdown_codegen::diag::counted;

use super::WORST;
use crate::{FaultKind, Review};

/// How many faults stand for a kind.
const SHOWN: usize = 2;

impl Review {
    /// A summary; of one kind, every fault of it.
    pub fn text(&self, only: Option<FaultKind>) -> String {
        let mut text = String::new();
        for group in self.groups() {
            if only.is_some_and(|it| it != group.kind) {
                continue;
            }
            let _ = writeln!(
                text,
                "{:>6} {}: {}, on {}",
                group.faults.len(),
                group.kind.name(),
                group.kind.title(),
                counted(group.pages, "page")
            );
            let shown = if only.is_some() { usize::MAX } else { SHOWN };
            for fault in group.faults.iter().take(shown) {
                let _ = writeln!(text, "         {}: {}", fault.place(), fault.what);
            }
        }
        if only.is_none() && self.contradictions() > 0 {
            text.push_str("\nThe pages with the most contradictions:\n");
            for page in self.worst(WORST) {
                let _ = writeln!(text, "{:>6} {}", page.contradictions, page.page);
            }
        }
        text
    }
}
