//! The interface for build scripts.

use std::path::{Path, PathBuf};

use crate::cargo;
use crate::coverage::Coverage;
use crate::diag::{Diagnostics, Levels};
use crate::emit::Target;
use crate::pipeline::{self, Input, Parts};
use crate::print::OutFile;
use crate::report::Report;
use crate::schema::Schema;
use crate::slice::Selection;
use crate::source::SourceMap;
use crate::write::{self, Mode};

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

    /// Writes below this folder instead of below `OUT_DIR`.
    pub fn out_dir(&mut self, path: impl Into<PathBuf>) -> &mut Self {
        self.out_dir = Some(path.into());
        self
    }

    /// Does all of it in memory: reads the pages, and touches neither the environment nor the disk otherwise.
    ///
    /// # Errors
    ///
    /// With all findings, where one of them is an error by its level; for a code of [`Builder::deny`] and its like that
    /// nobody knows; for a selection that fits nothing.
    pub fn run(&self) -> Result<Generated, Report> {
        if let Some(code) = self.unknown_codes.first() {
            return Err(Report::plain(format!(
                "`{code}` is no code whose level can be set; `graphdown explain` lists them"
            )));
        }
        let mut front = pipeline::read(&self.input);
        let mut files = Vec::new();
        if !front.diagnostics.has_errors() {
            let parts = Parts {
                selection: self.selection.clone(),
                examples: false,
            };
            files = pipeline::generate_parts(&mut front, &parts, &Target::Included).map_err(Report::plain)?;
        }
        if front.diagnostics.has_errors() {
            return Err(Report::of(&front.sources, &front.diagnostics));
        }
        Ok(Generated {
            files,
            schema: front.schema,
            diagnostics: front.diagnostics,
            coverage: front.coverage,
            sources: front.sources,
        })
    }

    /// Does all of it in a build script: tells cargo what to watch, and writes below `OUT_DIR` what changed.
    ///
    /// On an error nothing is written, so that what was generated before is still there; return the error from
    /// `main` and cargo shows the findings.
    ///
    /// # Errors
    ///
    /// As [`Builder::run`]; and where `OUT_DIR` is not set and no folder was given, or a file cannot be written.
    pub fn build(&self) -> Result<(), Report> {
        let (pages, schema, overrides) = (&self.input.pages, &self.input.schema, &self.input.overrides);
        let watched: Vec<&Path> = pages
            .iter()
            .chain(schema)
            .chain(overrides)
            .map(PathBuf::as_path)
            .collect();
        cargo::rerun_if_changed(&watched);

        let out_dir = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => cargo::out_dir().map_err(Report::plain)?.join(OUT_FOLDER),
        };
        let generated = self.run()?;
        cargo::warn_of(&generated.diagnostics, pages);
        write::write(&out_dir, &generated.files, Mode::Write).map_err(Report::plain)?;
        // The build script ends here, and the system takes its memory back faster than it is given back piece by piece.
        std::mem::forget(generated);
        Ok(())
    }
}
