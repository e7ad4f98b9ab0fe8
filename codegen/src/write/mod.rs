//! **Stage 9: write.** Files onto the disk: only where the bytes differ, what was there replaced in one step, and nothing
//! that is not ours touched.
//!
//! A folder is ours where it holds a [`MANIFEST`], or where it was empty. The manifest lists the files that the last
//! run wrote; what a run no longer writes is removed.

mod diff;
mod manifest;

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::print::{MARK, OutFile};
use crate::text::counted;

pub use manifest::MANIFEST;

/// Whether to write, or only to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Makes the folder hold exactly the files.
    Write,
    /// Tells what [`Mode::Write`] would do.
    Check,
}

/// What was done, or in [`Mode::Check`] what would be. Paths are relative to the folder, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// New, or other than before.
    pub written: Vec<String>,
    /// No longer among the files.
    pub removed: Vec<String>,
    /// How many had the same bytes already.
    pub unchanged: usize,
    /// For [`Mode::Check`]: the first lines of what differs, for each of `written` and `removed`.
    pub differences: Vec<String>,
}

impl Written {
    /// True where the folder held exactly the files.
    pub fn is_current(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}

impl fmt::Display for Written {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (written, removed) = (self.written.len(), self.removed.len());
        write!(
            formatter,
            "{} written, {removed} removed, {} unchanged",
            counted(written, "file"),
            self.unchanged
        )
    }
}

/// Why a folder was not written.
#[derive(Debug)]
pub enum Error {
    /// The folder, or a file in the place of one of ours, was not written by graphdown.
    Foreign(PathBuf),
    /// The operating system refused.
    Io(PathBuf, io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign(path) => write!(
                formatter,
                "{} was not written by graphdown: remove it or choose another folder",
                path.display()
            ),
            Self::Io(path, error) => write!(formatter, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Foreign(_) => None,
            Self::Io(_, error) => Some(error),
        }
    }
}

/// Makes `folder` hold the files, or tells what differs.
///
/// # Errors
///
/// [`Error::Foreign`] before anything is changed; [`Error::Io`] with the file at fault. Files that were written before
/// the fault are whole.
pub fn write(folder: &Path, files: &[OutFile], mode: Mode) -> Result<Written, Error> {
    let owned = owned(folder)?;
    let mut files: Vec<&OutFile> = files.iter().collect();
    let manifest = manifest::render(&files);
    files.push(&manifest);

    // The manifest is there from the first run on: without it the folder is empty.
    let states: Vec<State> = files
        .par_iter()
        .map(|file| {
            if owned.is_empty() {
                Ok(State::Missing)
            } else {
                state(folder, file, &owned)
            }
        })
        .collect::<Result<_, _>>()?;
    let kept: BTreeSet<&str> = files.iter().map(|it| it.path.as_str()).collect();
    let orphans = owned.iter().filter(|it| !kept.contains(it.as_str()));
    let orphans: Vec<&String> = orphans.filter(|it| is_ours(&folder.join(it))).collect();
    let differing: Vec<(&OutFile, &State)> = files
        .iter()
        .copied()
        .zip(&states)
        .filter(|(_, it)| **it != State::Same)
        .collect();

    let mut report = Written {
        written: differing.iter().map(|(file, _)| file.path.clone()).collect(),
        removed: orphans.iter().map(|it| (*it).clone()).collect(),
        unchanged: files.len() - differing.len(),
        differences: Vec::new(),
    };
    match mode {
        Mode::Check => report.differences = differences(&differing, &orphans),
        Mode::Write => {
            // The manifest comes first: a run that is broken off leaves a folder that the next one knows as ours.
            let (list, rest): (Vec<_>, Vec<_>) =
                differing.iter().partition(|(file, _)| file.path == MANIFEST);
            make_folders(folder, differing.iter().map(|(file, _)| file.path.as_str()))?;
            list.iter().try_for_each(|(file, _)| put(folder, file))?;
            rest.par_iter().try_for_each(|(file, _)| put(folder, file))?;
            for orphan in orphans {
                remove(folder, orphan)?;
            }
        }
    }
    Ok(report)
}

