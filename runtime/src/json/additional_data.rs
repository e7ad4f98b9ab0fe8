//! What the service sent and no field holds.

use std::fmt;

use super::{
    Json,
    kept::{Kept, Reason, is_annotation},
    secrets::Redacted,
    value::is_same,
};

/// What came and has no field: properties that the pages do not document, documented ones whose value is not of the documented
/// type, annotations such as `@odata.type`, and the names of documented properties that came as `null`.
///
/// All of it goes back out when the structure is sent, except where the field of that name has been given a value since: the
/// field wins. Values keep their JSON text to the digit, and their order.
///
/// Empty, it is one word without an allocation.
#[derive(Clone, Default)]
pub struct AdditionalData(Option<Box<Kept>>);

impl AdditionalData {
    /// The value under `name`, `null` included. Of a name that came twice, the last value.
    pub fn get(&self, name: &str) -> Option<Json> {
        self.text(name).map(Json::from_valid)
    }

    /// The JSON text under `name`, as it came.
    pub fn text(&self, name: &str) -> Option<&str> {
        let kept = self.0.as_ref().filter(|kept| kept.may_hold(name))?;
        kept.get(name).map(|(_, json)| json)
    }

    /// Keeps `value` under `name`, in place of what was there.
    pub fn insert(&mut self, name: &str, value: impl Into<Json>) {
        self.remove(name);
        self.push(name, value.into().text(), Reason::Undocumented);
    }

    /// Takes out what is kept under `name`.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let removed = self.get(name)?;
        self.forget(name);
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
            .filter(|(kind, ..)| *kind != Reason::Null)
            .map(|(_, name, json)| (name, json))
    }

    /// Of [`iter`](Self::iter), the documented properties whose value is not of the documented type, or not wholly: of a collection
    /// of single values with a `null` in it, the field has the elements that fit, and the whole text is here.
    pub fn misfits(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries()
            .filter(|(kind, ..)| matches!(kind, Reason::Misfit | Reason::Partial(_)))
            .map(|(_, name, json)| (name, json))
    }

    /// The documented properties that came as `null`.
    pub fn nulls(&self) -> impl Iterator<Item = &str> {
        self.entries()
            .filter(|(kind, ..)| *kind == Reason::Null)
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

    /// The type that the service named for this value in `@odata.type`: `microsoft.graph.user` of `#microsoft.graph.user` and of
    /// `https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.user` (OData JSON Format 4.01, 4.6.3).
    pub fn odata_type(&self) -> Option<&str> {
        let text = self.text("@odata.type")?.strip_prefix('"')?.strip_suffix('"')?;
        Some(text.rsplit_once('#').map_or(text, |(_, name)| name))
    }

    pub(crate) fn push(&mut self, name: &str, json: &str, kind: Reason) {
        self.0
            .get_or_insert_with(|| Box::new(Kept::new()))
            .push(name, json, kind);
    }

    /// Takes out what is kept under `name`.
    pub(crate) fn forget(&mut self, name: &str) {
        if let Some(kept) = &mut self.0 {
            kept.remove(name);
        }
    }

    /// How many elements of a collection were put into its field, where not all of them could be, and the whole text.
    pub(crate) fn partial(&self, name: &str) -> Option<(u32, &str)> {
        match self.0.as_ref().filter(|kept| kept.may_hold(name))?.get(name)? {
            (Reason::Partial(fitted), json) => Some((fitted, json)),
            _ => None,
        }
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
        if let Some(kept) = self.0.as_ref().filter(|kept| kept.is_annotated()) {
            kept.write(out, is_annotation);
        }
    }

    /// Writes all but the annotations, without what a field holds by now; `shadowed` is in order.
    pub(crate) fn write_members(&self, shadowed: &[&str], out: &mut Vec<u8>) {
        match &self.0 {
            Some(kept) if kept.is_annotated() || !shadowed.is_empty() => {
                kept.write(out, |name| {
                    !is_annotation(name) && shadowed.binary_search(&name).is_err()
                });
            }
            Some(kept) => kept.write(out, |_| true),
            None => {}
        }
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = (Reason, &str, &str)> {
        self.0.iter().flat_map(|kept| kept.iter())
    }

    /// Each name with its last value.
    fn last_of_each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|kept| kept.last_of_each())
    }
}

