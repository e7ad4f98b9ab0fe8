//! Includes that pages ask for and that are not read.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::facts::{Facts, UnreadInclude};

/// Tells each include that is not read once, however many pages ask for it.
pub(super) fn tell_unread(facts: &[Facts], diags: &mut Diagnostics) {
    let mut targets: BTreeMap<String, Vec<&UnreadInclude>> = BTreeMap::new();
    for include in facts.iter().flat_map(|page| &page.unread_includes) {
        targets
            .entry(include.target.to_lowercase())
            .or_default()
            .push(include);
    }
    for asking in targets.values() {
        let Some(first) = asking.first() else { continue };
        let others = match asking.len() - 1 {
            0 => String::new(),
            1 => ", for one more page too".to_owned(),
            more => format!(", for {more} more pages too"),
        };
        let diagnostic = if first.outside {
            let message = format!("`{}` leads out of the pages' folder{others}", first.target);
            Diagnostic::new(Code::OutsideInclude, first.span, message)
                .help("read the folder that holds both; what the file would tell is unknown")
        } else {
            let message = format!("`{}` is not there{others}", first.target);
            Diagnostic::new(Code::MissingInclude, first.span, message)
                .help("add the file; what it would tell is unknown")
        };
        diags.push(diagnostic);
    }
}
