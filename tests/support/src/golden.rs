//! Expectations that are files. A test gives what it got; it fails with every file that differs, or, with `GRAPHDOWN_BLESS=1`,
//! makes the files so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Rewrites the expectations where it is set.
const BLESS: &str = "GRAPHDOWN_BLESS";

/// What was compared so far.
pub struct Golden {
    bless: bool,
    wrong: Vec<String>,
    compared: usize,
}

/// Compares what the closure gives, and fails with all that differs.
///
/// # Panics
///
/// If a file differs from what was got, if nothing was compared, or if an expectation cannot be written.
#[track_caller]
pub fn hold(compare: impl FnOnce(&mut Golden)) {
    let mut golden = Golden {
        bless: std::env::var_os(BLESS).is_some(),
        wrong: Vec::new(),
        compared: 0,
    };
    compare(&mut golden);
    assert!(golden.compared > 0, "nothing was compared: the cases are gone");
    assert!(
        golden.wrong.is_empty(),
        "{}\n{BLESS}=1 rewrites these; then review the difference",
        golden.wrong.join("\n")
    );
}

impl Golden {
    /// One file. Where nothing is expected there may be no file.
    ///
    /// # Panics
    ///
    /// If the expectation cannot be written.
    pub fn file(&mut self, path: &Path, got: &str) {
        self.compared += 1;
        let expected = fs::read_to_string(path).unwrap_or_default();
        if got == expected {
            return;
        }
        if !self.bless {
            let name = path.display();
            let wrong = format!(
                "{name}\n--- expected\n{expected}\n--- got\n{got}\n{}",
                first_difference(&expected, got)
            );
            self.wrong.push(wrong);
        } else if got.is_empty() {
            fs::remove_file(path).expect("an expectation can be removed");
        } else {
            let folder = path.parent().expect("a file is in a folder");
            fs::create_dir_all(folder).expect("a folder can be made");
            fs::write(path, got).expect("an expectation can be written");
        }
    }

    /// All that a folder holds: these files, by their paths with `/`, and no other.
    ///
    /// # Panics
    ///
    /// If an expectation cannot be written or removed.
    pub fn folder<'a>(&mut self, folder: &Path, files: impl IntoIterator<Item = (&'a str, &'a str)>) {
        let got: BTreeMap<&str, &str> = files.into_iter().collect();
        for path in below(folder) {
            if got.contains_key(path.as_str()) {
                continue;
            }
            if self.bless {
                fs::remove_file(folder.join(path)).expect("an expectation can be removed");
            } else {
                let name = folder.join(path);
                self.wrong
                    .push(format!("{} is expected, and was not given", name.display()));
            }
        }
        for (path, text) in got {
            self.file(&folder.join(path), text);
        }
    }

    /// A difference that was found by other means.
    pub fn differs(&mut self, how: String) {
        self.compared += 1;
        self.wrong.push(how);
    }
}

/// The folders in a folder, sorted: a case each.
///
/// # Panics
///
/// If it cannot be read, or has none.
pub fn cases(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|it| it.expect("an entry").path());
    let mut cases: Vec<_> = paths.filter(|it| it.is_dir()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "{} has no case", folder.display());
    cases
}

/// What was said about files of a folder, with their paths as they are within it: no expectation holds where a checkout lies.
pub fn within(folder: &Path, said: &str) -> String {
    let folder = folder.display().to_string();
    let said = said.replace(&format!("{folder}{}", std::path::MAIN_SEPARATOR), "");
    said.replace(&(folder.replace('\\', "/") + "/"), "")
}

/// The paths of all files below a folder, with `/`.
fn below(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                found.insert(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found
}

/// The first line that differs: long texts are hard to compare by eye.
fn first_difference(expected: &str, got: &str) -> String {
    let mut pairs = expected.lines().zip(got.lines()).enumerate();
    match pairs.find(|(_, (expected, got))| expected != got) {
        Some((index, (expected, got))) => {
            format!("--- line {}\n- {expected}\n+ {got}", index + 1)
        }
        None => "--- one goes on where the other ends".to_owned(),
    }
}
