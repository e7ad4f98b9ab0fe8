//! **Stage 6: resolve.** [`Schema`] in, [`Model`] out: every reference becomes an index, every Rust name is decided
//! once (in `names`), fields that lead back to themselves are boxed, and operations find their place on a tree of
//! paths.

pub(crate) mod features;
mod names;
mod paths;
mod types;

use std::collections::BTreeMap;

pub use paths::takes_path;
use paths::{long_nodes, nodes};
use types::{action_parameters, index};

use crate::diag::{Code, Diagnostics};
use crate::model::{Examples, Model};
use crate::schema::Schema;

/// Decides everything that is written, down to the last name.
///
/// What cannot be used becomes a diagnostic: a reference that leads nowhere is open JSON, an operation whose path
/// has no form in Rust is left out.
pub fn resolve(schema: &Schema, diagnostics: &mut Diagnostics) -> Model {
    let mut model = without_features(schema, diagnostics);
    features::assign(&mut model);
    model
}

/// The same for a model of which a slice is cut, which gives its types features of its own.
pub(crate) fn without_features(schema: &Schema, diagnostics: &mut Diagnostics) -> Model {
    let parameters = action_parameters::collect(&schema.operations);
    let index = index::Index::new(
        schema.service.namespace(),
        &schema.types,
        parameters.structs.len(),
        diagnostics,
    );
    let mut of_paths = diagnostics.fork();
    let of_types = || types::resolve(&index, &parameters, diagnostics);
    let of_operations = || nodes::resolve(&schema.operations, &index, &parameters, &mut of_paths);
    let (((types, namespaces), pages), (mut nodes, areas)) =
        rayon::join(|| rayon::join(of_types, || pages(schema)), of_operations);
    // The merge has told it already of a page, with the place where the result should stand.
    diagnostics.append_once_in_file(Code::UnknownResult, of_paths);
    long_nodes::spread(&mut nodes, &areas);
    Model {
        api_version: schema.api_version.clone(),
        base_url: schema.service.base_url(&schema.api_version),
        client: names::client(schema.service.client()),
        types,
        namespaces,
        nodes,
        areas,
        other_types: None,
        pages,
        examples: Examples::default(),
        samples: BTreeMap::new(),
    }
}

fn pages(schema: &Schema) -> usize {
    let of_types = schema.types.iter().flat_map(|it| it.page.iter().chain(&it.also));
    let of_operations = schema.operations.iter().filter_map(|it| it.page.as_ref());
    let mut pages: Vec<&str> = of_types.chain(of_operations).map(String::as_str).collect();
    pages.sort_unstable();
    pages.dedup();
    pages.len()
}
