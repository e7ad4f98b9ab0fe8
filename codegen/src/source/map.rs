//! The files of a run: by id, by name, and by the paths that pages write.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::OnceLock;

use super::{FileId, SourceFile, Span};
use crate::text::until;

/// Every file that a run has read, in the order of their names, whatever order the disk gave.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<Loaded>,
    roots: Vec<PathBuf>,
    /// Root and lower-case name, to the files of that name: the case of a link is often not the file's. Never listed.
    by_name: HashMap<(u32, String), Vec<FileId>>,
}

#[derive(Debug)]
struct Loaded {
    file: SourceFile,
    /// `None` for a file that was not found under a root (overrides).
    root: Option<u32>,
    readable: bool,
    /// The first byte of each line; counted when the first diagnostic asks.
    lines: OnceLock<Vec<u32>>,
    /// How many characters stand before every [`STRIDE`]th byte; counted when a diagnostic is far into a line.
    characters: OnceLock<Vec<u32>>,
}

/// Where an `[!INCLUDE]` or another relative path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To this file.
    Found(FileId),
    /// To a place inside the root where no readable file is.
    Missing,
    /// Out of the root, or to another site.
    Outside,
}

impl SourceMap {
    /// Adds a file that belongs to no root and gives its id.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.push(file, None, true)
    }

    /// Pages that are not on the disk, as names below one root (with `/` or `\`) and texts: for editors, tools and tests. A
    /// byte order mark is no part of a text.
    pub fn of_pages<'a>(pages: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let mut map = Self::default();
        let root = map.add_root(PathBuf::new());
        let mut pages: Vec<_> = pages.into_iter().collect();
        pages.sort();
        for (name, text) in pages {
            let name = name.replace('\\', "/");
            let file = SourceFile {
                path: PathBuf::from(&name),
                text,
                is_include: is_include(&name),
                name,
            };
            map.add_found(file, root, true);
        }
        map
    }

    /// Adds a root and gives its index.
    pub(crate) fn add_root(&mut self, root: PathBuf) -> u32 {
        self.roots.push(root);
        self.roots.len() as u32 - 1
    }

    /// Adds a file that was found under a root.
    pub(crate) fn add_found(&mut self, file: SourceFile, root: u32, readable: bool) -> FileId {
        let name = file.name.to_lowercase();
        let id = self.push(file, Some(root), readable);
        if readable {
            self.by_name.entry((root, name)).or_default().push(id);
        }
        id
    }

    fn push(&mut self, file: SourceFile, root: Option<u32>, readable: bool) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.files.push(Loaded {
            file,
            root,
            readable,
            lines: OnceLock::new(),
            characters: OnceLock::new(),
        });
        id
    }

    /// The file of this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize].file
    }

    /// The text under a span.
    pub fn text(&self, span: Span) -> &str {
        &self.file(span.file).text[span.range()]
    }

    /// All files with their ids, in order, those too that could not be read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, entry)| (FileId(index as u32), &entry.file))
    }

    /// The files that are pages: under a root, readable, and no fragments.
    pub fn pages(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.iter().filter(|(id, file)| {
            let entry = &self.files[id.0 as usize];
            entry.root.is_some() && entry.readable && !file.is_include
        })
    }

    /// The folders and files that were asked for, as the user wrote them: what a build script watches.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// The name of the folder that was asked for, of a file in it or of the file itself.
    pub(crate) fn root_folder(&self, file: FileId) -> Option<&str> {
        let entry = &self.files[file.0 as usize];
        let root = &self.roots[entry.root? as usize];
        // A root may be one page.
        let is_page = root.as_os_str() == entry.file.path.as_os_str();
        let folder = if is_page { root.parent()? } else { root };
        folder.file_name()?.to_str()
    }

    /// Follows a path as a page writes it: relative to the page (`../includes/x.md`), or to the root (`~/x.md`,
    /// `/x.md`), with `/` or `\`. It never leaves the root that the page was found under. A link's case need not be
    /// the file's.
    pub fn resolve(&self, from: FileId, written: &str) -> Target {
        let entry = &self.files[from.0 as usize];
        let Some(root) = entry.root else {
            return Target::Missing;
        };
        let written = written.trim();
        let written = if written.contains('\\') {
            Cow::Owned(written.replace('\\', "/"))
        } else {
            Cow::Borrowed(written)
        };
        let path = until(&written, &['#', '?']);
        if path.contains("://") || is_elsewhere(path) {
            return Target::Outside;
        }
        let (base, path) = match path.strip_prefix("~/").or_else(|| path.strip_prefix('/')) {
            Some(path) => ("", path),
            None => (
                entry.file.name.rsplit_once('/').map_or("", |(folder, _)| folder),
                path,
            ),
        };
        let mut parts: Vec<&str> = Vec::new();
        for part in base.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => {
                    if parts.pop().is_none() {
                        return Target::Outside;
                    }
                }
                part => parts.push(part),
            }
        }
        let name = parts.join("/");
        let Some(found) = self.by_name.get(&(root, name.to_lowercase())) else {
            return Target::Missing;
        };
        let exact = found.iter().find(|id| self.file(**id).name == name);
        exact
            .or(found.first())
            .map_or(Target::Missing, |id| Target::Found(*id))
    }

    /// The 1-based line and column of a byte offset; columns count characters.
    pub fn line_column(&self, file: FileId, offset: u32) -> (usize, usize) {
        let (line, range) = self.line_at(file, offset);
        let end = (offset as usize).clamp(range.start, self.file(file).text.len());
        (line, self.characters(file, range.start..end) + 1)
    }

    /// How many characters begin in a range of bytes.
    fn characters(&self, file: FileId, range: Range<usize>) -> usize {
        let entry = &self.files[file.0 as usize];
        let bytes = entry.file.text.as_bytes();
        if range.len() < 2 * STRIDE {
            return count_characters(&bytes[range]);
        }
        let marks = entry.characters.get_or_init(|| {
            let strides = bytes.chunks(STRIDE).scan(0, |before, stride| {
                let mark = *before;
                *before += count_characters(stride) as u32;
                Some(mark)
            });
            strides.collect()
        });
        let before = |at: usize| {
            let stride = (at / STRIDE).min(marks.len().saturating_sub(1));
            marks[stride] as usize + count_characters(&bytes[stride * STRIDE..at])
        };
        before(range.end) - before(range.start)
    }

    /// The 1-based line that a byte offset is in, and the line's range without its end mark.
    pub fn line_at(&self, file: FileId, offset: u32) -> (usize, Range<usize>) {
        let lines = self.lines(file);
        let line = lines.partition_point(|start| *start <= offset).max(1);
        let start = lines[line - 1] as usize;
        let text = &self.file(file).text;
        let end = lines.get(line).map_or(text.len(), |next| *next as usize - 1);
        let end = if text[start..end].ends_with('\r') {
            end - 1
        } else {
            end
        };
        (line, start..end)
    }

    fn lines(&self, file: FileId) -> &[u32] {
        let entry = &self.files[file.0 as usize];
        entry.lines.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', entry.file.text.as_bytes());
            std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect()
        })
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

