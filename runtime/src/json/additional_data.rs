//! What the service sent and no field holds.

use std::fmt;

use super::{Json, encode, reader::plain_run};

/// What came and has no field: properties that the pages do not document, documented ones whose value is not of the documented
/// type, annotations such as `@odata.type`, and the names of documented properties that came as `null`.
///
/// All of it goes back out when the structure is sent, except where the field of that name has been given a value since: the
/// field wins. Values keep their JSON text to the digit, and their order.
///
/// Empty, it is one word without an allocation.
#[derive(Clone, Default)]
pub struct AdditionalData(Option<Box<Kept>>);

#[derive(Clone, Default)]
struct Kept {
    /// `,"name":json` for each entry, one after the other: what is sent again is copied in one piece.
    text: String,
    entries: Vec<Entry>,
    /// Whether an annotation of the object itself is here, `@odata.type` for one.
    annotated: bool,
    /// One bit for each name that may be here: most look-ups of an absent name end at this word.
    names: u64,
    /// The JSON text of what stood where an object was documented.
    replacement: Option<Box<str>>,
}

/// Where in the text an entry is. It begins where the one before it ends.
#[derive(Clone, Copy)]
struct Entry {
    name_end: usize,
    end: usize,
    kind: Kind,
    /// Whether the name stands in the text as JSON has it, without a character to escape.
    plain: bool,
}

/// What stands in the text before a name, and between it and its value.
const BEFORE_NAME: &str = ",\"";
const BEHIND_NAME: &str = "\":";

/// Why an entry is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The pages document no property of this name.
    Undocumented,
    /// The property is documented, and the value is not of the documented type.
    Misfit,
    /// The property is documented, and came as `null`.
    Null,
}

impl Kept {
    /// Room for some names and short values: most structures that keep anything keep a few.
    fn new() -> Self {
        Self {
            text: String::with_capacity(192),
            entries: Vec::with_capacity(8),
            annotated: false,
            names: 0,
            replacement: None,
        }
    }

    fn iter(&self) -> Entries<'_> {
        Entries {
            text: &self.text,
            start: 0,
            rest: self.entries.iter(),
        }
    }

    fn push(&mut self, name: &str, json: &str, kind: Kind) {
        self.text.push_str(BEFORE_NAME);
        self.text.push_str(name);
        let name_end = self.text.len();
        self.text.push_str(BEHIND_NAME);
        self.text.push_str(json);
        self.names |= name_bit(name);
        self.annotated |= is_annotation(name);
        self.entries.push(Entry {
            name_end,
            end: self.text.len(),
            kind,
            plain: plain_run(name.as_bytes()) == name.len(),
        });
    }

    /// Whether there may be something under a name; says no in most cases where there is nothing.
    #[inline]
    fn may_hold(&self, name: &str) -> bool {
        self.names & name_bit(name) != 0
    }

    /// The last value under a name.
    fn get(&self, name: &str) -> Option<&str> {
        let mut start = 0;
        let mut found = None;
        for entry in &self.entries {
            start += BEFORE_NAME.len();
            // Most names differ in length, which needs no look at the text.
            if entry.name_end - start == name.len() && self.text[start..entry.name_end] == *name {
                found = Some(*entry);
            }
            start = entry.end;
        }
        found.map(|entry| &self.text[entry.name_end + BEHIND_NAME.len()..entry.end])
    }

    /// Writes the entries of the names that are wanted as members of a JSON object. Those that stand together are copied
    /// together.
    fn write(&self, out: &mut Vec<u8>, wanted: impl Fn(&str) -> bool) {
        let (mut from, mut to) = (0, 0);
        for entry in &self.entries {
            let start = to;
            to = entry.end;
            let name = &self.text[start + BEFORE_NAME.len()..entry.name_end];
            let wanted = wanted(name);
            if wanted && entry.plain {
                continue;
            }
            copy(&self.text[from..start], out);
            if wanted {
                encode::member(name, &self.text[entry.name_end + BEHIND_NAME.len()..to], out);
            }
            from = to;
        }
        copy(&self.text[from..to], out);
    }

    /// The same without a name.
    fn without(&self, name: &str) -> Self {
        let mut others = Self {
            replacement: self.replacement.clone(),
            ..Self::new()
        };
        for (kind, own, json) in self.iter().filter(|(_, own, _)| *own != name) {
            others.push(own, json, kind);
        }
        others
    }
}

