//! What is meant as a reference and would be sent as a thing to create.

use super::{ListField, Model, View, model::LeafField, visitor::properties};

/// The list of things, by its path from the root, in which one says nothing but its `id`.
///
/// A list that a navigation property leads to is created with what is sent (OData 4.01, part 1, 11.4.2.2, "deep insert"), and no page shows
/// one that is told by ids: what is there already is bound.
pub(crate) fn bare_ids(model: &dyn Model) -> Option<String> {
    if model.additional_data().replacement().is_some() {
        return None;
    }
    properties(model).into_iter().find_map(|(name, view)| {
        let within = |inner: Option<&dyn Model>| Some(format!("{name}/{}", bare_ids(inner?)?));
        match view {
            View::List(list) if list.is_navigation() && elements(list).any(is_bare_id) => {
                Some(name.to_owned())
            }
            View::List(list) => elements(list).find_map(|element| within(Some(element))),
            View::Obj(field) => within(field.get()),
            _ => None,
        }
    })
}

fn elements(list: &dyn ListField) -> impl Iterator<Item = &dyn Model> {
    (0..list.count().unwrap_or(0)).filter_map(|index| list.at(index))
}

/// Whether a value says what it is and its `id`, and nothing more.
fn is_bare_id(model: &dyn Model) -> bool {
    let mut said = properties(model).into_iter().filter(|(_, view)| has_value(view));
    let has_id = said.next().is_some_and(|(name, _)| name == "id");
    has_id
        && said.next().is_none()
        && model
            .additional_data()
            .iter()
            .all(|(name, _)| name == "@odata.type")
}

fn has_value(view: &View<'_>) -> bool {
    match view {
        View::Str(value) => value.is_some(),
        View::Bool(value) => value.is_some(),
        View::I32(value) => value.is_some(),
        View::I64(value) => value.is_some(),
        View::F64(value) => value.is_some(),
        View::Json(value) => value.is_some(),
        View::Jsons(values) => !values.is_empty(),
        View::Leaf(field) => LeafField::get(*field).is_some(),
        View::Leaves(field) => field.count().is_some(),
        View::Obj(field) => field.get().is_some(),
        View::List(field) => field.count().is_some(),
    }
}
