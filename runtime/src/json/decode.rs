//! From JSON text to models.
//!
//! Lenient, so that a wrong page never costs the caller a response: what does not fit its field goes to the additional data as the
//! text that it is. Only text that is not JSON, or not an object at its root, is an error.

use std::{borrow::Cow, fmt, str};

use super::{
    Json, Model, Slot,
    kept::Reason,
    model::{LeavesField, ListField},
    reader::{Fault, Quoted, Reader},
};
use crate::values::{Leaf, Scalar};

/// The bytes are not UTF-8, not JSON, not an object, or nested deeper than 128 levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    what: Cow<'static, str>,
    line: usize,
    column: usize,
}

impl DecodeError {
    /// The line of the fault, from 1; 0 where the fault is of the whole.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column of the fault in characters, from 1; 0 where the fault is of the whole.
    pub fn column(&self) -> usize {
        self.column
    }

    /// A fault of the whole text, which has no place in it.
    pub(crate) fn of_whole(what: impl Into<Cow<'static, str>>) -> Self {
        Self {
            what: what.into(),
            line: 0,
            column: 0,
        }
    }

    fn new(bytes: &[u8], at: usize, what: &'static str) -> Self {
        let before = &bytes[..at.min(bytes.len())];
        let line_start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |newline| newline + 1);
        let is_first_byte = |byte: &&u8| **byte & 0xc0 != 0x80;
        Self {
            what: what.into(),
            line: before.split(|byte| *byte == b'\n').count(),
            column: before[line_start..].iter().filter(is_first_byte).count() + 1,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match self.line {
            0 => Ok(()),
            line => write!(f, " at line {line} column {}", self.column),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Decodes an object into `model`, which is empty.
pub(crate) fn from_slice(bytes: &[u8], model: &mut dyn Model) -> Result<(), DecodeError> {
    from_str(text(bytes)?, model)
}

/// The text that the bytes are.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, DecodeError> {
    str::from_utf8(bytes).map_err(|error| DecodeError::new(bytes, error.valid_up_to(), "not UTF-8"))
}

/// Decodes an object into `model`, which is empty.
pub(crate) fn from_str(text: &str, model: &mut dyn Model) -> Result<(), DecodeError> {
    let mut decoder = Decoder {
        reader: Reader::new(text),
    };
    decoder.root(model).map_err(|fault| error(text, fault))
}

/// Whether `text` is one JSON value.
pub(crate) fn check(text: &str) -> Result<(), DecodeError> {
    let mut reader = Reader::new(text);
    let checked = reader.raw(0).and_then(|_| reader.end());
    checked.map_err(|fault| error(text, fault))
}

/// What is wrong with the text, with its line.
pub(crate) fn error(text: &str, fault: Fault) -> DecodeError {
    DecodeError::new(text.as_bytes(), fault.at, fault.what)
}

type Decoded<T> = Result<T, Fault>;

/// What became of a value that has a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// It is in the field.
    Typed,
    /// It was `null`; the field is empty.
    Null,
    /// It is not of the field's type; the field is empty.
    Misfit,
    /// So many elements of a collection are in the field, and others do not fit.
    Partial(u32),
}

struct Decoder<'a> {
    reader: Reader<'a>,
}

