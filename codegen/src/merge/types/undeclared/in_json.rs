//! What JSON blocks show of types that no page declares.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::holders::TypeGraph;
use super::uses::ByName;
use crate::dialect::json::{self, Node};
use crate::dialect::odata_type;
use crate::dialect::primitive;
use crate::dialect::shape::{self, ShapeType};
use crate::dialect::type_expr::TypeExpr;
use crate::facts::{ExampleFacts, Facts, PageFacts, PropertyFacts, Told};
use crate::merge::link::OPEN;
use crate::merge::name_map::HashSet;
use crate::merge::names::{self, Names, TypeId, Use};
use crate::merge::rank::Rank;
use crate::schema::{ExampleKind, Primitive};
use crate::source::Span;

/// What the blocks show of one type.
#[derive(Debug)]
pub(super) struct JsonShape {
    /// The rank of the page that shows it first.
    pub(super) rank: Rank,
    /// That block.
    pub(super) span: Span,
    /// The union of what all blocks show, in the order of the first.
    pub(super) properties: Vec<PropertyFacts>,
}

impl JsonShape {
    /// A type of which a name is all that is known.
    pub(super) fn nothing(rank: Rank, span: Span) -> Self {
        Self {
            rank,
            span,
            properties: Vec::new(),
        }
    }
}

/// What blocks show, by lower-case namespace and name.
#[derive(Debug, Default)]
pub(super) struct All(BTreeMap<(String, String), JsonShape>);

impl All {
    /// What blocks show of a type.
    pub(super) fn get(&self, namespace: &str, name: &str) -> Option<&JsonShape> {
        self.0.get(&(namespace.to_lowercase(), name.to_lowercase()))
    }
}

/// Walks the JSON of every page and keeps what it shows of undeclared types. Responses come before requests: they
/// show the whole of a thing.
pub(super) fn walk<'a>(
    facts: &'a [Facts],
    names: &'a Names,
    undeclared: &ByName,
    graph: TypeGraph<'a>,
) -> All {
    if undeclared.is_empty() {
        return All::default();
    }
    let mut walker = Walker {
        names,
        leading: graph.leading_to_undeclared(names),
        graph,
        shown: All::default(),
    };
    // Few blocks show anything of an undeclared type; which they are is found on every thread.
    let blocks = facts.par_iter().flat_map_iter(blocks);
    let telling: Vec<Block<'_>> = blocks.filter(|it| walker.may_tell(it)).collect();
    for block in &telling {
        walker.block(block);
    }
    walker.shown
}

/// A block of JSON.
struct Block<'f> {
    page: &'f PageFacts,
    rank: Rank,
    text: &'f str,
    /// The type that its place has by the page.
    expected: Option<Cow<'f, str>>,
    span: Span,
}

impl Block<'_> {
    fn place(&self) -> Use<'_> {
        Use::on(self.page)
    }
}

/// The blocks of a page, in the order in which they count.
fn blocks(facts: &Facts) -> Vec<Block<'_>> {
    let page = &facts.page;
    let representations = facts.types.iter().filter_map(|it| {
        Some(Block {
            page,
            rank: Rank::declares(page),
            text: it.representation.as_deref()?,
            expected: Some(format!("{}.{}", it.namespace, it.name).into()),
            span: it.span,
        })
    });
    let mut blocks: Vec<Block<'_>> = representations.collect();
    let Some(operation) = &facts.operation else {
        return blocks;
    };
    for kind in [ExampleKind::Response, ExampleKind::Request] {
        let told = match kind {
            ExampleKind::Response => &operation.result.told,
            ExampleKind::Request => &operation.body.told,
        };
        let examples = operation.examples.iter().filter(|it| it.kind == kind && it.json);
        blocks.extend(examples.map(|example| Block {
            page,
            rank: Rank::mentions(page),
            text: &example.body,
            expected: expected(example, told).map(Cow::Borrowed),
            span: example.span,
        }));
    }
    blocks
}

fn expected<'f>(example: &'f ExampleFacts, told: &'f Told) -> Option<&'f str> {
    match told {
        Told::Type(ty) if !ty.primitive => Some(&ty.name),
        _ => example.odata_type.as_deref(),
    }
}

struct Walker<'a> {
    names: &'a Names,
    graph: TypeGraph<'a>,
    /// Types whose JSON may hold something of an undeclared type.
    leading: HashSet<TypeId>,
    shown: All,
}

