//! The documented types, as values name them.

use std::collections::BTreeMap;

use graphdown_codegen::model::{Definition, Enum, Model, NamespaceId, Struct, TypeId, Value};

use crate::fault::short;

/// The types of a model by the names that values give to themselves.
pub(crate) struct Types<'m> {
    pub(crate) model: &'m Model,
    pub(crate) by_wire: BTreeMap<&'m str, TypeId>,
}

impl<'m> Types<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        // The parameters of an action have no name on the wire.
        let ids = model.type_ids().filter(|id| model.ty(*id).wire.contains('.'));
        let by_wire = ids.map(|id| (model.ty(id).wire.as_str(), id)).collect();
        Self { model, by_wire }
    }

    /// The struct of this id.
    pub(crate) fn structure(&self, id: TypeId) -> Option<&'m Struct> {
        match &self.model.ty(id).shape {
            Definition::Struct(it) => Some(it),
            Definition::Enum(_) => None,
        }
    }

    /// The enumeration of this id.
    pub(crate) fn enumeration(&self, id: TypeId) -> Option<&'m Enum> {
        match &self.model.ty(id).shape {
            Definition::Enum(it) => Some(it),
            Definition::Struct(_) => None,
        }
    }

    /// A type as its page calls it.
    pub(crate) fn name(&self, of: Value) -> String {
        match of {
            Value::Primitive(it) => format!("{it:?}"),
            Value::Struct(id) | Value::Enum(id) | Value::Flags(id) => {
                let wire = &self.model.ty(id).wire;
                let home = &self.model.namespace(NamespaceId::ROOT).documented;
                let below = wire
                    .strip_prefix(home.as_str())
                    .and_then(|it| it.strip_prefix('.'));
                short(below.unwrap_or(wire))
            }
        }
    }
}
