//! What comes with a type: the closure that a slice and a feature bring.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Argument, ArgumentType, Body, Definition, FieldType, Method, Model, Outcome, Step, TypeId, Value,
};
use crate::service::graph::is_entity;

/// Finds what types bring: the types of their plain fields, their bases, and what derives from a type that a value may
/// be of. Navigation brings nothing, and neither does being a base bring what else derives from it.
pub struct Closures<'a> {
    model: &'a Model,
    by_wire: BTreeMap<&'a str, TypeId>,
}

/// How a type was reached, the lesser first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    Not,
    AsBase,
    AsValue,
}

impl<'a> Closures<'a> {
    /// Of the types of this model.
    pub fn new(model: &'a Model) -> Self {
        let of_structs = model.types.iter().enumerate().filter(|(_, ty)| match &ty.shape {
            Definition::Struct(it) => !it.is_parameters,
            Definition::Enum(_) => false,
        });
        let by_wire = of_structs.map(|(at, ty)| (ty.wire.as_str(), TypeId(at)));
        Self {
            model,
            by_wire: by_wire.collect(),
        }
    }

    /// The types that come with these, themselves among them.
    pub fn of(&self, types: impl IntoIterator<Item = TypeId>) -> BTreeSet<TypeId> {
        let mut reached = vec![Reached::Not; self.model.types.len()];
        let mut open: Vec<(TypeId, Reached)> = types.into_iter().map(|it| (it, Reached::AsValue)).collect();
        while let Some((id, how)) = open.pop() {
            if reached[id.0] >= how {
                continue;
            }
            reached[id.0] = how;
            let ty = self.model.ty(id);
            let Definition::Struct(it) = &ty.shape else {
                continue;
            };
            let values = it.fields.iter().filter_map(|field| plain_field(field.ty));
            open.extend(values.map(|to| (to, Reached::AsValue)));
            open.extend(self.named(&it.bases).map(|to| (to, Reached::AsBase)));
            if how == Reached::AsValue && !is_entity(&ty.wire) {
                open.extend(self.named(&it.derived).map(|to| (to, Reached::AsValue)));
            }
        }
        let all = reached.into_iter().enumerate();
        all.filter(|(_, how)| *how != Reached::Not)
            .map(|(at, _)| TypeId(at))
            .collect()
    }

    fn named(&self, wires: &[String]) -> impl Iterator<Item = TypeId> {
        wires
            .iter()
            .filter_map(|it| self.by_wire.get(it.as_str()).copied())
    }
}

fn plain_field(ty: FieldType) -> Option<TypeId> {
    if ty.navigation { None } else { ty.of.type_id() }
}

impl Value {
    /// The struct or enum that it is of.
    pub fn type_id(self) -> Option<TypeId> {
        match self {
            Self::Primitive(_) => None,
            Self::Struct(id) | Self::Enum(id) | Self::Flags(id) => Some(id),
        }
    }
}

impl Method {
    /// The types that it takes and gives.
    pub fn types(&self) -> Vec<TypeId> {
        let body = match self.body {
            Body::Whole(id) | Body::List(id) | Body::Changes(id) | Body::Parameters(id) => Some(id),
            Body::None | Body::Json | Body::Content | Body::Reference => None,
        };
        let outcome = match self.outcome {
            Outcome::Whole(of) | Outcome::Enveloped(of) | Outcome::Page(of) => of.type_id(),
            Outcome::Nothing | Outcome::Content => None,
        };
        let step = self.step.iter().flat_map(Step::arguments);
        let arguments = step.chain(&self.query).filter_map(|it| match it.ty {
            ArgumentType::Any => None,
            ArgumentType::Of(of) => of.type_id(),
        });
        arguments.chain(body).chain(outcome).collect()
    }
}

impl Step {
    /// What it asks for in parentheses.
    pub fn arguments(&self) -> &[Argument] {
        match self {
            Self::Function(_, arguments) | Self::AlternateKey(arguments) => arguments,
            Self::Segment(_) | Self::Key(..) | Self::ItemPath(_) => &[],
        }
    }
}
