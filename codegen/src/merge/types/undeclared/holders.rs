//! Which types declared types hold, by the rows of their pages.

use crate::dialect::type_expr::TypeExpr;
use crate::facts::{Facts, PropertyFacts, Told};
use crate::merge::name_map::{Folded, HashMap, HashSet};
use crate::merge::names::{Names, TypeId, Use};

/// The named types of declared types' properties.
pub(super) struct TypeGraph<'a> {
    /// By type, then by name of the property.
    properties: HashMap<TypeId, HashMap<Folded<'a>, (&'a TypeExpr, Use<'a>)>>,
}

impl<'a> TypeGraph<'a> {
    /// Reads the rows of resource pages, and those of bodies.
    pub(super) fn new(facts: &'a [Facts], names: &Names) -> Self {
        let mut graph = Self {
            properties: HashMap::default(),
        };
        for page in facts {
            for it in &page.types {
                let Some(id) = names.exact(&it.namespace, &it.name) else {
                    continue;
                };
                let at = Use {
                    namespace: &it.namespace,
                    page: &page.page.name,
                };
                graph.rows(id, &it.properties, at);
            }
            let Some(operation) = &page.operation else {
                continue;
            };
            if let (Told::Type(ty), false) = (&operation.body.told, operation.body.rows.is_empty()) {
                let at = Use::on(&page.page);
                if let Some(id) = names.find(&ty.name, ty.target.as_deref(), at) {
                    graph.rows(id, &operation.body.rows, at);
                }
            }
        }
        graph
    }

    fn rows(&mut self, id: TypeId, rows: &'a [PropertyFacts], at: Use<'a>) {
        let named = rows
            .iter()
            .filter_map(|row| Some((row, row.ty.as_ref().filter(|ty| !ty.primitive)?)));
        for (row, ty) in named {
            let known = self.properties.entry(id).or_default();
            known.entry(Folded::from(row.name.as_str())).or_insert((ty, at));
        }
    }

    /// The type of a property, as a page writes it, and where.
    pub(super) fn property(&self, id: TypeId, name: &str) -> Option<(&'a str, Use<'a>)> {
        let (ty, at) = self.properties.get(&id)?.get(&Folded::from(name))?;
        Some((&ty.name, *at))
    }

    /// The types from which properties lead to an undeclared one, over however many types.
    pub(super) fn leading_to_undeclared(&self, names: &Names) -> HashSet<TypeId> {
        let mut holders: HashMap<TypeId, Vec<TypeId>> = HashMap::default();
        let mut open = Vec::new();
        for (id, properties) in &self.properties {
            for (ty, at) in properties.values() {
                match names.find(&ty.name, ty.target.as_deref(), *at) {
                    Some(held) => holders.entry(held).or_default().push(*id),
                    None => open.push(*id),
                }
            }
        }
        let mut leading = HashSet::default();
        while let Some(id) = open.pop() {
            if leading.insert(id) {
                open.extend(holders.get(&id).into_iter().flatten());
            }
        }
        leading
    }
}
