//! When two structures are equal: one comparison for all of them, over what they show of themselves.

use super::{ListField, Model, ObjectField, View, visitor::properties};

/// Whether every property of `left` has the value that it has in `right`, as the property's type compares, and both keep the same
/// beside their properties. Both are of the same type.
pub fn equal(left: &dyn Model, right: &dyn Model) -> bool {
    let pairs = || properties(left).into_iter().zip(properties(right));
    left.additional_data() == right.additional_data()
        && pairs().all(|((name, left), (other, right))| name == other && same(left, right))
}

fn same(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Str(left), View::Str(right)) => left == right,
        (View::Bool(left), View::Bool(right)) => left == right,
        (View::I32(left), View::I32(right)) => left == right,
        (View::I64(left), View::I64(right)) => left == right,
        (View::F64(left), View::F64(right)) => left == right,
        (View::Json(left), View::Json(right)) => left == right,
        (View::Jsons(left), View::Jsons(right)) => left == right,
        (View::Leaf(left), View::Leaf(right)) => left.equals(right),
        (View::Leaves(left), View::Leaves(right)) => left.equals(right),
        (View::Obj(left), View::Obj(right)) => same_object(left, right),
        (View::List(left), View::List(right)) => same_list(left, right),
        _ => false,
    }
}

fn same_object(left: &dyn ObjectField, right: &dyn ObjectField) -> bool {
    match (left.get(), right.get()) {
        (Some(left), Some(right)) => equal(left, right),
        (left, right) => left.is_none() && right.is_none(),
    }
}

fn same_list(left: &dyn ListField, right: &dyn ListField) -> bool {
    let elements = |field: &dyn ListField| 0..field.count().unwrap_or_default();
    left.count() == right.count()
        && elements(left).all(|index| match (left.at(index), right.at(index)) {
            (Some(left), Some(right)) => equal(left, right),
            _ => false,
        })
}
