//! What each stage may know of the others: the `use` lines of each folder against a table.

use std::fs;
use std::path::{Path, PathBuf};

/// A folder below `src`, and what its files may name beside `std`, itself and crates that no rule below restricts.
const STAGES: &[(&str, &[&str])] = &[
    ("source", &["diag"]),
    ("diag", &["source"]),
    ("markdown", &["diag", "source"]),
    ("schema", &["diag", "source", "text"]),
    ("model", &[]),
    ("resolve", &["diag", "model", "schema", "source", "text"]),
    ("examples", &["model", "schema", "source"]),
    ("slice", &["model", "nearest", "resolve", "text"]),
    ("emit", &["model", "text"]),
    ("print", &["emit", "text"]),
    ("write", &["print"]),
];

/// Crates and modules that only some folders may name.
const ONLY: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["markdown"]),
    ("serde_yaml", &["schema", "overrides"]),
    ("annotate_snippets", &["diag"]),
    ("quote", &["emit", "print"]),
    ("proc_macro2", &["emit", "print"]),
    ("syn", &["print"]),
    ("prettyplease", &["print"]),
    ("std::fs", &["source", "write", "overrides", "schema", "builder"]),
];

fn sources() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("a source").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let below = path.strip_prefix(&root).expect("below the root");
                let stage = below
                    .components()
                    .next()
                    .expect("a name")
                    .as_os_str()
                    .to_string_lossy();
                found.push((stage.trim_end_matches(".rs").to_owned(), path.clone()));
            }
        }
    }
    found.sort();
    found
}

/// The code of a file up to its tests, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source can be read");
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |code, line| code + line + "\n")
}

/// True where `path` (`quote`, `std::fs`) begins somewhere in the code as a path of its own, or in its `use` lines.
fn names(code: &str, path: &str) -> bool {
    let begins = |at: usize| {
        let before = code[..at].chars().next_back();
        let after = code[at + path.len()..].chars().next();
        before.is_none_or(|it| !it.is_alphanumeric() && it != '_' && it != '"' && it != '`')
            && after.is_none_or(|it| !it.is_alphanumeric() && it != '_')
    };
    let is_path = |at: usize| {
        let rest = &code[at + path.len()..];
        let line = code[..at].rsplit('\n').next().unwrap_or_default();
        rest.starts_with("::") || rest.starts_with('!') || line.trim_start().starts_with("use ")
    };
    code.match_indices(path).any(|(at, _)| begins(at) && is_path(at))
}

#[test]
fn stages_know_only_what_comes_before_them() {
    let stages: Vec<&str> = STAGES.iter().map(|(stage, _)| *stage).collect();
    for (stage, path) in sources() {
        let Some((_, allowed)) = STAGES.iter().find(|(it, _)| *it == stage) else {
            continue;
        };
        let code = code(&path);
        for other in &stages {
            let knows = names(&code, &format!("crate::{other}"));
            assert!(
                !knows || *other == stage || allowed.contains(other),
                "{} is of the stage `{stage}` and must not name `crate::{other}`",
                path.display()
            );
        }
    }
}

#[test]
fn each_library_has_its_place() {
    for (stage, path) in sources() {
        let code = code(&path);
        for (library, places) in ONLY {
            assert!(
                !names(&code, library) || places.contains(&stage.as_str()),
                "{} must not name `{library}`: only {places:?} may",
                path.display()
            );
        }
    }
}

#[test]
fn emitters_change_no_case() {
    let changes = ["to_uppercase", "to_lowercase", "heck::"];
    for (_, path) in sources().into_iter().filter(|(stage, _)| stage == "emit") {
        let code = code(&path);
        for change in changes {
            assert!(
                !code.contains(change),
                "{} must not name `{change}`",
                path.display()
            );
        }
    }
}

#[test]
fn the_test_sees_what_it_looks_for() {
    assert!(names("use crate::schema::Schema;", "crate::schema"));
    assert!(names("let it = quote!(a);", "quote"));
    assert!(names("use std::fs;", "std::fs"));
    assert!(names("use quote::{quote, ToTokens};", "quote"));
    assert!(!names("fn unquote() {}", "quote"));
    assert!(!names("use crate::schemata;", "crate::schema"));
    let stages: Vec<_> = sources().into_iter().map(|(stage, _)| stage).collect();
    for (stage, _) in STAGES {
        assert!(stages.iter().any(|it| it == stage), "no source of `{stage}`");
    }
}
