//! **Stage 4: merge.** The facts of all pages come in; one [`Schema`] goes out. Markdown and Rust are not known here.
//!
//! It has three phases, each a function below. First, what a page leaves open is told by what other pages say, and
//! every name is known. Then what the pages say goes to the type or to the address that it is about. Then types are
//! united, and operations. The outcome does not depend on the order of pages. `docs/merge.md` says which page is believed.

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

use listings::Listings;
use name_map::{HashMap, HashSet};
use names::Names;
use operations::method_rows::Given;
use operations::{method_rows, stream_lines, unnamed_bodies, wrapped_bodies};
use types::lineage::Lineage;
use types::{enums, structs, told_derived, undeclared, untyped_rows, value_sections};

use crate::coverage::Coverage;
use crate::diag::Diagnostics;
use crate::facts::{Facts, MethodFacts, OperationFacts, PageFacts};
use crate::schema::{FORMAT, Operation, Schema, TypeDef};
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

    let known = complete(&mut facts, diags, coverage);
    let sorted = sort(facts, known, diags, coverage);
    let (types, operations) = unite(sorted, diags, coverage);
    Schema {
        format: FORMAT,
        api_version,
        types,
        operations,
    }
}

/// What names mean, and what inherits from what.
struct Known {
    names: Names,
    lineage: Lineage,
}

/// **Phase 1.** What other pages say completes the facts of each page, in place. Each pass reads what those before it
/// have written, so their order is a part of the rules.
fn complete(facts: &mut [Facts], diags: &mut Diagnostics, coverage: &mut Coverage) -> Known {
    // Reads enumerations and rows as the extraction wrote them. Takes away enumerations that are the values of one
    // property, so it stands before names are declared.
    value_sections::settle(facts, coverage);
    // Reads the rows of all types, for those that hold bytes. Marks the request lines that reach them, which
    // `operations::build` reads.
    stream_lines::settle(facts);
    // Reads the types and enumerations that are left.
    let mut names = Names::default();
    types::declare(facts, &mut names);
    // Reads the names. Writes the type behind a link into what sentences tell of bodies and results; all passes below
    // read that.
    operations::follow_links(facts, &names);
    // Reads results as they are told now. Writes bodies of which only the properties are listed, and takes back that
    // such a table was one of parameters.
    unnamed_bodies::settle(facts, &names);
    // Reads the bodies that the pass before has named. Where a request shows such a body inside of a parameter, it
    // becomes one.
    wrapped_bodies::settle(facts, &names, coverage);
    // Reads the names. Writes bases that only the page of the base tells, for the lineage.
    told_derived::settle(facts, &names);
    let lineage = Lineage::new(facts, &names);
    // Reads the lineage, for what several types have in common, and writes the types of rows. Stands after the bodies,
    // because the rows of a named body are a type's.
    untyped_rows::settle(facts, &names, &lineage, diags);
    Known { names, lineage }
}

/// What pages say, sorted by what it is about.
struct Sorted {
    known: Known,
    structs: structs::ById,
    enums: enums::ById,
    /// Operations with their pages, and the names of the rows that went to the type of their body.
    calls: Vec<(PageFacts, Box<OperationFacts>, Vec<String>)>,
    /// Rows of method tables, with their pages.
    methods: Vec<(PageFacts, Vec<MethodFacts>)>,
    /// Pages of operations that the method table of a main page lists.
    listed: HashSet<String>,
    /// What method tables name as the result of a page.
    given: HashMap<String, Given>,
    /// Enumerations by their members, which tell what a parameter with such values is of.
    listings: Listings,
}

/// **Phase 2.** Types that no page declares get a definition, and everything that pages say goes to what it is about.
fn sort(facts: Vec<Facts>, known: Known, diags: &mut Diagnostics, coverage: &mut Coverage) -> Sorted {
    let Known { mut names, lineage } = known;
    let (mut structs, mut enums) = (structs::ById::new(), enums::ById::new());
    // Reads bodies and rows as phase 1 has left them, and adds the last names.
    undeclared::infer(&facts, &mut names, &mut structs, &mut enums, diags);
    let listed = method_rows::listed(&facts, &names);
    let given = method_rows::given(&facts, &names);
    let listings = Listings::new(&facts, &names);

    let (mut calls, mut methods) = (Vec::new(), Vec::new());
    for mut page in facts {
        types::hand_over(&mut page, &names, &mut structs, &mut enums, diags, coverage);
        if !page.methods.is_empty() {
            methods.push((page.page.clone(), page.methods));
        }
        if let Some(mut operation) = page.operation {
            // The rows of a body that is of a type are that type's business.
            let takes = operations::hand_over_rows(&page.page, &mut operation, &names, &mut structs);
            calls.push((page.page, operation, takes));
        }
    }
    Sorted {
        known: Known { names, lineage },
        structs,
        enums,
        calls,
        methods,
        listed,
        given,
        listings,
    }
}

/// **Phase 3.** Types are united from their pages, and operations at their addresses.
fn unite(sorted: Sorted, diags: &mut Diagnostics, coverage: &mut Coverage) -> (Vec<TypeDef>, Vec<Operation>) {
    let Known { names, lineage } = &sorted.known;
    let types = operations::Types {
        names,
        lineage,
        listings: &sorted.listings,
    };
    // Operations and structs are made side by side: half of what operations take is the work of one thread.
    let (calls, structs) = (sorted.calls, sorted.structs);
    let (mut found, mut judged) = (diags.fork(), Coverage::default());
    let (built, drafts) = rayon::join(
        || {
            let built = on_all_threads(calls, diags, coverage, |(page, facts, takes), diags, coverage| {
                operations::build(&page, *facts, takes, &types, diags, coverage)
            });
            built.into_iter().flatten().collect()
        },
        || types::drafts(structs, names, &mut found, &mut judged),
    );
    diags.append(found);
    coverage.append(&judged);

    // Reads the drafts of types, which tell what stands at a path.
    let beside = addresses::Beside {
        drafts: &drafts,
        names,
        lineage,
        listed: &sorted.listed,
        given: &sorted.given,
    };
    let mut operations = addresses::settle(built, &beside, diags, coverage);
    // Reads which addresses have an operation by now, and adds those that only a method table names.
    method_rows::infer(&sorted.methods, names, &mut operations, diags);
    let operations = operations::sorted(operations);
    // Reads the operations: what stands behind an address has a key.
    let types = types::unite(drafts, sorted.enums, &operations, names, diags, coverage);
    (types, operations)
}
