//! Rows whose type the table leaves open: several types, a list of lists, no type at all. The page's own JSON settles
//! them, or what the several types have in common.

use rayon::prelude::*;

use super::lineage::Lineage;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::json::{self, Node};
use crate::dialect::odata_type;
use crate::dialect::primitive;
use crate::dialect::shape::{self, ShapeType};
use crate::dialect::type_expr::{TypeExpr, TypeNote};
use crate::facts::{ExampleFacts, Facts, PropertyFacts};
use crate::merge::name_map::HashMap;
use crate::merge::names::{Names, TypeId, Use};
use crate::schema::ExampleKind;
use crate::schema::Primitive;
use crate::service::ENTITY;

/// Gives such rows a type, where something tells one.
pub(crate) fn settle(facts: &mut [Facts], names: &Names, lineage: &Lineage, diags: &mut Diagnostics) {
    let of_pages = facts.par_iter_mut().map(|page| of_page(page, names, lineage));
    let found: Vec<Vec<Diagnostic>> = of_pages.collect();
    found.into_iter().flatten().for_each(|it| diags.push(it));
}

fn of_page(page: &mut Facts, names: &Names, lineage: &Lineage) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let at = Use::on(&page.page);
    for ty in &mut page.types {
        if !ty.properties.iter().any(is_open) {
            continue;
        }
        let read = ty
            .representation
            .as_deref()
            .and_then(|text| json::read(text).ok());
        let shown: Vec<Entries<'_>> = read.iter().map(|it| entries(&it.node)).collect();
        let settled = |row: &mut PropertyFacts| one(row, &shown, names, lineage, at, false);
        found.extend(rows(&mut ty.properties, settled));
    }
    let Some(operation) = &mut page.operation else {
        return found;
    };
    if !operation.body.rows.iter().any(is_open) {
        return found;
    }
    let sent = |it: &&ExampleFacts| it.kind == ExampleKind::Request && it.json;
    let sent = operation.examples.iter().filter(sent);
    let read: Vec<_> = sent.filter_map(|it| json::read(&it.body).ok()).collect();
    let shown: Vec<Entries<'_>> = read.iter().map(|it| entries(&it.node)).collect();
    let settled = |row: &mut PropertyFacts| one(row, &shown, names, lineage, at, true);
    found.extend(rows(&mut operation.body.rows, settled));
    found
}

/// Settles the open rows, and gives what is to be told: a row without a type among rows with one has lost it, so that the
/// page is wrong although its JSON helps out. A table without a column of types is told of by nobody.
fn rows(rows: &mut [PropertyFacts], settle: impl Fn(&mut PropertyFacts)) -> Vec<Diagnostic> {
    let has_types = rows.iter().any(|it| it.ty.is_some() && !it.inferred);
    let open = rows.iter_mut().filter(|it| is_open(it));
    let told = open.filter_map(|row| {
        let has_none = row.ty.is_none();
        settle(row);
        let ty = row.ty.as_ref().filter(|_| has_types && has_none)?;
        let list = if ty.collection { "a list of " } else { "" };
        let message = format!(
            "`{}` has no type here; it got {list}`{}`, which the page's JSON shows",
            row.name, ty.name
        );
        Some(Diagnostic::new(Code::UnknownType, row.span, message).help("write the type into the row"))
    });
    told.collect()
}

/// True for a row whose type column is absent, empty, or names several types or lists of lists.
fn is_open(row: &PropertyFacts) -> bool {
    row.ty
        .as_ref()
        .is_none_or(|ty| matches!(ty.note, Some(TypeNote::Union(_) | TypeNote::NestedCollection(_))))
}

/// What a JSON object shows, by name.
type Entries<'a> = HashMap<&'a str, &'a Node<'a>>;

/// The entries of an object, or of a list's first element.
fn entries<'a>(node: &'a Node<'a>) -> Entries<'a> {
    let object = match node {
        Node::Array(items) => items.first().unwrap_or(node),
        node => node,
    };
    match object {
        Node::Object(entries) => entries
            .iter()
            .rev()
            .map(|(key, value)| (key.as_ref(), value))
            .collect(),
        _ => Entries::default(),
    }
}

fn one(
    row: &mut PropertyFacts,
    shown: &[Entries<'_>],
    names: &Names,
    lineage: &Lineage,
    at: Use<'_>,
    is_parameter: bool,
) {
    let documented = row.ty.as_ref().map(|ty| ty.documented().to_owned());
    let found = match row.ty.as_ref().and_then(|ty| ty.note.as_ref()) {
        Some(TypeNote::Union(types)) => {
            let shared = common(types, names, lineage, at).map(|name| TypeExpr::of_name(&name));
            let shared = shared.or_else(|| in_json(shown, &row.name, annotated));
            // `string/number`: of what is sent, every number can be written as text.
            let plain: Option<Vec<_>> = types.iter().map(|it| primitive::read(it)).collect();
            let is_text = is_parameter && plain.is_some_and(|it| it.contains(&Primitive::String));
            shared.or_else(|| is_text.then(|| TypeExpr::of_primitive(Primitive::String)))
        }
        Some(TypeNote::NestedCollection(element)) => in_json(shown, &row.name, |node| flat(node, element)),
        _ => in_json(shown, &row.name, |node| sample(&shape::type_of(node))),
    };
    if let Some(mut ty) = found {
        ty.text = documented;
        row.ty = Some(ty);
    }
}

/// What the first object that has the property shows of it.
fn in_json(
    shown: &[Entries<'_>],
    name: &str,
    read: impl Fn(&Node<'_>) -> Option<TypeExpr>,
) -> Option<TypeExpr> {
    shown
        .iter()
        .find_map(|it| it.get(name).and_then(|node| read(node)))
}

/// The type that a representation's placeholder names: `{"@odata.type": "microsoft.graph.mediaConfig"}`.
fn annotated(node: &Node<'_>) -> Option<TypeExpr> {
    let (node, collection) = match node {
        Node::Array(items) => (items.first()?, true),
        node => (node, false),
    };
    let (name, is_list) = odata_type::read(node.get("@odata.type")?.as_str()?);
    (!name.is_empty()).then(|| TypeExpr::of_name(name).listed(collection || is_list))
}

/// A list of `element` that the cell calls a list twice.
fn flat(node: &Node<'_>, element: &str) -> Option<TypeExpr> {
    let Node::Array(items) = node else { return None };
    let is_flat = items.first().is_some_and(|it| !matches!(it, Node::Array(_)));
    is_flat.then(|| TypeExpr::of_name(element).listed(true))
}

/// The type of a sample value.
fn sample(shape: &ShapeType) -> Option<TypeExpr> {
    match shape {
        ShapeType::Primitive(Primitive::Json) | ShapeType::Unknown => None,
        ShapeType::Primitive(primitive) => Some(TypeExpr::of_primitive(*primitive)),
        ShapeType::Named(name) => Some(TypeExpr::of_name(name)),
        ShapeType::Object(shape) => shape.odata_type.as_deref().map(TypeExpr::of_name),
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
    if declared.name == ENTITY {
        return None;
    }
    Some(format!("{}.{}", declared.namespace, declared.name))
}
