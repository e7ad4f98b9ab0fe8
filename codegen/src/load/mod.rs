//! **Stage 1: load.** *In* come folders and files; *out* goes a [`SourceMap`]. The only place that reads pages from the disk.
//!
//! Whatever the disk holds gives a map and diagnostics, never a failure. What a text says is not known here.

mod walk;
mod watch;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use walk::{Found, Unfollowed, distinct, walk};

pub(crate) use watch::watched;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceFile, SourceMap, Span, is_include, portable};

/// The largest page that is read, in bytes. The largest page known has half a megabyte.
pub const MAX_FILE_SIZE: u64 = 64 << 20;

/// Reads every `.md` and `.txt` file under the roots, in the order of their names. A root may also be one file.
///
/// Hidden files and folders are skipped. A symbolic link is not followed: what it leads to inside the root is read at
/// its own place, and one that leads out of the root, or back to a folder above itself, is reported.
///
/// A file that cannot be read is in the map too, with what text there is, so that its diagnostic can name it;
/// [`SourceMap::pages`] leaves it out.
pub fn load(roots: &[PathBuf], diagnostics: &mut Diagnostics) -> SourceMap {
    let mut map = SourceMap::default();
    let mut found = Vec::new();
    for root in distinct(roots) {
        let index = map.add_root(root.clone());
        let before = found.len();
        let empty = walk(&root, index, &mut found);
        if found.len() == before {
            let why = empty.map_or_else(
                || "holds no `.md` or `.txt` file".to_owned(),
                |error| format!("cannot be read: {error}"),
            );
            diagnostics.push(
                Diagnostic::placeless(Code::NoPages, format!("`{}` {why}", root.display()))
                    .help("give a folder of reference pages, or one page"),
            );
        }
    }
    found.sort_by(|a, b| (&a.name, a.root).cmp(&(&b.name, b.root)));

    // A parallel map keeps the order of its input, so how fast the disk answers never shows.
    let read: Vec<_> = found
        .into_par_iter()
        .map(|mut found| {
            let text = match found.unfollowed.take() {
                Some(unfollowed) => Err(Refusal::Unfollowed(unfollowed)),
                None => read_text(&found.path),
            };
            (found, text)
        })
        .collect();
    for (found, text) in read {
        add(&mut map, found, text, diagnostics);
    }
    if !map.is_empty() && map.pages().next().is_none() {
        diagnostics.push(
            Diagnostic::placeless(
                Code::NoPages,
                "none of the files that were found can be read as a page",
            )
            .help("give a folder of reference pages, or one page"),
        );
    }
    map
}

/// Why a file has no text.
#[derive(Debug)]
enum Refusal {
    Io(io::Error),
    TooLarge,
    /// The text up to the first byte that is not UTF-8, and that byte.
    NotUtf8(String, u8),
    Unfollowed(Unfollowed),
}

/// Reads one file, without its byte order mark.
fn read_text(path: &Path) -> Result<String, Refusal> {
    let file = File::open(path).map_err(Refusal::Io)?;
    let length = file.metadata().map_err(Refusal::Io)?.len();
    if length > MAX_FILE_SIZE {
        return Err(Refusal::TooLarge);
    }
    // What the file has by now beyond its length is not asked for, which saves a call to the system for each page. What
    // is no file on a disk tells no length.
    let limit = if length == 0 { MAX_FILE_SIZE + 1 } else { length };
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(limit).read_to_end(&mut bytes).map_err(Refusal::Io)?;
    if bytes.len() as u64 > MAX_FILE_SIZE {
        return Err(Refusal::TooLarge);
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let mut bytes = error.into_bytes();
        let bad = bytes.get(valid).copied().unwrap_or_default();
        bytes.truncate(valid);
        Refusal::NotUtf8(String::from_utf8(bytes).unwrap_or_default(), bad)
    })
}

/// Reads one file that is no page: overrides, a schema. It belongs to no root. `None` where it cannot be read, which
/// a diagnostic says.
pub fn load_file(path: &Path, map: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<FileId> {
    let (text, complaint) = tell(read_text(path));
    let at = text.len();
    let name = portable(path);
    let id = map.add(SourceFile {
        name,
        path: path.to_owned(),
        text,
        is_include: false,
    });
    let Some(complaint) = complaint else {
        return Some(id);
    };
    // What a page costs is a page; a file that the user named for what it holds is needed.
    let complaint = Complaint {
        code: Code::BadYaml,
        ..complaint
    };
    diagnostics.push(complaint.at(Span::new(id, at, at)));
    None
}

/// What is said of a file that cannot be read.
struct Complaint {
    code: Code,
    message: String,
    help: &'static str,
}

impl Complaint {
    fn at(self, span: Span) -> Diagnostic {
        Diagnostic::new(self.code, span, self.message).help(self.help)
    }
}

/// Puts a file into the map and says what was wrong with it.
fn add(map: &mut SourceMap, found: Found, text: Result<String, Refusal>, diagnostics: &mut Diagnostics) {
    let (text, complaint) = tell(text);
    let is_include = is_include(&found.name);
    let at = text.len();
    let file = SourceFile {
        name: found.name,
        path: found.path,
        text,
        is_include,
    };
    let id = map.add_found(file, found.root, complaint.is_none());
    if let Some(complaint) = complaint {
        diagnostics.push(complaint.at(Span::new(id, at, at)));
    }
}

/// The text that there is, and the reason why there is no more.
fn tell(text: Result<String, Refusal>) -> (String, Option<Complaint>) {
    let (text, complaint) = match text {
        Ok(text) => (text, None),
        Err(Refusal::NotUtf8(text, bad)) => {
            let message = format!(
                "byte {} (line {}) is 0x{bad:02X}, which no UTF-8 text holds there",
                text.len(),
                text.matches('\n').count() + 1
            );
            let help = if text.is_empty() && matches!(bad, 0xFE | 0xFF) {
                "this looks like UTF-16: save the page as UTF-8"
            } else {
                "save the page as UTF-8"
            };
            (text, Some((Code::InvalidUtf8, message, help)))
        }
        Err(Refusal::TooLarge) => (
            String::new(),
            Some((
                Code::TooLarge,
                format!("it has more than {} MiB", MAX_FILE_SIZE >> 20),
                "split the page, or move the file out of the pages' folder",
            )),
        ),
        Err(Refusal::Io(error)) => (
            String::new(),
            Some((
                Code::UnreadableFile,
                error.to_string(),
                "check that the file is there and that you may read it",
            )),
        ),
        Err(Refusal::Unfollowed(Unfollowed::Outside(target))) => (
            String::new(),
            Some((
                Code::LinkNotFollowed,
                format!("it leads out of the pages' folder, to `{}`", target.display()),
                "copy the target into the folder, or give it as a folder of its own",
            )),
        ),
        Err(Refusal::Unfollowed(Unfollowed::Loop)) => (
            String::new(),
            Some((
                Code::LinkNotFollowed,
                "it leads back to a folder that it stands in".to_owned(),
                "remove the link: its target is read already",
            )),
        ),
        Err(Refusal::Unfollowed(Unfollowed::Folder(error))) => (
            String::new(),
            Some((
                Code::UnreadableFolder,
                error.to_string(),
                "check that the folder is there and that you may read it",
            )),
        ),
    };
    let complaint = complaint.map(|(code, message, help)| Complaint { code, message, help });
    (text, complaint)
}
