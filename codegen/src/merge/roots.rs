//! The roots that addresses have: of this service, or of another one.

use std::collections::BTreeMap;

use super::other_versions::judge_rows;
use crate::coverage::{Coverage, Skipped, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::http;
use crate::facts::Facts;

/// Leaves out request lines with the address of another service: a host that stands before no version, and that is not
/// the one that most addresses of the pages have, examples included, nor a neighbour of it.
pub(super) fn settle(facts: &mut [Facts], diags: &mut Diagnostics, coverage: &mut Coverage) {
    let doubtful = |it: &Facts| {
        let requests = it.operation.iter().flat_map(|it| &it.requests);
        requests
            .into_iter()
            .any(|it| it.version.is_none() && it.root.is_some())
    };
    if !facts.iter().any(doubtful) {
        return;
    }
    let home = home(facts);
    for page in facts.iter_mut() {
        let Some(operation) = &mut page.operation else {
            continue;
        };
        let mut lost = 0;
        operation.requests.retain(|it| {
            let host = it.root.as_deref().map(host);
            let is_ours = it.version.is_some() || host.is_none_or(|host| is_home(host, home.as_deref()));
            if !is_ours {
                lost += 1;
                coverage.judge(Unit::Operation, Verdict::Skipped(Skipped::Unreadable), it.span);
                let message = format!(
                    "`{}` is the address of another service: it is left out",
                    it.root.as_deref().unwrap_or_default()
                );
                diags.push(
                    Diagnostic::new(Code::UnreadRequest, it.span, message)
                        .help("write the path alone, where it is one of this service: `GET /users/{id}`"),
                );
            }
            is_ours
        });
        if lost > 0 && operation.requests.is_empty() {
            judge_rows(operation, Verdict::Skipped(Skipped::Unreadable), coverage);
            page.operation = None;
        }
    }
}

/// The host that most addresses have.
fn home(facts: &[Facts]) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for operation in facts.iter().filter_map(|it| it.operation.as_ref()) {
        let requests = operation.requests.iter().filter_map(|it| it.root.clone());
        let examples = operation
            .examples
            .iter()
            .filter_map(|it| http::read(&it.start)?.root);
        for root in requests.chain(examples) {
            *counts.entry(host(&root).to_ascii_lowercase()).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0)));
    most.map(|(host, _)| host)
}

/// True for a placeholder, for the host that is home, and for hosts of the same domain.
fn is_home(host: &str, home: Option<&str>) -> bool {
    host.starts_with(['{', '<']) || home.is_none_or(|home| http::is_neighbour(home, host))
}

/// The host of a root: `graph.microsoft.com`.
pub(super) fn host(root: &str) -> &str {
    let rest = root.split_once("://").map_or(root, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or_default()
}
