//! Which API version the pages are of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Options;
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
    let folders = count(facts, |page| page.version);
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
    let addressed = count(facts, |page| page.addressed);
    let most = addressed
        .iter()
        .max_by_key(|(version, it)| (it.count, std::cmp::Reverse(**version)));
    let chosen = options
        .api_version
        .clone()
        .or_else(|| folders.keys().next().map(|it| (*it).to_owned()))
        .or_else(|| most.map(|(version, _)| (*version).to_owned()))
        .unwrap_or_default();
    if let Some(asked) = &options.api_version {
        unknown(asked, &folders, &addressed, diags);
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
fn unknown(asked: &str, folders: &Versions, addressed: &Versions, diags: &mut Diagnostics) {
    let told: Vec<&str> = folders.keys().chain(addressed.keys()).copied().collect();
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
type Versions = BTreeMap<&'static str, Pages>;

struct Pages {
    count: usize,
    /// The name of the first, and its file.
    first: Arc<str>,
    file: FileId,
}

/// How many pages tell each version, and the first that does.
fn count(facts: &[Facts], version: impl Fn(&PageFacts) -> Option<&'static str>) -> Versions {
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
