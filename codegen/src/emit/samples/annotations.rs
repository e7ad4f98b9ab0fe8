//! What a page's JSON says beside the properties: the type of a value, what it is bound to, and other annotations (OData JSON Format
//! 4.01, chapters 4.6 and 8.5).

use serde_json::{Map, Value as Json};

use super::{names, texts};
use crate::model::{Definition, Field, Model, TypeId};

const TYPE: &str = "@odata.type";
const BIND: &str = "@odata.bind";

/// The struct that an object names in `@odata.type`, where it is one that may stand for `id`; else that.
pub(super) fn named(model: &Model, id: TypeId, object: &Map<String, Json>) -> TypeId {
    let Some(name) = object.get(TYPE).and_then(Json::as_str) else {
        return id;
    };
    let name = name.rsplit_once('#').map_or(name, |(_, name)| name);
    let is_it = |at: &usize| {
        let ty = model.ty(TypeId(*at));
        ty.wire.eq_ignore_ascii_case(name) && is_a(model, TypeId(*at), id)
    };
    (0..model.types.len()).find(is_it).map_or(id, TypeId)
}

fn is_a(model: &Model, id: TypeId, base: TypeId) -> bool {
    match &model.ty(id).shape {
        Definition::Struct(it) => it.is_a.contains(&base),
        Definition::Enum(_) => false,
    }
}

/// A call for each annotation of an object that is sent as an `id`: `.bind(Team::TEMPLATE, Reference::to("…"))`,
/// `.additional("@odata.id", "…")`. The name of the type is told by the type.
pub(super) fn calls(model: &Model, id: TypeId, object: &Map<String, Json>) -> Vec<String> {
    let mut annotations: Vec<_> = object.iter().filter(|(name, _)| name.contains('@')).collect();
    annotations.sort_by_key(|(name, _)| *name);
    let calls = annotations.into_iter().filter_map(|(name, value)| {
        if name == TYPE && says(value, &model.ty(id).wire) {
            return None;
        }
        let bound = name
            .strip_suffix(BIND)
            .and_then(|property| bound(model, id, property, value));
        bound.or_else(|| additional(name, value))
    });
    calls.collect()
}

fn says(value: &Json, wire: &str) -> bool {
    let name = value.as_str().unwrap_or_default();
    name.rsplit_once('#')
        .map_or(name, |(_, name)| name)
        .eq_ignore_ascii_case(wire)
}

fn bound(model: &Model, id: TypeId, property: &str, value: &Json) -> Option<String> {
    let fields: &[Field] = names::fields(model, id);
    let field = fields.iter().find(|it| it.wire == property && it.ty.navigation)?;
    let reference = |value: &Json| Some(format!("Reference::to({})", texts::whole(value.as_str()?)));
    let to = if field.ty.collection {
        let references: Option<Vec<String>> = value.as_array()?.iter().map(reference).collect();
        list(&references?)
    } else {
        reference(value)?
    };
    Some(format!(
        ".bind({}::{}, {to})",
        names::ty(model, id),
        field.constant
    ))
}

/// An array, line by line where it is long.
fn list(elements: &[String]) -> String {
    match elements {
        [] | [_] => format!("[{}]", elements.concat()),
        several => format!("[\n    {},\n]", several.join(",\n    ")),
    }
}

fn additional(name: &str, value: &Json) -> Option<String> {
    let value = match value {
        Json::String(text) => texts::whole(text),
        Json::Bool(value) => value.to_string(),
        other => format!("{}.parse::<Json>()?", texts::json_whole(other)?),
    };
    Some(format!(".additional({}, {value})", texts::whole(name)))
}
