//! What an operation sends: as the page's request shows it, else something of its type.

use serde_json::{Map, Value as Json};

use super::{annotations, literal, names, texts};
use crate::model::{Body, ExampleBody, Field, Method, Model, Primitive, TypeId, Value};

/// The lines before the call, and what the call takes.
pub(super) fn body(
    model: &Model,
    method: &Method,
    sample: Option<&ExampleBody>,
) -> (Vec<String>, Option<String>) {
    if !method.body_optional {
        return given(model, method, sample);
    }
    if sample == Some(&ExampleBody::None) {
        return (Vec::new(), Some("None".to_owned()));
    }
    let (before, value) = given(model, method, sample);
    (before, value.map(|it| format!("Some({it})")))
}

/// A body that is sent.
fn given(model: &Model, method: &Method, sample: Option<&ExampleBody>) -> (Vec<String>, Option<String>) {
    let shown = match sample {
        Some(ExampleBody::Json(text)) => serde_json::from_str::<Json>(text).ok(),
        _ => None,
    };
    let object = shown.as_ref().and_then(Json::as_object);
    match method.body {
        Body::None => (Vec::new(), None),
        // What may be left out is taken as the documented type alone.
        Body::Whole(id) if method.body_optional => whole(model, id, object, "body"),
        Body::Whole(id) => {
            let own = object.map_or(id, |it| annotations::named(model, id, it));
            whole(model, own, object, "body")
        }
        Body::List(id) => list(model, id, shown.as_ref()),
        Body::Parameters(id) => whole(model, id, object, "parameters"),
        Body::Changes(id) => {
            let own = object.map_or(id, |it| annotations::named(model, id, it));
            changes(model, own, object)
        }
        Body::Reference => {
            let address = object.and_then(|it| it.get("@odata.id")).and_then(Json::as_str);
            let address = address.unwrap_or("https://graph.microsoft.com/v1.0/directoryObjects/id");
            let line = format!("let reference = Reference::to({});", texts::text(address));
            (vec![line], Some("&reference".to_owned()))
        }
        Body::Json => {
            let text = shown.map(|it| texts::compact(&it)).filter(|it| it.len() <= 200);
            let json = text.map_or("Json::null()".to_owned(), |it| {
                format!("{}.parse::<Json>()?", texts::json(&it))
            });
            (vec![format!("let body = {json};")], Some("&body".to_owned()))
        }
        Body::Content => {
            let text = match sample {
                Some(ExampleBody::Text(text)) => texts::text(text),
                _ => "\"…\"".to_owned(),
            };
            let line = format!("let content = Bytes::from({text});");
            (vec![line], Some("&content".to_owned()))
        }
    }
}

fn whole(
    model: &Model,
    id: TypeId,
    object: Option<&Map<String, Json>>,
    variable: &str,
) -> (Vec<String>, Option<String>) {
    let stand_in;
    let object = if let Some(object) = object {
        object
    } else {
        stand_in = telling(model, id);
        &stand_in
    };
    let code = format!("let {variable} = {};", literal::structure(model, id, object, 0));
    (
        code.lines().map(str::to_owned).collect(),
        Some(format!("&{variable}")),
    )
}

/// The first element that is shown stands for all.
fn list(model: &Model, id: TypeId, shown: Option<&Json>) -> (Vec<String>, Option<String>) {
    let first = shown.and_then(Json::as_array).and_then(|it| it.first());
    let (element, _) = whole(model, id, first.and_then(Json::as_object), "element");
    let slice = Some("&[element]".to_owned());
    (element, slice)
}

fn changes(model: &Model, id: TypeId, object: Option<&Map<String, Json>>) -> (Vec<String>, Option<String>) {
    let stand_in;
    let object = if let Some(object) = object {
        object
    } else {
        stand_in = telling(model, id).into_iter().take(1).collect();
        &stand_in
    };
    let (mut changes, left_out) = literal::changes(model, id, object);
    changes.extend(annotations::calls(model, id, object));
    let name = names::ty(model, id);
    let first = format!("let changes = Patch::<{name}>::new()");
    let mut code = first + &changes.concat() + ";";
    if code.contains('\n') || code.chars().count() > super::WIDTH {
        let calls = changes.join("\n").replace('\n', "\n    ");
        code = format!("let changes = Patch::<{name}>::new()\n    {calls};");
    }
    if left_out > 0 {
        code = format!("// The page's request changes {left_out} more.\n{code}");
    }
    (
        code.lines().map(str::to_owned).collect(),
        Some("&changes".to_owned()),
    )
}

/// Two properties that a caller could set and a reader understands at once, where a page shows no request.
fn telling(model: &Model, id: TypeId) -> Map<String, Json> {
    let is_plain = |it: &&Field| {
        !it.ty.collection && !it.ty.navigation && it.docs.deprecated.is_none() && it.wire != "id"
    };
    let fields = names::fields(model, id).iter().filter(is_plain);
    let telling = fields.filter_map(|it| {
        let value = match it.ty.of {
            Value::Primitive(Primitive::String) => Json::from("…"),
            Value::Primitive(Primitive::Boolean) => Json::from(true),
            Value::Primitive(Primitive::Int32) => Json::from(1),
            _ => return None,
        };
        Some((it.wire.clone(), value))
    });
    telling.take(2).collect()
}

/// A value of a primitive that is no text.
pub(super) fn plain(primitive: Primitive) -> Option<String> {
    let written = match primitive {
        Primitive::Boolean => "true",
        Primitive::Byte | Primitive::Int16 | Primitive::Int32 | Primitive::Int64 => "1",
        Primitive::Single | Primitive::Double => "1.0",
        Primitive::Decimal => "\"1.0\".parse()?",
        Primitive::DateTimeOffset => "\"2026-03-02T09:00:00Z\".parse()?",
        Primitive::Date => "\"2026-03-02\".parse()?",
        Primitive::TimeOfDay => "\"09:00:00\".parse()?",
        Primitive::Duration => "\"PT1H\".parse()?",
        Primitive::Guid => "\"00000000-0000-0000-0000-000000000001\".parse()?",
        Primitive::Binary => "b\"…\".as_slice().into()",
        Primitive::String | Primitive::Stream | Primitive::Json => return None,
    };
    Some(written.to_owned())
}
