//! What the documentation names is there: files and folders in backticks, and the targets of links.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use graphdown_test_support::repository;

/// The documents, each with the folders that its paths may be relative to, beside the repository's own.
const DOCUMENTS: [(&str, &[&str]); 13] = [
    ("README.md", &[]),
    (
        "ARCHITECTURE.md",
        &[
            "codegen/src",
            "runtime/src",
            "runtime/src/calls",
            "emulator/src",
            "cli/src",
        ],
    ),
    ("CONTRIBUTING.md", &[]),
    ("docs/README.md", &[]),
    ("docs/calls/credentials.md", &[]),
    ("docs/calls/requests.md", &[]),
    ("docs/calls/retries.md", &[]),
    ("docs/calls/setting-up.md", &[]),
    ("docs/calls/streams.md", &[]),
    ("docs/dialect.md", &["codegen/src"]),
    ("docs/examples.md", &[]),
    ("docs/merge.md", &["codegen/src", "codegen/src/merge"]),
    ("docs/overrides.md", &[]),
];

#[test]
fn what_documents_name_is_there() {
    let mut missing = Vec::new();
    for (document, below) in DOCUMENTS {
        let text = fs::read_to_string(repository().join(document)).expect("a document");
        let named = paths(&text);
        for path in named {
            let mut places = [""].iter().chain(below);
            if !places.any(|it| repository().join(it).join(path).exists()) {
                missing.push(format!("{document}: `{path}`"));
            }
        }
        let folder = Path::new(document).parent().expect("a document is in a folder");
        for target in links(&text) {
            if !repository().join(folder).join(&target).exists() {
                missing.push(format!("{document}: a link to {target}"));
            }
        }
    }
    assert!(missing.is_empty(), "not there:\n{}", missing.join("\n"));
}

/// The dialect's page would say little without the files that read it.
#[test]
fn the_dialect_names_its_readers() {
    let text = fs::read_to_string(repository().join("docs/dialect.md")).expect("the page");
    let named = paths(&text);
    for folder in ["dialect", "extract", "extract/declarations", "extract/operation"] {
        let folder_of_readers = repository().join("codegen/src").join(folder);
        for entry in fs::read_dir(folder_of_readers).expect("a folder").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{folder}/{name}");
            // What several readers share is no reader.
            let is_shared = [
                "mod.rs",
                "reading.rs",
                "sections.rs",
                "links.rs",
                "scan.rs",
                "examples.rs",
            ]
            .contains(&name.as_str());
            if is_source(&name) && !is_shared {
                assert!(
                    named.contains(path.as_str()),
                    "docs/dialect.md does not say what {path} reads"
                );
            }
        }
    }
}

fn is_source(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == "rs")
}

/// Text in backticks that is the path of a source file or of a folder of ours: `merge/rank.rs`, `codegen/tests/cases/`. Blocks of
/// code show what others have, and so do paths with a placeholder in them.
fn paths(text: &str) -> BTreeSet<&str> {
    let outside = prose(text);
    let spans = outside.iter().flat_map(|line| line.split('`').skip(1).step_by(2));
    spans
        .filter(|it| it.contains('/') && (it.ends_with('/') || is_source(it)))
        .filter(|it| !it.starts_with(['/', '.', '$']))
        .filter(|it| {
            it.chars()
                .all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c))
        })
        .collect()
}

/// Targets of links within the repository, without anchors. A link in code is an example.
fn links(text: &str) -> BTreeSet<String> {
    let lines = prose(text).into_iter();
    let outside: Vec<String> = lines.map(|it| it.split('`').step_by(2).collect()).collect();
    let targets = outside.iter().flat_map(|line| line.split("](").skip(1));
    targets
        .filter_map(|it| it.split_once(')'))
        .filter_map(|(target, _)| target.split('#').next())
        .filter(|it| !it.is_empty() && !it.contains("://"))
        .map(str::to_owned)
        .collect()
}

/// The lines outside of fenced blocks.
fn prose(text: &str) -> Vec<&str> {
    let mut fence: Option<&str> = None;
    let mut lines = Vec::new();
    for line in text.lines() {
        let mark = line.trim_start();
        let mark = &mark[..mark.len() - mark.trim_start_matches('`').len()];
        match fence {
            Some(open) if mark.len() >= open.len() => fence = None,
            None if mark.len() >= 3 => fence = Some(mark),
            None => lines.push(line),
            Some(_) => {}
        }
    }
    lines
}

#[test]
fn paths_and_links_are_found_outside_of_code() {
    let text = "See `merge/rank.rs` and [b](c.md#d), not `PAGES`, `[x](y.md)` or `/users/`.\n```sh\n`a/b.rs` [x](y)\n```\n`docs/`\n";
    assert_eq!(paths(text), BTreeSet::from(["docs/", "merge/rank.rs"]));
    assert_eq!(links(text), BTreeSet::from(["c.md".to_owned()]));
}
