//! What each room may know of the others: every `crate::…` of each folder against a table, and none without a row.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// A folder below `src`, and the rooms that its files may name beside their own. A room knows only those before it.
const ROOMS: &[(&str, &[&str])] = &[
    ("values", &[]),
    ("json", &["values"]),
    ("odata", &["json", "values"]),
    ("calls", &["odata", "json", "values"]),
    ("examples", &["calls", "odata", "json", "values"]),
];

/// Files beside the rooms, which are all of the crate's face and none of its work.
const ROOT: &[&str] = &["lib.rs", "macros.rs", "version.rs"];

/// Crates that only one room may name.
const ONLY: &[(&str, &str)] = &[
    ("http", "calls"),
    ("reqwest", "calls"),
    ("azure_core", "calls"),
    ("tracing", "calls"),
    ("tokio", "calls"),
    ("httpdate", "calls"),
];

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The sources of a room, at any depth.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("a source").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// The code of a file up to its tests, without comments and strings of macros that other crates expand (`$crate::`).
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source can be read");
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |code, line| code + line + "\n")
        .replace("$crate::", "")
}

/// The first segments of all paths that begin with `crate::`, groups taken apart: `crate::{json::Json, values}`.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            named.extend(first_name(rest));
            continue;
        };
        let mut depth = 0;
        let mut is_start = true;
        for (at, character) in group.char_indices() {
            if depth == 0 && is_start && (character.is_alphabetic() || character == '_') {
                named.extend(first_name(&group[at..]));
                is_start = false;
            }
            match character {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => is_start = true,
                _ => {}
            }
        }
    }
    named
}

fn first_name(path: &str) -> Option<String> {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let name: String = path.chars().take_while(|it| is_name(*it)).collect();
    (!name.is_empty()).then_some(name)
}

/// Whether `name::` begins a path of its own somewhere in the code.
fn names_crate(code: &str, name: &str) -> bool {
    code.match_indices(&format!("{name}::")).any(|(at, _)| {
        let before = code[..at].trim_end_matches("::").chars().next_back();
        let continues =
            code[..at].ends_with("::") && before.is_some_and(|it| it.is_alphanumeric() || it == '_');
        !continues && before.is_none_or(|it| !it.is_alphanumeric() && it != '_')
    })
}

#[test]
fn each_folder_has_a_row_and_each_file_a_room() {
    let rows: BTreeSet<String> = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    let mut folders = BTreeSet::new();
    for entry in fs::read_dir(sources()).expect("a folder of sources") {
        let path = entry.expect("a source").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            folders.insert(name);
        } else {
            assert!(
                ROOT.contains(&name.as_str()),
                "src/{name} stands beside the rooms: put it into one"
            );
        }
    }
    assert_eq!(
        folders, rows,
        "each folder below src has a row in this test, and each row a folder"
    );
}

#[test]
fn rooms_know_only_those_before_them() {
    let mut before: BTreeSet<&str> = BTreeSet::new();
    for (room, allowed) in ROOMS {
        // The table itself makes no circle: a row names only rows above it.
        assert!(
            allowed.iter().all(|it| before.contains(it)),
            "the row of `{room}` names one below it"
        );
        before.insert(room);
        for path in files(&sources().join(room)) {
            for named in rooms_named(&code(&path)) {
                assert!(
                    named == *room || allowed.contains(&named.as_str()),
                    "{} is of the room `{room}` and must not name `crate::{named}`: name the room that a thing is of, and only a \
                     room before this one",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn each_library_has_its_room() {
    for (room, _) in ROOMS {
        for path in files(&sources().join(room)) {
            let code = code(&path);
            for (library, place) in ONLY {
                // The room of examples stands on all others, and compares requests.
                let may = room == place || *room == "examples";
                assert!(
                    may || !names_crate(&code, library),
                    "{} must not name `{library}`: only `{place}` may",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn the_test_sees_what_it_looks_for() {
    let named = |code: &str| rooms_named(code).into_iter().collect::<Vec<_>>();
    assert_eq!(named("use crate::json::Json;"), ["json"]);
    assert_eq!(
        named("use crate::{\n    json::{self, Json, calls},\n    values::Leaf,\n};"),
        ["json", "values"]
    );
    assert_eq!(named("let it = crate::Client::new();"), ["Client"]);
    assert!(names_crate("use http::Uri;", "http") && names_crate("fn a(it: ::http::Uri)", "http"));
    assert!(!names_crate("use super::http::Uri; https::x", "http"));
    let counts: BTreeMap<_, _> = ROOMS
        .iter()
        .map(|(room, _)| (room, files(&sources().join(room)).len()))
        .collect();
    assert!(counts.values().all(|count| *count > 2), "{counts:?}");
}
