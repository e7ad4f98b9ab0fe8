//! JSON as a tree that keeps the digits of numbers, duplicate names, and the text of every value.

use crate::json::{
    DecodeError, decode,
    reader::{Fault, Reader},
};

/// A JSON value and its text.
#[derive(Clone, Debug)]
pub(super) struct Tree<'a> {
    pub(super) raw: &'a str,
    pub(super) value: Value<'a>,
}

#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    Text(String),
    List(Vec<Tree<'a>>),
    Object(Vec<(String, Tree<'a>)>),
}

impl<'a> Tree<'a> {
    /// Reads one JSON value.
    pub(super) fn read(text: &'a str) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(text);
        let read = value(&mut reader, text, 0).and_then(|tree| reader.end().map(|()| tree));
        read.map_err(|fault| decode::error(text, fault))
    }

    /// The value of the object's last member of this name: the one that readers of JSON take.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Value::Object(members) = &self.value else {
            return None;
        };
        members
            .iter()
            .rev()
            .find(|(own, _)| own == name)
            .map(|(_, it)| it)
    }

    /// The path of the first name that stands twice in an object.
    pub(super) fn duplicate(&self) -> Option<String> {
        match &self.value {
            Value::Object(members) => members.iter().enumerate().find_map(|(at, (name, tree))| {
                if members[..at].iter().any(|(before, _)| before == name) {
                    return Some(name.clone());
                }
                tree.duplicate().map(|below| format!("{name}.{below}"))
            }),
            Value::List(elements) => elements
                .iter()
                .enumerate()
                .find_map(|(at, tree)| tree.duplicate().map(|below| format!("[{at}].{below}"))),
            _ => None,
        }
    }
}

fn value<'a>(reader: &mut Reader<'a>, text: &'a str, depth: u32) -> Result<Tree<'a>, Fault> {
    let first = reader.peek()?;
    let start = reader.place();
    let value = match first {
        b'{' => {
            let depth = reader.descend(depth)?;
            let mut members = Vec::new();
            let mut more = !reader.take(b'}')?;
            while more {
                let name = reader.name()?.into_owned();
                members.push((name, value(reader, text, depth)?));
                more = reader.more(b'}')?;
            }
            Value::Object(members)
        }
        b'[' => {
            let depth = reader.descend(depth)?;
            let mut elements = Vec::new();
            let mut more = !reader.take(b']')?;
            while more {
                elements.push(value(reader, text, depth)?);
                more = reader.more(b']')?;
            }
            Value::List(elements)
        }
        b'"' => {
            let unescaped = reader.string()?.into_string();
            // Half of a surrogate pair is no text; as JSON spells it, it can still be compared.
            Value::Text(unescaped.unwrap_or_else(|| text[start..reader.place()].to_owned()))
        }
        b't' => reader.word("true").map(|()| Value::Bool(true))?,
        b'f' => reader.word("false").map(|()| Value::Bool(false))?,
        b'n' => reader.word("null").map(|()| Value::Null)?,
        _ => Value::Number(reader.number()?),
    };
    Ok(Tree {
        raw: &text[start..reader.place()],
        value,
    })
}
