//! The texts of a run, with ids: a [`SourceMap`]. Later stages point into them with [`Span`]s of bytes; lines and
//! columns are counted only when a diagnostic is rendered. Nothing here knows the disk: [`load`](mod@crate::load) does.

mod map;

use std::path::PathBuf;

pub use map::{SourceMap, Target};
pub(crate) use map::{is_include, portable};

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
