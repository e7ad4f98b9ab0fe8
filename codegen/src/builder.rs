//! The interface for build scripts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::cargo;
use crate::coverage::Coverage;
use crate::diag::{Diagnostics, Levels, Severity};
use crate::emit::{self, Target};
use crate::limits::Limits;
use crate::load;
use crate::model::Model;
use crate::pipeline::{self, Front, Input, Parts};
use crate::print::{self, OutFile};
use crate::report::Report;
use crate::schema::Schema;
use crate::slice::Selection;
use crate::source::SourceMap;
use crate::text::{counted, shell_word};
use crate::write::Mode;

/// The folder below `OUT_DIR` that [`Builder::build`] owns.
pub const OUT_FOLDER: &str = "graphdown";

/// Generates a client from reference pages, in a build script.
///
/// ```no_run
/// fn main() -> Result<(), graphdown_codegen::Report> {
///     graphdown_codegen::Builder::new().pages("pages").build()
/// }
/// ```
///
/// and in the crate:
///
/// ```ignore
/// pub mod graph {
///     include!(concat!(env!("OUT_DIR"), "/graphdown/mod.rs"));
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Builder {
    input: Input,
    selection: Selection,
    out_dir: Option<PathBuf>,
    unknown_codes: Vec<String>,
}

/// What a run gives: the files, and all that is known of how they came to be.
#[derive(Debug)]
pub struct Generated {
    /// The generated files, by their path below the output folder. Nothing is written yet.
    pub files: Vec<OutFile>,
    /// The intermediate schema.
    pub schema: Schema,
    /// Warnings and notes.
    pub diagnostics: Diagnostics,
    /// What became of every page, row, operation and example.
    pub coverage: Coverage,
    /// The pages that were read.
    pub sources: SourceMap,
}

impl Builder {
    /// A builder without pages.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a folder of pages, searched recursively for `.md` and `.txt` files, or a single page.
    /// A relative path is relative to the package that is built.
    ///
    /// Cargo watches the folder with all below it. Where it holds what the reader skips, such as `.git` or the file that an
    /// editor keeps beside a page, cargo watches what is read in it instead: a page that is new right there shows with
    /// the next change of anything else.
    pub fn pages(&mut self, path: impl Into<PathBuf>) -> &mut Self {
        self.input.pages.push(path.into());
        self
    }

    /// Reads an intermediate schema (`schema.yaml`) instead of pages.
    pub fn schema(&mut self, path: impl Into<PathBuf>) -> &mut Self {
        self.input.schema = Some(path.into());
        self
    }

    /// Adds a file of corrections to what the pages say.
    pub fn overrides(&mut self, path: impl Into<PathBuf>) -> &mut Self {
        self.input.overrides.push(path.into());
        self
    }

    /// Keeps the pages of this API version (`v1.0`, `beta`) where a folder holds several.
    pub fn api_version(&mut self, version: impl Into<String>) -> &mut Self {
        self.input.merge.api_version = Some(version.into());
        self
    }

    /// Generates only what is included, and what comes with it: bodies and results, the types of properties, bases, and
    /// what derives from them. A navigation property that leads out of that is open JSON.
    ///
    /// Takes types (`remoteActionAudit`), operations (`GET /users/{id}`), paths (`/deviceManagement/**`) and globs of
    /// them (`remote*`), as [`Selection::include`] tells; may be called several times.
    pub fn include(&mut self, pattern: impl Into<String>) -> &mut Self {
        self.selection.include.push(pattern.into());
        self
    }

    /// Generates only the operations below this first segment of paths (`deviceManagement`), and what comes with them;
    /// may be called several times, and beside [`Builder::include`].
    pub fn area(&mut self, segment: impl Into<String>) -> &mut Self {
        self.selection.areas.push(segment.into());
        self
    }

    /// Sets how much is made of the pages, where a reference has more than [`Limits`] take by themselves.
    pub fn limits(&mut self, limits: Limits) -> &mut Self {
        self.input.limits = limits;
        self
    }

    /// Makes a kind of finding an error: a code such as `unknown-type`, or `warnings` for all of them.
    pub fn deny(&mut self, code: &str) -> &mut Self {
        self.level(code, Levels::deny)
    }

    /// Makes a kind of finding a warning.
    pub fn warn(&mut self, code: &str) -> &mut Self {
        self.level(code, Levels::warn)
    }

    /// Silences a kind of finding, also one that is an error by nature. What makes the run itself meaningless (no pages, an
    /// override that no longer applies) cannot be silenced.
    pub fn allow(&mut self, code: &str) -> &mut Self {
        self.level(code, Levels::allow)
    }

    fn level(&mut self, code: &str, set: fn(&mut Levels, &str) -> bool) -> &mut Self {
        if !set(&mut self.input.levels, code) {
            self.unknown_codes.push(code.to_owned());
        }
        self
    }

    /// Writes below this folder instead of below `OUT_DIR`. Two clients of one build script need a folder each.
    pub fn out_dir(&mut self, path: impl Into<PathBuf>) -> &mut Self {
        self.out_dir = Some(path.into());
        self
    }

