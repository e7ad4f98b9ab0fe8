//! Facts of pages meet at the address, as facts about types meet at the type.
//!
//! Each request line of each page is weighed against the path that it documents (`weigh`, `walk`); then the lines of one
//! address are put in order (`standing`) and united (`unite`). Nothing chooses between pages a second time.

mod arguments;
mod from_examples;
mod media;
mod shown;
mod standing;
mod unite;
mod walk;
mod weigh;
mod witnesses;

use std::collections::BTreeMap;

use rayon::prelude::*;

use standing::Standing;
use unite::Line;
use walk::{End, Graph, Target};
use weigh::Relation;

use super::link::OPEN;
use super::name_map::{HashMap, HashSet};
use super::names::{Names, TypeId};
use super::operations::method_rows::Given;
use super::operations::{Built, completion};
use super::types::lineage::Lineage;
use super::types::structs::Draft;
use crate::coverage::Coverage;
use crate::diag::{Diagnostic, Diagnostics};
use crate::dialect::address::key::Key;
use crate::schema::{DEFAULT_NAMESPACE, Operation, OperationKind};

/// What is known beside the request lines.
pub(super) struct Beside<'a> {
    /// The types, as far as they are put together.
    pub(super) drafts: &'a BTreeMap<TypeId, Draft>,
    /// What the names mean.
    pub(super) names: &'a Names,
    /// What inherits from what.
    pub(super) lineage: &'a Lineage,
    /// Pages that the method table of a type's main page lists, in lower case.
    pub(super) listed: &'a HashSet<String>,
    /// What method tables name as the result of a page, by its name in lower case.
    pub(super) given: &'a HashMap<String, Given>,
}

/// One operation for each address.
pub(super) fn settle(
    mut built: Vec<Built>,
    beside: &Beside<'_>,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> Vec<Operation> {
    let mut graph = Graph::new(beside.drafts, beside.names, beside.lineage);
    graph.hear(built.iter().map(|it| &it.operation), |_| true);
    // Pages that mostly speak of another thing than what stands at their addresses are not asked what stands there.
    let strangers = strangers(&built, &graph);
    let is_known = |at: usize| {
        let page: Option<&Built> = built.get(at);
        page.is_none_or(|it| !strangers.contains(it.rank.page()))
    };
    graph.hear(built.iter().map(|it| &it.operation), is_known);

    for it in &mut built {
        if weigh::is_called(&it.operation, &graph) {
            it.operation.kind = OperationKind::Action;
        }
    }
    let ends: Vec<Option<End>> = built
        .par_iter()
        .map(|it| graph.walk(&it.operation.path))
        .collect();
    let relations: Vec<Relation> = built
        .par_iter()
        .zip(&ends)
        .map(
            |(it, end)| match weigh::relation(&it.operation, end.as_ref(), &graph) {
                // Of an action, a page that is about extended properties says no more than of other addresses.
                Relation::Untold if strangers.contains(it.rank.page()) => Relation::Other,
                relation => relation,
            },
        )
        .collect();
    let disagree: Vec<Option<Diagnostic>> = built
        .par_iter_mut()
        .zip(&ends)
        .map(|(it, end)| {
            let page = it.operation.page.as_deref().unwrap_or_default();
            let given = beside.given.get(&page.to_lowercase());
            weigh::weigh(it, end.as_ref(), given, &graph)
        })
        .collect();
    for it in &mut built {
        if let Some(path) = graph.spelled(&it.operation.path) {
            it.operation.path = path;
        }
        weigh::behind_key(it, &graph);
        of_answer(it, &graph, beside.names);
        media::settle(&mut it.operation);
    }
    arguments::complete(&mut built, &graph);
    completion::fill(&mut built, diags, coverage);

    let inferred = from_examples::infer(&built, &graph, diags);
    let mut addresses: HashMap<String, usize> = HashMap::default();
    for it in &built {
        *addresses.entry(it.rank.page().to_owned()).or_default() += 1;
    }
    let mut places: BTreeMap<Key, Vec<(Line, Option<Diagnostic>)>> = BTreeMap::new();
    let known = ends.iter().zip(relations).zip(disagree).enumerate();
    for (it, (order, ((end, relation), disagrees))) in built.into_iter().zip(known) {
        let key = Key::of(&it.operation.method, &it.operation.path);
        let thing = end.as_ref().and_then(|end| match &end.ty {
            Target::Type(id) => Some(beside.names.get(*id).name.as_str()),
            Target::Other(_) => None,
        });
        let count = addresses.get(it.rank.page()).copied().unwrap_or_default();
        let standing = Standing::new(&it, relation, thing, beside.listed, count, order);
        let line = Line { standing, built: it };
        places.entry(key).or_default().push((line, disagrees));
    }
    let mut operations = united(places, diags);
    operations.extend(inferred.into_iter().map(|it| Operation {
        pages: it.operation.page.iter().cloned().collect(),
        ..it.operation
    }));
    operations
}

/// Names open JSON by the one documented type that has exactly the properties which the page's answer shows.
fn of_answer(it: &mut Built, graph: &Graph<'_>, names: &Names) {
    let Some(returns) = it
        .operation
        .returns
        .as_mut()
        .filter(|it| it.ty == OPEN && !it.collection)
    else {
        return;
    };
    let found = shown::names(&it.operation.examples).and_then(|it| graph.with_properties(&it));
    if let Some(id) = found {
        returns.ty = names.written(id, DEFAULT_NAMESPACE);
        it.result_known = true;
    }
}

/// Pages of which most words are about another thing than what stands at their addresses.
fn strangers(built: &[Built], graph: &Graph<'_>) -> HashSet<String> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::default();
    for it in built {
        let end = graph.walk(&it.operation.path).filter(End::is_certain);
        let count = counts.entry(it.rank.page()).or_default();
        match weigh::relation(&it.operation, end.as_ref(), graph) {
            Relation::Other => count.1 += 1,
            Relation::Same | Relation::Derived => count.0 += 1,
            Relation::Untold => {}
        }
    }
    let strange = counts.into_iter().filter(|(_, (fits, other))| other > fits);
    strange.map(|(page, _)| page.to_owned()).collect()
}

fn united(places: BTreeMap<Key, Vec<(Line, Option<Diagnostic>)>>, diags: &mut Diagnostics) -> Vec<Operation> {
    let mut leaders: HashSet<String> = HashSet::default();
    let mut told: HashSet<String> = HashSet::default();
    for lines in places.values() {
        let first = lines.iter().min_by(|a, b| a.0.standing.cmp(&b.0.standing));
        let Some((line, disagrees)) = first else { continue };
        let page = line.built.rank.page().to_owned();
        // The lines of a page share their words.
        if let Some(disagrees) = disagrees
            && told.insert(page.clone())
        {
            diags.push(disagrees.clone());
        }
        leaders.insert(page);
    }
    let mut brought = HashSet::default();
    let lines = places.into_values();
    let united = lines.filter_map(|it| {
        let lines = it.into_iter().map(|(line, _)| line).collect();
        unite::unite(lines, &leaders, &mut brought)
    });
    united.collect()
}
