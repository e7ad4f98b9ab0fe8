//! Which API version the pages are of.

use std::collections::BTreeMap;

use super::Options;
use crate::coverage::{Coverage, Skipped, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::extract::facts::Facts;

/// The version of the schema; pages of another are dropped and counted.
///
/// Pages that tell no version belong to any. Pages of several versions under one root are several schemas: without
/// an option that chooses, that is an error, and the least version's pages are what is returned.
pub(super) fn select(
    facts: &mut Vec<Facts>,
    options: &Options,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> String {
    let mut versions: BTreeMap<&str, (usize, &Facts)> = BTreeMap::new();
    for page in facts.iter() {
        if let Some(version) = &page.page.version {
            versions.entry(version).or_insert((0, page)).0 += 1;
        }
    }
    let chosen = match (&options.api_version, versions.keys().next()) {
        (Some(version), _) => version.clone(),
        (None, Some(version)) => (*version).to_owned(),
        (None, None) => String::new(),
    };
    if options.api_version.is_none() && versions.len() > 1 {
        let list: Vec<_> = versions
            .iter()
            .map(|(version, (count, page))| format!("{version}: {count} pages, {} first", page.page.name))
            .collect();
        diags.push(
            Diagnostic::placeless(
                Code::MixedVersions,
                format!("one schema is of one version; {}", list.join("; ")),
            )
            .help("name one version's folder, or choose with `--api-version` (`Builder::api_version`)"),
        );
    }
    facts.retain(|page| {
        let keep = page.page.version.as_deref().is_none_or(|version| version == chosen);
        if !keep {
            page.pending(|unit| coverage.judge(unit, Verdict::Skipped(Skipped::OtherVersion)));
        }
        keep
    });
    chosen
}
