//! A sign of life on a terminal, for work that takes longer than a moment.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Global;
use crate::output;

/// A spinner with the time passed. Nothing where nobody looks, or where the user asked for silence.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    pub(crate) fn start(global: &Global, what: &'static str) -> Self {
        if global.quiet || !output::is_watched() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner().with_message(what);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    pub(crate) fn finish(self) {
        self.0.finish_and_clear();
    }
}
