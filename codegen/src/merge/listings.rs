//! Enumerations by their members: what a parameter's "possible values" are the members of.

use std::sync::Arc;

use super::name_map::{HashMap, HashSet};
use super::names::{Names, TypeId, Use};
use crate::facts::Facts;

/// A declared enumeration.
#[derive(Debug)]
struct Listing {
    id: TypeId,
    namespace: Arc<str>,
    /// In lower case.
    name: String,
    /// In lower case.
    members: HashSet<String>,
}

/// The members of each declared enumeration.
#[derive(Debug, Default)]
pub(super) struct Listings {
    /// By a member, so that few enumerations are looked at.
    of_member: HashMap<String, Vec<usize>>,
    all: Vec<Listing>,
}

impl Listings {
    /// Reads what pages declare.
    pub(super) fn new(facts: &[Facts], names: &Names) -> Self {
        let mut listings = Self::default();
        for it in facts.iter().flat_map(|page| &page.enums) {
            let Some(id) = names.exact(&it.namespace, &it.name) else {
                continue;
            };
            let members: HashSet<String> = it.members.iter().map(|it| it.name.to_lowercase()).collect();
            for member in &members {
                listings
                    .of_member
                    .entry(member.clone())
                    .or_default()
                    .push(listings.all.len());
            }
            listings.all.push(Listing {
                id,
                namespace: it.namespace.clone(),
                name: it.name.to_lowercase(),
                members,
            });
        }
        listings
    }

    /// The one enumeration that has all of these values, and beside them no more than what stands for future ones; or that
    /// has more, and is what the parameter is called after: `acceptedModalities` of `modality`.
    pub(super) fn of(&self, parameter: &str, values: &[String], at: Use<'_>) -> Option<TypeId> {
        const FEWEST: usize = 2;
        const FUTURE: &str = "unknownfuturevalue";
        if values.len() < FEWEST {
            return None;
        }
        let values: HashSet<String> = values.iter().map(|it| it.to_lowercase()).collect();
        let candidates = self.of_member.get(values.iter().min()?)?;
        let having = candidates
            .iter()
            .map(|it| &self.all[*it])
            .filter(|it| values.is_subset(&it.members));
        let is_whole = |it: &&Listing| {
            it.members
                .iter()
                .all(|member| values.contains(member) || member == FUTURE)
        };
        let whole = having.clone().filter(is_whole);
        if let Some(id) = the_one(whole.map(|it| it.id)) {
            return Some(id);
        }
        let parameter = parameter.to_lowercase();
        let namesakes = having.filter(|it| is_called_after(&parameter, &it.name));
        let is_near = |it: &&Listing| *it.namespace == *at.namespace;
        the_one(namesakes.clone().filter(is_near).map(|it| it.id))
            .or_else(|| the_one(namesakes.map(|it| it.id)))
    }
}

/// The one that all are.
fn the_one(mut ids: impl Iterator<Item = TypeId>) -> Option<TypeId> {
    let first = ids.next()?;
    ids.all(|it| it == first).then_some(first)
}

/// True for the name of an enumeration, its plural, and what ends in one of them.
fn is_called_after(parameter: &str, name: &str) -> bool {
    let stem = name.strip_suffix('y').unwrap_or(name);
    let plurals = [
        [name, "s"].concat(),
        [name, "es"].concat(),
        [stem, "ies"].concat(),
    ];
    parameter.ends_with(name) || plurals.iter().any(|it| parameter.ends_with(it.as_str()))
}
