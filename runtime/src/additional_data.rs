//! What the service sent and no field holds.

use std::fmt;

use crate::Json;

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
    /// Names and JSON texts, one after the other.
    text: String,
    entries: Vec<Entry>,
    /// One bit for each name that may be here: most look-ups of an absent name end at this word.
    names: u64,
    /// The JSON text of what stood where an object was documented.
    replacement: Option<Box<str>>,
}

#[derive(Clone, Copy)]
struct Entry {
    start: usize,
    name_end: usize,
    end: usize,
    kind: Kind,
}

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
    fn name(&self, entry: Entry) -> &str {
        &self.text[entry.start..entry.name_end]
    }

    fn json(&self, entry: Entry) -> &str {
        &self.text[entry.name_end..entry.end]
    }

    fn position(&self, name: &str) -> Option<usize> {
        if self.names & name_bit(name) == 0 {
            return None;
        }
        self.entries.iter().rposition(|entry| self.name(*entry) == name)
    }
}

/// Spreads names over 64 bits by length, first and last byte.
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
        let kept = self.0.as_ref()?;
        kept.position(name).map(|index| kept.json(kept.entries[index]))
    }

    /// Keeps `value` under `name`, in place of what was there.
    pub fn insert(&mut self, name: &str, value: impl Into<Json>) {
        self.remove(name);
        self.push(name, value.into().text(), Kind::Undocumented);
    }

    /// Takes out what is kept under `name`.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let removed = self.get(name)?;
        let kept = self.0.as_mut()?;
        let Kept { text, entries, .. } = &mut **kept;
        entries.retain(|entry| text[entry.start..entry.name_end] != *name);
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
        let kept = self.0.get_or_insert_default();
        let start = kept.text.len();
        kept.text.push_str(name);
        kept.text.push_str(json);
        kept.names |= name_bit(name);
        kept.entries.push(Entry {
            start,
            name_end: start + name.len(),
            end: kept.text.len(),
            kind,
        });
    }

    pub(crate) fn replace(&mut self, json: &str) {
        self.0.get_or_insert_default().replacement = Some(json.into());
    }

    /// Whether something may be kept under a name; never says no where something is.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.0.as_ref().is_some_and(|kept| kept.position(name).is_some())
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = (Kind, &str, &str)> {
        let kept = self.0.as_deref();
        kept.into_iter().flat_map(|kept| {
            kept.entries
                .iter()
                .map(|entry| (entry.kind, kept.name(*entry), kept.json(*entry)))
        })
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