/// `C:/x.md` and `//server/x.md`, the two ways in which a path of Windows names a place on the machine or beside it.
fn is_elsewhere(path: &str) -> bool {
    let has_drive = matches!(path.as_bytes(), [drive, b':', ..] if drive.is_ascii_alphabetic());
    has_drive || path.starts_with("//")
}

/// Bytes between two marks of [`Loaded::characters`].
const STRIDE: usize = 1024;

/// A character begins wherever a byte is no continuation of one.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|it| **it & 0xC0 != 0x80).count()
}

/// The form that names take in output: `/` on every platform, with the drive or the leading `/` that was written.
pub(crate) fn portable(path: &Path) -> String {
    let clean: PathBuf = path.components().collect();
    let text = clean.to_string_lossy();
    if MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(MAIN_SEPARATOR, "/")
    }
}

/// True for `…/includes/…`: a fragment, not a page.
pub(crate) fn is_include(name: &str) -> bool {
    name.rsplit('/')
        .skip(1)
        .any(|folder| folder.eq_ignore_ascii_case("includes"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{SourceMap, Target, is_include, portable};

    #[test]
    fn paths_of_windows_lead_to_pages_and_never_out_of_them() {
        let text = String::new;
        let map = SourceMap::of_pages([(r"api\user-get.md", text()), ("Includes/Terms.md", text())]);
        let find = |name: &str| map.iter().find(|(_, it)| it.name == name).map(|(id, _)| id);
        let page = find("api/user-get.md").expect("names have slashes");
        let terms = Target::Found(find("Includes/Terms.md").unwrap());
        for written in [
            r"..\includes\terms.md",
            r"..\INCLUDES/terms.md",
            r".\..\includes\.\terms.md",
            r"~\includes\terms.md",
            r"\includes\terms.md",
        ] {
            assert_eq!(map.resolve(page, written), terms, "{written}");
        }
        for written in [
            r"C:\includes\terms.md",
            "c:/includes/terms.md",
            "C:terms.md",
            r"\\server\includes\terms.md",
            r"..\..\includes\terms.md",
        ] {
            assert_eq!(map.resolve(page, written), Target::Outside, "{written}");
        }
        assert_eq!(map.resolve(page, r"..\includes\none.md"), Target::Missing);
    }

    #[test]
    fn paths_are_shown_as_they_were_given() {
        for path in ["docs/x.md", "./x.md", "../docs/x.md", "/tmp/o.yaml", "x.md"] {
            assert_eq!(portable(Path::new(path)), path);
        }
        assert_eq!(portable(Path::new("docs//./x.md")), "docs/x.md");
    }

    #[cfg(windows)]
    #[test]
    fn drives_and_shares_stay() {
        assert_eq!(portable(Path::new(r"C:\docs\x.md")), "C:/docs/x.md");
        assert_eq!(portable(Path::new(r"C:docs\x.md")), "C:docs/x.md");
        assert_eq!(portable(Path::new(r"\\server\share\x.md")), "//server/share/x.md");
    }

    #[test]
    fn fragments_are_known_by_their_folder() {
        assert!(is_include("api-reference/includes/permissions/x.md"));
        assert!(is_include("Includes/x.md"));
        assert!(!is_include("api/includes.md"));
        assert!(!is_include("api/user-get.md"));
    }
}
