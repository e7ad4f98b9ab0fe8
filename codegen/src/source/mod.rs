//! **Stage 1: source.** Folders of pages become a [`SourceMap`]. The only place that reads pages from the disk.
//!
//! Later stages point into the texts with [`Span`]s of bytes; lines and columns are counted only when a
//! diagnostic is rendered.

// mod load;

use std::path::{Path, PathBuf};

// pub use load::{load, Root};

/// One file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u32);

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file that the range is in.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Self {
            file,
            start: start as u32,
            end: end as u32,
        }
    }

    /// The range as indices into the file's text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest range that holds both. They must be in the same file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A page, an include or an overrides file, as it was read.
#[derive(Debug)]
pub struct SourceFile {
    /// Relative to the root it was found under, with `/` on every platform: `api-reference/v1.0/api/user-get.md`.
    /// This is the name that the schema and the diagnostics give.
    pub name: String,
    /// Where it lies on disk, as the user would write it (root as given, then the name).
    pub path: PathBuf,
    /// The text, without a byte order mark. Line ends are as in the file.
    pub text: String,
    /// A fragment below an `includes/` folder: read where a page includes it, never a page by itself.
    pub is_include: bool,
}

/// Every file that a run has read, in the order of their names, whatever order the disk gave.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file and gives its id.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.files.push(file);
        id
    }

    /// The file of this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The text under a span.
    pub fn text(&self, span: Span) -> &str {
        &self.file(span.file).text[span.range()]
    }

    /// All files with their ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (FileId(index as u32), file))
    }

    /// The 1-based line and column of a byte offset; columns count characters.
    pub fn line_column(&self, file: FileId, offset: u32) -> (usize, usize) {
        let before = &self.file(file).text[..offset as usize];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (
            before.matches('\n').count() + 1,
            before[line_start..].chars().count() + 1,
        )
    }

    /// Number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// True where nothing was read.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// The form that names take in output: `/` on every platform.
pub(crate) fn portable(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}
