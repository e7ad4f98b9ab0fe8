//! Every code has a page in `codegen/docs/diagnostics`, every page a code. `GRAPHDOWN_BLESS=1` rewrites the list of them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::diag::Code;
use graphdown_test_support::golden;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics")
}

#[test]
fn every_code_has_its_page() {
    let mut missing = Vec::new();
    for code in Code::ALL {
        let page = fs::read_to_string(folder().join(format!("{}.md", code.name()))).unwrap_or_default();
        let head = format!(
            "# {}\n\n**{}**: {}\n",
            code.name(),
            code.severity().name(),
            code.title()
        );
        let whole = page.starts_with(&head)
            && ["\n## Bad\n", "\n## Good\n", "\n## What to do\n"]
                .iter()
                .all(|part| page.contains(part));
        if !whole {
            missing.push(format!(
                "docs/diagnostics/{}.md must begin with\n{head}and have all its parts",
                code.name()
            ));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_page_has_its_code() {
    let pages: BTreeSet<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let codes = Code::ALL.iter().map(|code| format!("{}.md", code.name()));
    let expected: BTreeSet<_> = codes.chain(["README.md".to_owned()]).collect();
    assert_eq!(pages, expected);
}

#[test]
fn the_list_is_whole() {
    let mut list = String::from(
        "# Diagnostics\n\n\
         What graphdown has to say about pages. An **error** means that the run has no sense; a **warning** that a wrong page \
         costs a fact,\na row, a table or the page, and nothing else; a **note** is printed by `check` only.\n\n\
         `--deny CODE` makes an error of a code, `--warn CODE` a warning, `--allow CODE` silences one, whatever it is by \
         nature; what no\npage is to blame for (`no-pages`, `unreadable-folder`, `bad-yaml`, `unused-override`) cannot be \
         silenced. `--deny warnings` makes\nerrors of all warnings. `Builder::deny`, `Builder::warn` and `Builder::allow` \
         do the same in a build script.\n\n\
         | Code | | Meaning |\n|:---|:---|:---|\n",
    );
    for code in Code::ALL {
        let title = code.title().replace('|', "\\|");
        let _ = writeln!(
            list,
            "| [{0}]({0}.md) | {1} | {title} |",
            code.name(),
            code.severity().name()
        );
    }
    let path = folder().join("README.md");
    golden::hold(|golden| golden.file(&path, &list));
}
