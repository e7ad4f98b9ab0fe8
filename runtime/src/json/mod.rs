//! JSON text: models from it and to it, and values of no documented shape.
//!
//! What is in this room: what a structure shows of itself ([`Model`]), and the one reader and the one writer that work on it. It
//! knows values, and nothing of addresses, requests and HTTP.

pub(crate) mod additional_data;
mod bare_ids;
pub(crate) mod debug;
pub(crate) mod decode;
pub(crate) mod element;
pub(crate) mod encode;
pub(crate) mod equality;
pub(crate) mod kept;
pub(crate) mod model;
pub(crate) mod nav;
pub(crate) mod reader;
pub(crate) mod secrets;
pub(crate) mod serde;
pub(crate) mod typed;
pub(crate) mod value;
pub(crate) mod visitor;

pub(crate) use additional_data::AdditionalData;
pub(crate) use bare_ids::bare_ids;
pub(crate) use decode::DecodeError;
pub(crate) use element::{Element, Encode};
pub(crate) use model::{LeafField, ListField, Model, ObjectField, Slot, View};
pub(crate) use nav::Nav;
pub(crate) use typed::{IsA, Typed, name_within};
pub use value::Json;
pub(crate) use visitor::Visitor;

use reader::{Fault, Reader};

/// Decodes a structure, or a [`Page`](crate::Page) of them, from the bytes of a JSON object.
///
/// # Errors
///
/// The bytes are not UTF-8, not JSON, not an object, or nested deeper than 128 levels. Nothing else is an error: what does not fit
/// the documented types is in the [`AdditionalData`].
pub fn from_slice<T: Model + Default>(bytes: &[u8]) -> Result<T, DecodeError> {
    let mut model = T::default();
    decode::from_slice(bytes, &mut model)?;
    Ok(model)
}

/// Decodes a structure from the text of a JSON object; see [`from_slice`].
pub fn from_str<T: Model + Default>(text: &str) -> Result<T, DecodeError> {
    let mut model = T::default();
    decode::from_str(text, &mut model)?;
    Ok(model)
}

/// Encodes a structure as a JSON object.
pub fn to_vec(model: &dyn Model) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    encode::model(model, &mut out);
    out
}

/// Encodes structures as a JSON array.
pub(crate) fn list_to_vec<T: Model>(models: &[T]) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    encode::array(models.iter(), &mut out, |it, out| encode::model(it, out));
    out
}

/// Encodes a structure as a JSON object.
pub fn to_string(model: &dyn Model) -> String {
    String::from_utf8(to_vec(model)).unwrap_or_default()
}

/// The members of a JSON object; none where `text` is none.
pub(crate) fn members(text: &str) -> Vec<(String, Json)> {
    let mut reader = Reader::new(text);
    let mut members = Vec::new();
    let mut read = || -> Result<(), Fault> {
        if !reader.take(b'{')? || reader.take(b'}')? {
            return Ok(());
        }
        loop {
            let name = reader.name()?.into_owned();
            members.push((name, Json::from_valid(reader.raw(1)?)));
            if !reader.more(b'}')? {
                return Ok(());
            }
        }
    };
    if read().is_err() {
        members.clear();
    }
    members
}
