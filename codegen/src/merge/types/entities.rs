//! Which structs have a key: entities.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::structs::Draft;
use crate::dialect::address::documented;
use crate::merge::name_map::HashSet;
use crate::merge::names::{Names, TypeId, Use};
use crate::schema::{Operation, OperationKind};
use crate::service::graph::ENTITY;

/// The structs that have a key of their own; what inherits from them has it too.
///
/// An `id` alone makes no key: a reference to a thing bears the thing's `id`. So the `id` of a type that stands only
/// in properties counts for nothing, and neither does a comment block that names a key which no row lists.
pub(super) fn keyed(
    drafts: &BTreeMap<TypeId, Draft>,
    operations: &[Operation],
    names: &Names,
) -> HashSet<TypeId> {
    let uses = Uses::collect(drafts, operations, names);
    drafts
        .iter()
        .filter(|(id, draft)| {
            if names.get(**id).name.eq_ignore_ascii_case(ENTITY) || uses.addressed.contains(id) {
                return true;
            }
            let has_id = draft
                .def
                .properties
                .iter()
                .any(|it| it.name == "id" && !it.navigation);
            let is_value = uses.held.contains(id) && !uses.navigated.contains(id);
            match (draft.names_key, has_id) {
                (true, true) => true,
                (true, false) | (false, true) => !is_value,
                (false, false) => uses.navigated.contains(id),
            }
        })
        .map(|(id, _)| *id)
        .collect()
}

/// How types are used.
#[derive(Debug, Default)]
struct Uses {
    /// As the type of a property.
    held: HashSet<TypeId>,
    /// As the type of a navigation property.
    navigated: HashSet<TypeId>,
    /// As what stands behind a path: made in a collection, or got, updated by its key.
    addressed: HashSet<TypeId>,
}

impl Uses {
    fn collect(drafts: &BTreeMap<TypeId, Draft>, operations: &[Operation], names: &Names) -> Self {
        let mut uses = Self::default();
        let find = |name: &str, namespace: &str| names.find(name, None, Use { namespace, page: "" });
        let mentioned: Vec<(TypeId, bool)> = drafts
            .par_iter()
            .flat_map_iter(|(_, draft)| {
                let properties = draft.def.properties.iter();
                properties.filter_map(|it| Some((find(&it.ty, &draft.def.namespace)?, it.navigation)))
            })
            .collect();
        for (id, navigation) in mentioned {
            let set = if navigation {
                &mut uses.navigated
            } else {
                &mut uses.held
            };
            set.insert(id);
        }
        for operation in operations {
            let ends_in_key = documented::ends_in_key(&operation.path);
            let result = operation.returns.as_ref();
            let name = match operation.kind {
                OperationKind::Get if ends_in_key => result.map(|it| it.ty.as_str()),
                OperationKind::Update if ends_in_key => operation.body.as_deref(),
                OperationKind::Create if !ends_in_key => {
                    let made = result.map(|it| it.ty.as_str());
                    operation.body.as_deref().filter(|body| made == Some(body))
                }
                _ => None,
            };
            uses.addressed
                .extend(name.and_then(|name| find(name, names.home())));
        }
        uses
    }
}
