//! Values of a page's request as Rust.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json};

use super::texts::{LONGEST, json_whole, text, whole};
use super::{annotations, names};
use crate::emit::fields::primitive_name;
use crate::model::{Definition, Field, FieldType, Model, Primitive, TypeId, Value};

/// How many fields are shown of a struct, and of structs in it.
const FIELDS: [usize; 4] = [8, 4, 2, 1];
/// How many elements are shown of a list of single values; of a list of structs, the first.
const ELEMENTS: usize = 3;

/// What stands around a value, and so what its own text must tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// A place of this very type: conversions find it out.
    Known,
    /// A place that takes whatever converts into its type: the value names its own.
    Any,
    /// As [`Around::Any`], in a list.
    AnyList,
}

/// A struct with the fields that an object shows, line by line, and its annotations behind it. An object that names a type which
/// derives from `id` is of that type, and is made an `id` where the place does not take it as it is.
fn value_of(model: &Model, id: TypeId, object: &Map<String, Json>, around: Around, depth: usize) -> String {
    let own = annotations::named(model, id, object);
    let code = structure(model, own, object, depth);
    match around {
        _ if own == id => code,
        Around::Known => format!("{code}.into()"),
        Around::Any => code,
        Around::AnyList => format!("{}::from({code})", names::ty(model, id)),
    }
}

/// A struct with the fields that an object shows, line by line, and its annotations behind it.
pub(super) fn structure(model: &Model, id: TypeId, object: &Map<String, Json>, depth: usize) -> String {
    let mut code = fields(model, id, object, depth);
    for call in annotations::calls(model, id, object) {
        // Behind a struct of several lines each call has a line of its own.
        if code.contains('\n') {
            code.push('\n');
        }
        code.push_str(&call);
    }
    code
}

fn fields(model: &Model, id: TypeId, object: &Map<String, Json>, depth: usize) -> String {
    let name = names::ty(model, id);
    let fields = shown(model, id, object, |field, value| {
        let value = field_value(model, field.ty, value, depth)?;
        Some(format!("    {}: {},\n", field.name, indented(&value)))
    });
    if fields.is_empty() {
        return format!("{name}::default()");
    }
    let most = FIELDS.get(depth).copied().unwrap_or(1);
    let mut code = format!("{name} {{\n");
    code.extend(fields.iter().take(most).map(String::as_str));
    if fields.len() > most {
        // Writing into a string cannot fail.
        let _ = writeln!(code, "    // and {} more", fields.len() - most);
    }
    code + "    ..Default::default()\n}"
}

/// The changes that an object shows: `.set(User::CITY, "Oslo")`, `.null(User::CITY)`.
pub(super) fn changes(model: &Model, id: TypeId, object: &Map<String, Json>) -> (Vec<String>, usize) {
    let name = names::ty(model, id);
    let mut all = shown(model, id, object, |field, value| {
        if field.ty.is_erased() {
            return None;
        }
        if value.is_null() {
            return Some(format!(".null({name}::{})", field.constant));
        }
        let value = whole_value(model, field.ty, value, Around::Any, 1)?;
        Some(format!(".set({name}::{}, {value})", field.constant))
    });
    let left_out = all.len().saturating_sub(FIELDS[0]);
    all.truncate(FIELDS[0]);
    (all, left_out)
}

/// What each field that an object has gives, in the order of the fields: an object of serde's has an order of its own.
fn shown(
    model: &Model,
    id: TypeId,
    object: &Map<String, Json>,
    mut show: impl FnMut(&Field, &Json) -> Option<String>,
) -> Vec<String> {
    let fields = names::fields(model, id).iter();
    let shown = fields.filter_map(|field| show(field, object.get(&field.wire)?));
    shown.collect()
}

fn field_value(model: &Model, ty: FieldType, value: &Json, depth: usize) -> Option<String> {
    let value = whole_value(model, ty, value, Around::Known, depth + 1)?;
    Some(if ty.is_erased() {
        format!("{value}.into()")
    } else if ty.boxed {
        format!("Some(Box::new({value}))")
    } else {
        format!("Some({value})")
    })
}

fn whole_value(model: &Model, ty: FieldType, value: &Json, around: Around, depth: usize) -> Option<String> {
    let is_open = matches!(ty.of, Value::Primitive(Primitive::Json | Primitive::Stream));
    if !ty.collection || is_open {
        return single(model, ty.of, value, around, depth);
    }
    let elements = value.as_array()?;
    if elements.is_empty() {
        return Some(match around {
            Around::Known => "Vec::new()".to_owned(),
            Around::Any | Around::AnyList => format!("Vec::<{}>::new()", names::value(model, ty.of)),
        });
    }
    let within = if around == Around::Known {
        Around::Known
    } else {
        Around::AnyList
    };
    let most = if matches!(ty.of, Value::Struct(_)) {
        1
    } else {
        ELEMENTS
    };
    let shown: Option<Vec<String>> = elements
        .iter()
        .take(most)
        .map(|it| single(model, ty.of, it, within, depth))
        .collect();
    let mut shown = shown?;
    if elements.len() > most {
        shown.push(format!("/* and {} more */", elements.len() - most));
    }
    let one = shown.join(", ");
    if one.len() <= LONGEST && !one.contains('\n') {
        return Some(format!("vec![{one}]"));
    }
    let mut lines = String::from("vec![\n");
    for element in &shown {
        let comma = if element.starts_with("/*") { "" } else { "," };
        // Writing into a string cannot fail.
        let _ = writeln!(lines, "    {}{comma}", indented(element));
    }
    Some(lines + "]")
}

