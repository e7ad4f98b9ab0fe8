//! Puts a page's text together before it is parsed: what it includes stands where it is included, blocks of other
//! versions are gone, and tables that are written otherwise are written as Markdown has them.
//!
//! Whatever is put together knows which byte of which file it is from, so that every span of the [`Page`] points into
//! what somebody wrote.
//!
//! [`Page`]: super::Page

mod draft;
mod html_table;
mod includes;
mod layout;
mod lines;
mod stray_rows;
mod version;
mod zones;

use std::borrow::Cow;

pub(super) use draft::Draft;
use memchr::memmem;

use super::page::{Absent, Versions};
use crate::diag::Diagnostics;
use crate::source::{FileId, SourceMap};

/// The text of a page, ready to be parsed.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "a text has a file, a name and a text")]
pub struct Text<'s> {
    pub(super) file: FileId,
    pub(super) name: &'s str,
    pub(super) text: Cow<'s, str>,
    /// Where the parts of the text are from, where they are not all from the page.
    pub(super) parts: Option<Parts<'s>>,
    /// Includes that are not there.
    pub(super) absent: Vec<Absent>,
    /// What the blocks of versions tell.
    pub(super) versions: Versions,
}

/// Where the parts of a text are from.
#[derive(Debug)]
pub(super) struct Parts<'s> {
    pub(super) draft: Draft,
    pub(super) sources: &'s SourceMap,
}

/// Puts a page's text together. `wanted` is the API version that is read, where something tells it.
pub fn compose<'s>(
    file: FileId,
    sources: &'s SourceMap,
    wanted: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Text<'s> {
    let source = sources.file(file);
    let original = source.text.as_str();
    let mut text = Text {
        file,
        name: &source.name,
        text: Cow::Borrowed(original),
        parts: None,
        absent: Vec::new(),
        versions: Versions {
            wanted: wanted.map(str::to_owned),
            ..Versions::default()
        },
    };
    let mut draft = None::<Draft>;
    if includes::may_be_in(original) {
        draft = Some(includes::expand(file, sources, &mut text.absent, diagnostics));
    }
    let start = |draft: Option<Draft>| draft.unwrap_or_else(|| Draft::of_file(file, original));
    let has = |draft: &Option<Draft>, part: &str| {
        let text = draft.as_ref().map_or(original, |it| it.text.as_str());
        memmem::find(text.as_bytes(), part.as_bytes()).is_some()
    };
    if has(&draft, ":::") {
        let stripped = zones::strip(&start(draft.take()), &mut text.versions);
        draft = Some(layout::tables(&stripped));
    }
    if has(&draft, "<table") || has(&draft, "<TABLE") {
        draft = Some(html_table::tables(&start(draft.take())));
    }
    if stray_rows::may_be_in(draft.as_ref().map_or(original, |it| it.text.as_str())) {
        draft = Some(stray_rows::rejoin(&start(draft.take()), diagnostics));
    }
    if let Some(draft) = draft {
        text.text = Cow::Owned(draft.text.clone());
        text.parts = Some(Parts { draft, sources });
    }
    text
}
