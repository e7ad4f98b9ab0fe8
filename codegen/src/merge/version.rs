//! Which API version the pages are of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Options;
use super::other_versions;
use crate::coverage::{Coverage, Skipped, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::facts::{Facts, PageFacts};
use crate::source::{FileId, Span};
use crate::text::{counted, escaped};

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
            .map(|(version, it)| {
                let pages = counted(it.count, "page");
                format!("{pages} of {version} (the first is `{}`)", it.first)
            })
            .collect();
        let message = format!(
            "a schema is of one version, and these are of several: {}",
            list.join(", ")
        );
        let mixed = Diagnostic::placeless(Code::MixedVersions, message)
            .help("read one version's folder, or choose with `--api-version` (`Builder::api_version`)");
        // The same name may stand below two roots: the places tell them apart.
        let mixed = folders.iter().fold(mixed, |mixed, (version, first)| {
            mixed.related(Span::new(first.file, 0, 0), format!("the first of {version}"))
        });
        diags.push(mixed);
    }
    let addressed = count(facts, |page| page.addressed.clone());
    let most = addressed
        .iter()
        .max_by_key(|(version, it)| (it.count, std::cmp::Reverse((*version).clone())));
    let is_open = options.api_version.is_none() && folders.is_empty();
    let stable = is_open
        .then(|| other_versions::stable(facts, addressed.keys(), diags))
        .flatten();
    let chosen = options
        .api_version
        .clone()
        .or_else(|| folders.keys().next().cloned())
        .or_else(|| stable.clone())
        .or_else(|| most.map(|(version, _)| version.clone()))
        .unwrap_or_default();
    if stable.is_some() {
        other_versions::leave_ahead(facts, coverage);
    }
    if let Some(asked) = &options.api_version {
        let lines = facts
            .iter()
            .filter_map(|it| it.operation.as_ref())
            .flat_map(|it| &it.requests);
        let lines = lines.filter_map(|it| it.version.clone()).collect();
        unknown(asked, &folders, &addressed, &lines, diags);
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

/// Tells where pages tell of versions, and none of the one that was asked for: a slip of the pen would give a client of a
/// version that is not there.
fn unknown(
    asked: &str,
    folders: &Versions,
    addressed: &Versions,
    lines: &BTreeSet<String>,
    diags: &mut Diagnostics,
) {
    let told = folders.keys().chain(addressed.keys()).chain(lines);
    let told: Vec<&str> = told.map(String::as_str).collect();
    if told.is_empty() || told.contains(&asked) {
        return;
    }
    let others: BTreeSet<String> = told.iter().map(|it| format!("`{it}`")).collect();
    let others: Vec<String> = others.into_iter().collect();
    let message = format!(
        "`{}` was asked for, and pages tell of {}",
        escaped(asked),
        others.join(" and ")
    );
    diags.push(Diagnostic::placeless(Code::UnknownVersion, message).help(
        "ask for a version that the pages tell of, or for none (`--api-version`, `Builder::api_version`)",
    ));
}

/// The pages of each version.
type Versions = BTreeMap<String, Pages>;

struct Pages {
    count: usize,
    /// The name of the first, and its file.
    first: Arc<str>,
    file: FileId,
}

/// How many pages tell each version, and the first that does.
fn count(facts: &[Facts], version: impl Fn(&PageFacts) -> Option<String>) -> Versions {
    let mut counts = BTreeMap::new();
    for page in facts {
        if let Some(version) = version(&page.page) {
            let entry = counts.entry(version).or_insert_with(|| Pages {
                count: 0,
                first: Arc::clone(&page.page.name),
                file: page.page.file,
            });
            entry.count += 1;
        }
    }
    counts
}
