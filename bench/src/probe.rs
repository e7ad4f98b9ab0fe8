//! One pass over pages and nothing else, in a process of its own: its peak of memory is that of the pass.

use std::ffi::OsString;
use std::hint::black_box;
use std::path::PathBuf;

use graphdown_codegen::pipeline::{self, Input};

/// The first argument of the process; the pages' folders follow.
pub(crate) const PROBE: &str = "--read-pages";

pub(crate) fn run(folders: impl Iterator<Item = OsString>) {
    black_box(pipeline::read(&Input {
        pages: folders.map(PathBuf::from).collect(),
        ..Input::default()
    }));
}