/// Equal where the same names hold equal JSON values, whatever their order and spelling.
impl PartialEq for AdditionalData {
    fn eq(&self, other: &Self) -> bool {
        self.replacement().map(Json::from_valid) == other.replacement().map(Json::from_valid)
            && self.last_of_each().count() == other.last_of_each().count()
            && self
                .last_of_each()
                .all(|(name, json)| other.text(name).is_some_and(|other| is_same(json, other)))
    }
}

impl fmt::Debug for AdditionalData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        if let Some(json) = self.replacement() {
            map.entry(&"(in place of the object)", &Redacted::of(json));
        }
        map.entries(
            self.entries()
                .map(|(_, name, json)| (name, format!("{:?}", Redacted::named(name, json)))),
        )
        .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{AdditionalData, Reason};
    use crate::json::kept::work;

    fn kept(entries: &[(&str, &str)]) -> AdditionalData {
        let mut data = AdditionalData::default();
        for (name, json) in entries {
            data.push(name, json, Reason::Undocumented);
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

    #[test]
    fn what_is_taken_out_is_gone_however_much_there_is() {
        for others in [0, 3, 40, 500] {
            let mut data = AdditionalData::default();
            for number in 0..others {
                data.push(
                    &format!("other{number}"),
                    &number.to_string(),
                    Reason::Undocumented,
                );
            }
            for round in 0..200 {
                data.insert("a", i64::from(round));
                data.push("twice", "1", Reason::Undocumented);
                data.push("twice", "2", Reason::Misfit);
                assert_eq!(data.text("twice"), Some("2"));
                assert_eq!(
                    data.remove("twice").map(|json| json.text().to_owned()),
                    Some("2".to_owned())
                );
                assert_eq!(data.text("twice"), None);
            }
            assert_eq!(data.text("a"), Some("199"));
            assert_eq!(data.iter().count(), others + 1);
            for number in 0..others {
                assert_eq!(
                    data.text(&format!("other{number}")),
                    Some(number.to_string().as_str())
                );
            }
            let text = written(&data, &[]) + "}";
            let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(whole.as_object().unwrap().len(), others + 1);
        }
    }

    /// The steps that a task takes for so many entries, and for twice as many.
    fn doubled(task: impl Fn(usize)) -> (u64, u64) {
        (work::of(|| task(2_000)), work::of(|| task(4_000)))
    }

    #[test]
    fn work_grows_as_the_entries_do() {
        let many = |count: usize| {
            let mut data = AdditionalData::default();
            (0..count).for_each(|number| data.push(&format!("u{number}"), "1", Reason::Undocumented));
            data
        };
        let replaced = doubled(|count| {
            let mut data = many(count);
            (0..count).for_each(|_| {
                data.forget("id");
                data.push("id", "null", Reason::Null);
            });
        });
        let compared = doubled(|count| {
            let mut other = AdditionalData::default();
            (0..count)
                .rev()
                .for_each(|number| other.push(&format!("u{number}"), "1.0", Reason::Undocumented));
            // Numbers are compared as they are written: `1` is not `1.0`, which only the last pair tells.
            assert!(many(count) != other);
            assert!(many(count) == many(count));
        });
        let repeated = doubled(|count| {
            let same = || {
                let mut data = many(count);
                (0..count).for_each(|_| data.push("a", "1", Reason::Undocumented));
                data
            };
            assert!(same() == same());
        });
        let taken_out = doubled(|count| {
            let mut data = many(count);
            (0..count).for_each(|number| data.forget(&format!("u{number}")));
            assert!(data.is_empty());
        });
        for (once, twice) in [replaced, compared, repeated, taken_out] {
            assert!(
                once > 1_000 && twice < once * 5 / 2,
                "{once}, and for twice the entries {twice}"
            );
        }
    }
}
