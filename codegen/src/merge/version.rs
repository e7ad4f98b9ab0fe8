//! Which API version the pages are of.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Options;
use crate::coverage::{Coverage, Skipped, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::facts::{Facts, PageFacts};
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
    let folders = count(facts, |page| page.version);
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
    let addressed = count(facts, |page| page.addressed);
    let most = addressed
        .iter()
        .max_by_key(|(version, (pages, _))| (*pages, std::cmp::Reverse(**version)));
    let chosen = options
        .api_version
        .clone()
        .or_else(|| folders.keys().next().map(|it| (*it).to_owned()))
        .or_else(|| most.map(|(version, _)| (*version).to_owned()))
        .unwrap_or_default();
    facts.retain(|page| {
        let keep = page.page.version.is_none_or(|version| version == chosen);
        if !keep {
            page.pending(|unit, at| coverage.judge(unit, Verdict::Skipped(Skipped::OtherVersion), at));
        }
        keep
    });
    chosen
}

/// How many pages tell each version, and the first that does.
fn count(
    facts: &[Facts],
    version: impl Fn(&PageFacts) -> Option<&'static str>,
) -> BTreeMap<&'static str, (usize, Arc<str>)> {
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