impl Walker<'_> {
    /// Most blocks show declared types alone: reading them would tell nothing.
    fn may_tell(&self, block: &Block<'_>) -> bool {
        match &block.expected {
            Some(name) => self
                .names
                .find(name, None, block.place())
                .is_none_or(|id| self.leading.contains(&id)),
            None => block.text.contains("@odata.type"),
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        let Ok(read) = json::read(block.text) else {
            return;
        };
        let root = match read.node.get("value") {
            Some(value @ (Node::Array(_) | Node::Object(_))) if read.node.get("@odata.type").is_none() => {
                value
            }
            _ => &read.node,
        };
        let expected = block.expected.as_deref();
        self.node(root, expected, block.place(), &block.rank, block.span);
    }

    /// Keeps what a node shows of its type; `expected` is the type that its place has by the pages.
    fn node(&mut self, node: &Node<'_>, expected: Option<&str>, at: Use<'_>, rank: &Rank, span: Span) {
        match node {
            Node::Array(items) => {
                for item in items {
                    self.node(item, expected, at, rank, span);
                }
            }
            Node::Object(entries) => self.object(node, entries, expected, at, rank, span),
            _ => {}
        }
    }

    fn object(
        &mut self,
        node: &Node<'_>,
        entries: &[(Cow<'_, str>, Node<'_>)],
        expected: Option<&str>,
        at: Use<'_>,
        rank: &Rank,
        span: Span,
    ) {
        let written = node.get("@odata.type").and_then(Node::as_str).and_then(type_name);
        let name = written.or(expected);
        let id = name.and_then(|name| self.names.find(name, None, at));
        if let (None, Some(name)) = (id, name) {
            self.show(name, entries, at, rank, span);
        }
        for (key, value) in entries {
            if !matches!(value, Node::Array(_) | Node::Object(_)) {
                continue;
            }
            let known = id.and_then(|id| self.graph.property(id, key));
            match known {
                Some((expected, at)) => self.node(value, Some(expected), at, rank, span),
                None => self.node(value, None, at, rank, span),
            }
        }
    }

    fn show(
        &mut self,
        name: &str,
        entries: &[(Cow<'_, str>, Node<'_>)],
        at: Use<'_>,
        rank: &Rank,
        span: Span,
    ) {
        let (namespace, short) = names::split(name);
        let namespace = namespace.map_or(Cow::Borrowed(at.namespace), names::complete);
        let key = (namespace.to_lowercase(), short.to_lowercase());
        let shown = self
            .shown
            .0
            .entry(key)
            .or_insert_with(|| JsonShape::nothing(rank.clone(), span));
        for (key, value) in entries.iter().filter(|(key, _)| !key.contains('@')) {
            let ty = type_of(value, &namespace);
            match shown.properties.iter_mut().find(|it| it.name == *key) {
                Some(known) if known.ty.as_ref().is_some_and(|ty| ty.name == OPEN) => {
                    known.ty = Some(ty);
                }
                Some(_) => {}
                None => shown.properties.push(PropertyFacts {
                    name: key.clone().into_owned(),
                    ty: Some(ty),
                    type_span: span,
                    inferred: true,
                    span,
                    ..PropertyFacts::default()
                }),
            }
        }
    }
}

/// The type of ours that an annotation names; primitives are none.
fn type_name(text: &str) -> Option<&str> {
    let (name, _) = odata_type::read(text);
    (!name.is_empty() && primitive::read(name).is_none()).then_some(name)
}

/// The type of a value by what it looks like.
fn type_of(node: &Node<'_>, home: &str) -> TypeExpr {
    match node {
        Node::Array(items) => TypeExpr {
            collection: true,
            ..items.iter().find(|it| !matches!(it, Node::Null)).map_or_else(
                || TypeExpr::of_primitive(Primitive::Json),
                |item| type_of(item, home),
            )
        },
        Node::Object(_) => match node.get("@odata.type").and_then(Node::as_str).and_then(type_name) {
            Some(name) => {
                let in_home = names::split(name)
                    .0
                    .is_some_and(|it| it.eq_ignore_ascii_case(home));
                let name = if in_home { names::split(name).1 } else { name };
                TypeExpr::of_type(name.to_owned())
            }
            None => TypeExpr::of_primitive(Primitive::Json),
        },
        scalar => match shape::type_of(scalar) {
            ShapeType::Primitive(primitive) => TypeExpr::of_primitive(primitive),
            _ => TypeExpr::of_primitive(Primitive::Json),
        },
    }
}
