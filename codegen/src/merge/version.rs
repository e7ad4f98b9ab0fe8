//! Which API version the pages are of.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Options;
use crate::coverage::{Coverage, Skipped, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::facts::{Facts, OperationFacts, PageFacts};
use crate::service::VERSIONS;
use crate::text::counted;

/// The version of the schema; pages of another are dropped and counted.
///
/// A folder tells a page's version for sure. Pages in folders of several versions are several schemas: without an
/// option that chooses, that is an error, and the least version's pages are what is returned. Where no folder tells,
/// the version that most example addresses name is the schema's, and no page is dropped: an address may be wrong.
pub(super) fn select(
    facts: &mut Vec<Facts>,
    options: &Options,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> String {
    let folders = count(facts, |page| page.version.map(str::to_owned));
    if options.api_version.is_none() && folders.len() > 1 {
        let list: Vec<_> = folders
            .iter()
            .map(|(version, (pages, first))| {
                format!(
                    "{} of {version} (the first is `{first}`)",
                    counted(*pages, "page")
                )
            })
            .collect();
        diags.push(
            Diagnostic::placeless(
                Code::MixedVersions,
                format!(
                    "a schema is of one version, and these are of several: {}",
                    list.join(", ")
                ),
            )
            .help("read one version's folder, or choose with `--api-version` (`Builder::api_version`)"),
        );
    }
    let addressed = count(facts, |page| page.addressed.clone());
    let most = addressed
        .iter()
        .max_by_key(|(version, (pages, _))| (*pages, std::cmp::Reverse((*version).clone())));
    let is_open = options.api_version.is_none() && folders.is_empty();
    let several = is_open.then(|| stable(facts, &addressed, diags)).flatten();
    let chosen = options
        .api_version
        .clone()
        .or_else(|| folders.keys().next().cloned())
        .or_else(|| several.clone())
        .or_else(|| most.map(|(version, _)| version.clone()))
        .unwrap_or_default();
    if several.is_some() {
        leave_others(facts, coverage);
    }
    facts.retain(|page| {
        let keep = page.page.version.is_none_or(|version| version == chosen);
        if !keep {
            page.pending(|unit, at| coverage.judge(unit, Verdict::Skipped(Skipped::OtherVersion), at));
        }
        keep
    });
    chosen
}

/// The stable version, where no folder tells one and the pages describe several: in blocks, or in the addresses of their
/// request lines. That nothing chose is told.
fn stable(
    facts: &[Facts],
    addressed: &BTreeMap<String, (usize, Arc<str>)>,
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
    let mut versions = named.chain(addressed.keys()).filter(|it| !is_ahead(it));
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
fn leave_others(facts: &mut [Facts], coverage: &mut Coverage) {
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

/// How many pages tell each version, and the first that does.
fn count(
    facts: &[Facts],
    version: impl Fn(&PageFacts) -> Option<String>,
) -> BTreeMap<String, (usize, Arc<str>)> {
    let mut counts = BTreeMap::new();
    for page in facts {
        if let Some(version) = version(&page.page) {
            let entry = counts
                .entry(version)
                .or_insert_with(|| (0, Arc::clone(&page.page.name)));
            entry.0 += 1;
        }
    }
    counts
}
