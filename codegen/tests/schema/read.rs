//! Reads folders of pages up to the schema, as the pipeline does.

use std::path::Path;

use graphdown_codegen::coverage::{Coverage, Unit};
use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::extract::{extract, folder_version};
use graphdown_codegen::facts::Facts;
use graphdown_codegen::load::load;
use graphdown_codegen::markdown::{compose, parse_text};
use graphdown_codegen::merge::{Options, merge};
use graphdown_codegen::schema::Schema;
use graphdown_codegen::source::SourceMap;

/// What a folder of pages gives.
pub(crate) struct Read {
    pub(crate) sources: SourceMap,
    pub(crate) schema: Schema,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) coverage: Coverage,
}

/// Every unit that is counted.
pub(crate) const UNITS: [Unit; 9] = [
    Unit::Page,
    Unit::Table,
    Unit::Row,
    Unit::Parameter,
    Unit::Type,
    Unit::Member,
    Unit::Operation,
    Unit::Permission,
    Unit::Example,
];

/// Reads a folder; `order` may change the order in which the merge gets the facts.
pub(crate) fn read(root: &Path, version: Option<&str>, order: impl FnOnce(&mut Vec<Facts>)) -> Read {
    let mut diagnostics = Diagnostics::default();
    let mut coverage = Coverage::default();
    let sources = load(&[root.to_owned()], &mut diagnostics);
    let mut facts = Vec::new();
    for (id, file) in sources.pages() {
        let version = version.or_else(|| folder_version(&file.name, id, &sources));
        let text = compose(id, &sources, version, &mut diagnostics);
        let page = parse_text(&text, &mut diagnostics);
        facts.push(extract(&page, &sources, &mut diagnostics, &mut coverage));
    }
    order(&mut facts);
    let options = Options {
        api_version: version.map(str::to_owned),
        ..Options::default()
    };
    let schema = merge(facts, &options, &mut diagnostics, &mut coverage);
    diagnostics.sort();
    Read {
        sources,
        schema,
        diagnostics,
        coverage,
    }
}

impl Read {
    /// Says which units are not judged exactly once.
    pub(crate) fn unaccounted(&self) -> Vec<String> {
        UNITS
            .iter()
            .filter(|unit| self.coverage.total(**unit) != self.coverage.judged(**unit))
            .map(|unit| {
                let (met, judged) = (self.coverage.total(*unit), self.coverage.judged(*unit));
                format!("{unit:?}: {met} met, {judged} judged")
            })
            .collect()
    }
}
