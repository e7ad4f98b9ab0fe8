//! Which room of a crate names which: a room is a folder below `src`, or a file there. Read from the text, so that an
//! import that nobody needs counts, too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A room and the rooms that it may name, which all stand above it in their table: so there can be no circle.
pub(crate) type Row = (&'static str, &'static [&'static str]);

/// Holds the sources of a crate against its table. `tops` are the files that may name every room and that no room
/// names: `lib`, `main`.
pub(crate) fn hold(src: &Path, table: &[Row], tops: &[&str]) {
    let mut wrong = faults(&named(src, tops), table);
    for (room, files) in files_of_rooms(src) {
        wrong.extend(
            circle(&edges_within(&room, &files)).map(|files| format!("a circle in `{room}`: {files}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What each room names.
type Named = BTreeMap<String, BTreeSet<String>>;

fn faults(seen: &Named, table: &[Row]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut above: Vec<&str> = Vec::new();
    for (room, allowed) in table {
        let late = allowed.iter().filter(|it| !above.contains(it));
        wrong.extend(late.map(|it| format!("`{room}` may not name `{it}`, which does not stand above it")));
        above.push(room);
        let Some(names) = seen.get(*room) else {
            wrong.push(format!("no room is called `{room}`"));
            continue;
        };
        let refused = names.iter().filter(|it| !allowed.contains(&it.as_str()));
        wrong.extend(refused.map(|it| format!("`{room}` must not name `{it}`")));
        let unused = allowed.iter().filter(|it| !names.contains(**it));
        wrong.extend(unused.map(|it| format!("`{room}` may name `{it}` and does not")));
    }
    let rowless = seen.keys().filter(|it| !above.contains(&it.as_str()));
    wrong.extend(rowless.map(|it| format!("`{it}` has no row")));
    wrong
}

fn named(src: &Path, tops: &[&str]) -> Named {
    let rooms = files_of_rooms(src);
    let all: Vec<String> = rooms.keys().cloned().collect();
    let mut seen = Named::new();
    for (room, files) in &rooms {
        if tops.contains(&room.as_str()) {
            continue;
        }
        let code: String = files.iter().map(|it| code(it)).collect();
        let others = all.iter().filter(|it| *it != room);
        let known = others.filter(|it| names_room(&code, "crate::", it));
        seen.insert(room.clone(), known.cloned().collect());
    }
    seen
}

/// The files of each folder below `src`, and of each file beside the folders.
fn files_of_rooms(src: &Path) -> BTreeMap<String, Vec<PathBuf>> {
    let mut rooms = BTreeMap::<String, Vec<PathBuf>>::new();
    let mut open = vec![src.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("a source").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let below = path.strip_prefix(src).expect("below the sources");
            let first = below.iter().next().expect("a name").to_string_lossy();
            rooms
                .entry(first.trim_end_matches(".rs").to_owned())
                .or_default()
                .push(path);
        }
    }
    rooms
}

/// The code of a file up to its tests, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source can be read");
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.fold(String::new(), |code, line| code + line + "\n")
}

/// Whether code names a room, as `crate::room` or among others in `crate::{…}`; `from` is `crate::` or `super::`.
fn names_room(code: &str, from: &str, room: &str) -> bool {
    code.match_indices(from).any(|(at, found)| {
        let rest = &code[at + found.len()..];
        match rest.strip_prefix('{') {
            Some(group) => first_names(group).contains(&room),
            None => first_name(rest) == room,
        }
    })
}

fn first_name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

/// The first names in a group of imports: `a` and `d` of `a::{b, c}, d}`.
fn first_names(group: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut names = vec![first_name(group.trim_start())];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(first_name(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    names
}

/// Which files of one folder name which, apart from its `mod.rs`, which holds what they share.
fn edges_within(room: &str, files: &[PathBuf]) -> Named {
    let mut folders = BTreeMap::<&Path, Vec<&PathBuf>>::new();
    for file in files {
        folders
            .entry(file.parent().unwrap_or(file))
            .or_default()
            .push(file);
    }
    let mut edges = Named::new();
    for files in folders.values().filter(|it| it.len() > 1) {
        let stem = |it: &PathBuf| it.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let stems: Vec<String> = files.iter().map(|it| stem(it)).filter(|it| it != "mod").collect();
        for file in files.iter().filter(|it| stem(it) != "mod") {
            let own = stem(file);
            let code = code(file).replace(&format!("crate::{room}::"), "super::");
            let others = stems
                .iter()
                .filter(|it| **it != own && names_room(&code, "super::", it));
            edges.insert(own.clone(), others.cloned().collect());
        }
    }
    edges
}

/// A circle among names, as `a, b`, if there is one: what is left when whoever names nobody that is left is taken away.
fn circle(edges: &Named) -> Option<String> {
    let mut left = edges.clone();
    loop {
        let free: Vec<String> = left
            .iter()
            .filter(|(_, names)| !names.iter().any(|it| left.contains_key(it)))
            .map(|(name, _)| name.clone())
            .collect();
        if free.is_empty() {
            break;
        }
        left.retain(|name, _| !free.contains(name));
    }
    (!left.is_empty()).then(|| left.into_keys().collect::<Vec<_>>().join(", "))
}

fn of(pairs: &[(&str, &[&str])]) -> Named {
    let owned = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect();
    pairs
        .iter()
        .map(|(name, names)| ((*name).to_owned(), owned(names)))
        .collect()
}

#[test]
fn what_is_wrong_is_seen() {
    let table: &[Row] = &[("a", &[]), ("b", &["a"])];
    assert_eq!(faults(&of(&[("a", &[]), ("b", &["a"])]), table), [""; 0]);
    assert_eq!(
        faults(&of(&[("a", &["b"]), ("b", &["a"])]), table),
        ["`a` must not name `b`"]
    );
    assert_eq!(
        faults(&of(&[("a", &[]), ("b", &["a"]), ("c", &[])]), table),
        ["`c` has no row"]
    );
    assert_eq!(
        faults(&of(&[("a", &[]), ("b", &[])]), table),
        ["`b` may name `a` and does not"]
    );
    assert_eq!(faults(&of(&[("b", &["a"])]), table), ["no room is called `a`"]);
    let late: &[Row] = &[("b", &["a"]), ("a", &[])];
    assert_eq!(
        faults(&of(&[("a", &[]), ("b", &["a"])]), late),
        ["`b` may not name `a`, which does not stand above it"]
    );
    assert_eq!(circle(&of(&[("a", &["b"]), ("b", &["c"]), ("c", &[])])), None);
    assert_eq!(
        circle(&of(&[("a", &["b"]), ("b", &["a"]), ("c", &["a"])])),
        Some("a, b, c".to_owned())
    );
    assert!(names_room("use crate::{x::{y, z}, room};", "crate::", "room"));
    assert!(names_room("crate::room::f()", "crate::", "room"));
    assert!(!names_room("use crate::{x::{room}, y};", "crate::", "room"));
    assert!(!names_room("crate::rooms::f()", "crate::", "room"));
}
