//! What a JSON block shows of a type: names of properties, and guesses at their types from placeholders and samples.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::json::Node;
use super::odata_type;
use super::primitive;
use super::scan::trim;
use crate::schema::Primitive;

/// What an object shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// `@odata.type` without `#`.
    pub odata_type: Option<String>,
    /// Names and types in the order of the text, without `@odata` annotations, each name once. Empty for an object of
    /// which nothing but the type is shown: an open type.
    pub properties: Vec<(String, ShapeType)>,
}

/// What a value shows of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapeType {
    /// `null`, an empty list's element: nothing.
    Unknown,
    /// A primitive.
    Primitive(Primitive),
    /// A type that an annotation names (`status@odata.type`), without `#`.
    Named(String),
    /// An object.
    Object(Shape),
    /// A list; its elements are united.
    Collection(Box<ShapeType>),
}

/// The shape of an object; of a list's elements, united. `None` for other values.
pub fn read(node: &Node<'_>) -> Option<Shape> {
    match type_of(node) {
        ShapeType::Object(shape) => Some(shape),
        ShapeType::Collection(element) => match *element {
            ShapeType::Object(shape) => Some(shape),
            _ => None,
        },
        _ => None,
    }
}

/// What a value shows of its type.
pub fn type_of(node: &Node<'_>) -> ShapeType {
    type_of_all(&[node])
}

