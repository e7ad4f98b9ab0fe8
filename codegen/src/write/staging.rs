//! Where new files are whole before one of them takes its place.
//!
//! They are written into a folder of their own below the output folder, which is on the same file system, so that each
//! takes its place in one step. A run that is killed leaves that folder; the next one sweeps it.

use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Error;
use super::disk::Disk;

/// What the folder's name begins with. No file of ours is called so.
const NAME: &str = ".graphdown-new-";

/// The file that the run which the folder belongs to holds locked as long as it lives.
const LOCK: &str = "lock";

/// Names that are tried before one gives up.
const TRIES: usize = 64;

/// The new files of one run.
pub(super) struct Staging<'a> {
    disk: &'a Disk,
    folder: &'a Path,
    /// Made when the first file needs it: a run that changes nothing writes nothing.
    made: OnceLock<Result<Made, (io::ErrorKind, String)>>,
    count: AtomicUsize,
}

struct Made {
    folder: PathBuf,
    /// Locked until the run ends, however it ends.
    lock: Option<File>,
}

/// A file that is whole and not in its place yet.
pub(super) struct Staged(PathBuf);

impl<'a> Staging<'a> {
    pub(super) fn new(disk: &'a Disk, folder: &'a Path) -> Self {
        Self {
            disk,
            folder,
            made: OnceLock::new(),
            count: AtomicUsize::new(0),
        }
    }

    /// Writes a file.
    pub(super) fn put(&self, text: &str) -> Result<Staged, Error> {
        let folder = self
            .made
            .get_or_init(|| make(self.disk, self.folder).map_err(|error| (error.kind(), error.to_string())));
        let made = folder.as_ref().map_err(|(kind, error)| {
            Error::Io(self.folder.to_owned(), io::Error::new(*kind, error.clone()))
        })?;
        let path = made
            .folder
            .join(self.count.fetch_add(1, Ordering::Relaxed).to_string());
        let written = self
            .disk
            .make_new(&path)
            .and_then(|mut file| self.disk.fill(&mut file, text.as_bytes()));
        match written {
            Ok(()) => Ok(Staged(path)),
            Err(error) => Err(Error::Io(path, error)),
        }
    }

    /// Moves a file to its place, over what is there.
    pub(super) fn place(&self, staged: &Staged, path: PathBuf) -> Result<(), Error> {
        self.disk
            .rename(&staged.0, &path)
            .map_err(|error| Error::Io(path, error))
    }
}

impl Drop for Staging<'_> {
    /// What a run that failed has not placed goes with it.
    fn drop(&mut self) {
        if let Some(Ok(made)) = self.made.get_mut() {
            empty(self.disk, &made.folder, made.lock.take());
        }
    }
}

/// Makes the folder, under a name that nobody can have taken before, and locks it.
fn make(disk: &Disk, root: &Path) -> io::Result<Made> {
    disk.make_folders(root)?;
    let mut refused = None;
    for _ in 0..TRIES {
        let folder = root.join(unguessable(NAME));
        // A run that sweeps may take a folder whose lock is not held yet: then another name is tried.
        let locked = disk.make_new_folder(&folder).and_then(|()| {
            let lock = disk.make_new(&folder.join(LOCK))?;
            match lock.try_lock() {
                Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
                // Where a file system has no locks, nobody can sweep this folder away either.
                Ok(()) | Err(TryLockError::Error(_)) => Ok(lock),
            }
        });
        match locked {
            Ok(lock) => {
                return Ok(Made {
                    folder,
                    lock: Some(lock),
                });
            }
            Err(error) if is_taken(&error) => refused = Some(error),
            Err(error) => {
                empty(disk, &folder, None);
                return Err(error);
            }
        }
    }
    Err(refused.unwrap_or_else(|| io::ErrorKind::AlreadyExists.into()))
}

fn is_taken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound | io::ErrorKind::WouldBlock
    )
}

/// A name that nobody can have prepared a file or a link under.
fn unguessable(before: &str) -> String {
    let random = RandomState::new().build_hasher().finish();
    format!("{before}{random:016x}")
}

/// Whether a name is that of such a folder.
pub(super) fn is_name(name: &str) -> bool {
    name.strip_prefix(NAME).is_some_and(is_random)
}

fn is_random(name: &str) -> bool {
    name.len() == 16 && name.bytes().all(|it| it.is_ascii_hexdigit())
}

/// Removes what killed runs left. A folder whose run still lives stays, and so does what cannot be removed.
pub(super) fn sweep(disk: &Disk, root: &Path) {
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        let is_folder = entry.file_type().is_ok_and(|it| it.is_dir());
        if !is_folder || !is_name(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let path = entry.path().join(LOCK);
        let is_plain = fs::symlink_metadata(&path).is_ok_and(|it| it.is_file());
        // A run that has not come to its lock yet cannot make it any more, and takes another name.
        let lock = if is_plain {
            File::open(&path)
        } else {
            disk.make_new(&path)
        };
        if let Ok(lock) = lock
            && lock.try_lock().is_ok()
        {
            empty(disk, &entry.path(), Some(lock));
        }
    }
}

/// Removes the folder with the files in it; it has no folders. What cannot be removed is swept another time.
fn empty(disk: &Disk, folder: &Path, lock: Option<File>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name() != LOCK {
            let _ = disk.remove(&entry.path());
        }
    }
    drop(lock);
    let _ = disk.remove(&folder.join(LOCK));
    let _ = disk.remove_folder(folder);
}

/// Replaces one file in one step, where there is no folder of ours: by a file beside it, which the next run sweeps where
/// this one is killed.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let before = format!(".{name}.graphdown-");
    sweep_files(folder, &before);
    let mut done = Ok(());
    for _ in 0..TRIES {
        let beside = folder.join(unguessable(&before));
        done = File::create_new(&beside).and_then(|mut file| {
            let _ = file.try_lock();
            file.write_all(text.as_bytes())?;
            fs::rename(&beside, path)
        });
        match &done {
            // Another run swept the file away before it was locked.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(_) => {
                let _ = fs::remove_file(&beside);
                break;
            }
            Ok(()) => break,
        }
    }
    done
}

/// Removes the files of killed runs: nobody holds them locked.
fn sweep_files(folder: &Path, before: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_left = name.to_string_lossy().strip_prefix(before).is_some_and(is_random);
        if is_left
            && entry.file_type().is_ok_and(|it| it.is_file())
            && File::open(entry.path()).is_ok_and(|it| it.try_lock().is_ok())
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}