/// Writes members that begin with a comma, which the first of an object has not.
fn copy(members: &str, out: &mut Vec<u8>) {
    let members = members.as_bytes();
    let is_first = out.last() == Some(&b'{') && !members.is_empty();
    out.extend_from_slice(&members[usize::from(is_first)..]);
}

/// Whether it says something of the object itself, not of one of its properties.
fn is_annotation(name: &str) -> bool {
    name.starts_with("@odata.")
}

/// What is kept, in its order: why, the name, the JSON text.
pub(crate) struct Entries<'a> {
    text: &'a str,
    start: usize,
    rest: std::slice::Iter<'a, Entry>,
}

impl<'a> Iterator for Entries<'a> {
    type Item = (Kind, &'a str, &'a str);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.rest.next()?;
        let (name, json) = (
            &self.text[self.start + BEFORE_NAME.len()..entry.name_end],
            &self.text[entry.name_end + BEHIND_NAME.len()..entry.end],
        );
        self.start = entry.end;
        Some((entry.kind, name, json))
    }
}

/// Spreads names over 64 bits by length, first and last byte.
#[inline]
fn name_bit(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let first = bytes.first().copied().unwrap_or(0);
    let last = bytes.last().copied().unwrap_or(0);
    let mixed = (bytes.len() as u8).wrapping_mul(11) ^ first.wrapping_mul(3) ^ last.wrapping_mul(5);
    1 << (mixed % 64)
}

impl AdditionalData {
    /// The value under `name`, `null` included. Of a name that came twice, the last value.
    pub fn get(&self, name: &str) -> Option<Json> {
        self.text(name).map(Json::from_valid)
    }

    /// The JSON text under `name`, as it came.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.as_ref().filter(|kept| kept.may_hold(name))?.get(name)
    }

    /// Keeps `value` under `name`, in place of what was there.
    pub fn insert(&mut self, name: &str, value: impl Into<Json>) {
        self.remove(name);
        self.push(name, value.into().text(), Kind::Undocumented);
    }

    /// Takes out what is kept under `name`.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let removed = self.get(name)?;
        if let Some(kept) = &mut self.0 {
            **kept = kept.without(name);
        }
        Some(removed)
    }

    /// Whether `name` came as `null`, documented or not.
    pub fn is_null(&self, name: &str) -> bool {
        self.text(name) == Some("null")
    }

    /// The undocumented properties and the values that are not of their documented type, as name and JSON text, in the order in
    /// which they came. Documented properties that came as `null` are in [`nulls`](Self::nulls).
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries()
            .filter(|(kind, ..)| *kind != Kind::Null)
            .map(|(_, name, json)| (name, json))
    }

    /// Of [`iter`](Self::iter), the documented properties whose value is not of the documented type.
    pub fn misfits(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries()
            .filter(|(kind, ..)| *kind == Kind::Misfit)
            .map(|(_, name, json)| (name, json))
    }

    /// The documented properties that came as `null`.
    pub fn nulls(&self) -> impl Iterator<Item = &str> {
        self.entries()
            .filter(|(kind, ..)| *kind == Kind::Null)
            .map(|(_, name, _)| name)
    }

    /// Whether [`iter`](Self::iter) would give nothing.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Forgets everything, nulls and [`replacement`](Self::replacement) too.
    pub fn clear(&mut self) {
        self.0 = None;
    }

    /// The JSON text of what stood where the pages document an object: an element of a collection that came as `null` or as a
    /// string keeps its place as an empty structure with this beside it. It is what goes back out.
    pub fn replacement(&self) -> Option<&str> {
        self.0.as_ref()?.replacement.as_deref()
    }

    /// The type that the service named for this value in `@odata.type`, without the `#` in front.
    pub fn odata_type(&self) -> Option<&str> {
        let text = self.text("@odata.type")?.strip_prefix('"')?.strip_suffix('"')?;
        Some(text.strip_prefix('#').unwrap_or(text))
    }

    pub(crate) fn push(&mut self, name: &str, json: &str, kind: Kind) {
        self.0
            .get_or_insert_with(|| Box::new(Kept::new()))
            .push(name, json, kind);
    }

    pub(crate) fn replace(&mut self, json: &str) {
        self.0.get_or_insert_default().replacement = Some(json.into());
    }

    /// Whether something is kept under a name.
    #[inline]
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.0
            .as_ref()
            .is_some_and(|kept| kept.may_hold(name) && kept.get(name).is_some())
    }

    /// Writes the annotations of the object itself: a service reads `@odata.type` before the rest.
    pub(crate) fn write_annotations(&self, out: &mut Vec<u8>) {
        if let Some(kept) = self.0.as_ref().filter(|kept| kept.annotated) {
            kept.write(out, is_annotation);
        }
    }

    /// Writes all but the annotations, without what a field holds by now.
    pub(crate) fn write_members(&self, shadowed: &[&str], out: &mut Vec<u8>) {
        match &self.0 {
            Some(kept) if kept.annotated || !shadowed.is_empty() => {
                kept.write(out, |name| !is_annotation(name) && !shadowed.contains(&name));
            }
            Some(kept) => kept.write(out, |_| true),
            None => {}
        }
    }

    pub(crate) fn entries(&self) -> Entries<'_> {
        match &self.0 {
            Some(kept) => kept.iter(),
            None => Entries {
                text: "",
                start: 0,
                rest: [].iter(),
            },
        }
    }
}

