//! Names of primitives, as pages spell them: `edm.string`, `dateTimeoffset`, `int`.

use super::scan::after;
use crate::schema::Primitive;

/// Spellings that are none of the metadata language's own.
const ALIASES: [(&str, Primitive); 39] = [
    ("date and time", Primitive::DateTimeOffset),
    ("date time", Primitive::DateTimeOffset),
    ("date-time", Primitive::DateTimeOffset),
    ("byte array", Primitive::Binary),
    ("unsigned int", Primitive::Int64),
    ("unsigned integer", Primitive::Int64),
    ("nullable enum", Primitive::String),
    ("int", Primitive::Int32),
    ("integer", Primitive::Int32),
    ("long", Primitive::Int64),
    ("short", Primitive::Int16),
    ("sbyte", Primitive::Int16),
    ("uint16", Primitive::Int32),
    ("uint32", Primitive::Int64),
    ("number", Primitive::Double),
    ("numeric", Primitive::Double),
    ("float", Primitive::Double),
    ("bool", Primitive::Boolean),
    ("datetime", Primitive::DateTimeOffset),
    ("time", Primitive::TimeOfDay),
    ("uuid", Primitive::Guid),
    ("url", Primitive::String),
    ("uri", Primitive::String),
    ("text", Primitive::String),
    ("char", Primitive::String),
    ("enum", Primitive::String),
    ("enumeration", Primitive::String),
    ("bytes", Primitive::Binary),
    ("base64", Primitive::Binary),
    ("object", Primitive::Json),
    ("any", Primitive::Json),
    ("dictionary", Primitive::Json),
    ("hashtable", Primitive::Json),
    ("json object", Primitive::Json),
    ("untyped json object", Primitive::Json),
    ("error object", Primitive::Json),
    ("json value", Primitive::Json),
    ("untyped", Primitive::Json),
    ("primitivetype", Primitive::Json),
];

/// The primitive of any spelling. `None` for the name of a type.
pub fn read(name: &str) -> Option<Primitive> {
    spelling(name).map(|(primitive, _)| primitive)
}

/// The primitive, and whether the spelling is an alias.
pub(super) fn spelling(name: &str) -> Option<(Primitive, bool)> {
    // The longest alias has 19 letters, and `Edm.` comes on top.
    if name.len() > 24 {
        return None;
    }
    let name = after(name, "Edm.").unwrap_or(name);
    let own = Primitive::ALL
        .into_iter()
        .find(|it| it.name().eq_ignore_ascii_case(name));
    if let Some(primitive) = own {
        return Some((primitive, false));
    }
    // `timeStamp` is a documented type; only this spelling means a point in time.
    if name == "Timestamp" {
        return Some((Primitive::DateTimeOffset, true));
    }
    let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name));
    alias.map(|(_, primitive)| (*primitive, true))
}
