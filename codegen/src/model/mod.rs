//! The model: what will be written, decided to the last name: types, paths, and methods, as plain data.
//!
//! Every reference is an index, every Rust name a [`Name`]. Nothing after the model invents or looks up a name.

mod closure;
mod examples;
mod paths;
mod samples;
mod types;
mod ways;

use std::collections::BTreeMap;

pub use closure::Closures;
pub use examples::{AreaExamples, Block, CallChain, Example, ExampleBody, Examples, Refusal};
pub use paths::{
    Area, Argument, ArgumentType, Body, Child, Method, Node, NodeId, OtherPage, Outcome, PathModule,
    Permissions, Place, Reach, Step, Verb,
};
pub use samples::Sample;
pub use types::{
    Definition, Enum, Field, FieldType, Member, Namespace, NamespaceId, Struct, Type, TypeId, Value,
};
pub use ways::Ways;

/// What is no type of its own means the same in the schema and in the model.
pub use crate::schema::Primitive;

/// One version of one API, ready to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// `v1.0`, `beta`, or empty where no page tells.
    pub api_version: String,
    /// Every struct and enum. A [`TypeId`] is an index.
    pub types: Vec<Type>,
    /// The modules below `types`; the first is `types` itself. A [`NamespaceId`] is an index.
    pub namespaces: Vec<Namespace>,
    /// Every path that has operations, and all before it. A [`NodeId`] is an index.
    pub nodes: Vec<Node>,
    /// One for each first segment of a path, in the order of the segments.
    pub areas: Vec<Area>,
    /// The feature of the types that no operation takes or gives; `None` where there is none.
    pub other_types: Option<Name>,
    /// How many pages the types and operations come from.
    pub pages: usize,
    /// What the pages show of it; empty unless it was asked for.
    pub examples: Examples,
    /// The request that its page shows of a method, by its node and name; only where it was read.
    pub samples: BTreeMap<(NodeId, Name), Sample>,
}

impl Model {
    /// The ids of all types, in order.
    pub fn type_ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.types.len()).map(TypeId)
    }

    /// The type of this id.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0]
    }

    /// The module of this id.
    pub fn namespace(&self, id: NamespaceId) -> &Namespace {
        &self.namespaces[id.0]
    }

    /// True where a file of `owner` may name `other` without a gate: whatever features bring the one bring the other.
    pub fn comes_with(&self, owner: TypeId, other: TypeId) -> bool {
        let (owner, other) = (&self.ty(owner).features, &self.ty(other).features);
        other.is_empty() || (!owner.is_empty() && owner.iter().all(|it| other.contains(it)))
    }

    /// The path of this id.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }
}

/// An identifier as Rust wants it, `r#` included where it is a keyword. Made by `resolve::names` alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What pages say of a thing in words. The words are as untrusted as the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// Plain Markdown, one paragraph in each line.
    pub text: Option<String>,
    /// The page that documents it.
    pub page: Option<String>,
    /// No page declares it; it was concluded from what pages show.
    pub inferred: bool,
    /// Why not to use it, and what to use instead.
    pub deprecated: Option<String>,
}
