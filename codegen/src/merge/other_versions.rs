//! Pages of several versions, where nothing chooses one.

use crate::coverage::{Coverage, Skipped, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::facts::{Facts, OperationFacts};
use crate::service::graph::VERSIONS;

/// The stable version, where no folder tells one and the pages describe several: in blocks, or in the addresses of their
/// request lines. That nothing chose is told.
pub(super) fn stable<'f>(
    facts: &'f [Facts],
    addressed: impl Iterator<Item = &'f String>,
    diags: &mut Diagnostics,
) -> Option<String> {
    let blocks = facts.iter().filter_map(|it| it.page.several);
    let lines = || {
        facts
            .iter()
            .filter_map(|it| it.operation.as_ref())
            .flat_map(|it| &it.requests)
    };
    let ahead = lines().find(|it| it.version.as_deref().is_some_and(is_ahead));
    let settled = lines().find(|it| it.version.as_deref().is_some_and(|it| !is_ahead(it)));
    let first = blocks.min().or_else(|| Some(settled.and(ahead)?.span))?;
    let named = lines().filter_map(|it| it.version.as_ref());
    let mut versions = named.chain(addressed).filter(|it| !is_ahead(it));
    let chosen = versions.next().map_or(VERSIONS[0], String::as_str).to_owned();
    diags.push(
        Diagnostic::new(
            Code::SeveralVersions,
            first,
            format!("the pages are of several versions and nothing chooses: those of {chosen} are read"),
        )
        .help("choose with `--api-version` (`Builder::api_version`)"),
    );
    Some(chosen)
}

/// True for the name of a version that is to come.
fn is_ahead(version: &str) -> bool {
    ["beta", "preview"].contains(&version)
}

/// Leaves out request lines whose address names a version that is to come.
pub(super) fn leave_ahead(facts: &mut [Facts], coverage: &mut Coverage) {
    let verdict = Verdict::Skipped(Skipped::OtherVersion);
    for page in facts {
        let Some(operation) = &mut page.operation else {
            continue;
        };
        operation.requests.retain(|it| {
            let is_other = it.version.as_deref().is_some_and(is_ahead);
            if is_other {
                coverage.judge(Unit::Operation, verdict, it.span);
            }
            !is_other
        });
        if operation.requests.is_empty() {
            judge_rows(operation, verdict, coverage);
            page.operation = None;
        }
    }
}

/// Judges the rows of an operation that nothing calls.
pub(super) fn judge_rows(operation: &OperationFacts, verdict: Verdict, coverage: &mut Coverage) {
    let parameters = operation.parameters.iter().map(|it| &it.1);
    for row in operation.body.rows.iter().chain(parameters) {
        coverage.judge(Unit::Parameter, verdict, row.span);
    }
}
