//! What in the output folder is ours: only that is written over or removed.
//!
//! The folder may come with a repository of strangers, and its list with it. So no link below the folder is followed, a
//! file is ours only where it says so itself, and only plain files are read.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::manifest::{self, MANIFEST};
use super::{Error, diff, staging};
use crate::print::MARK;

/// The mark stands in the first bytes of each file.
const HEAD: u64 = 200;

/// The largest file that is read as one of ours, in bytes.
const LARGEST: u64 = 64 << 20;

/// What stands in a file's place.
pub(super) enum Place {
    Missing,
    /// A file of ours, of so many bytes.
    File(u64),
    /// A link in the place of a listed file. It is replaced, and what it leads to stays.
    Link,
}

impl Place {
    /// Whether the text is there already.
    pub(super) fn is_same(&self, path: &Path, text: &str) -> io::Result<bool> {
        match self {
            Self::File(length) if *length == text.len() as u64 => Ok(fs::read(path)? == text.as_bytes()),
            _ => Ok(false),
        }
    }

    /// The first lines of what differs, where something does.
    pub(super) fn difference(&self, path: &Path, name: &str, text: &str) -> io::Result<Option<String>> {
        if self.is_same(path, text)? {
            return Ok(None);
        }
        Ok(Some(match self {
            Self::Missing => diff::missing(name),
            Self::Link => diff::linked(name),
            Self::File(length) if *length > LARGEST => diff::oversized(name),
            Self::File(_) => diff::lines(name, &String::from_utf8_lossy(&fs::read(path)?), text),
        }))
    }
}

/// The files that the last run wrote, or was about to write. Refuses a folder that holds anything and no list.
pub(super) fn listed(folder: &Path) -> Result<BTreeSet<String>, Error> {
    let path = folder.join(MANIFEST);
    match fs::symlink_metadata(&path) {
        Ok(found) => {
            let text = is_readable(&found).then(|| fs::read(&path)).transpose();
            let text = text.map_err(|error| Error::Io(path.clone(), error))?;
            let text = text.filter(|it| has_mark(it)).ok_or(Error::Foreign(path))?;
            return Ok(manifest::parse(&String::from_utf8_lossy(&text)));
        }
        Err(error) if is_missing(&error) => {}
        Err(error) => return Err(Error::Io(path, error)),
    }
    match is_empty(folder) {
        // Another run put its list there in between.
        Ok(false) if fs::symlink_metadata(&path).is_ok() => listed(folder),
        Ok(true) => Ok(BTreeSet::new()),
        Ok(false) if is_generated(folder) => Err(Error::Unlisted(folder.to_owned())),
        Ok(false) => Err(Error::Foreign(folder.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(Error::Io(folder.to_owned(), error)),
    }
}

/// Whether there is no file in the folder, nor in the folders in it, beside what a killed run left.
fn is_empty(folder: &Path) -> io::Result<bool> {
    let mut open: Vec<PathBuf> = Vec::new();
    let mut next = Some(folder.to_owned());
    while let Some(folder) = next {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if !entry.file_type()?.is_dir() {
                return Ok(false);
            }
            if !staging::is_name(&entry.file_name().to_string_lossy()) {
                open.push(entry.path());
            }
        }
        next = open.pop();
    }
    Ok(true)
}

/// Whether what we generate is in the folder: as a crate, or as a module.
fn is_generated(folder: &Path) -> bool {
    ["Cargo.toml", "mod.rs"]
        .iter()
        .any(|it| is_ours(&folder.join(it)))
}

/// Refuses links and other things in the place of the folders that files go to.
pub(super) fn refuse_links<'a>(folder: &Path, files: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    for above in folders(files) {
        let path = folder.join(above);
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(Error::Foreign(path)),
            Err(error) if is_missing(&error) => {}
            Err(error) => return Err(Error::Io(path, error)),
        }
    }
    Ok(())
}

/// Every folder on the way to these files, once, each behind the one that it is in.
pub(super) fn folders<'a>(files: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let above = |file: &'a str| file.match_indices('/').map(|(at, _)| &file[..at]);
    files.flat_map(above).collect()
}

/// What is in the place of one of our files. Refuses what is not ours.
pub(super) fn look(folder: &Path, file: &str, is_listed: bool) -> Result<Place, Error> {
    let path = folder.join(file);
    let found = match fs::symlink_metadata(&path) {
        Ok(found) => found,
        Err(error) if is_missing(&error) => return Ok(Place::Missing),
        Err(error) => return Err(Error::Io(path, error)),
    };
    if found.is_symlink() {
        let leads_to_file = fs::metadata(&path).map_or(true, |it| it.is_file());
        return if is_listed && leads_to_file {
            Ok(Place::Link)
        } else {
            Err(Error::Foreign(path))
        };
    }
    // A listed file that is empty is what a system that went down left of it.
    let is_lost = is_listed && found.is_file() && found.len() == 0;
    if is_lost || (found.is_file() && is_ours(&path)) {
        Ok(Place::File(found.len()))
    } else {
        Err(Error::Foreign(path))
    }
}

/// Whether a plain file says that it is ours.
pub(super) fn is_ours(path: &Path) -> bool {
    let is_plain = fs::symlink_metadata(path).is_ok_and(|it| it.is_file());
    let head = || {
        let mut head = Vec::new();
        File::open(path)?.take(HEAD).read_to_end(&mut head)?;
        Ok::<_, io::Error>(head)
    };
    is_plain && head().is_ok_and(|it| has_mark(&it))
}

fn is_readable(found: &Metadata) -> bool {
    found.is_file() && found.len() <= LARGEST
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn has_mark(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD as usize)];
    head.windows(MARK.len()).any(|it| it == MARK.as_bytes())
}
