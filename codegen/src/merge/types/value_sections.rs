//! Sections of a resource's page that are called as one of its own properties (`### signInAudience values`), unless a
//! type column anywhere names an enumeration like that. What they list are values of the property, where it is a
//! `String`; else they are the enumeration that the property is of.

use std::borrow::Cow;
use std::fmt::Write as _;

use rayon::prelude::*;

use crate::coverage::{Coverage, Unit, Verdict};
use crate::dialect::type_expr::TypeExpr;
use crate::facts::{EnumFacts, Facts, PropertyFacts, TypeFacts};
use crate::merge::name_map::{Folded, HashSet};
use crate::merge::names::{complete, split};
use crate::schema::DEFAULT_NAMESPACE;
use crate::schema::Primitive;

/// Moves what such sections list to the properties, or names the sections as the properties' types.
pub(crate) fn settle(facts: &mut [Facts], coverage: &mut Coverage) {
    let candidates: HashSet<Folded<'static>> = facts.iter().flat_map(called_as_property).collect();
    if candidates.is_empty() {
        return;
    }
    let named: HashSet<String> = facts
        .par_iter()
        .flat_map_iter(|page| {
            let types = rows(page).filter_map(|row| row.ty.as_ref());
            let types = types.filter(|ty| !ty.primitive);
            let types = types.filter(|ty| candidates.contains(&Folded::from(split(&ty.name).1)));
            types.flat_map(|ty| meant(&ty.name, &page.page.namespace))
        })
        .collect();
    let structs: HashSet<Folded<'static>> = facts
        .iter()
        .flat_map(|page| &page.types)
        .map(|it| Folded::from(it.name.clone()))
        .collect();
    for page in facts {
        let enums = std::mem::take(&mut page.enums);
        for mut it in enums {
            let is_candidate = !it.own_page
                && candidates.contains(&Folded::from(it.name.as_str()))
                && !named.contains(&full(&it.namespace, &it.name));
            let property = property(&mut page.types, &it.name).filter(|_| is_candidate);
            match property.and_then(|row| row.ty.clone().map(|ty| (row, ty))) {
                Some((row, ty)) if ty.primitive => {
                    hand_over(it, row, coverage);
                    continue;
                }
                Some((_, ty)) if !structs.contains(&Folded::from(split(&ty.name).1)) => {
                    rename(&mut it, &ty.name);
                }
                _ => {}
            }
            page.enums.push(it);
        }
    }
}

/// What a type column may mean: where it writes no namespace, a type of the page's or of the default one.
fn meant(ty: &str, namespace: &str) -> impl Iterator<Item = String> {
    let (written, name) = split(ty);
    let first = written.map_or(Cow::Borrowed(namespace), complete);
    let second = written.is_none().then(|| full(DEFAULT_NAMESPACE, name));
    std::iter::once(full(&first, name)).chain(second)
}

/// A name with its namespace, to be compared without case.
fn full(namespace: &str, name: &str) -> String {
    format!("{namespace}.{name}").to_lowercase()
}

fn rename(section: &mut EnumFacts, ty: &str) {
    let (namespace, name) = split(ty);
    name.clone_into(&mut section.name);
    if let Some(namespace) = namespace {
        section.namespace = namespace.into();
    }
}

/// The names of a page's sections that are called as one of its properties.
fn called_as_property(page: &Facts) -> impl Iterator<Item = Folded<'static>> {
    let is_property = |name: &str| {
        let mut rows = page.types.iter().flat_map(|it| &it.properties);
        rows.any(|row| is_listed(row, name))
    };
    let sections = page.enums.iter().filter(|it| !it.own_page);
    sections
        .map(|it| it.name.clone())
        .filter(move |name| is_property(name))
        .map(Folded::from)
}

/// True for a property of this name whose values a section may list: of text, or of a type that has a name.
fn is_listed(row: &PropertyFacts, name: &str) -> bool {
    let may_be = |ty: &TypeExpr| !ty.primitive || Primitive::String.is(&ty.name);
    row.ty.as_ref().is_some_and(may_be) && row.name.eq_ignore_ascii_case(name)
}

fn property<'a>(types: &'a mut [TypeFacts], name: &str) -> Option<&'a mut PropertyFacts> {
    let mut rows = types.iter_mut().flat_map(|it| &mut it.properties);
    rows.find(|row| is_listed(row, name))
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
    coverage.judge(Unit::Type, Verdict::Typed, section.span);
    let mut known: HashSet<String> = property.values.iter().cloned().collect();
    let description = property.description.get_or_insert_default();
    for member in section.members {
        coverage.judge(Unit::Member, Verdict::Typed, member.span);
        if let Some(words) = member.description {
            // The property's own words are the only place for what a value means.
            let separator = if description.is_empty() { "" } else { "\n" };
            let _ = write!(description, "{separator}- `{}`: {words}", member.name);
        }
        if known.insert(member.name.clone()) {
            property.values.push(member.name);
        }
    }
    property.description = property.description.take().filter(|it| !it.is_empty());
}