/// Makes one file hold the text, or tells what differs: for a file that is no part of a folder of ours, such as a
/// committed schema. The user named it, so it is replaced whoever wrote it; a device or a pipe is written to and stays.
///
/// # Errors
///
/// [`Error::Io`].
pub fn write_file(path: &Path, text: String, mode: Mode) -> Result<Written, Error> {
    if mode == Mode::Write && is_device(path) {
        return match fs::write(path, &text) {
            Ok(()) => Ok(Written {
                written: vec![path.display().to_string()],
                ..Written::default()
            }),
            Err(error) => Err(Error::Io(path.to_owned(), error)),
        };
    }
    // What a link leads to is written; the link stays.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let file = OutFile { path: name, text };
    let state = state(folder, &file, &BTreeSet::from([file.path.clone()]))?;
    if state == State::Same {
        return Ok(Written {
            unchanged: 1,
            ..Written::default()
        });
    }
    let mut report = Written {
        written: vec![file.path.clone()],
        ..Written::default()
    };
    match mode {
        Mode::Check => report.differences = differences(&[(&file, &state)], &[]),
        Mode::Write => {
            make_folders(folder, [file.path.as_str()].into_iter())?;
            put(folder, &file)?;
        }
    }
    Ok(report)
}

/// Whether it is something like `/dev/null`, `/dev/stdout` or a pipe. A file in its place would take it from everybody.
fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir())
}

/// What stands in a file's place.
#[derive(PartialEq, Eq)]
enum State {
    Missing,
    Same,
    Other(String),
}

fn state(folder: &Path, file: &OutFile, owned: &BTreeSet<String>) -> Result<State, Error> {
    let path = folder.join(&file.path);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(State::Missing),
        Err(error) => return Err(Error::Io(path, error)),
    };
    if bytes == file.text.as_bytes() {
        return Ok(State::Same);
    }
    if !owned.contains(&file.path) && !has_mark(&bytes) {
        return Err(Error::Foreign(path));
    }
    Ok(State::Other(String::from_utf8_lossy(&bytes).into_owned()))
}

/// The files that the last run wrote. Refuses a folder that holds anything and no manifest.
fn owned(folder: &Path) -> Result<BTreeSet<String>, Error> {
    match fs::read_to_string(folder.join(MANIFEST)) {
        Ok(text) => return Ok(manifest::parse(&text)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
        Err(error) => return Err(Error::Io(folder.join(MANIFEST), error)),
    }
    match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => Ok(BTreeSet::new()),
            Some(_) => Err(Error::Foreign(folder.to_owned())),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(Error::Io(folder.to_owned(), error)),
    }
}

/// A file that a person has put in the place of ours stays.
fn is_ours(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| has_mark(&bytes))
}

fn has_mark(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(200)];
    start.windows(MARK.len()).any(|it| it == MARK.as_bytes())
}

/// Makes the folders that files go to, each once.
fn make_folders<'a>(folder: &Path, files: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let parents: BTreeSet<&str> = files
        .map(|it| it.rsplit_once('/').map_or("", |(above, _)| above))
        .collect();
    parents.into_iter().try_for_each(|parent| {
        let parent = folder.join(parent);
        fs::create_dir_all(&parent).map_err(|error| Error::Io(parent, error))
    })
}

/// Writes the file. Where another was, nobody reads half of it: it is written beside the place and renamed.
fn put(folder: &Path, file: &OutFile) -> Result<(), Error> {
    let path = folder.join(&file.path);
    match fs::File::create_new(&path) {
        Ok(created) => create(created, &path, &file.text),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => replace(folder, &path, &file.text),
        Err(error) => Err(Error::Io(path, error)),
    }
}

fn create(mut created: fs::File, path: &Path, text: &str) -> Result<(), Error> {
    created.write_all(text.as_bytes()).map_err(|error| {
        // What is there of it is of no use, and the first error is the one to tell.
        let _ = fs::remove_file(path);
        Error::Io(path.to_owned(), error)
    })
}

fn replace(folder: &Path, path: &Path, text: &str) -> Result<(), Error> {
    let parent = path.parent().unwrap_or(folder);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = parent.join(format!(".{name}.{}", std::process::id()));
    let done = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    done.map_err(|error| {
        let _ = fs::remove_file(&beside);
        Error::Io(path.to_owned(), error)
    })
}

/// Removes a file, and the folders that it leaves empty.
fn remove(folder: &Path, file: &str) -> Result<(), Error> {
    let path = folder.join(file);
    fs::remove_file(&path).map_err(|error| Error::Io(path.clone(), error))?;
    let above = path.ancestors().skip(1).take_while(|it| *it != folder);
    for empty in above {
        if fs::remove_dir(empty).is_err() {
            break;
        }
    }
    Ok(())
}

fn differences(differing: &[(&OutFile, &State)], orphans: &[&String]) -> Vec<String> {
    let changed = differing.iter().map(|(file, state)| match state {
        State::Missing => format!("{}: is missing\n", file.path),
        State::Other(before) => diff::lines(&file.path, before, &file.text),
        State::Same => String::new(),
    });
    let removed = orphans.iter().map(|it| format!("{it}: is no longer generated\n"));
    changed.chain(removed).collect()
}
