//! What a JSON block shows of a type: names of properties, and guesses at their types from placeholders and samples.

use super::json::Node;
use super::type_expr::primitive;
use super::words::trim;

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
    /// A canonical primitive.
    Primitive(&'static str),
    /// A type that an annotation names (`status@odata.type`), without `#`.
    Named(String),
    /// An object.
    Object(Shape),
    /// A list; its elements are united.
    Collection(Box<ShapeType>),
}

/// The shape of an object; of a list's elements, united. `None` for other values.
pub fn read(node: &Node) -> Option<Shape> {
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
pub fn type_of(node: &Node) -> ShapeType {
    match node {
        Node::Null => ShapeType::Unknown,
        Node::Bool(_) => ShapeType::Primitive("Boolean"),
        Node::Number(text) => ShapeType::Primitive(type_of_number(text)),
        Node::String(text) => ShapeType::Primitive(type_of_text(text)),
        Node::Array(items) => {
            let element = items
                .iter()
                .map(type_of)
                .reduce(unite)
                .unwrap_or(ShapeType::Unknown);
            ShapeType::Collection(Box::new(element))
        }
        Node::Object(entries) => ShapeType::Object(shape_of(entries)),
    }
}

fn shape_of(entries: &[(String, Node)]) -> Shape {
    let mut shape = Shape::default();
    let mut annotated: Vec<(&str, ShapeType)> = Vec::new();
    for (key, value) in entries {
        if key == "@odata.type" {
            shape.odata_type = value.as_str().and_then(|text| match annotation(text) {
                ShapeType::Named(name) => Some(name),
                _ => None,
            });
        } else if let Some(name) = key.strip_suffix("@odata.type") {
            annotated.extend(value.as_str().map(|text| (name, annotation(text))));
        } else if !key.contains("@odata.") {
            add(&mut shape.properties, key, type_of(value));
        }
    }
    for (name, ty) in annotated {
        if let Some((_, shown)) = shape.properties.iter_mut().find(|(key, _)| key == name)
            && !matches!(shown, ShapeType::Object(_))
        {
            *shown = ty;
        }
    }
    shape
}

/// Adds a property, or unites it with what an earlier one of the same name shows.
fn add(properties: &mut Vec<(String, ShapeType)>, name: &str, ty: ShapeType) {
    match properties.iter_mut().find(|(key, _)| key == name) {
        Some((_, shown)) => {
            let earlier = std::mem::replace(shown, ShapeType::Unknown);
            *shown = unite(earlier, ty);
        }
        None => properties.push((name.to_owned(), ty)),
    }
}

/// The type in an annotation: `#microsoft.graph.x`, `#Collection(String)`, `#Int64`.
fn annotation(text: &str) -> ShapeType {
    let name = trim(text).trim_start_matches('#');
    if let Some(element) = name.strip_prefix("Collection(") {
        return ShapeType::Collection(Box::new(annotation(element.trim_end_matches(')'))));
    }
    match primitive(name) {
        Some(canonical) => ShapeType::Primitive(canonical),
        None if name.is_empty() => ShapeType::Unknown,
        None => ShapeType::Named(name.to_owned()),
    }
}

/// The type that fits both values.
fn unite(left: ShapeType, right: ShapeType) -> ShapeType {
    use ShapeType::{Collection, Named, Object, Primitive, Unknown};
    match (left, right) {
        (Unknown, other) | (other, Unknown) => other,
        (left, right) if left == right => left,
        (Primitive(left), Primitive(right)) => Primitive(wider(left, right)),
        (Named(name), Primitive("String")) | (Primitive("String"), Named(name)) => Named(name),
        (Collection(left), Collection(right)) => Collection(Box::new(unite(*left, *right))),
        (Object(mut left), Object(right)) => {
            if left.odata_type != right.odata_type {
                left.odata_type = None;
            }
            for (name, ty) in right.properties {
                add(&mut left.properties, &name, ty);
            }
            Object(left)
        }
        _ => Primitive("Json"),
    }
}

fn wider(left: &'static str, right: &'static str) -> &'static str {
    match (left, right) {
        ("Int32", "Int64") | ("Int64", "Int32") => "Int64",
        ("Int32" | "Int64", "Double") | ("Double", "Int32" | "Int64") => "Double",
        ("String", "DateTimeOffset" | "Guid" | "Date" | "Duration" | "Binary" | "TimeOfDay")
        | ("DateTimeOffset" | "Guid" | "Date" | "Duration" | "Binary" | "TimeOfDay", "String") => "String",
        _ => "Json",
    }
}

/// `Int32` where it fits, else `Int64`; `Double` with a fraction or an exponent.
fn type_of_number(text: &str) -> &'static str {
    if text.contains(['.', 'e', 'E']) {
        "Double"
    } else if text.parse::<i32>().is_ok() {
        "Int32"
    } else if text.parse::<i64>().is_ok() {
        "Int64"
    } else {
        "Double"
    }
}

/// The type of a string's value: a placeholder's, else of a point in time, else `String`.
fn type_of_text(text: &str) -> &'static str {
    match type_of_placeholder(text) {
        Some(canonical) => canonical,
        None if is_timestamp(text) => "DateTimeOffset",
        None => "String",
    }
}

/// The type that a placeholder stands for: `String (timestamp)`, `Integer`, `Boolean`, `Guid`. `None` for other text.
pub fn type_of_placeholder(text: &str) -> Option<&'static str> {
    let text = trim(text);
    let (name, qualifier) = match text.split_once('(') {
        Some((name, rest)) => (trim(name), trim(rest.trim_end().trim_end_matches(')'))),
        None => (text, ""),
    };
    let canonical = primitive(name)?;
    if canonical != "String" || qualifier.is_empty() {
        return Some(canonical);
    }
    let is_time = ["timestamp", "datetime", "datetimeoffset"]
        .iter()
        .any(|it| it.eq_ignore_ascii_case(qualifier));
    Some(if is_time { "DateTimeOffset" } else { "String" })
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
