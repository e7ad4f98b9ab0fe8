//! Bases that only the base's page tells: a table of derived types, `This is the base type for [a] and [b]`.

use crate::facts::{Facts, TypeName};
use crate::merge::name_map::HashMap;
use crate::merge::names::{Names, TypeId, Use};

/// Gives types that name no base of their own the one whose page lists them.
pub(in crate::merge) fn settle(facts: &mut [Facts], names: &Names) {
    let mut told: HashMap<TypeId, TypeName> = HashMap::default();
    for page in facts.iter() {
        for base in page.types.iter().filter(|it| !it.derived.is_empty()) {
            let at = Use {
                namespace: &base.namespace,
                page: &page.page.name,
            };
            for derived in &base.derived {
                if let Some(id) = names.find(&derived.name, derived.target.as_deref(), at) {
                    told.entry(id).or_insert_with(|| TypeName {
                        name: format!("{}.{}", base.namespace, base.name),
                        target: None,
                        from_prose: true,
                        span: derived.span,
                    });
                }
            }
        }
    }
    if told.is_empty() {
        return;
    }
    for ty in facts.iter_mut().flat_map(|it| &mut it.types) {
        if ty.bases.is_empty()
            && let Some(base) = names.exact(&ty.namespace, &ty.name).and_then(|id| told.get(&id))
        {
            ty.bases.push(base.clone());
        }
    }
}