/// Equal where the same names hold equal JSON values, whatever their order and spelling.
impl PartialEq for AdditionalData {
    fn eq(&self, other: &Self) -> bool {
        let holds_all = |left: &Self, right: &Self| {
            left.entries()
                .all(|(_, name, _)| left.get(name) == right.get(name))
        };
        self.replacement().map(Json::from_valid) == other.replacement().map(Json::from_valid)
            && holds_all(self, other)
            && holds_all(other, self)
    }
}

impl fmt::Debug for AdditionalData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        if let Some(json) = self.replacement() {
            map.entry(&"(in place of the object)", &format_args!("{json}"));
        }
        map.entries(
            self.entries()
                .map(|(_, name, json)| (name, format_args!("{json}").to_string())),
        )
        .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{AdditionalData, Kind};

    fn kept(entries: &[(&str, &str)]) -> AdditionalData {
        let mut data = AdditionalData::default();
        for (name, json) in entries {
            data.push(name, json, Kind::Undocumented);
        }
        data
    }

    fn written(data: &AdditionalData, shadowed: &[&str]) -> String {
        let mut out = b"{".to_vec();
        data.write_annotations(&mut out);
        data.write_members(shadowed, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn goes_out_as_it_came_with_annotations_in_front() {
        let entries = [
            ("a", "1"),
            ("@odata.type", "\"x\""),
            ("b", "[2, 3]"),
            ("c", "null"),
        ];
        let data = kept(&entries);
        assert_eq!(
            written(&data, &[]),
            r#"{"@odata.type":"x","a":1,"b":[2, 3],"c":null"#
        );
        assert_eq!(written(&data, &["b"]), r#"{"@odata.type":"x","a":1,"c":null"#);
        assert_eq!(written(&data, &["a", "b", "c"]), r#"{"@odata.type":"x""#);
        assert_eq!(written(&kept(&entries[2..]), &[]), r#"{"b":[2, 3],"c":null"#);
        assert_eq!(written(&AdditionalData::default(), &[]), "{");
    }

    #[test]
    fn names_are_escaped_where_json_needs_it() {
        let data = kept(&[("a", "1"), ("b\"\n", "2"), ("c", "3")]);
        assert_eq!(written(&data, &[]), r#"{"a":1,"b\"\n":2,"c":3"#);
        assert_eq!(data.text("b\"\n"), Some("2"));
        assert_eq!(data.iter().nth(1), Some(("b\"\n", "2")));
        let data = kept(&[("b\"\n", "2"), ("c", "3")]);
        assert_eq!(written(&data, &[]), r#"{"b\"\n":2,"c":3"#);
    }
}
