//! What each room may know of the others: what every file names, against a table of all folders.

mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use imports::{File, files, knots, names, stage};

/// Every folder below `src` and every file right below it, and what its files may name: stages that stand above it in
/// the table, and rooms of its own stage. So stages cannot name each other in a circle.
const ROOMS: &[(&str, &[&str])] = &[
    ("service", &[]),
    ("text", &[]),
    ("nearest", &[]),
    ("source", &["text"]),
    ("diag", &["diag/render", "nearest", "source", "text"]),
    ("diag/render", &["diag", "source", "text"]),
    ("cargo", &[]),
    ("report", &["diag", "source", "text"]),
    ("unread", &["diag", "source"]),
    ("coverage", &["source"]),
    ("threads", &["coverage", "diag"]),
    ("load", &["diag", "source"]),
    ("markdown", &["diag", "markdown/compose", "source", "text"]),
    ("markdown/compose", &["diag", "markdown", "source", "text"]),
    ("schema", &["diag", "service", "source"]),
    ("schema/yaml", &["schema"]),
    (
        "dialect",
        &[
            "dialect/json",
            "dialect/prose",
            "markdown",
            "schema",
            "service",
            "text",
        ],
    ),
    ("dialect/address", &[]),
    ("dialect/json", &["dialect"]),
    ("dialect/prose", &["dialect", "markdown", "schema"]),
    ("dialect/values", &["dialect", "markdown", "source"]),
    ("facts", &["coverage", "dialect", "schema", "source"]),
    (
        "extract",
        &[
            "coverage",
            "diag",
            "dialect",
            "extract/declarations",
            "extract/operation",
            "facts",
            "markdown",
            "schema",
            "service",
            "source",
            "text",
        ],
    ),
    (
        "extract/declarations",
        &[
            "coverage", "diag", "dialect", "extract", "facts", "markdown", "schema", "source", "text",
        ],
    ),
    (
        "extract/operation",
        &[
            "coverage", "diag", "dialect", "extract", "facts", "markdown", "schema", "source", "text",
        ],
    ),
    (
        "merge",
        &[
            "coverage",
            "diag",
            "dialect",
            "facts",
            "merge/addresses",
            "merge/operations",
            "merge/types",
            "merge/types/undeclared",
            "schema",
            "service",
            "source",
            "text",
            "threads",
        ],
    ),
    (
        "merge/types",
        &[
            "coverage", "diag", "dialect", "facts", "merge", "schema", "service", "source", "threads",
        ],
    ),
    (
        "merge/types/undeclared",
        &[
            "diag",
            "dialect",
            "facts",
            "merge",
            "merge/types",
            "nearest",
            "schema",
            "service",
            "source",
            "text",
        ],
    ),
    (
        "merge/addresses",
        &[
            "coverage",
            "diag",
            "dialect",
            "merge",
            "merge/operations",
            "merge/types",
            "schema",
            "source",
            "text",
        ],
    ),
    (
        "merge/operations",
        &[
            "coverage",
            "diag",
            "dialect",
            "facts",
            "merge",
            "merge/types",
            "schema",
            "service",
            "source",
            "text",
        ],
    ),
    ("limits", &["coverage", "diag", "facts", "schema", "source"]),
    ("overrides", &["diag", "nearest", "schema", "source"]),
    ("model", &["schema", "service"]),
    (
        "resolve",
        &[
            "diag",
            "model",
            "resolve/names",
            "resolve/paths",
            "resolve/types",
            "schema",
        ],
    ),
    ("resolve/names", &["model", "text"]),
    (
        "resolve/types",
        &[
            "diag",
            "dialect",
            "model",
            "resolve/names",
            "schema",
            "source",
            "text",
            "threads",
        ],
    ),
    (
        "resolve/paths",
        &[
            "diag",
            "dialect",
            "model",
            "resolve/names",
            "resolve/types",
            "schema",
            "text",
            "threads",
        ],
    ),
    ("slice", &["model", "nearest", "resolve", "text"]),
    ("examples", &["dialect", "model", "schema", "source"]),
    (
        "emit",
        &["emit/examples", "emit/samples", "model", "service", "text"],
    ),
    ("emit/samples", &["emit", "model"]),
    ("emit/examples", &["emit", "model"]),
    ("print", &["emit", "text"]),
    ("write", &["print", "text"]),
    (
        "pipeline",
        &[
            "coverage",
            "diag",
            "emit",
            "examples",
            "extract",
            "facts",
            "limits",
            "load",
            "markdown",
            "merge",
            "model",
            "overrides",
            "print",
            "resolve",
            "schema",
            "slice",
            "source",
            "threads",
            "unread",
            "write",
        ],
    ),
    (
        "builder",
        &[
            "cargo", "coverage", "diag", "emit", "limits", "load", "model", "pipeline", "print", "report",
            "schema", "slice", "source", "text", "write",
        ],
    ),
    ("lib", &["builder", "limits", "report"]),
];

