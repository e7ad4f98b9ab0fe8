//! Folders of pages: how large they are, copies, and parts of them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;

/// Every page below a folder, sorted by path.
pub(crate) fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|it| it == "md" || it == "txt") {
            found.push(path);
        }
    }
    Ok(())
}

/// How many pages, and how many bytes they have.
pub(crate) fn size(folder: &Path) -> Result<(usize, u64)> {
    let files = files(folder)?;
    let mut bytes = 0;
    for file in &files {
        bytes += fs::metadata(file)?.len();
    }
    Ok((files.len(), bytes))
}

/// Makes `to` a copy of every `step`th page of `from`, in the same folders.
pub(crate) fn copy(from: &Path, to: &Path, step: usize) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    for file in files(from)?.iter().step_by(step) {
        let copy = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(copy.parent().unwrap_or(to))?;
        // Written and not copied: the pages may be read-only, and a copy is to be changed.
        fs::write(copy, fs::read(file)?)?;
    }
    Ok(())
}
