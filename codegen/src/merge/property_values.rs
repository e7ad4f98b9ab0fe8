//! Sections of a resource's page that list the values of one of its own `String` properties (`### signInAudience
//! values`): what they list are values of that property, and no enumeration, unless a type column anywhere names one.

use rayon::prelude::*;

use super::folded::Folded;
use super::maps::HashSet;
use super::names::split;
use crate::coverage::{Coverage, Unit, Verdict};
use crate::extract::facts::{EnumFacts, Facts, PropertyFacts, TypeFacts};

/// Moves what such sections list to the properties.
pub(super) fn settle(facts: &mut [Facts], coverage: &mut Coverage) {
    let mut candidates: HashSet<Folded<'static>> = facts.iter().flat_map(listed_for_text).collect();
    if candidates.is_empty() {
        return;
    }
    let types = facts.par_iter().flat_map_iter(|page| {
        let types = rows(page).filter_map(|row| row.ty.as_ref());
        types.filter(|ty| !ty.primitive)
    });
    let named: Vec<_> = types
        .map(|ty| Folded::from(split(&ty.name).1))
        .filter(|name| candidates.contains(name))
        .map(Folded::into_owned)
        .collect();
    for name in &named {
        candidates.remove(name);
    }
    for page in facts {
        let enums = std::mem::take(&mut page.enums);
        for it in enums {
            let is_candidate = !it.own_page && candidates.contains(&Folded::from(it.name.as_str()));
            match text_property(&mut page.types, &it.name).filter(|_| is_candidate) {
                Some(property) => hand_over(it, property, coverage),
                None => page.enums.push(it),
            }
        }
    }
}

/// The names of a page's sections that are called as one of its properties of type `String`.
fn listed_for_text(page: &Facts) -> impl Iterator<Item = Folded<'static>> {
    let is_property = |name: &str| {
        let mut rows = page.types.iter().flat_map(|it| &it.properties);
        rows.any(|row| is_text(row, name))
    };
    let sections = page.enums.iter().filter(|it| !it.own_page);
    sections
        .map(|it| it.name.clone())
        .filter(move |name| is_property(name))
        .map(Folded::from)
}

fn is_text(row: &PropertyFacts, name: &str) -> bool {
    let is_text = row
        .ty
        .as_ref()
        .is_some_and(|ty| ty.primitive && ty.name == "String");
    is_text && row.name.eq_ignore_ascii_case(name)
}

fn text_property<'a>(types: &'a mut [TypeFacts], name: &str) -> Option<&'a mut PropertyFacts> {
    let mut rows = types.iter_mut().flat_map(|it| &mut it.properties);
    rows.find(|row| is_text(row, name))
}

/// Every row of a page that names a type.
fn rows(page: &Facts) -> impl Iterator<Item = &PropertyFacts> {
    let properties = page.types.iter().flat_map(|it| &it.properties);
    let operation = page.operation.iter();
    let parameters = operation.flat_map(|it| {
        it.body
            .rows
            .iter()
            .chain(it.parameters.iter().map(|(_, row)| row))
    });
    properties.chain(parameters)
}

fn hand_over(section: EnumFacts, property: &mut PropertyFacts, coverage: &mut Coverage) {
    coverage.judge(Unit::Type, Verdict::Typed);
    for member in section.members {
        coverage.judge(Unit::Member, Verdict::Typed);
        if let Some(words) = member.description {
            // The property's own words are the only place for what a value means.
            let description = property.description.get_or_insert_default();
            *description = format!("{description}\n- `{}`: {words}", member.name);
        }
        if !property.values.contains(&member.name) {
            property.values.push(member.name);
        }
    }
}