/// Files of one room that name each other, because they are one thought: first the files, then the reason.
const ONE_THOUGHT: &[(&[&str], &str)] = &[];

/// Crates and modules that only some stages may name.
const ONLY: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["markdown"]),
    ("serde_yaml", &["schema", "overrides"]),
    ("annotate_snippets", &["diag"]),
    ("quote", &["emit", "print"]),
    ("proc_macro2", &["emit", "print"]),
    ("syn", &["print"]),
    ("prettyplease", &["print"]),
    ("std::fs", &["load", "write"]),
];

fn sources() -> Vec<File> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// What is wrong with the rooms of these files, by the table.
fn faults(files: &[File], rooms: &[(&str, &[&str])]) -> Vec<String> {
    let mut faults = Vec::new();
    let known: BTreeMap<&str, &[&str]> = rooms.iter().copied().collect();
    let found: BTreeSet<&str> = files.iter().map(|it| it.room.as_str()).collect();
    for room in &found {
        if !known.contains_key(room) {
            faults.push(format!("`{room}` has no row: say what it may name"));
        }
    }
    for room in known.keys().filter(|it| !found.contains(*it)) {
        faults.push(format!("`{room}` has a row and no file"));
    }
    for (at, (room, allowed)) in rooms.iter().enumerate() {
        for other in *allowed {
            let is_above = rooms[..at].iter().any(|(above, _)| stage(above) == *other);
            if stage(other) != stage(room) && !is_above {
                faults.push(format!(
                    "`{room}` may name `{other}`, which does not stand above it"
                ));
            }
        }
    }
    for file in files {
        for other in file.uses.iter().map(|it| &files[*it]) {
            let is_same = stage(&other.room) == stage(&file.room);
            let named = if is_same {
                other.room.as_str()
            } else {
                stage(&other.room)
            };
            let allowed = known.get(file.room.as_str()).copied().unwrap_or_default();
            if named != file.room && !allowed.contains(&named) {
                let (name, other) = (&file.name, &other.name);
                faults.push(format!(
                    "{name} must not name {other}: it is of the room `{}`",
                    file.room
                ));
            }
        }
    }
    faults
}

/// Circles between rooms and between files. A folder's `mod.rs` calls the folder's files and holds what they share, and a
/// room calls the rooms inside of it: those ways down are no circles.
fn circles(files: &[File]) -> Vec<Vec<String>> {
    let is_inside =
        |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|it| it.starts_with('/'));
    let mut edges = BTreeSet::new();
    let mut between_rooms = BTreeSet::new();
    let rooms: Vec<&str> = files
        .iter()
        .map(|it| it.room.as_str())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let place = |room: &str| rooms.iter().position(|it| *it == room).expect("a room of a file");
    for (at, file) in files.iter().enumerate() {
        for other_at in &file.uses {
            let other = &files[*other_at];
            let is_own = other.room == file.room || is_inside(&other.room, &file.room);
            if !(file.is_facade() && is_own) {
                edges.insert((at, *other_at));
            }
            let is_kin = is_inside(&other.room, &file.room) || is_inside(&file.room, &other.room);
            if other.room != file.room && !is_kin {
                between_rooms.insert((place(&file.room), place(&other.room)));
            }
        }
    }
    let of_files = knots(files.len(), &edges).into_iter();
    let of_files = of_files.map(|knot| knot.iter().map(|at| files[*at].name.clone()).collect());
    let of_rooms = knots(rooms.len(), &between_rooms).into_iter();
    let of_rooms = of_rooms.map(|knot| knot.iter().map(|at| rooms[*at].to_owned()).collect());
    of_files.chain(of_rooms).collect()
}

