//! Finds the files under a root.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::source::portable;

/// Folders deeper than this are not entered. No tree of pages comes near it; it bounds the walk.
pub(super) const MAX_DEPTH: usize = 64;

/// A file, or what stands in for one that cannot be followed.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// The index of the root that it was found under.
    pub(super) root: u32,
    pub(super) unfollowed: Option<Unfollowed>,
}

/// Why the walk stopped at a place.
#[derive(Debug)]
pub(super) enum Unfollowed {
    /// A link out of the root, with its target.
    Outside(PathBuf),
    /// A link to a folder above itself.
    Loop,
    /// A folder that cannot be listed.
    Folder(io::Error),
}

/// The roots without repeats and without those that lie in another root: a page has one name.
pub(super) fn distinct(roots: &[PathBuf]) -> Vec<PathBuf> {
    let real: Vec<_> = roots
        .iter()
        .map(|root| fs::canonicalize(root).unwrap_or_else(|_| root.clone()))
        .collect();
    roots
        .iter()
        .enumerate()
        .filter(|(index, _)| {
            !real.iter().enumerate().any(|(other, path)| {
                let inside = real[*index].starts_with(path);
                inside && (path != &real[*index] || other < *index)
            })
        })
        .map(|(_, root)| root.clone())
        .collect()
}

/// Collects the pages under a root. Gives an error where the root itself cannot be entered.
pub(super) fn walk(root: &Path, index: u32, found: &mut Vec<Found>) -> Option<io::Error> {
    let metadata = match fs::metadata(root) {
        Ok(metadata) => metadata,
        Err(error) => return Some(error),
    };
    if !metadata.is_dir() {
        let name = root.file_name().unwrap_or(root.as_os_str());
        found.push(Found {
            name: portable(Path::new(name)),
            path: root.to_owned(),
            root: index,
            unfollowed: None,
        });
        return None;
    }
    let real = match fs::canonicalize(root) {
        Ok(real) => real,
        Err(error) => return Some(error),
    };
    let walk = Walk { root, real, index };
    let mut folders = vec![(root.to_owned(), 0)];
    let mut first_error = None;
    while let Some((folder, depth)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if depth == 0 => {
                first_error = Some(error);
                continue;
            }
            Err(error) => {
                found.push(walk.found(&folder, Some(Unfollowed::Folder(error))));
                continue;
            }
        };
        let inside = portable(folder.strip_prefix(root).unwrap_or(&folder));
        for entry in entries.flatten() {
            let file_name = entry.file_name();
            if file_name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_symlink() {
                found.extend(walk.link(&path));
            } else if kind.is_dir() {
                if depth < MAX_DEPTH {
                    folders.push((path, depth + 1));
                } else {
                    let error = io::Error::other("folders are nested too deeply");
                    found.push(walk.found(&path, Some(Unfollowed::Folder(error))));
                }
            } else if kind.is_file() && is_page(&path) {
                let file_name = file_name.to_string_lossy();
                let name = match inside.as_str() {
                    "" => file_name.into_owned(),
                    folder => [folder, "/", &file_name].concat(),
                };
                found.push(Found {
                    name,
                    path,
                    root: index,
                    unfollowed: None,
                });
            }
        }
    }
    first_error
}

struct Walk<'a> {
    root: &'a Path,
    real: PathBuf,
    index: u32,
}

impl Walk<'_> {
    fn found(&self, path: &Path, unfollowed: Option<Unfollowed>) -> Found {
        Found {
            name: portable(path.strip_prefix(self.root).unwrap_or(path)),
            path: path.to_owned(),
            root: self.index,
            unfollowed,
        }
    }

    /// What is wrong with a link; `None` where its target is read at its own place.
    fn link(&self, path: &Path) -> Option<Found> {
        let Ok(target) = fs::canonicalize(path) else {
            // A link to nothing matters only where it stands for a page; reading it tells why it fails.
            return is_page(path).then(|| self.found(path, None));
        };
        if !target.starts_with(&self.real) {
            let matters = target.is_dir() || is_page(path);
            return matters.then(|| self.found(path, Some(Unfollowed::Outside(target))));
        }
        let parent = path.parent().and_then(|parent| fs::canonicalize(parent).ok())?;
        parent
            .starts_with(&target)
            .then(|| self.found(path, Some(Unfollowed::Loop)))
    }
}

/// True for the file endings that pages have.
fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("md") || it.eq_ignore_ascii_case("txt"))
}
