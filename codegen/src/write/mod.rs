//! **Stage 9: write.** Files onto the disk: only where the bytes differ, what was there replaced in one step, and nothing
//! that is not ours touched.
//!
//! A folder is ours where it holds a [`MANIFEST`], or where it was empty. The manifest lists the files that the last
//! run wrote; what a run no longer writes is removed.
//!
//! A run may be killed at any moment, and the next one ends as if it had not been. So the order is: every new file,
//! whole, in a folder of its own (`staging`); the manifest of what was and what will be; folders; each file to its place;
//! what is no longer written; the manifest of what is. A disk that is full shows before the first file has moved.

mod diff;
mod disk;
mod manifest;
mod ours;
mod plan;
mod staging;

use std::fmt;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::print::Printed;
use crate::text::counted;
use plan::Plan;

#[doc(hidden)]
pub use disk::{Disk, Fault};
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
    /// The folder, or what stands in the place of a file or folder of ours, was not written by graphdown.
    Foreign(PathBuf),
    /// The folder holds what graphdown wrote, and not the list of it.
    Unlisted(PathBuf),
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
            Self::Unlisted(path) => write!(
                formatter,
                "{folder} holds what graphdown wrote, and not the list of it, `{MANIFEST}`, without which nothing here \
                 is known to be its own: put the list back (is it committed?), or remove the folder and generate it again",
                folder = path.display()
            ),
            Self::Io(path, error) => write!(formatter, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Foreign(_) | Self::Unlisted(_) => None,
            Self::Io(_, error) => Some(error),
        }
    }
}

/// Makes `folder` hold the files, or tells what differs. A file's text is made when it is its turn, and given up then.
///
/// # Errors
///
/// [`Error::Foreign`] and [`Error::Unlisted`] before anything is changed. [`Error::Io`] with the file at fault: where
/// the space does not do, no file has changed; where a file cannot be replaced, others may have been, each of them whole,
/// and the next run takes it from there.
pub fn write<F: Printed>(folder: &Path, files: &[F], mode: Mode) -> Result<Written, Error> {
    write_on(&Disk::default(), folder, files, mode)
}

/// [`write()`] on a disk that may have a fault.
#[doc(hidden)]
pub fn write_on<F: Printed>(disk: &Disk, folder: &Path, files: &[F], mode: Mode) -> Result<Written, Error> {
    let plan = Plan::of(folder, files)?;
    match mode {
        Mode::Check => plan.tell(),
        Mode::Write => plan.carry_out(disk),
    }
}

/// Makes one file hold the text, or tells what differs: for a file that is no part of a folder of ours, such as a
/// committed schema. The user named it, so it is replaced whoever wrote it; a device or a pipe is written to and stays.
///
/// # Errors
///
/// [`Error::Io`].
#[expect(
    clippy::needless_pass_by_value,
    reason = "who writes a text has no more use for it"
)]
pub fn write_file(path: &Path, text: String, mode: Mode) -> Result<Written, Error> {
    let written = |name: String, differences| Written {
        written: vec![name],
        differences,
        ..Written::default()
    };
    let failed = |path: &Path, error| Error::Io(path.to_owned(), error);
    if is_device(path) {
        return match mode {
            Mode::Write => fs::write(path, &text)
                .map(|()| written(path.display().to_string(), Vec::new()))
                .map_err(|error| failed(path, error)),
            Mode::Check => Err(failed(
                path,
                io::Error::other("it is no file that could be compared"),
            )),
        };
    }
    // What a link leads to is written; the link stays.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let before = match fs::read(path) {
        Ok(bytes) if bytes == text.as_bytes() => {
            return Ok(Written {
                unchanged: 1,
                ..Written::default()
            });
        }
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(failed(path, error)),
    };
    match mode {
        Mode::Check => {
            let difference = before.map_or_else(
                || diff::missing(&name),
                |before| diff::lines(&name, &before, &text),
            );
            Ok(written(name, vec![difference]))
        }
        Mode::Write => staging::replace(path, &text)
            .map(|()| written(name, Vec::new()))
            .map_err(|error| failed(path, error)),
    }
}

/// Whether it is something like `/dev/null`, `/dev/stdout` or a pipe. A file in its place would take it from everybody.
fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir())
}
