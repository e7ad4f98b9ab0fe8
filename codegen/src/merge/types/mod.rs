//! Types. *In* comes what the pages say of each; *out* goes one definition of each. How operations are united is not known
//! here: the operations are only asked what stands at their addresses.

pub(super) mod bases;
mod entities;
pub(super) mod enums;
pub(super) mod lineage;
pub(super) mod structs;
pub(super) mod told_derived;
pub(super) mod undeclared;
pub(super) mod untyped_rows;
pub(super) mod value_sections;

use std::collections::BTreeMap;

use rayon::prelude::*;

use structs::{Contribution, Draft, Source};

use super::names::{Declared, Names, TypeId};
use super::rank::Rank;
use crate::coverage::{Coverage, Skipped, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::facts::{Facts, PageFacts};
use crate::schema::{Operation, TypeDef};
use crate::source::Span;
use crate::threads::on_all_threads;

/// Makes every declared name known, in the spelling of the page that leads.
pub(super) fn declare(facts: &[Facts], names: &mut Names) {
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

/// Sorts what a page declares to the types that it declares. A name is a struct or an enumeration: what the leading
/// page says, the others have to follow.
pub(super) fn hand_over(
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
                refuse(coverage, Unit::Type, [facts.span]);
                refuse(coverage, Unit::Row, facts.properties.iter().map(|it| it.span));
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
                refuse(coverage, Unit::Type, [facts.span]);
                refuse(coverage, Unit::Member, facts.members.iter().map(|it| it.span));
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

fn refuse(coverage: &mut Coverage, unit: Unit, places: impl IntoIterator<Item = Span>) {
    for at in places {
        coverage.judge(unit, Verdict::Skipped(Skipped::Duplicate), at);
    }
}

/// Unites what pages say of each struct.
pub(super) fn drafts(
    structs: structs::ById,
    names: &Names,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> BTreeMap<TypeId, Draft> {
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
pub(super) fn unite(
    mut drafts: BTreeMap<TypeId, Draft>,
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
    let mut types = bases::settle(drafts, operations, names, diags);
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
