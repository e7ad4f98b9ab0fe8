//! From models to JSON text: a direct writer.

use std::io::Write;

use super::{
    AdditionalData, Model, View,
    model::{LeavesField, ListField},
    reader::{Fault, Reader, plain_run},
    visitor,
};
use crate::values::{Scalar, text_of_not_finite};

/// Writes properties as members of a JSON object.
pub(crate) struct Writer<'a> {
    out: &'a mut Vec<u8>,
    additional: &'a AdditionalData,
    /// Names that are in the additional data too; the field wins.
    shadowed: Vec<&'static str>,
}

/// Writes `model` as a JSON object, with everything that came beside its documented properties.
pub(crate) fn model(model: &dyn Model, out: &mut Vec<u8>) {
    named(model, None, out);
}

/// Writes `model` as [`model()`] does, and first the name of its type, where there is one to tell and the value does not tell one
/// itself: a service reads `@odata.type` before the rest.
pub(crate) fn named(model: &dyn Model, name: Option<&str>, out: &mut Vec<u8>) {
    let additional = model.additional_data();
    if let Some(json) = additional.replacement() {
        out.extend_from_slice(json.as_bytes());
        return;
    }
    out.push(b'{');
    if let Some(name) = name.filter(|_| !additional.holds(TYPE)) {
        type_name(name, out);
    }
    additional.write_annotations(out);
    let writer = Writer {
        out,
        additional,
        shadowed: Vec::new(),
    };
    visitor::write(model, writer);
}

/// The annotation that names a value's type (OData JSON Format 4.01, 4.6.3).
pub(crate) const TYPE: &str = "@odata.type";

/// The member that names a type.
pub(crate) fn type_name(name: &str, out: &mut Vec<u8>) {
    member_of(TYPE, out, |out| string(&format!("#{name}"), out));
}

pub(crate) fn member(name: &str, json: &str, out: &mut Vec<u8>) {
    member_of(name, out, |out| out.extend_from_slice(json.as_bytes()));
}

/// A member whose value `value` writes.
pub(crate) fn member_of(name: &str, out: &mut Vec<u8>, value: impl FnOnce(&mut Vec<u8>)) {
    key(name, out);
    value(out);
}

#[inline]
fn key(name: &str, out: &mut Vec<u8>) {
    if out.last() == Some(&b'{') {
        out.push(b'"');
    } else {
        out.extend_from_slice(b",\"");
    }
    escaped(name, out);
    out.extend_from_slice(b"\":");
}

impl Writer<'_> {
    /// Writes what no field holds, and ends the object.
    pub(crate) fn finish(mut self) {
        self.shadowed.sort_unstable();
        self.additional.write_members(&self.shadowed, self.out);
        self.out.push(b'}');
    }

    /// Writes the property `name`, unless it has no value.
    pub(crate) fn put(&mut self, name: &'static str, view: View<'_>) {
        match view {
            View::Str(Some(value)) => string(value, self.key(name)),
            View::Bool(Some(value)) => scalar(Scalar::Bool(*value), self.key(name)),
            View::I32(Some(value)) => scalar(Scalar::Integer((*value).into()), self.key(name)),
            View::I64(Some(value)) => scalar(Scalar::Integer(*value), self.key(name)),
            View::F64(Some(value)) => scalar(Scalar::Double(*value), self.key(name)),
            View::Json(Some(value)) => self.key(name).extend_from_slice(value.text().as_bytes()),
            View::Jsons(values) => {
                array(values.iter(), self.key(name), |it, out| {
                    out.extend_from_slice(it.text().as_bytes());
                });
            }
            View::Leaf(field) => {
                if let Some(value) = field.get() {
                    scalar(value, self.key(name));
                }
            }
            View::Leaves(field) => {
                if field.count().is_some() && !self.is_as_it_came(name, field) {
                    leaves(field, self.key(name));
                }
            }
            View::Obj(field) => {
                if let Some(value) = field.get() {
                    model(value, self.key(name));
                }
            }
            View::List(field) => {
                if field.count().is_some() {
                    list(field, self.key(name));
                }
            }
            View::Str(None)
            | View::Bool(None)
            | View::I32(None)
            | View::I64(None)
            | View::F64(None)
            | View::Json(None) => {}
        }
    }

    /// Whether a collection of which not all could be put into its field is still what it was: its whole text goes out then.
    fn is_as_it_came(&self, name: &str, field: &dyn LeavesField) -> bool {
        self.additional.partial(name).is_some_and(|(fitted, json)| {
            field.count() == Some(fitted as usize) && holds_in_order(json, field)
        })
    }

    #[inline]
    fn key(&mut self, name: &'static str) -> &mut Vec<u8> {
        if self.additional.holds(name) {
            self.shadowed.push(name);
        }
        key(name, self.out);
        self.out
    }
}