/// A single value; `None` where it is not of the type, or not to be shown.
pub(super) fn single(model: &Model, of: Value, value: &Json, around: Around, depth: usize) -> Option<String> {
    match of {
        Value::Primitive(it) => primitive(it, value, around),
        Value::Enum(id) => member(model, id, value.as_str()?, around),
        Value::Flags(id) => flags(model, id, value.as_str()?, around),
        Value::Struct(id) if depth < FIELDS.len() => {
            Some(value_of(model, id, value.as_object()?, around, depth))
        }
        Value::Struct(id) => Some(format!("{}::default()", names::ty(model, id))),
    }
}

fn primitive(primitive: Primitive, value: &Json, around: Around) -> Option<String> {
    let name = primitive_name(primitive);
    let suffix = if around == Around::Known || matches!(primitive, Primitive::Int32 | Primitive::Double) {
        String::new()
    } else {
        format!("_{name}")
    };
    let integer = |low: i64, high: i64| {
        let number = value.as_i64().filter(|it| (low..=high).contains(it))?;
        Some(format!("{number}{suffix}"))
    };
    let parsed = |text: &str| match around {
        Around::Known => format!("{}.parse()?", whole(text)),
        Around::Any | Around::AnyList => format!("{}.parse::<{name}>()?", whole(text)),
    };
    match primitive {
        Primitive::String => value.as_str().map(|it| match around {
            Around::Known => format!("{}.into()", text(it)),
            Around::Any => text(it),
            Around::AnyList => format!("{}.to_owned()", text(it)),
        }),
        Primitive::Boolean => value.as_bool().map(|it| it.to_string()),
        Primitive::Byte => integer(0, u8::MAX.into()),
        Primitive::Int16 => integer(i16::MIN.into(), i16::MAX.into()),
        Primitive::Int32 => integer(i32::MIN.into(), i32::MAX.into()),
        Primitive::Int64 => integer(i64::MIN, i64::MAX),
        Primitive::Single | Primitive::Double => {
            let number = value.as_f64().filter(|it| it.is_finite() && it.abs() < 1e9)?;
            Some(format!("{number:?}{suffix}"))
        }
        Primitive::Decimal => match value {
            Json::Number(it) => Some(parsed(&it.to_string())),
            Json::String(it) => Some(parsed(it)),
            _ => None,
        },
        Primitive::DateTimeOffset
        | Primitive::Date
        | Primitive::TimeOfDay
        | Primitive::Duration
        | Primitive::Guid => value.as_str().map(parsed),
        // Bytes that are cut are no Base64 any more.
        Primitive::Binary => value.as_str().filter(|it| it.len() <= LONGEST).map(parsed),
        Primitive::Stream | Primitive::Json => {
            let literal = json_whole(value)?;
            Some(match around {
                Around::Known => format!("{literal}.parse()?"),
                Around::Any | Around::AnyList => format!("{literal}.parse::<Json>()?"),
            })
        }
    }
}

fn member(model: &Model, id: TypeId, wire: &str, around: Around) -> Option<String> {
    let Definition::Enum(documented) = &model.ty(id).shape else {
        return None;
    };
    let name = names::ty(model, id);
    let member = documented.members.iter().find(|it| it.wire == wire);
    Some(match (member, around) {
        (Some(member), _) => format!("{name}::{}", member.name),
        (None, Around::Known) => format!("{}.into()", text(wire)),
        (None, Around::Any | Around::AnyList) => format!("{name}::from({})", text(wire)),
    })
}

/// Flags of which every one is documented.
fn flags(model: &Model, id: TypeId, wire: &str, around: Around) -> Option<String> {
    let Definition::Enum(documented) = &model.ty(id).shape else {
        return None;
    };
    let name = names::ty(model, id);
    let members: Option<Vec<String>> = wire
        .split(',')
        .map(|it| {
            let member = documented.members.iter().find(|own| own.wire == it.trim())?;
            Some(format!("{name}::{}", member.name))
        })
        .collect();
    let members = match members?.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    Some(match around {
        Around::Known => format!("{members}.into()"),
        Around::Any | Around::AnyList => format!("Flags::from({members})"),
    })
}

/// Every line but the first one step further in. Texts have no line ends of their own.
fn indented(code: &str) -> String {
    code.replace('\n', "\n    ")
}