#[test]
fn rooms_know_only_what_the_table_says() {
    let faults = faults(&sources(), ROOMS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_that_name_each_other_are_one_thought() {
    let known: BTreeSet<Vec<String>> = ONE_THOUGHT
        .iter()
        .map(|(files, _)| files.iter().map(|it| (*it).to_owned()).collect())
        .collect();
    let found: BTreeSet<Vec<String>> = circles(&sources()).into_iter().collect();
    assert_eq!(found, known);
}

#[test]
fn each_library_has_its_place() {
    for file in sources() {
        for (library, places) in ONLY {
            assert!(
                !names(&file.code, library) || places.contains(&stage(&file.room)),
                "{} must not name `{library}`: only {places:?} may",
                file.path.display()
            );
        }
    }
}

#[test]
fn emitters_change_no_case() {
    let changes = ["to_uppercase", "to_lowercase", "heck::"];
    for file in sources().into_iter().filter(|it| stage(&it.room) == "emit") {
        for change in changes {
            assert!(
                !file.code.contains(change),
                "{} must not name `{change}`",
                file.path.display()
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
}

/// A crate of a few files, in a folder of its own.
fn crate_of(texts: &[(&str, &str)]) -> Vec<File> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in texts {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    files(folder.path())
}

#[test]
fn a_forbidden_name_is_a_fault_however_it_is_written() {
    let ways = [
        "use crate::b::B;",
        "use super::b::{self};",
        "use crate::{b::{B, C}};",
        "fn f() { crate::b::g(); }",
        "type T = super::b::B;",
        "pub(crate) use crate::b::B;",
    ];
    for way in ways {
        let files = crate_of(&[("a.rs", way), ("b/mod.rs", "")]);
        assert_eq!(faults(&files, &[("b", &[]), ("a", &["b"])]), [""; 0], "{way}");
        let told = faults(&files, &[("b", &[]), ("a", &[])]);
        assert_eq!(
            told,
            ["a.rs must not name b/mod.rs: it is of the room `a`"],
            "{way}"
        );
    }
    let ways = [
        "// use crate::b::B;",
        "#[cfg(test)]\nmod tests {\n    use crate::b::B;\n}",
    ];
    for way in ways {
        let files = crate_of(&[("a.rs", way), ("b/mod.rs", "")]);
        assert_eq!(faults(&files, &[("b", &[]), ("a", &[])]), [""; 0], "{way}");
    }
}

#[test]
fn a_folder_without_a_row_is_a_fault() {
    let files = crate_of(&[("a/mod.rs", "mod c;"), ("a/c/mod.rs", "")]);
    assert_eq!(
        faults(&files, &[("a", &["a/c"])]),
        ["`a/c` has no row: say what it may name"]
    );
    assert_eq!(
        faults(&files, &[("a", &["a/c"]), ("a/c", &[]), ("b", &[])]),
        ["`b` has a row and no file"]
    );
    assert_eq!(
        faults(&files, &[("a", &["a/c", "b"]), ("a/c", &[])]),
        ["`a` may name `b`, which does not stand above it"]
    );
}

#[test]
fn circles_are_seen() {
    let files = crate_of(&[
        ("a/mod.rs", "mod b;\nmod c;\nuse b::B;\nfn f() { c::g() }"),
        ("a/b.rs", "use super::c::C;\nuse super::Shared;"),
        ("a/c.rs", "fn g() { super::b::h() }"),
    ]);
    assert_eq!(circles(&files), [["a/b.rs", "a/c.rs"]]);
    let files = crate_of(&[
        ("a/b/mod.rs", "mod x;\nmod y;"),
        ("a/b/x.rs", "use crate::a::c::z::Z;"),
        ("a/b/y.rs", ""),
        ("a/c/z.rs", "use crate::a::b::y::Y;"),
        ("a/c/mod.rs", "mod z;"),
        ("a/mod.rs", "mod b;\nmod c;"),
    ]);
    assert_eq!(circles(&files), [["a/b", "a/c"]]);
}