    /// Does all of it in memory: reads the pages, and touches neither the environment nor the disk otherwise.
    ///
    /// # Errors
    ///
    /// Settings that cannot be meant (nothing to read, or both pages and a schema), and the errors that were found.
    pub fn run(&self) -> Result<Generated, Report> {
        let (front, model) = self.model()?;
        Ok(Generated {
            files: print::print(&emit::emit(&model, &Target::Included)),
            schema: front.schema,
            diagnostics: front.diagnostics,
            coverage: front.coverage,
            sources: front.sources,
        })
    }

    /// Does all of it in a build script: tells cargo what to watch, and writes below `OUT_DIR` what changed.
    ///
    /// On an error nothing is written, so that what was generated before is still there; return the error from
    /// `main` and cargo shows the findings. A run that is killed is made good by the next.
    ///
    /// # Errors
    ///
    /// As [`Builder::run`]; a folder that is not graphdown's, or that another `Builder` of this program has written.
    pub fn build(&self) -> Result<(), Report> {
        let watched = load::watched(&self.input.pages);
        let files = self.input.schema.iter().chain(&self.input.overrides);
        cargo::rerun_if_changed(watched.iter().chain(files).map(PathBuf::as_path));

        self.check_settings()?;
        let out_dir = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => cargo::out_dir().map_err(Report::plain)?.join(OUT_FOLDER),
        };
        let (front, model) = self.model()?;
        let warnings = front.diagnostics.count(Severity::Warning);
        if warnings > 0 {
            let (warnings, command) = (counted(warnings, "warning"), self.check_command());
            cargo::warn(&format!("{warnings} about what was read; `{command}` shows them"));
        }
        self.claim(&out_dir)?;
        pipeline::write(&model, &Target::Included, &out_dir, Mode::Write).map_err(Report::plain)?;
        // The build script ends here, and the system takes its memory back faster than it is given back piece by piece.
        std::mem::forget((front, model));
        Ok(())
    }

    /// Refuses settings that cannot be meant.
    fn check_settings(&self) -> Result<(), Report> {
        if let Some(code) = self.unknown_codes.first() {
            return Err(Report::plain(format!(
                "`{code}` is no code whose level can be set; `graphdown explain` lists them"
            )));
        }
        match (self.input.pages.is_empty(), self.input.schema.is_none()) {
            (true, true) => Err(Report::plain(
                "there is nothing to read: call `Builder::pages` with a folder of reference pages, or `Builder::schema`",
            )),
            (false, false) => Err(Report::plain(
                "a schema is read instead of pages: call either `Builder::pages` or `Builder::schema`",
            )),
            _ => Ok(()),
        }
    }

    /// Reads, and makes the model of what was read.
    fn model(&self) -> Result<(Front, Model), Report> {
        self.check_settings()?;
        let mut front = pipeline::read(&self.input);
        let mut model = None;
        if !front.diagnostics.has_errors() {
            let parts = Parts {
                selection: self.selection.clone(),
                examples: false,
            };
            model = pipeline::model(&mut front, &parts).map_err(Report::plain)?;
        }
        match model {
            Some(model) => Ok((front, model)),
            None => Err(Report::with_command(
                &front.sources,
                &front.diagnostics,
                &self.check_command(),
            )),
        }
    }

    /// The command that shows all findings of this run, wherever it is called.
    fn check_command(&self) -> String {
        let path = |it: &PathBuf| shell_word(&cargo::from_anywhere(it).display().to_string());
        let mut command = "graphdown check".to_owned();
        for it in self.input.pages.iter().chain(&self.input.schema) {
            command.extend([" ", &path(it)]);
        }
        for it in &self.input.overrides {
            command.extend([" --overrides ", &path(it)]);
        }
        if let Some(version) = &self.input.merge.api_version {
            command.extend([" --api-version ", &shell_word(version)]);
        }
        for (option, code) in self.input.levels.options() {
            command.extend([" ", option, " ", code]);
        }
        for (name, most) in self.input.limits.changed() {
            command.extend([" --limit ", name, "=", &most.to_string()]);
        }
        command
    }

    /// Refuses a folder that another builder of this program has written: its client would be gone.
    fn claim(&self, folder: &Path) -> Result<(), Report> {
        static CLAIMED: Mutex<BTreeMap<PathBuf, String>> = Mutex::new(BTreeMap::new());
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let settings = format!("{self:?}");
        let mut claimed = CLAIMED.lock().unwrap_or_else(PoisonError::into_inner);
        let owner = claimed.entry(folder.clone()).or_insert_with(|| settings.clone());
        if *owner == settings {
            return Ok(());
        }
        Err(Report::plain(format!(
            "`{}` holds the client of another `Builder` of this build script: give each a folder of its own by \
             `Builder::out_dir`, such as `OUT_DIR/v1` and `OUT_DIR/beta`",
            folder.display()
        )))
    }
}