impl Decoder<'_> {
    fn root(&mut self, model: &mut dyn Model) -> Decoded<()> {
        if self.reader.peek()? != b'{' {
            return self.reader.fault("expected an object");
        }
        self.object(model, 0)?;
        self.reader.end()
    }

    /// An object, of which the next byte is the opening brace.
    fn object(&mut self, model: &mut dyn Model, depth: u32) -> Decoded<()> {
        let depth = self.reader.descend(depth)?;
        let mut noted = false;
        let mut more = !self.reader.take(b'}')?;
        while more {
            let name = self.reader.name()?;
            self.reader.peek()?;
            let start = self.reader.place();
            let (fit, kind) = match model.slot(&name) {
                Some(slot) => (self.value(slot, depth)?, Reason::Misfit),
                None => (Fit::Misfit, Reason::Undocumented),
            };
            if noted && kind == Reason::Misfit {
                // The same name came before, and did not fit then.
                model.additional_data_mut().forget(&name);
            }
            let kind = match fit {
                Fit::Partial(fitted) => Reason::Partial(fitted),
                Fit::Typed | Fit::Null | Fit::Misfit => kind,
            };
            match fit {
                Fit::Typed => {}
                Fit::Null => model.additional_data_mut().push(&name, "null", Reason::Null),
                Fit::Misfit | Fit::Partial(_) => {
                    self.reader.rewind(start);
                    let raw = self.reader.raw(depth)?;
                    model.additional_data_mut().push(&name, raw, kind);
                }
            }
            noted |= fit != Fit::Typed;
            more = self.reader.more(b'}')?;
        }
        Ok(())
    }

    /// The value of a documented property. After a misfit, the reader may stand anywhere in the value.
    fn value(&mut self, slot: Slot<'_>, depth: u32) -> Decoded<Fit> {
        if let Slot::Json(field) = slot {
            let raw = self.reader.raw(depth)?;
            *field = (raw != "null").then(|| Json::from_valid(raw));
            return Ok(if field.is_some() { Fit::Typed } else { Fit::Null });
        }
        match (self.reader.peek()?, slot) {
            (b'n', slot) => {
                self.reader.word("null")?;
                slot.clear();
                Ok(Fit::Null)
            }
            (b'"', slot) => {
                let quoted = self.reader.string()?;
                Ok(set_text(slot, quoted))
            }
            (b'{', Slot::Obj(field)) => {
                self.object(field.make(), depth)?;
                Ok(Fit::Typed)
            }
            (b'[', Slot::List(field)) => {
                self.list(field, depth)?;
                Ok(Fit::Typed)
            }
            (b'[', Slot::Leaves(field)) => self.leaves(field, depth),
            (b'[', Slot::Jsons(field)) => {
                self.values(field, depth)?;
                Ok(Fit::Typed)
            }
            (b'{' | b'[', slot) => {
                slot.clear();
                Ok(Fit::Misfit)
            }
            (_, slot) => {
                let scalar = self.bare_scalar()?;
                Ok(set_bare(slot, scalar))
            }
        }
    }

    /// A number, `true` or `false`.
    fn bare_scalar(&mut self) -> Decoded<Scalar<'_>> {
        match self.reader.peek()? {
            b't' => self.reader.word("true").map(|()| Scalar::Bool(true)),
            b'f' => self.reader.word("false").map(|()| Scalar::Bool(false)),
            _ => self.reader.number().map(Scalar::Number),
        }
    }

    /// A collection of structures. What is no object keeps its place, with its text attached.
    fn list(&mut self, field: &mut dyn ListField, depth: u32) -> Decoded<()> {
        let depth = self.reader.descend(depth)?;
        field.start();
        let mut more = !self.reader.take(b']')?;
        while more {
            let element = field.push();
            if self.reader.peek()? == b'{' {
                self.object(element, depth)?;
            } else {
                let raw = self.reader.raw(depth)?;
                element.additional_data_mut().replace(raw);
            }
            more = self.reader.more(b']')?;
        }
        Ok(())
    }

    /// A collection of values of no documented shape.
    fn values(&mut self, field: &mut Vec<Json>, depth: u32) -> Decoded<()> {
        let depth = self.reader.descend(depth)?;
        field.clear();
        let mut more = !self.reader.take(b']')?;
        while more {
            self.reader.peek()?;
            field.push(Json::from_valid(self.reader.raw(depth)?));
            more = self.reader.more(b']')?;
        }
        Ok(())
    }

    /// A collection of single values. Elements that do not fit, as `null` in a collection of strings, are left out of the field.
    fn leaves(&mut self, field: &mut dyn LeavesField, depth: u32) -> Decoded<Fit> {
        let depth = self.reader.descend(depth)?;
        field.start();
        let (mut fitted, mut misfits) = (0, 0);
        let mut more = !self.reader.take(b']')?;
        while more {
            let fits = match self.reader.peek()? {
                b'"' => {
                    let text = self.reader.string()?.unescape();
                    text.is_some_and(|text| field.push(Scalar::Text(&text)))
                }
                b'n' | b'{' | b'[' => {
                    self.reader.raw(depth)?;
                    false
                }
                _ => field.push(self.bare_scalar()?),
            };
            *(if fits { &mut fitted } else { &mut misfits }) += 1;
            more = self.reader.more(b']')?;
        }
        if misfits == 0 {
            return Ok(Fit::Typed);
        }
        Ok(partial(field, fitted))
    }
}

