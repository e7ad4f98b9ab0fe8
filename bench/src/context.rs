//! What all groups share: the pages, the folder to work in, and how often to run.

use std::path::{Path, PathBuf};

use crate::Result;
use crate::args::Args;
use crate::row::Row;

/// What a run has at hand.
pub(crate) struct Context {
    /// The checkout.
    pub(crate) repository: PathBuf,
    /// Where files are generated and built. Nothing else is in it.
    pub(crate) work: PathBuf,
    /// The folder that holds `v1.0` and `beta`; it may be absent.
    corpus: PathBuf,
    quick: bool,
}

impl Context {
    pub(crate) fn new(args: &Args) -> Result<Self> {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or("this program stands in no checkout")?
            .to_owned();
        let corpus = args.pages.clone().unwrap_or_else(|| {
            let shared = std::env::var_os("GRAPHDOWN_SHARED")
                .map_or_else(|| repository.with_file_name("shared"), PathBuf::from);
            shared.join("corpus/2021/api-reference")
        });
        let work = match &args.work {
            Some(folder) => std::path::absolute(folder)?,
            None => std::env::current_exe()?.with_file_name("graphdown-bench-work"),
        };
        std::fs::create_dir_all(&work)?;
        Ok(Self {
            repository,
            work,
            corpus,
            quick: args.quick,
        })
    }

    /// The pages of a version.
    pub(crate) fn pages(&self, version: &str) -> std::result::Result<PathBuf, Row> {
        let folder = self.corpus.join(version);
        if folder.is_dir() {
            return Ok(folder);
        }
        Err(Row::skipped(
            format!("pages of {version}"),
            "the pages are not here; name their folder with --pages",
        ))
    }

    /// How many turns to take of something that takes milliseconds.
    pub(crate) fn many(&self) -> usize {
        if self.quick { 3 } else { 11 }
    }

    /// How many turns to take of something that takes seconds.
    pub(crate) fn few(&self) -> usize {
        if self.quick { 1 } else { 3 }
    }
}
