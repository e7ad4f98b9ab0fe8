//! What inherits from what, as far as pages tell: asked before types are put together.

use crate::facts::Facts;
use crate::merge::name_map::HashMap;
use crate::merge::names::{Names, TypeId, Use};
use crate::schema::MOST_BASES;

/// Every base that any page names for a type.
#[derive(Debug, Default)]
pub(crate) struct Lineage {
    bases: HashMap<TypeId, Vec<TypeId>>,
}

impl Lineage {
    /// Reads what comment blocks and prose name.
    pub(crate) fn new(facts: &[Facts], names: &Names) -> Self {
        let mut lineage = Self::default();
        for page in facts {
            for it in &page.types {
                let Some(id) = names.exact(&it.namespace, &it.name) else {
                    continue;
                };
                let at = Use {
                    namespace: &it.namespace,
                    page: &page.page.name,
                };
                let bases = it.bases.iter();
                let bases = bases.filter_map(|base| names.find(&base.name, base.target.as_deref(), at));
                lineage.bases.entry(id).or_default().extend(bases);
            }
        }
        lineage
    }

    /// The nearest type that all of these are or inherit from.
    pub(crate) fn common(&self, types: &[TypeId]) -> Option<TypeId> {
        let (first, others) = types.split_first()?;
        let chain = self.chain(*first).into_iter();
        let mut shared = chain.filter(|base| others.iter().all(|other| self.is_a(*other, *base)));
        shared.next()
    }

    /// True where `derived` is `base` or inherits from it.
    pub(crate) fn is_a(&self, derived: TypeId, base: TypeId) -> bool {
        self.chain(derived).contains(&base)
    }

    /// A type and all that it inherits from, the nearest first.
    pub(in crate::merge) fn chain(&self, derived: TypeId) -> Vec<TypeId> {
        let mut seen = vec![derived];
        let mut at = 0;
        while let Some(id) = seen.get(at).copied().filter(|_| at <= MOST_BASES) {
            for next in self.bases.get(&id).into_iter().flatten() {
                if !seen.contains(next) {
                    seen.push(*next);
                }
            }
            at += 1;
        }
        seen
    }
}
