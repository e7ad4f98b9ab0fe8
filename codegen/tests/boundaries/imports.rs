//! Reads which file of a crate names which: its `use` lines and the paths in its code, without comments and tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A source file, and what it names.
pub(crate) struct File {
    /// Below `src`, with `/`: `merge/types/structs.rs`.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// The folder that it is in, `merge/types`; a file right below `src` is a room of its own: `pipeline`.
    pub(crate) room: String,
    /// Its code up to its tests, without comments.
    pub(crate) code: String,
    /// The files of the crate that it names, by their places in the list.
    pub(crate) uses: BTreeSet<usize>,
}

impl File {
    /// True for the file that its folder is called after, which calls the folder's other files.
    pub(crate) fn is_facade(&self) -> bool {
        self.name.ends_with("/mod.rs")
    }
}

/// The stage of a room: its first folder.
pub(crate) fn stage(room: &str) -> &str {
    room.split('/').next().unwrap_or(room)
}

/// Every source file below `src`, in the order of the names.
pub(crate) fn files(src: &Path) -> Vec<File> {
    let mut files: Vec<File> = paths(src)
        .into_iter()
        .map(|path| {
            let below = path.strip_prefix(src).expect("below the root");
            let name = below.to_string_lossy().replace('\\', "/");
            let room = match name.rsplit_once('/') {
                Some((folder, _)) => folder.to_owned(),
                None => name.trim_end_matches(".rs").to_owned(),
            };
            let code = code(&path);
            File {
                name,
                path,
                room,
                code,
                uses: BTreeSet::new(),
            }
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let modules: BTreeMap<Vec<String>, usize> = files
        .iter()
        .enumerate()
        .map(|(at, file)| (module(&file.name), at))
        .collect();
    for (at, file) in files.iter_mut().enumerate() {
        let named = absolute(&file.code, &module(&file.name));
        // The longest beginning of a path that is a module of its own; the rest are items in it.
        let found = named.iter().filter_map(|path| {
            let mut beginnings = (1..=path.len()).rev().map(|end| &path[..end]);
            beginnings.find_map(|it| modules.get(it)).copied()
        });
        file.uses = found.filter(|other| *other != at).collect();
    }
    files
}

/// The knots: files that name each other, directly or around. `edges` are pairs of places below `count`.
pub(crate) fn knots(count: usize, edges: &BTreeSet<(usize, usize)>) -> Vec<Vec<usize>> {
    let reach: Vec<BTreeSet<usize>> = (0..count).map(|at| reached(at, edges)).collect();
    let mut knots: Vec<Vec<usize>> = Vec::new();
    for (at, there) in reach.iter().enumerate() {
        if there.contains(&at) && !knots.iter().flatten().any(|it| *it == at) {
            knots.push(
                there
                    .iter()
                    .copied()
                    .filter(|it| reach[*it].contains(&at))
                    .collect(),
            );
        }
    }
    knots
}

/// What is named from a place, directly or around.
fn reached(from: usize, edges: &BTreeSet<(usize, usize)>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for (_, to) in edges.range((at, 0)..(at + 1, 0)) {
            if found.insert(*to) {
                open.push(*to);
            }
        }
    }
    found
}

/// True where `path` (`quote`, `std::fs`) begins somewhere in the code as a path of its own, or in its `use` lines.
pub(crate) fn names(code: &str, path: &str) -> bool {
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

fn paths(src: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![src.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("a source").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push(path);
            }
        }
    }
    found
}

/// The code of a file up to its tests, without comments. A file of nothing but tests has none.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source can be read");
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |code, line| code + line + "\n")
}

/// `merge::types` of `merge/types/mod.rs`; nothing for the root.
fn module(name: &str) -> Vec<String> {
    let name = name.trim_end_matches(".rs");
    let name = name.strip_suffix("/mod").unwrap_or(name);
    if name == "lib" || name == "main" {
        return Vec::new();
    }
    name.split('/').map(str::to_owned).collect()
}

/// The paths that a file names, from the root of its crate: what its `use` lines bring, and what its code spells out.
fn absolute(code: &str, own: &[String]) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    let children: BTreeSet<&str> = code
        .lines()
        .filter_map(|line| line.strip_suffix(';')?.rsplit_once("mod "))
        .filter(|(before, _)| before.is_empty() || before.starts_with("pub"))
        .map(|(_, name)| name)
        .collect();
    let mut rest = String::new();
    let mut open: Option<String> = None;
    for line in code.lines() {
        let trimmed = line.trim_start();
        let begins = trimmed.starts_with("use ") || trimmed.starts_with("pub") && trimmed.contains(" use ");
        if open.is_none() && !begins {
            rest.push_str(line);
            rest.push('\n');
            continue;
        }
        let tree = open.get_or_insert_default();
        tree.push_str(trimmed);
        if trimmed.ends_with(';') {
            let tree = open.take().unwrap_or_default();
            let (_, tree) = tree.split_once("use ").unwrap_or_default();
            leaves(tree.trim_end_matches(';'), &[], &mut |path| {
                found.extend(from_root(path, own, &children));
            });
        }
    }
    for path in spelled_out(&rest) {
        found.extend(from_root(&path, own, &children));
    }
    found
}

/// Takes a tree of imports apart: `crate::{a, b::{self, C}}`.
fn leaves(tree: &str, before: &[String], give: &mut dyn FnMut(&[String])) {
    let tree = tree.trim();
    let segments = |text: &str| {
        let parts = text.split("::").map(str::trim).filter(|it| !it.is_empty());
        let parts = parts.map(|it| it.split(' ').next().unwrap_or(it).to_owned());
        before.iter().cloned().chain(parts).collect::<Vec<_>>()
    };
    let Some((head, inside)) = tree.split_once('{') else {
        let mut path = segments(tree);
        if path.last().is_some_and(|it| it == "self") && path.len() > 1 {
            path.pop();
        }
        return give(&path);
    };
    let before = segments(head);
    let inside = inside.strip_suffix('}').unwrap_or(inside);
    let (mut depth, mut start) = (0_usize, 0);
    for (at, character) in inside.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                leaves(&inside[start..at], &before, give);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !inside[start..].trim().is_empty() {
        leaves(&inside[start..], &before, give);
    }
}

/// Paths of at least two segments in code: `crate::diag::Code`, `uses::collect`.
fn spelled_out(code: &str) -> Vec<Vec<String>> {
    let is_part = |it: char| it.is_alphanumeric() || it == '_' || it == ':';
    code.split(|it: char| !is_part(it))
        .filter(|it| it.contains("::") && !it.starts_with(':'))
        .map(|it| it.split("::").map(str::to_owned).collect())
        .collect()
}

/// The path from the crate's root; nothing for other crates.
fn from_root(path: &[String], own: &[String], children: &BTreeSet<&str>) -> Option<Vec<String>> {
    let first = path.first()?.as_str();
    match first {
        "crate" => Some(path[1..].to_vec()),
        "self" => Some([own, &path[1..]].concat()),
        "super" => {
            let up = path.iter().take_while(|it| *it == "super").count();
            let above = own.len().checked_sub(up)?;
            Some([&own[..above], &path[up..]].concat())
        }
        _ if children.contains(first) => Some([own, path].concat()),
        _ => None,
    }
}
