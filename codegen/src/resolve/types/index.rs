//! Finds the type that a name means.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Primitive, TypeId, Value};
use crate::schema::{DEFAULT_NAMESPACE, Kind, TypeDef};
use crate::source::Span;
use crate::text::escaped;

/// The documented types, by namespace and name. Their ids are their places in [`Index::types`]; the parameters of
/// actions have the ids after them.
pub(crate) struct Index<'a> {
    pub(crate) types: Vec<&'a TypeDef>,
    by_name: BTreeMap<(&'a str, &'a str), TypeId>,
}

impl<'a> Index<'a> {
    /// Takes each name once; the first of two wins.
    pub(crate) fn new(types: &'a [TypeDef], parameters: usize, diagnostics: &mut Diagnostics) -> Self {
        let mut index = Self {
            types: Vec::with_capacity(types.len() + parameters),
            by_name: BTreeMap::new(),
        };
        for ty in types {
            let key = (ty.namespace.as_str(), ty.name.as_str());
            if let Some(first) = index.by_name.get(&key) {
                let message = format!(
                    "`{}.{}` is declared again and left out",
                    escaped(&ty.namespace),
                    escaped(&ty.name)
                );
                diagnostics.push(
                    Diagnostic::new(Code::Duplicate, ty.span, message)
                        .related(index.types[first.0].span, "declared here first")
                        .help("remove one of them"),
                );
                continue;
            }
            index.by_name.insert(key, TypeId(index.types.len()));
            index.types.push(ty);
        }
        index
    }

    /// The id of the parameters with this number.
    pub(crate) fn parameters(&self, number: usize) -> TypeId {
        TypeId(self.types.len() + number)
    }

    /// The type of a name that is short in `namespace` or in `microsoft.graph`, else with its own namespace.
    pub(crate) fn find(&self, namespace: &str, written: &str) -> Option<TypeId> {
        let short = self.by_name.get(&(namespace, written));
        let full = || self.by_name.get(&written.rsplit_once('.')?);
        let default = || self.by_name.get(&(DEFAULT_NAMESPACE, written));
        short.or_else(full).or_else(default).copied()
    }

    /// What a property, an argument or a result holds. A name that leads nowhere is open JSON, with a diagnostic.
    pub(crate) fn value(
        &self,
        namespace: &str,
        written: &str,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Value {
        if let Some(primitive) = Primitive::named(written) {
            return Value::Primitive(primitive);
        }
        if let Some(id) = self.find(namespace, written) {
            return self.value_of(id);
        }
        let message = format!(
            "`{}` is no primitive and no type of the schema: it is kept as open JSON",
            escaped(written)
        );
        let help = "add the page of the type, or name another type in the overrides";
        diagnostics.push(Diagnostic::new(Code::UnknownType, span, message).help(help));
        Value::Primitive(Primitive::Json)
    }

    fn value_of(&self, id: TypeId) -> Value {
        let ty = self.types[id.0];
        match ty.kind {
            Kind::Enum if ty.flags => Value::Flags(id),
            Kind::Enum => Value::Enum(id),
            Kind::Entity | Kind::Complex => Value::Struct(id),
        }
    }
}