fn list(field: &dyn ListField, out: &mut Vec<u8>) {
    let elements = (0..field.count().unwrap_or(0)).filter_map(|index| field.at(index));
    array(elements, out, model);
}

fn leaves(field: &dyn LeavesField, out: &mut Vec<u8>) {
    let elements = (0..field.count().unwrap_or(0)).filter_map(|index| field.at(index));
    array(elements, out, scalar);
}

pub(crate) fn array<T>(
    elements: impl Iterator<Item = T>,
    out: &mut Vec<u8>,
    write: impl Fn(T, &mut Vec<u8>),
) {
    out.push(b'[');
    for (index, element) in elements.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(element, out);
    }
    out.push(b']');
}

/// Whether the elements of the field are in the JSON text, in their order, with others between them.
fn holds_in_order(json: &str, field: &dyn LeavesField) -> bool {
    let mut found = 0;
    elements(json, |element| {
        found += usize::from(field.at(found).is_some_and(|own| is_written_as(own, element)));
    });
    Some(found) == field.count()
}

/// Shows the elements of a JSON array, or the one value that is none.
fn elements(json: &str, mut show: impl FnMut(&str)) {
    let mut reader = Reader::new(json);
    let mut read = || -> Result<(), Fault> {
        if !reader.take(b'[')? {
            show(reader.raw(0)?);
            return Ok(());
        }
        let mut more = !reader.take(b']')?;
        while more {
            show(reader.raw(1)?);
            more = reader.more(b']')?;
        }
        Ok(())
    };
    // The text was read before, so that it is JSON.
    let _ = read();
}

/// Whether a single value is what this JSON text says.
fn is_written_as(value: Scalar<'_>, json: &str) -> bool {
    let text = || {
        Reader::new(json)
            .string()
            .ok()
            .filter(|_| json.starts_with('"'))?
            .into_string()
    };
    match value {
        Scalar::Text(own) => text().is_some_and(|text| text == own),
        Scalar::Number(own) => json == own,
        Scalar::Bool(own) => json == if own { "true" } else { "false" },
        Scalar::Integer(own) => json.parse() == Ok(own),
        Scalar::Double(own) if own.is_finite() => json.parse() == Ok(own),
        Scalar::Double(own) => text().is_some_and(|text| text == text_of_not_finite(own)),
    }
}

/// Writes a single value.
pub fn scalar(scalar: Scalar<'_>, out: &mut Vec<u8>) {
    match scalar {
        Scalar::Text(text) => string(text, out),
        Scalar::Number(text) => out.extend_from_slice(text.as_bytes()),
        Scalar::Bool(value) => out.extend_from_slice(if value { b"true" } else { b"false" }),
        Scalar::Integer(value) => number(&value, out),
        Scalar::Double(value) if value.is_finite() => double(value, out),
        Scalar::Double(value) => string(text_of_not_finite(value), out),
    }
}

/// Whole numbers without a fraction, as services write them; all else in the fewest digits that give the same number.
fn double(value: f64, out: &mut Vec<u8>) {
    /// Below this, whole numbers have few enough digits to be written out.
    const LONG: f64 = 9_223_372_036_854_775_808.0;
    let negative_zero = value == 0.0 && value.is_sign_negative();
    if value.fract() == 0.0 && value.abs() < LONG && !negative_zero {
        number(&(value as i64), out);
    } else {
        number(&value, out);
    }
}

fn number(value: &impl ::serde::Serialize, out: &mut Vec<u8>) {
    // Writing a finite number into memory cannot fail.
    let _ = serde_json::to_writer(out, value);
}

/// Writes `text` in quotes, escaped.
#[inline]
pub(crate) fn string(text: &str, out: &mut Vec<u8>) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    escaped(text, out);
    out.push(b'"');
}

#[inline]
fn escaped(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    loop {
        let (plain, special) = rest.split_at(plain_run(rest));
        out.extend_from_slice(plain);
        let [byte, after @ ..] = special else { break };
        escape(*byte, out);
        rest = after;
    }
}

#[cold]
fn escape(byte: u8, out: &mut Vec<u8>) {
    match byte {
        b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\t' => out.extend_from_slice(b"\\t"),
        _ => {
            // Writing into memory cannot fail.
            let _ = write!(out, "\\u{byte:04x}");
        }
    }
}
