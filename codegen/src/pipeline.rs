//! The stages in their order, with a gate behind each. This file reads like the diagram in ARCHITECTURE.md.

use std::path::{Path, PathBuf};

use crate::coverage::Coverage;
use crate::diag::{Diagnostics, Levels};
use crate::emit::{self, Target};
use crate::facts::Facts;
use crate::limits::{self, Limits};
use crate::model::Model;
use crate::print::OutFile;
use crate::schema::{Schema, yaml, yaml_lines};
use crate::slice::{self, Selection, Unmatched};
use crate::source::SourceMap;
use crate::threads::{drop_aside, on_all_threads};
use crate::write::{self, Mode};
use crate::{examples, extract, load, markdown, merge, overrides, print, resolve, settings, unread};

/// Where the schema comes from, and what the user asks of it.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Folders of pages, or single pages.
    pub pages: Vec<PathBuf>,
    /// A `schema.yaml` to read instead of pages.
    pub schema: Option<PathBuf>,
    /// Files of corrections, applied in this order.
    pub overrides: Vec<PathBuf>,
    /// A `service.yaml`, which counts where [`merge::Options`] say nothing.
    pub service: Option<PathBuf>,
    /// How the pages are put together.
    pub merge: merge::Options,
    /// Which findings are errors, warnings or nothing.
    pub levels: Levels,
    /// How much is made of the pages.
    pub limits: Limits,
}

/// What the front half of the pipeline gives, whether or not it found errors.
#[derive(Debug)]
pub struct Front {
    /// How much is made of the pages.
    pub limits: Limits,
    /// Every file that was read.
    pub sources: SourceMap,
    /// What the pages say, corrected. Only as good as `diagnostics` tells.
    pub schema: Schema,
    /// What became of every page, row, operation and example.
    pub coverage: Coverage,
    /// What was found.
    pub diagnostics: Diagnostics,
}

/// Pages to schema: source, markdown, extract, merge, overrides.
pub fn read(input: &Input) -> Front {
    let mut diagnostics = Diagnostics::new(input.levels.clone());
    if let Some(file) = &input.schema {
        let mut sources = SourceMap::default();
        let mut schema = read_schema(file, &mut sources, &mut diagnostics);
        let input = with_service(input, &mut sources, &mut diagnostics);
        schema.service = schema.service.with(&input.merge.service);
        return correct(&input, sources, schema, Coverage::default(), diagnostics);
    }
    let sources = load::load(&input.pages, &mut diagnostics);
    read_loaded(input, sources, diagnostics)
}

/// The same over pages that are in memory already ([`SourceMap::of_pages`]); those that the input names are not read.
pub fn read_texts(input: &Input, sources: SourceMap) -> Front {
    read_loaded(input, sources, Diagnostics::new(input.levels.clone()))
}

fn read_loaded(input: &Input, mut sources: SourceMap, mut diagnostics: Diagnostics) -> Front {
    let input = &with_service(input, &mut sources, &mut diagnostics);
    let mut coverage = Coverage::default();
    let unread = unread::names(&sources, &diagnostics);
    let version = input.merge.api_version.as_deref();
    let mut facts = read_pages(&sources, version, &mut diagnostics, &mut coverage);
    limits::cut_operations(&mut facts, &input.limits, &mut diagnostics, &mut coverage);
    let schema = merge::merge(facts, &input.merge, &mut diagnostics, &mut coverage);
    unread::withdraw(&unread, &sources, &mut diagnostics);
    correct(input, sources, schema, coverage, diagnostics)
}

