//! Every operation that changes the disk, so that a test can end a run at any of them.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The disk, as it is or with a fault.
#[derive(Debug, Default)]
pub struct Disk {
    fault: Option<Fault>,
    done: AtomicUsize,
}

/// What a test lets happen.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// Behind so many operations the process is gone: nothing that it would still do is done.
    KilledAfter(usize),
    /// Behind so many operations there is no space: nothing is made or written any more, but files are renamed and
    /// removed.
    FullAfter(usize),
}

impl Disk {
    /// A disk with a fault.
    pub fn with(fault: Fault) -> Self {
        Self {
            fault: Some(fault),
            done: AtomicUsize::new(0),
        }
    }

    /// How many operations were asked for.
    pub fn operations(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    fn ask(&self, needs_space: bool) -> io::Result<()> {
        let done = self.done.fetch_add(1, Ordering::Relaxed);
        match self.fault {
            Some(Fault::KilledAfter(last)) if done >= last => Err(io::Error::other("killed")),
            Some(Fault::FullAfter(last)) if done >= last && needs_space => {
                Err(io::ErrorKind::StorageFull.into())
            }
            _ => Ok(()),
        }
    }

    /// Makes a folder and those above it.
    pub(super) fn make_folders(&self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        self.ask(true)?;
        fs::create_dir_all(folder)
    }

    /// Makes a folder where nothing is.
    pub(super) fn make_new_folder(&self, folder: &Path) -> io::Result<()> {
        self.ask(true)?;
        fs::create_dir(folder)
    }

    /// Makes an empty file where nothing is: what is there is neither opened nor followed.
    pub(super) fn make_new(&self, path: &Path) -> io::Result<File> {
        self.ask(true)?;
        File::create_new(path)
    }

    /// Writes into a new file. A test may end the run in the middle of the text.
    pub(super) fn fill(&self, file: &mut File, text: &[u8]) -> io::Result<()> {
        let middle = if self.fault.is_some() { text.len() / 2 } else { 0 };
        self.ask(true)?;
        file.write_all(&text[..middle])?;
        self.ask(true)?;
        file.write_all(&text[middle..])
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask(false)?;
        fs::rename(from, to)
    }

    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.ask(false)?;
        fs::remove_file(path)
    }

    /// Removes a folder that is empty.
    pub(super) fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.ask(false)?;
        fs::remove_dir(path)
    }
}
