//! Enumerations by their members: what a parameter's "possible values" are the members of.

use super::name_map::{HashMap, HashSet};
use super::names::{Names, TypeId};
use crate::facts::Facts;

/// The members of each declared enumeration, in lower case.
#[derive(Debug, Default)]
pub(super) struct Listings {
    /// By a member, so that few enumerations are looked at.
    of_member: HashMap<String, Vec<usize>>,
    all: Vec<(TypeId, HashSet<String>)>,
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
            listings.all.push((id, members));
        }
        listings
    }

    /// The one enumeration that has all of these values, and beside them no more than what stands for future ones.
    pub(super) fn of(&self, values: &[String]) -> Option<TypeId> {
        const FEWEST: usize = 2;
        const FUTURE: &str = "unknownfuturevalue";
        if values.len() < FEWEST {
            return None;
        }
        let values: HashSet<String> = values.iter().map(|it| it.to_lowercase()).collect();
        let candidates = self.of_member.get(values.iter().min()?)?;
        let fits = |members: &HashSet<String>| {
            values.is_subset(members) && members.iter().all(|it| values.contains(it) || it == FUTURE)
        };
        let mut found = candidates
            .iter()
            .filter(|at| fits(&self.all[**at].1))
            .map(|at| self.all[*at].0);
        let first = found.next()?;
        found.all(|it| it == first).then_some(first)
    }
}
