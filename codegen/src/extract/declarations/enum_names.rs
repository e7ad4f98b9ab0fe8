//! Which enumeration a section lists, by the type columns of the page's own tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::dialect::type_expr::TypeExpr;
use crate::facts::{PropertyFacts, TypeFacts};

/// What the rows of a page tell of its sections. Type names are kept with the namespace that a row writes.
#[derive(Debug, Default)]
pub(super) struct ByRows {
    /// The types that link to a section of this page, by its anchor.
    linked: BTreeMap<String, Vec<String>>,
    /// Types by their names, squeezed.
    named: BTreeMap<String, String>,
    /// The names of the properties in lower case.
    properties: BTreeSet<String>,
}

impl ByRows {
    /// What the rows of these types tell.
    pub(super) fn of(types: &[TypeFacts]) -> Self {
        let mut by_rows = Self::default();
        for ty in types {
            by_rows.add(&ty.properties);
        }
        by_rows
    }

    /// Adds what more rows tell.
    pub(super) fn add(&mut self, rows: &[PropertyFacts]) {
        for row in rows {
            self.properties.insert(row.name.to_lowercase());
            let Some(ty) = row.ty.as_ref().filter(|ty| names_type(ty)) else {
                continue;
            };
            let name = ty.name.clone().into_owned();
            if let Some(anchor) = ty.target.as_deref().and_then(|it| it.strip_prefix('#')) {
                let types = self.linked.entry(anchor.to_lowercase()).or_default();
                types.push(name.clone());
            }
            self.named.entry(squeezed(short(&name))).or_insert(name);
        }
    }

    /// The type by which a row links to the section with this title: `[deviceTint](#tint-property-values)`.
    pub(super) fn linked(&self, title: &str) -> Option<&str> {
        let types = self.linked.get(&anchor(title))?;
        // Where rows of several types link here, one may have the name that the title has.
        let title = squeezed(title);
        let titled = types.iter().find(|ty| title.starts_with(&squeezed(short(ty))));
        titled.or(types.first()).map(String::as_str)
    }

    /// The type whose name a title begins with, written in words: `Device status code details`.
    pub(super) fn spelled(&self, title: &str) -> Option<&str> {
        let title = squeezed(title);
        let ends = title.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut beginnings = ends.rev().map(|end| &title[..end]);
        beginnings.find_map(|name| self.named.get(name).map(String::as_str))
    }

    /// True for the name of a property, in whatever case it is written.
    pub(super) fn is_property(&self, name: &str) -> bool {
        self.properties.contains(&name.to_lowercase())
    }
}

/// True for a type column that names one type, and no primitive.
fn names_type(ty: &TypeExpr) -> bool {
    !ty.primitive && ty.note.is_none()
}

/// A type's name without its namespace.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

/// The anchor that a heading gets: letters and digits in lower case, hyphens for spaces, no other marks.
fn anchor(title: &str) -> String {
    let kept = title.trim().chars().filter_map(|c| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
        _ => None,
    });
    kept.flat_map(char::to_lowercase).collect()
}

/// Letters and digits in lower case.
fn squeezed(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::type_expr;

    fn rows(rows: &[(&str, Option<&str>)]) -> ByRows {
        let row = |(name, target): &(&str, Option<&str>)| PropertyFacts {
            ty: type_expr::read_text(name).map(|ty| TypeExpr {
                target: target.map(str::to_owned),
                ..ty
            }),
            ..PropertyFacts::default()
        };
        let mut by_rows = ByRows::default();
        by_rows.add(&rows.iter().map(row).collect::<Vec<_>>());
        by_rows
    }

    #[test]
    fn a_link_to_the_section_names_it() {
        let rows = rows(&[
            ("String", Some("#tint-property-values")),
            ("microsoft.graph.deviceTint", Some("#tint-property-values")),
            ("deviceGrade", Some("grades.md#grade-values")),
        ]);
        assert_eq!(
            rows.linked("tint property values"),
            Some("microsoft.graph.deviceTint")
        );
        assert_eq!(rows.linked("grade values"), None);
    }

    #[test]
    fn a_title_may_spell_a_name_in_words() {
        let rows = rows(&[("device", None), ("deviceStatusCode", None)]);
        assert_eq!(
            rows.spelled("Device status code details"),
            Some("deviceStatusCode")
        );
        assert_eq!(rows.spelled("Supported states"), None);
    }
}
