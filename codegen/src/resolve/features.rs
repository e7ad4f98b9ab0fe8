//! Which features of a crate bring which types.

use super::names;
use crate::model::{Closures, Model, Name, TypeId};

/// A type that more areas than these need is there whatever features are on. A gate of dozens of names is no pleasure
/// to read, and who turns on one area more would find such a type there already.
const MOST: usize = 8;

/// Gives each type the features that bring it: those of the areas whose operations need it. Types that no area needs,
/// and what comes with them, have a feature of their own.
pub(crate) fn assign(model: &mut Model) {
    let closures = Closures::new(model);
    let mut features: Vec<Vec<Name>> = vec![Vec::new(); model.types.len()];
    for area in &model.areas {
        let methods = area
            .module
            .all_nodes()
            .into_iter()
            .flat_map(|it| &model.node(it).methods);
        for id in closures.of(methods.flat_map(crate::model::Method::types)) {
            features[id.0].push(area.feature.clone());
        }
    }
    let others: Vec<TypeId> = features
        .iter()
        .enumerate()
        .filter(|(_, it)| it.is_empty())
        .map(|(at, _)| TypeId(at))
        .collect();
    let other_types = (!others.is_empty()).then(names::other_types);
    for id in closures.of(others) {
        features[id.0].extend(other_types.clone());
    }
    for (ty, features) in model.types.iter_mut().zip(features) {
        ty.features = if features.len() > MOST {
            Vec::new()
        } else {
            features
        };
    }
    model.other_types = other_types;
}
