//! Models in other formats and in other people's structures: serde's traits, over the JSON core.
//!
//! Both ways lead through JSON text, so that the core is not instantiated for each format. [`json`](crate::json) is the direct way.

use std::fmt;

use ::serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor},
    ser::{SerializeMap, SerializeSeq},
};

use super::{
    Json, Model, decode, encode,
    reader::{Fault, Reader},
    to_string,
};

/// Writes a model with any serde serializer.
pub fn serialize<S: Serializer>(model: &dyn Model, serializer: S) -> Result<S::Ok, S::Error> {
    JsonText(&to_string(model)).serialize(serializer)
}

/// Fills a model from any self-describing serde format.
pub fn deserialize<'de, D: Deserializer<'de>>(
    model: &mut dyn Model,
    deserializer: D,
) -> Result<(), D::Error> {
    let text = text_of(deserializer)?;
    decode::from_str(&text, model).map_err(de::Error::custom)
}

fn text_of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let mut text = Vec::new();
    Transcriber(&mut text).deserialize(deserializer)?;
    String::from_utf8(text).map_err(de::Error::custom)
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        JsonText(self.text()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text_of(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// JSON text that is known to be valid, member by member in its order.
struct JsonText<'a>(&'a str);

impl Serialize for JsonText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fault = |fault: Fault| ::serde::ser::Error::custom(fault.what);
        let mut reader = Reader::new(self.0);
        match reader.peek().map_err(fault)? {
            b'{' => {
                reader.descend(0).map_err(fault)?;
                let mut map = serializer.serialize_map(None)?;
                let mut more = !reader.take(b'}').map_err(fault)?;
                while more {
                    let name = reader.name().map_err(fault)?;
                    map.serialize_entry(&name, &JsonText(reader.raw(0).map_err(fault)?))?;
                    more = reader.more(b'}').map_err(fault)?;
                }
                map.end()
            }
            b'[' => {
                reader.descend(0).map_err(fault)?;
                let mut list = serializer.serialize_seq(None)?;
                let mut more = !reader.take(b']').map_err(fault)?;
                while more {
                    list.serialize_element(&JsonText(reader.raw(0).map_err(fault)?))?;
                    more = reader.more(b']').map_err(fault)?;
                }
                list.end()
            }
            _ => {
                let value: serde_json::Value =
                    serde_json::from_str(self.0).map_err(::serde::ser::Error::custom)?;
                value.serialize(serializer)
            }
        }
    }
}

/// Writes what a deserializer has as JSON text.
struct Transcriber<'a>(&'a mut Vec<u8>);

impl Transcriber<'_> {
    fn write<E: de::Error>(self, value: &impl Serialize) -> Result<(), E> {
        serde_json::to_writer(self.0, value).map_err(E::custom)
    }
}

impl<'de> DeserializeSeed<'de> for Transcriber<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Transcriber<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value that JSON has")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.write(&value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.write(&value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.write(&value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        self.write(&value)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        encode::string(value, self.0);
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.write(&())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.write(&())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let out = self.0;
        out.push(b'[');
        let first = out.len();
        loop {
            let end = out.len();
            if end > first {
                out.push(b',');
            }
            if elements.next_element_seed(Transcriber(out))?.is_none() {
                out.truncate(end);
                out.push(b']');
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let out = self.0;
        out.push(b'{');
        let first = out.len();
        while let Some(name) = members.next_key::<String>()? {
            if out.len() > first {
                out.push(b',');
            }
            encode::string(&name, out);
            out.push(b':');
            members.next_value_seed(Transcriber(out))?;
        }
        out.push(b'}');
        Ok(())
    }
}
