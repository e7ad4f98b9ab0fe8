//! Structs and enums.

use super::{Docs, Name, Primitive};
use crate::service::is_entity;

/// Index of a [`Type`] in [`super::Model::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(crate) usize);

/// Index of a [`Namespace`] in [`super::Model::namespaces`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamespaceId(pub(crate) usize);

impl NamespaceId {
    /// `types` itself.
    pub const ROOT: Self = Self(0);
}

/// A module of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace {
    /// `types` for the root.
    pub name: Name,
    /// As documented: `microsoft.graph.callRecords`.
    pub documented: String,
    /// The module that it is declared in; `None` for the root.
    pub parent: Option<NamespaceId>,
    /// Modules in it, sorted by name.
    pub children: Vec<NamespaceId>,
    /// Types in it, sorted by the names of their files.
    pub types: Vec<TypeId>,
}

/// A struct or an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// The Rust name: `RemoteActionAudit`.
    pub name: Name,
    /// The module and file that declares it: `remote_action_audit`.
    pub file: Name,
    /// The module that it is used from.
    pub namespace: NamespaceId,
    /// As documented, without the namespace: `remoteActionAudit`.
    pub documented: String,
    /// As on the wire, with the namespace: `microsoft.graph.remoteActionAudit`. Parameters of an action, which have
    /// no type name on the wire, have the action's path here.
    pub wire: String,
    /// The features of a crate that bring it, each by itself. Empty: it is there whatever is on.
    pub features: Vec<Name>,
    /// What the pages say.
    pub docs: Docs,
    /// Struct or enum.
    pub shape: Definition,
}

impl Type {
    /// Whether it is the type that every entity derives from.
    pub fn is_entity(&self) -> bool {
        is_entity(&self.wire)
    }

    /// Whether pages document types that derive from it.
    pub fn has_derived(&self) -> bool {
        match &self.shape {
            Definition::Struct(it) => !it.derived.is_empty(),
            Definition::Enum(_) => false,
        }
    }
}

/// What a type is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Definition {
    /// An entity, a complex type or the parameters of an action.
    Struct(Struct),
    /// A list of named values.
    Enum(Enum),
}

/// A struct.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Struct {
    /// Full wire names of the bases, nearest first.
    pub bases: Vec<String>,
    /// Those of the bases that are structs of this model, without the one that every entity has.
    pub is_a: Vec<TypeId>,
    /// Full wire names of every type that has this one as a base, at any distance, sorted.
    pub derived: Vec<String>,
    /// Inherited fields first, then own ones, in the pages' order.
    pub fields: Vec<Field>,
    /// Only derived types have values.
    pub is_abstract: bool,
    /// The parameters of an action: sent, never received.
    pub is_parameters: bool,
    /// Takes properties that no page lists, or no page shows any.
    pub is_open: bool,
}

/// A property or navigation property.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// `device_imei`.
    pub name: Name,
    /// `DEVICE_IMEI`.
    pub constant: Name,
    /// As on the wire.
    pub wire: String,
    /// What it holds.
    pub ty: FieldType,
    /// The values that the page lists for a string, and the constant that holds them.
    pub values: Option<(Name, Vec<String>)>,
    /// The pages' words say that the value opens something, so that it is shown nowhere.
    pub secret: bool,
    /// What the pages say.
    pub docs: Docs,
}

/// What a field holds.
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a field")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldType {
    /// A single value.
    pub of: Value,
    /// A list of them.
    pub collection: bool,
    /// Filled by `$expand`.
    pub navigation: bool,
    /// The field leads back to its own struct through fields alone.
    pub boxed: bool,
    /// It stands so far from the end of a chain of structs that the compiler must not look into it.
    pub far: bool,
}

impl FieldType {
    /// Whether it is kept erased, as `Nav`.
    pub fn is_erased(self) -> bool {
        self.navigation || self.far
    }
}

/// A single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A primitive.
    Primitive(Primitive),
    /// A struct.
    Struct(TypeId),
    /// One member of an enum.
    Enum(TypeId),
    /// Several members of an enum.
    Flags(TypeId),
}

/// An open enum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enum {
    /// In the pages' order.
    pub members: Vec<Member>,
    /// A value may hold several members.
    pub flags: bool,
}

/// A member of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// `FactoryReset`.
    pub name: Name,
    /// As on the wire.
    pub wire: String,
    /// What the pages say.
    pub docs: Docs,
}