/// What a collection is of which so many elements fitted and others did not.
fn partial(field: &mut dyn LeavesField, fitted: u32) -> Fit {
    if fitted == 0 {
        field.clear();
        return Fit::Misfit;
    }
    Fit::Partial(fitted)
}

/// One value where a collection is documented: `nextExpectedRanges` of Outlook's upload sessions is one text.
fn set_alone(field: &mut dyn LeavesField, scalar: Scalar<'_>) -> Fit {
    field.start();
    let fitted = u32::from(field.push(scalar));
    partial(field, fitted)
}

fn set_text(slot: Slot<'_>, quoted: Quoted<'_>) -> Fit {
    let fits = match slot {
        Slot::Leaves(field) => {
            return match quoted.unescape() {
                Some(text) => set_alone(field, Scalar::Text(&text)),
                None => partial(field, 0),
            };
        }
        Slot::Str(field) => {
            *field = quoted.into_string();
            field.is_some()
        }
        Slot::Leaf(field) => {
            field.clear();
            quoted
                .unescape()
                .is_some_and(|text| field.set(Scalar::Text(&text)))
        }
        Slot::F64(field) => {
            *field = quoted
                .unescape()
                .and_then(|text| Leaf::parse(Scalar::Text(&text)));
            field.is_some()
        }
        slot => {
            slot.clear();
            false
        }
    };
    if fits { Fit::Typed } else { Fit::Misfit }
}

fn set_bare(slot: Slot<'_>, scalar: Scalar<'_>) -> Fit {
    let fits = match slot {
        Slot::Leaves(field) => return set_alone(field, scalar),
        Slot::Bool(field) => set_leaf(field, scalar),
        Slot::I32(field) => set_leaf(field, scalar),
        Slot::I64(field) => set_leaf(field, scalar),
        Slot::F64(field) => set_leaf(field, scalar),
        Slot::Leaf(field) => field.set(scalar),
        slot => {
            slot.clear();
            false
        }
    };
    if fits { Fit::Typed } else { Fit::Misfit }
}

fn set_leaf<T: Leaf>(field: &mut Option<T>, scalar: Scalar<'_>) -> bool {
    *field = T::parse(scalar);
    field.is_some()
}

#[cfg(test)]
mod tests {
    use crate::json::{AdditionalData, from_str, kept::work};

    #[derive(Clone, Default)]
    struct Thing {
        id: Option<String>,
        names: Option<Vec<String>>,
        additional_data: AdditionalData,
    }

    crate::model!(
        Thing: "sample.thing",
        fields ["id" => id as Str, "names" => names as Leaves],
    );

    /// An answer of so many undocumented names, and a documented one again and again.
    fn answer(count: usize, again: &str) -> String {
        let undocumented = (0..count).map(|number| format!("\"u{number}\":1"));
        let repeated = (0..count).map(|_| again.to_owned());
        let members: Vec<_> = undocumented.chain(repeated).collect();
        format!("{{{}}}", members.join(","))
    }

    #[test]
    fn twice_the_answer_takes_twice_the_work() {
        for again in [
            r#""id":null"#,
            r#""id":1"#,
            r#""id":"x""#,
            r#""names":["a",null]"#,
            r#""names":null,"id":2"#,
        ] {
            let steps = |count| {
                let (one, same) = (answer(count, again), answer(count, again));
                work::of(|| {
                    let one = from_str::<Thing>(&one).unwrap();
                    assert!(one == from_str::<Thing>(&same).unwrap());
                })
            };
            let (once, twice) = (steps(3_000), steps(6_000));
            assert!(
                once > 3_000 && twice < once * 5 / 2,
                "{again}: {once}, then {twice}"
            );
        }
    }
}
