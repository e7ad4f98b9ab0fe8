//! What a change of the pages shows at: the paths that a build watches.

use std::fs;
use std::path::{Path, PathBuf};

use super::walk::MAX_DEPTH;

/// Folders of which nothing changes but pages, as a whole; in the others, what is in them and is read. Whoever watches a
/// folder sees each change of what is below it, also of what the reader skips: of `.git`, which `git status` writes to,
/// and of the file that an editor keeps beside a page. So a folder with such a thing in it is not watched itself; a page
/// that is new in it shows with the next change of anything else.
///
/// No path has a character in it that ends a line or that is not seen: where a name has one, its folder is watched.
pub(crate) fn watched(roots: &[PathBuf]) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for root in roots {
        match below(root, 0) {
            Below::All => paths.push(root.clone()),
            Below::These(some) => paths.extend(some),
        }
    }
    paths.sort();
    paths.dedup();
    paths
}

/// What of a folder is watched.
enum Below {
    All,
    These(Vec<PathBuf>),
}

fn below(folder: &Path, depth: usize) -> Below {
    let (true, Ok(entries)) = (depth <= MAX_DEPTH, fs::read_dir(folder)) else {
        return Below::All;
    };
    let (mut some, mut is_all) = (Vec::new(), true);
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_str().filter(|it| !it.chars().any(char::is_control));
        let Some(name) = name else { return Below::All };
        if is_skipped(name) {
            is_all = false;
            continue;
        }
        let path = entry.path();
        let is_folder = entry.file_type().is_ok_and(|it| it.is_dir());
        match if is_folder {
            below(&path, depth + 1)
        } else {
            Below::All
        } {
            Below::All => some.push(path),
            Below::These(paths) => {
                is_all = false;
                some.extend(paths);
            }
        }
    }
    if is_all { Below::All } else { Below::These(some) }
}

/// Names that the reader skips (`.git`, `.page.md.swp`), and those of files that editors keep for a while (`page.md~`,
/// `#page.md#`).
fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::watched;

    fn seen(names: &[&str]) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "").expect("a file");
        }
        let below = |it: &Path| it.strip_prefix(folder.path()).map(|it| it.display().to_string());
        let paths = watched(&[folder.path().to_owned()]);
        paths
            .iter()
            .map(|it| below(it).expect("below the root").replace('\\', "/"))
            .collect()
    }

    #[test]
    fn a_folder_of_pages_is_watched_as_a_whole() {
        assert_eq!(seen(&["a.md", "b/c.md", "b/d/e.md"]), [""]);
    }

    #[test]
    fn what_is_not_read_is_not_watched() {
        assert_eq!(seen(&[".git/index", "a.md", "b/c.md"]), ["a.md", "b"]);
        assert_eq!(
            seen(&["a.md", "b/.c.md.swp", "b/c.md", "d/e.md"]),
            ["a.md", "b/c.md", "d"]
        );
        assert_eq!(seen(&["a.md", "a.md~", "#a.md#"]), ["a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn no_name_of_a_page_is_a_line_for_cargo() {
        let names = [".git/index", "b/x\ncargo::rustc-link-arg=-e.md", "b/.swp", "c.md"];
        assert_eq!(seen(&names), ["b", "c.md"]);
    }
}
