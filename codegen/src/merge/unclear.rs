//! Rows whose type the table leaves open: several types, a list of lists, no type at all. The page's own JSON settles
//! them, or what the several types have in common.

use std::borrow::Cow;

use rayon::prelude::*;

use super::inherit::ROOT;
use super::lineage::Lineage;
use super::link::OPEN;
use super::names::{Names, TypeId, Use};
use crate::extract::facts::{ExampleFacts, Facts, PropertyFacts};
use crate::extract::readers::json::{self, Node};
use crate::extract::readers::shape::{self, ShapeType};
use crate::extract::readers::type_expr::{self, TypeExpr, TypeNote};
use crate::schema::ExampleKind;

/// Gives such rows a type, where something tells one.
pub(super) fn settle(facts: &mut [Facts], names: &Names, lineage: &Lineage) {
    facts.par_iter_mut().for_each(|page| {
        let at = Use {
            namespace: &page.page.namespace,
            page: &page.page.name,
        };
        for ty in &mut page.types {
            let representation = ty.representation.as_deref();
            let rows = ty.properties.iter_mut().filter(|it| is_open(it));
            rows.for_each(|row| one(row, representation, names, lineage, at));
        }
        let Some(operation) = &mut page.operation else {
            return;
        };
        let sent = |it: &&ExampleFacts| it.kind == ExampleKind::Request && it.json;
        let shown = operation.examples.iter().filter(sent);
        let shown = shown.map(|it| it.body.as_str());
        let rows = operation.body.rows.iter_mut().filter(|it| is_open(it));
        rows.for_each(|row| one(row, shown.clone(), names, lineage, at));
    });
}

/// True for a row whose type column is absent, empty, or names several types or lists of lists.
fn is_open(row: &PropertyFacts) -> bool {
    row.ty
        .as_ref()
        .is_none_or(|ty| matches!(ty.note, Some(TypeNote::Union(_) | TypeNote::NestedCollection(_))))
}

fn one<'t>(
    row: &mut PropertyFacts,
    texts: impl IntoIterator<Item = &'t str>,
    names: &Names,
    lineage: &Lineage,
    at: Use<'_>,
) {
    let documented = row.ty.as_ref().map(|ty| ty.documented().to_owned());
    let found = match row.ty.as_ref().and_then(|ty| ty.note.as_ref()) {
        Some(TypeNote::Union(types)) => {
            let shared = common(types, names, lineage, at).map(|name| expr(&name, false));
            shared.or_else(|| in_json(texts, &row.name, annotated))
        }
        Some(TypeNote::NestedCollection(element)) => in_json(texts, &row.name, |node| flat(node, element)),
        _ => in_json(texts, &row.name, |node| sample(&shape::type_of(node))),
    };
    if let Some(mut ty) = found {
        ty.text = documented;
        row.ty = Some(ty);
    }
}

/// What the first text that has the property shows of it.
fn in_json<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    name: &str,
    read: impl Fn(&Node<'_>) -> Option<TypeExpr>,
) -> Option<TypeExpr> {
    texts.into_iter().find_map(|text| {
        let shown = json::read(text).ok()?;
        let object = match &shown.node {
            Node::Array(items) => items.first()?,
            node => node,
        };
        object.get(name).and_then(&read)
    })
}

/// The type that a representation's placeholder names: `{"@odata.type": "microsoft.graph.mediaConfig"}`.
fn annotated(node: &Node<'_>) -> Option<TypeExpr> {
    let (node, collection) = match node {
        Node::Array(items) => (items.first()?, true),
        node => (node, false),
    };
    let name = node.get("@odata.type")?.as_str()?.trim_start_matches('#');
    (!name.is_empty()).then(|| expr(name, collection))
}

/// A list of `element` that the cell calls a list twice.
fn flat(node: &Node<'_>, element: &str) -> Option<TypeExpr> {
    let Node::Array(items) = node else { return None };
    let is_flat = items.first().is_some_and(|it| !matches!(it, Node::Array(_)));
    is_flat.then(|| expr(element, true))
}

/// The type of a sample value.
fn sample(shape: &ShapeType) -> Option<TypeExpr> {
    match shape {
        ShapeType::Primitive(OPEN) | ShapeType::Unknown => None,
        ShapeType::Primitive(name) => Some(expr(name, false)),
        ShapeType::Named(name) => Some(expr(name, false)),
        ShapeType::Object(shape) => shape.odata_type.as_deref().map(|name| expr(name, false)),
        ShapeType::Collection(element) => sample(element).map(|ty| TypeExpr {
            collection: true,
            ..ty
        }),
    }
}

/// The nearest type that all of these are or inherit from.
fn common(types: &[String], names: &Names, lineage: &Lineage, at: Use<'_>) -> Option<String> {
    let ids: Option<Vec<TypeId>> = types.iter().map(|name| names.find(name, None, at)).collect();
    let id = lineage.common(&ids?)?;
    let declared = names.get(id);
    // That both have a key tells nothing of what they are.
    if declared.name == ROOT {
        return None;
    }
    Some(format!("{}.{}", declared.namespace, declared.name))
}

fn expr(name: &str, collection: bool) -> TypeExpr {
    let primitive = type_expr::primitive(name);
    TypeExpr {
        name: primitive.map_or_else(|| Cow::Owned(name.to_owned()), Cow::Borrowed),
        text: None,
        primitive: primitive.is_some(),
        collection,
        target: None,
        note: None,
    }
}
