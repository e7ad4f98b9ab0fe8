//! Bodies of actions that are one object in a property: the table lists the properties of a `passwordCredential`, and the
//! page's request shows `{"passwordCredential": { … }}`.

use rayon::prelude::*;

use super::unnamed_bodies::{at, declared, whole};
use crate::coverage::{Coverage, Unit, Verdict};
use crate::dialect::json::{self, Node};
use crate::facts::{Facts, OperationFacts, PropertyFacts};
use crate::merge::name_map::HashSet;
use crate::merge::names::{Names, TypeId};
use crate::schema::ExampleKind;

/// Gives such a call the one parameter that it has, of the documented type that the property is called after.
pub(crate) fn settle(facts: &mut [Facts], names: &Names, coverage: &mut Coverage) {
    for (page, name, id) in found(facts, names) {
        if let Some(operation) = &mut facts[page].operation {
            let first = operation.body.rows.first();
            let parameter = PropertyFacts {
                name,
                ty: Some(whole(id, names)),
                type_span: first.map_or(operation.body.span, |it| it.type_span),
                optional: operation.body.may_be_left_out,
                span: first.map_or(operation.body.span, |it| it.span),
                ..PropertyFacts::default()
            };
            // The type has all of the rows; one is judged as the parameter.
            for row in operation.body.rows.iter().skip(1) {
                coverage.judge(Unit::Parameter, Verdict::Typed, row.span);
            }
            operation.body.rows = vec![parameter];
        }
    }
}

/// The pages with such a body, by their places in the list, each with the property and its type.
fn found(facts: &[Facts], names: &Names) -> Vec<(usize, String, TypeId)> {
    let wrapped = facts.par_iter().enumerate().filter_map(|(place, page)| {
        let operation = page.operation.as_deref()?;
        let name = wrapper(operation)?;
        let id = names.find(&name, None, at(page))?;
        Some((place, operation, name, id))
    });
    let wrapped: Vec<_> = wrapped.collect();
    let declared = declared(facts, names, &wrapped.iter().map(|(.., id)| *id).collect());
    let fits = |(place, operation, name, id): (usize, &OperationFacts, String, TypeId)| {
        let of_type = declared.get(&id)?;
        let mut rows = operation.body.rows.iter();
        rows.all(|it| of_type.contains(it.name.as_str()))
            .then_some((place, name, id))
    };
    wrapped.into_iter().filter_map(fits).collect()
}

/// The one property that every request of the page shows, where the table lists what is in it.
fn wrapper(operation: &OperationFacts) -> Option<String> {
    let body = &operation.body;
    if !body.rows_are_parameters || body.rows.is_empty() {
        return None;
    }
    let rows: HashSet<&str> = body.rows.iter().map(|it| it.name.as_str()).collect();
    let requests = operation.examples.iter();
    let requests = requests.filter(|it| it.kind == ExampleKind::Request && it.json && !it.body.is_empty());
    let mut wrapper: Option<String> = None;
    for request in requests {
        let read = json::read(&request.body).ok()?;
        let Node::Object(entries) = &read.node else {
            return None;
        };
        let [(name, Node::Object(inside))] = entries.as_slice() else {
            return None;
        };
        let lists_inside = inside.iter().all(|(key, _)| rows.contains(key.as_ref()));
        let is_other = wrapper.as_ref().is_some_and(|it| it != name);
        if rows.contains(name.as_ref()) || !lists_inside || is_other {
            return None;
        }
        wrapper = Some(name.to_string());
    }
    wrapper
}
