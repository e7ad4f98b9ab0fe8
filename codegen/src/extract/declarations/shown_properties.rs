//! What the JSON representation of a type shows: its properties, where no table lists them, and keys that no table has.

use std::collections::HashSet;

use crate::coverage::Unit;
use crate::dialect::json::{self, Node};
use crate::dialect::shape::{self, ShapeType};
use crate::dialect::type_expr::TypeExpr;
use crate::extract::reading::Reading;
use crate::facts::{PropertyFacts, TypeFacts};
use crate::schema::Primitive;

/// How many keys that no table lists are named.
const MOST: usize = 16;

/// Gives a type without any table the properties that its JSON shows, and notes the keys that its tables lack.
pub(super) fn settle(reading: &mut Reading<'_, '_>, ty: &mut TypeFacts, says_none: bool) {
    let Some(text) = &ty.representation else {
        return;
    };

    let Ok(read) = json::read(text) else { return };
    let Node::Object(entries) = &read.node else { return };
    let keys = entries
        .iter()
        .map(|(key, _)| key.as_ref())
        .filter(|key| is_property(key));
    // What an open type shows are samples of what it may hold.
    if ty.open {
        return;
    }
    if !ty.properties.is_empty() || says_none {
        let own: HashSet<String> = ty.properties.iter().map(|row| row.name.to_lowercase()).collect();
        let keys = keys.filter(|key| !own.contains(&key.to_lowercase()));
        ty.unlisted = keys.take(MOST).map(str::to_owned).collect();
        return;
    }
    let Some(shape) = shape::read(&read.node) else {
        return;
    };
    let shown: Vec<PropertyFacts> = shape
        .properties
        .into_iter()
        .filter(|(name, _)| is_property(name))
        .map(|(name, shown)| PropertyFacts {
            name,
            ty: Some(expression(&shown)),
            type_span: ty.span,
            inferred: true,
            span: ty.span,
            ..PropertyFacts::default()
        })
        .collect();
    if shown.is_empty() {
        return;
    }
    reading.coverage.met(Unit::Row, shown.len());
    ty.properties = shown;
    ty.shown_alone = true;
}

/// Annotations are no properties.
fn is_property(key: &str) -> bool {
    !key.is_empty()
        && !key.contains('@')
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// A type by what a value looks like.
fn expression(shown: &ShapeType) -> TypeExpr {
    match shown {
        ShapeType::Collection(element) => TypeExpr {
            collection: true,
            ..expression(element)
        },
        ShapeType::Primitive(primitive) => TypeExpr::of_primitive(*primitive),
        ShapeType::Named(name) => TypeExpr::of_type(name.clone()),
        ShapeType::Object(shape) => match &shape.odata_type {
            Some(name) => TypeExpr::of_type(name.clone()),
            None => TypeExpr::of_primitive(Primitive::Json),
        },
        ShapeType::Unknown => TypeExpr::of_primitive(Primitive::Json),
    }
}