/// What several values in one place show: the elements of a list, or one property of all of them. Each value is looked
/// at once.
fn type_of_all(nodes: &[&Node<'_>]) -> ShapeType {
    let known: Vec<&Node<'_>> = nodes
        .iter()
        .copied()
        .filter(|node| **node != Node::Null)
        .collect();
    let mut lists = Vec::new();
    let mut objects = Vec::new();
    for node in &known {
        match node {
            Node::Array(items) => lists.push(items),
            Node::Object(entries) => objects.push(entries.as_slice()),
            _ => {}
        }
    }
    if known.is_empty() {
        ShapeType::Unknown
    } else if lists.len() == known.len() {
        let elements: Vec<&Node<'_>> = lists.into_iter().flatten().collect();
        ShapeType::Collection(Box::new(type_of_all(&elements)))
    } else if objects.len() == known.len() {
        ShapeType::Object(shape_of_all(&objects))
    } else {
        // Lists and objects beside scalars, too, are open JSON.
        let types = known.into_iter().map(type_of_scalar);
        ShapeType::Primitive(types.reduce(wider).unwrap_or(Primitive::Json))
    }
}

fn type_of_scalar(node: &Node<'_>) -> Primitive {
    match node {
        Node::Bool(_) => Primitive::Boolean,
        Node::Number(text) => type_of_number(text),
        Node::String(text) => type_of_text(text),
        Node::Null | Node::Array(_) | Node::Object(_) => Primitive::Json,
    }
}

/// The shape of several objects: their properties united, in the order in which they first come.
fn shape_of_all(objects: &[&[(Cow<'_, str>, Node<'_>)]]) -> Shape {
    let mut types: Vec<ShapeType> = Vec::new();
    let mut annotated: BTreeMap<&str, ShapeType> = BTreeMap::new();
    let mut properties: Vec<(&str, Vec<&Node<'_>>)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (key, value) in objects.iter().copied().flatten() {
        if key == "@odata.type" {
            types.extend(value.as_str().map(annotation));
        } else if let Some(name) = key.strip_suffix("@odata.type") {
            if let Some(text) = value.as_str() {
                annotated.insert(name, annotation(text));
            }
        } else if !key.contains("@odata.") {
            let place = *places.entry(key).or_insert_with(|| {
                properties.push((key, Vec::new()));
                properties.len() - 1
            });
            properties[place].1.push(value);
        }
    }
    types.dedup();
    let odata_type = match types.as_slice() {
        [ShapeType::Named(name)] => Some(name.clone()),
        _ => None,
    };
    let united = |(name, values): (&str, Vec<&Node<'_>>)| {
        let shown = type_of_all(&values);
        let stated = annotated.remove(name);
        (
            name.to_owned(),
            match stated {
                Some(stated) => state(shown, stated),
                None => shown,
            },
        )
    };
    Shape {
        odata_type,
        properties: properties.into_iter().map(united).collect(),
    }
}

/// What an annotation adds to what a value shows: the name of an object's type, and everything of a scalar's.
fn state(shown: ShapeType, stated: ShapeType) -> ShapeType {
    match (shown, stated) {
        (ShapeType::Object(shape), ShapeType::Named(name)) => ShapeType::Object(Shape {
            odata_type: shape.odata_type.or(Some(name)),
            ..shape
        }),
        (ShapeType::Collection(shown), ShapeType::Collection(stated)) => {
            ShapeType::Collection(Box::new(state(*shown, *stated)))
        }
        (shown @ ShapeType::Object(_), _) => shown,
        (_, stated) => stated,
    }
}

/// The type in an annotation: `#microsoft.graph.x`, `#Collection(String)`, `#Int64`.
fn annotation(text: &str) -> ShapeType {
    let (name, collection) = odata_type::read(text);
    if collection {
        return ShapeType::Collection(Box::new(annotation(name)));
    }
    match primitive::read(name) {
        Some(primitive) => ShapeType::Primitive(primitive),
        None if name.is_empty() => ShapeType::Unknown,
        None => ShapeType::Named(name.to_owned()),
    }
}

/// The type that fits both values.
fn wider(left: Primitive, right: Primitive) -> Primitive {
    match (left, right) {
        _ if left == right => left,
        (Primitive::Int32, Primitive::Int64) | (Primitive::Int64, Primitive::Int32) => Primitive::Int64,
        (Primitive::Int32 | Primitive::Int64, Primitive::Double)
        | (Primitive::Double, Primitive::Int32 | Primitive::Int64) => Primitive::Double,
        (
            Primitive::String,
            Primitive::DateTimeOffset
            | Primitive::Guid
            | Primitive::Date
            | Primitive::Duration
            | Primitive::Binary
            | Primitive::TimeOfDay,
        )
        | (
            Primitive::DateTimeOffset
            | Primitive::Guid
            | Primitive::Date
            | Primitive::Duration
            | Primitive::Binary
            | Primitive::TimeOfDay,
            Primitive::String,
        ) => Primitive::String,
        _ => Primitive::Json,
    }
}

/// `Int32` where it fits, else `Int64`; `Double` with a fraction or an exponent.
fn type_of_number(text: &str) -> Primitive {
    if text.contains(['.', 'e', 'E']) {
        Primitive::Double
    } else if text.parse::<i32>().is_ok() {
        Primitive::Int32
    } else if text.parse::<i64>().is_ok() {
        Primitive::Int64
    } else {
        Primitive::Double
    }
}

/// The type of a string's value: a placeholder's, else of a point in time, else `String`.
fn type_of_text(text: &str) -> Primitive {
    match type_of_placeholder(text) {
        Some(canonical) => canonical,
        None if is_timestamp(text) => Primitive::DateTimeOffset,
        None => Primitive::String,
    }
}

/// The type that a placeholder stands for: `String (timestamp)`, `Integer`, `Boolean`, `Guid`. `None` for other text.
pub fn type_of_placeholder(text: &str) -> Option<Primitive> {
    let text = trim(text);
    let (name, qualifier) = match text.split_once('(') {
        Some((name, rest)) => (trim(name), trim(rest.trim_end().trim_end_matches(')'))),
        None => (text, ""),
    };
    let canonical = primitive::read(name)?;
    if canonical != Primitive::String || qualifier.is_empty() {
        return Some(canonical);
    }
    let is_time = ["timestamp", "datetime", "datetimeoffset"]
        .iter()
        .any(|it| it.eq_ignore_ascii_case(qualifier));
    Some(if is_time {
        Primitive::DateTimeOffset
    } else {
        Primitive::String
    })
}

/// `2017-01-01T00:03:07.1589002-08:00`: a date, `T` and a time of day, whatever its precision and its offset.
fn is_timestamp(text: &str) -> bool {
    const FORM: &[u8] = b"dddd-dd-ddTdd:dd";
    let bytes = text.as_bytes();
    bytes.len() >= FORM.len()
        && FORM.iter().zip(bytes).all(|(form, byte)| match form {
            b'd' => byte.is_ascii_digit(),
            literal => byte == literal,
        })
        && bytes[FORM.len()..]
            .iter()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'+' | b'-' | b'Z'))
}
