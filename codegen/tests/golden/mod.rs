//! Compares a folder with what it should hold; with `GRAPHDOWN_BLESS=1` makes it so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use graphdown_codegen::print::OutFile;

/// Fails with the first difference, and a hint.
pub(crate) fn check(folder: &Path, files: &[OutFile]) {
    let expected: BTreeMap<&str, &str> = files
        .iter()
        .map(|it| (it.path.as_str(), it.text.as_str()))
        .collect();
    if std::env::var_os("GRAPHDOWN_BLESS").is_some() {
        let _ = fs::remove_dir_all(folder);
        for (path, text) in expected {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
            fs::write(path, text).expect("a file can be written");
        }
        return;
    }
    let mut there = BTreeSet::new();
    list(folder, "", &mut there);
    let wanted: BTreeSet<String> = expected.keys().map(|it| (*it).to_owned()).collect();
    assert_eq!(there, wanted, "files of {}; {HINT}", folder.display());
    for (path, text) in expected {
        let on_disk = fs::read_to_string(folder.join(path)).expect("a listed file can be read");
        assert!(
            on_disk == text,
            "{} differs, it should be:\n{text}\n{HINT}",
            folder.join(path).display()
        );
    }
}

const HINT: &str = "run with GRAPHDOWN_BLESS=1 and review the difference";

fn list(folder: &Path, before: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name);
        }
    }
}
