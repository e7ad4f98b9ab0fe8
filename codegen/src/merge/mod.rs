//! **Stage 4: merge.** The facts of all pages become one [`Schema`]. It knows no Markdown.
//!
//! First every name is known (declared by a page, or inferred), then types are united from their pages, then
//! operations are linked to them. The outcome does not depend on the order of pages.

mod bodies;
mod enums;
mod folded;
mod gaps;
mod infer;
mod inherit;
mod keys;
mod lineage;
mod link;
mod maps;
mod mentions;
mod methods;
mod names;
mod operations;
mod property_values;
mod rank;
mod shapes;
mod streams;
mod structs;
mod type_graph;
mod unclear;
mod version;
mod wrapped;

use std::collections::BTreeMap;

use rayon::prelude::*;

use lineage::Lineage;
use names::{Declared, Names, TypeId, Use};
use rank::Rank;
use structs::{Contribution, Source};

use crate::coverage::{Coverage, Skipped, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::facts::{Facts, MethodFacts, PageFacts, Told, UnreadInclude};
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
    unread_includes(&facts, diags);
    property_values::settle(&mut facts, coverage);
    streams::settle(&mut facts);
    let mut names = Names::default();
    declare(&facts, &mut names);
    follow_links(&mut facts, &names);
    bodies::settle(&mut facts, &names);
    wrapped::settle(&mut facts, &names, coverage);
    let lineage = Lineage::new(&facts, &names);
    unclear::settle(&mut facts, &names, &lineage);
    let mut structs = structs::ById::new();
    let mut enums = enums::ById::new();
    infer::infer(&facts, &mut names, &mut structs, &mut enums, diags);

    let mut calls = Vec::new();
    let mut methods: Vec<(PageFacts, Vec<MethodFacts>)> = Vec::new();
    for mut page in facts {
        hand_over_types(&mut page, &names, &mut structs, &mut enums, diags, coverage);
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
    let (operations, drafts) = rayon::join(
        || {
            let built = on_all_threads(calls, diags, coverage, |(page, facts, takes), diags, coverage| {
                operations::build(&page, *facts, takes, &names, &lineage, diags, coverage)
            });
            let mut operations = gaps::fill(built.into_iter().flatten().collect(), diags, coverage);
            methods::infer(&methods, &names, &mut operations, diags);
            sorted(operations)
        },
        || drafts(structs, &names, &mut found, &mut judged),
    );
    diags.append(found);
    coverage.append(&judged);

    Schema {
        format: FORMAT,
        api_version,
        types: types(drafts, enums, &operations, &names, diags, coverage),
        operations,
    }
}

/// Operations by path, method and page. They are large, so their places are sorted in their stead.
fn sorted(operations: Vec<Operation>) -> Vec<Operation> {
    let mut places: Vec<usize> = (0..operations.len()).collect();
    places.par_sort_by(|a, b| {
        let (a, b) = (&operations[*a], &operations[*b]);
        (&a.path, &a.method, &a.page, a.span).cmp(&(&b.path, &b.method, &b.page, b.span))
    });
    let mut operations: Vec<_> = operations.into_iter().map(Some).collect();
    places
        .into_iter()
        .filter_map(|at| operations[at].take())
        .collect()
}

/// Makes every declared name known, in the spelling of the page that leads.
fn declare(facts: &[Facts], names: &mut Names) {
    let mut found: Vec<(Rank, &PageFacts, Declared)> = Vec::new();
    for page in facts {
        names.add_page(&page.page.name);
        let rank = Rank::declares(&page.page);
        let structs = page.types.iter().map(|it| (&it.name, &it.namespace, false));
        let enums = page.enums.iter().map(|it| (&it.name, &it.namespace, true));
        for (name, namespace, is_enum) in structs.chain(enums) {
            let declared = Declared {
                name: name.clone(),
                namespace: namespace.clone(),
                is_enum,
                external: false,
            };
            found.push((rank.clone(), &page.page, declared));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    for (_, page, declared) in found {
        names.declare(declared, Some(&page.name));
    }
}

/// Names what sentences speak of by the pages that they link to.
fn follow_links(facts: &mut [Facts], names: &Names) {
    facts.par_iter_mut().for_each(|page| {
        let Some(operation) = &mut page.operation else {
            return;
        };
        let at = Use {
            namespace: &page.page.namespace,
            page: &page.page.name,
        };
        for told in [&mut operation.body.told, &mut operation.result.told] {
            if let Told::Type(ty) = told
                && let Some(target) = &ty.target
                && let Some(name) = names.behind_label(&ty.name, target, at)
            {
                let label = std::mem::replace(&mut ty.name, name.into());
                ty.text.get_or_insert_with(|| label.into_owned());
                ty.primitive = false;
            }
        }
    });
}

/// Sorts what a page declares to the types that it declares. A name is a struct or an enumeration: what the leading
/// page says, the others have to follow.
fn hand_over_types(
    page: &mut Facts,
    names: &Names,
    structs: &mut structs::ById,
    enums: &mut enums::ById,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) {
    let rank = Rank::declares(&page.page);
    for facts in std::mem::take(&mut page.types) {
        match names.exact(&facts.namespace, &facts.name) {
            Some(id) if !names.get(id).is_enum => structs.entry(id).or_default().push(Contribution {
                rank: rank.clone(),
                namespace: facts.namespace.clone(),
                facts,
                source: Source::Resource,
            }),
            _ => {
                other_kind(&facts.name, facts.span, "an enumeration", diags);
                refuse(coverage, Unit::Type, 1);
                refuse(coverage, Unit::Row, facts.properties.len());
            }
        }
    }
    for facts in std::mem::take(&mut page.enums) {
        match names.exact(&facts.namespace, &facts.name) {
            Some(id) if names.get(id).is_enum => {
                enums.entry(id).or_default().tables.push((rank.clone(), facts));
            }
            _ => {
                other_kind(&facts.name, facts.span, "a struct", diags);
                refuse(coverage, Unit::Type, 1);
                refuse(coverage, Unit::Member, facts.members.len());
            }
        }
    }
}

fn other_kind(name: &str, span: crate::source::Span, kind: &str, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::new(
            Code::Duplicate,
            span,
            format!("`{name}` is {kind} on the page that leads"),
        )
        .help("give one of them another name; this one is left out"),
    );
}

fn refuse(coverage: &mut Coverage, unit: Unit, count: usize) {
    for _ in 0..count {
        coverage.judge(unit, Verdict::Skipped(Skipped::Duplicate));
    }
}

/// Unites what pages say of each struct.
fn drafts(
    structs: structs::ById,
    names: &Names,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> BTreeMap<TypeId, structs::Draft> {
    let structs = structs.into_iter().collect();
    let drafts = on_all_threads(
        structs,
        diags,
        coverage,
        |(id, contributions), diags, coverage| {
            (id, structs::build(id, contributions, names, diags, coverage))
        },
    );
    drafts.into_iter().collect()
}

/// Every type, from the structs and from what pages say of each enumeration.
fn types(
    mut drafts: BTreeMap<TypeId, structs::Draft>,
    mut enums: enums::ById,
    operations: &[Operation],
    names: &Names,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> Vec<TypeDef> {
    for (id, list) in drafts
        .values_mut()
        .flat_map(|draft| std::mem::take(&mut draft.lists))
    {
        enums.entry(id).or_default().lists.push(list);
    }
    let mut types = inherit::settle(drafts, operations, names, diags);
    let enums = enums.into_iter().collect();
    types.extend(on_all_threads(
        enums,
        diags,
        coverage,
        |(id, sources), diags, coverage| {
            let declared = names.get(id);
            enums::build(&declared.name, &declared.namespace, sources, diags, coverage)
        },
    ));
    types.par_sort_by(|a, b| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)));
    types
}

/// Tells each include that is not read once, however many pages ask for it.
fn unread_includes(facts: &[Facts], diags: &mut Diagnostics) {
    let mut targets: BTreeMap<String, Vec<&UnreadInclude>> = BTreeMap::new();
    for include in facts.iter().flat_map(|page| &page.unread_includes) {
        targets
            .entry(include.target.to_lowercase())
            .or_default()
            .push(include);
    }
    for asking in targets.values() {
        let Some(first) = asking.first() else { continue };
        let others = match asking.len() - 1 {
            0 => String::new(),
            1 => ", for one more page too".to_owned(),
            more => format!(", for {more} more pages too"),
        };
        let diagnostic = if first.outside {
            let message = format!("`{}` leads out of the pages' folder{others}", first.target);
            Diagnostic::new(Code::OutsideInclude, first.span, message)
                .help("read the folder that holds both; what the file would tell is unknown")
        } else {
            let message = format!("`{}` is not there{others}", first.target);
            Diagnostic::new(Code::MissingInclude, first.span, message)
                .help("add the file; what it would tell is unknown")
        };
        diags.push(diagnostic);
    }
}
