//! The pages that are harmed: those of the audit API and of the cases.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use graphdown_test_support::{golden, repository};

use super::dice::Dice;

/// Texts of pages, by their names.
pub(super) type Pages = BTreeMap<String, String>;

/// How many pages of a set a round takes at most: what it gives is to be checked in a moment.
const MOST: usize = 12;

/// Folders of pages.
pub(super) fn sets() -> Vec<Pages> {
    let cases = golden::cases(&repository().join("codegen/tests/cases"));
    let folders = cases.into_iter().map(|it| it.join("pages"));
    let folders = folders.chain([repository().join("schemas/audit/pages")]);
    let sets: Vec<Pages> = folders.map(|it| set(&it)).collect();
    assert!(sets.iter().all(|it| !it.is_empty()), "a set has no pages");
    sets
}

fn set(root: &Path) -> Pages {
    let mut pages = Pages::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("a folder of pages");
        let paths: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).expect("a path below the folder");
            let name = name.to_string_lossy().replace('\\', "/");
            // Pages of two versions in one run are another matter.
            let name = name
                .trim_start_matches("v1.0/")
                .trim_start_matches("beta/")
                .to_owned();
            let text = String::from_utf8_lossy(&fs::read(&path).expect("a page")).into_owned();
            pages.insert(name, text);
        }
    }
    pages
}

/// Adds pages of a set, some of them where it has many. A name that is taken gets another.
pub(super) fn add(pages: &mut Pages, set: &Pages, dice: &mut Dice) {
    let mut names: Vec<&String> = set.keys().collect();
    while names.len() > MOST {
        names.remove(dice.between(0, names.len() - 1));
    }
    for name in names {
        let free = if pages.contains_key(name) {
            name.replace(".md", "-other.md")
        } else {
            name.clone()
        };
        pages.insert(free, set[name].clone());
    }
}

/// Puts pages into a folder, in place of what it held.
pub(super) fn write(pages: &Pages, folder: &Path) -> io::Result<()> {
    let _ = fs::remove_dir_all(folder);
    for (name, text) in pages {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a page is in a folder"))?;
        fs::write(path, text)?;
    }
    Ok(())
}
