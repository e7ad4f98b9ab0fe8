//! Files that cannot be read, and what follows from that alone.
//!
//! Such a file is one finding. Its types and operations may well be in it, so that others link to what nobody has read is
//! no finding of its own: it would send the reader to a page at which nothing is wrong.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostics};
use crate::source::SourceMap;

/// Findings that say that something is nowhere.
const MISSING: [Code; 4] = [
    Code::ExternalType,
    Code::InferredType,
    Code::InferredOperation,
    Code::MissingInclude,
];

/// The files, and folders, that the reader could not read, as the ends of links that lead to them.
pub(crate) fn names(sources: &SourceMap, diagnostics: &Diagnostics) -> BTreeSet<String> {
    let unread = [
        Code::UnreadableFolder,
        Code::UnreadableFile,
        Code::InvalidUtf8,
        Code::TooLarge,
    ];
    let files = diagnostics
        .iter()
        .filter(|it| unread.contains(&it.code))
        .filter_map(|it| it.span);
    files
        .map(|span| {
            let file = sources.file(span.file);
            let name = file.name.rsplit('/').next().unwrap_or(&file.name);
            let end = if file.path.is_dir() { "/" } else { "" };
            format!("{}{end}", name.to_lowercase())
        })
        .collect()
}

/// Takes back what follows from these files' absence: findings in whose line a link to one of them stands.
pub(crate) fn withdraw(unread: &BTreeSet<String>, sources: &SourceMap, diagnostics: &mut Diagnostics) {
    if unread.is_empty() {
        return;
    }
    diagnostics.withdraw(|it| {
        let line = it.span.filter(|_| MISSING.contains(&it.code)).map(|span| {
            let (_, range) = sources.line_at(span.file, span.start);
            sources.file(span.file).text[range].to_lowercase()
        });
        line.is_some_and(|line| unread.iter().any(|name| leads_to(&line, name)))
    });
}

/// Whether a line names the file, and not one whose name only ends so.
fn leads_to(line: &str, name: &str) -> bool {
    let begins = |at: usize| line[..at].ends_with(['/', '(', '\\', '"', ' ', '[']);
    line.match_indices(name).any(|(at, _)| begins(at))
}

#[cfg(test)]
mod tests {
    use super::leads_to;

    #[test]
    fn a_name_is_whole() {
        assert!(leads_to(
            "|a|[b](../resources/audit-actor.md)||",
            "audit-actor.md"
        ));
        assert!(leads_to("|a|[b](audit-actor.md)||", "audit-actor.md"));
        assert!(leads_to("|a|[b](../resources/audit-actor.md)||", "resources/"));
        assert!(!leads_to("|a|[b](security-audit-actor.md)||", "audit-actor.md"));
    }
}
