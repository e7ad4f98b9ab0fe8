//! **Stage 4: merge.** The facts of all pages become one [`Schema`]. It knows no Markdown.
//!
//! First every name is known (declared by a page, or inferred), then types are united from their pages, then
//! operations are linked to them. The outcome does not depend on the order of pages.

pub(crate) mod addresses;
mod includes;
mod link;
mod listings;
mod name_map;
mod names;
mod operations;
mod other_versions;
mod rank;
mod roots;
mod types;

mod version;

use names::Names;
use operations::{method_rows, stream_lines, unnamed_bodies, wrapped_bodies};
use types::lineage::Lineage;
use types::structs::{self};
use types::{enums, told_derived, undeclared, untyped_rows, value_sections};

use crate::coverage::Coverage;
use crate::diag::Diagnostics;
use crate::facts::{Facts, MethodFacts, PageFacts};
use crate::schema::{FORMAT, Schema};
use crate::threads::on_all_threads;

/// What a caller chooses.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The API version, where pages of several are read.
    pub api_version: Option<String>,
}

/// One schema from the facts of all pages, given in any order.
pub fn merge(
    mut facts: Vec<Facts>,
    options: &Options,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> Schema {
    facts.sort_by(|a, b| a.page.name.cmp(&b.page.name));
    let api_version = version::select(&mut facts, options, diags, coverage);
    roots::settle(&mut facts, diags, coverage);
    includes::tell_unread(&facts, diags);
    value_sections::settle(&mut facts, coverage);
    stream_lines::settle(&mut facts);
    let mut names = Names::default();
    types::declare(&facts, &mut names);
    operations::follow_links(&mut facts, &names);
    unnamed_bodies::settle(&mut facts, &names);
    wrapped_bodies::settle(&mut facts, &names, coverage);
    told_derived::settle(&mut facts, &names);
    let lineage = Lineage::new(&facts, &names);
    untyped_rows::settle(&mut facts, &names, &lineage);
    let mut structs = structs::ById::new();
    let mut enums = enums::ById::new();
    undeclared::infer(&facts, &mut names, &mut structs, &mut enums, diags);

    let listed = method_rows::listed(&facts, &names);
    let given = method_rows::given(&facts, &names);
    let listings = listings::Listings::new(&facts, &names);
    let mut calls = Vec::new();
    let mut methods: Vec<(PageFacts, Vec<MethodFacts>)> = Vec::new();
    for mut page in facts {
        types::hand_over(&mut page, &names, &mut structs, &mut enums, diags, coverage);
        if !page.methods.is_empty() {
            methods.push((page.page.clone(), page.methods));
        }
        if let Some(mut operation) = page.operation {
            let takes = operations::hand_over_rows(&page.page, &mut operation, &names, &mut structs);
            calls.push((page.page, operation, takes));
        }
    }
    // Operations and structs are united side by side: half of what operations take is the work of one thread.
    let (mut found, mut judged) = (diags.fork(), Coverage::default());
    let types = operations::Types {
        names: &names,
        lineage: &lineage,
        listings: &listings,
    };
    let (built, drafts) = rayon::join(
        || {
            let built = on_all_threads(calls, diags, coverage, |(page, facts, takes), diags, coverage| {
                operations::build(&page, *facts, takes, &types, diags, coverage)
            });
            built.into_iter().flatten().collect()
        },
        || types::drafts(structs, &names, &mut found, &mut judged),
    );
    diags.append(found);
    coverage.append(&judged);
    let beside = addresses::Beside {
        drafts: &drafts,
        names: &names,
        lineage: &lineage,
        listed: &listed,
        given: &given,
    };
    let mut operations = addresses::settle(built, &beside, diags, coverage);
    method_rows::infer(&methods, &names, &mut operations, diags);
    let operations = operations::sorted(operations);

    Schema {
        format: FORMAT,
        api_version,
        types: types::unite(drafts, enums, &operations, &names, diags, coverage),
        operations,
    }
}