/// The input with what `service.yaml` says where the caller says nothing.
fn with_service(input: &Input, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Input {
    let mut input = input.clone();
    let Some(path) = input.service.take() else {
        return input;
    };
    if let Some(id) = load::load_file(&path, sources, diagnostics) {
        let file = settings::read(sources.file(id), id, &path, diagnostics);
        input.merge.service = input.merge.service.over(&file.service);
        input.merge.api_version = input.merge.api_version.or(file.version);
        input.overrides.splice(0..0, file.overrides);
    }
    input
}

/// The overrides, after which the schema is whole.
fn correct(
    input: &Input,
    mut sources: SourceMap,
    mut schema: Schema,
    coverage: Coverage,
    mut diagnostics: Diagnostics,
) -> Front {
    for file in &input.overrides {
        if let Some(file) = load::load_file(file, &mut sources, &mut diagnostics) {
            overrides::apply(&mut schema, &sources, file, &mut diagnostics);
        }
    }

    limits::cut_types(&mut schema, &input.limits, &mut diagnostics);
    diagnostics.sort();
    Front {
        limits: input.limits.clone(),
        sources,
        schema,
        coverage,
        diagnostics,
    }
}

/// All findings: those of [`read`], and where it met no error, what shows when names are decided and paths are laid out.
/// Nothing is made of it.
pub fn check(input: &Input) -> Front {
    let mut front = read(input);
    if !front.diagnostics.has_errors() {
        resolve::resolve(&front.schema, &mut front.diagnostics);
        front.diagnostics.sort();
    }
    front
}

/// Each page by itself, on every thread; the order of the files is kept. `version` is the one that the caller chose.
fn read_pages(
    sources: &SourceMap,
    version: Option<&str>,
    diagnostics: &mut Diagnostics,
    coverage: &mut Coverage,
) -> Vec<Facts> {
    let files = sources.pages().collect();
    on_all_threads(files, diagnostics, coverage, |(id, file), found, counted| {
        let version = version.or_else(|| extract::folder_version(&file.name, id, sources));
        let text = markdown::compose(id, sources, version, found);
        let page = markdown::parse_text(&text, found);
        extract::extract(&page, sources, found, counted)
    })
}

/// A schema that was written before, instead of pages.
fn read_schema(path: &Path, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Schema {
    let Some(id) = load::load_file(path, sources, diagnostics) else {
        return Schema::default();
    };
    let file = sources.file(id);
    let is_json = path.extension().is_some_and(|ending| ending == "json");
    let read = if is_json { yaml::from_json } else { yaml::from_yaml };
    match read(&file.text, &file.name) {
        Ok(mut schema) => {
            if !is_json {
                yaml_lines::place(&mut schema, &file.text, id);
            }
            schema
        }
        Err(error) => {
            diagnostics.push(error.diagnostic(id, &file.text));
            Schema::default()
        }
    }
}

/// Schema to formatted files: resolve, emit, print. Writes nothing; gives nothing where there are errors.
pub fn generate(schema: &Schema, target: &Target, diagnostics: &mut Diagnostics) -> Vec<OutFile> {
    let model = resolve::resolve(schema, diagnostics);
    let Some(mut model) = checked(model, diagnostics) else {
        return Vec::new();
    };
    model.samples = examples::samples(schema, &model);
    files(model, target)
}

/// What is made of a schema, where that is not all of it and nothing else.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// What is kept; everything where nothing is selected.
    pub selection: Selection,
    /// The examples of the pages become tests of the crate.
    pub examples: bool,
}

/// As [`generate`], with slice and examples behind resolve.
///
/// # Errors
///
/// A choice that nothing of the schema fits.
pub fn generate_parts(front: &mut Front, parts: &Parts, target: &Target) -> Result<Vec<OutFile>, Unmatched> {
    let model = model(front, parts)?;
    Ok(model.map_or_else(Vec::new, |model| files(model, target)))
}

/// Schema to model: resolve, slice, examples. `None` where there are errors.
///
/// # Errors
///
/// A choice that nothing of the schema fits.
pub fn model(front: &mut Front, parts: &Parts) -> Result<Option<Model>, Unmatched> {
    let resolve = if parts.selection.is_whole() {
        resolve::resolve
    } else {
        resolve::without_features
    };
    let model = resolve(&front.schema, &mut front.diagnostics);
    let Some(model) = checked(model, &mut front.diagnostics) else {
        return Ok(None);
    };
    let mut model = slice::slice(model, &parts.selection)?;
    let files = model.types.len() + model.nodes.len();
    limits::check_files(files, &front.limits, &mut front.diagnostics);
    if front.diagnostics.has_errors() {
        return Ok(None);
    }
    model.samples = examples::samples(&front.schema, &model);
    if parts.examples {
        model.examples = examples::gather(&front.schema, &front.sources, &model);
    }
    Ok(Some(model))
}

/// Model to disk: emit, print, write. Each file is printed, compared and written by itself, so that what is in memory
/// of the output is a file for each thread.
///
/// # Errors
///
/// As [`write::write`].
pub fn write(
    model: &Model,
    target: &Target,
    folder: &Path,
    mode: Mode,
) -> Result<write::Written, write::Error> {
    write::write(folder, &emit::emit(model, target), mode)
}

/// The last stages: emit and print.
fn files(model: Model, target: &Target) -> Vec<OutFile> {
    let files = print::print(&emit::emit(&model, target));
    drop_aside(model);
    files
}

/// The model, where nothing about it was an error.
fn checked(model: Model, diagnostics: &mut Diagnostics) -> Option<Model> {
    diagnostics.sort();
    (!diagnostics.has_errors()).then_some(model)
}
