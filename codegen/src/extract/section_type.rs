//! Which enumeration a section lists, by the type columns of the page's own tables.

use super::facts::TypeFacts;
use super::readers::type_expr::TypeExpr;

/// The type of a row that links to the section with this title: `[deviceTint](#tint-property-values)`. Its namespace is
/// kept where it is written.
pub(super) fn linked(title: &str, types: &[TypeFacts]) -> Option<String> {
    let slug = slug(title);
    let links_here = |ty: &&TypeExpr| {
        let anchor = ty.target.as_deref().and_then(|it| it.strip_prefix('#'));
        anchor.is_some_and(|anchor| anchor.eq_ignore_ascii_case(&slug))
    };
    let found = || named_types(types).filter(links_here);
    // Where rows of several types link here, one may have the name that the title has.
    let title = squeezed(title);
    let is_title = |ty: &&TypeExpr| title.starts_with(&squeezed(short(ty)));
    let ty = found().find(is_title).or_else(|| found().next())?;
    Some(ty.name.clone().into_owned())
}

/// The type whose name a title begins with, written in words: `Device status code details`.
pub(super) fn spelled(title: &str, types: &[TypeFacts]) -> Option<String> {
    let title = squeezed(title);
    let begins = |ty: &&TypeExpr| title.starts_with(&squeezed(short(ty)));
    let found = named_types(types).filter(begins).max_by_key(|ty| ty.name.len())?;
    Some(found.name.clone().into_owned())
}

/// A type's name without its namespace.
fn short(ty: &TypeExpr) -> &str {
    ty.name.rsplit('.').next().unwrap_or_default()
}

/// The types in the type columns that are no primitives.
fn named_types(types: &[TypeFacts]) -> impl Iterator<Item = &TypeExpr> {
    let rows = types.iter().flat_map(|it| &it.properties);
    rows.filter_map(|row| row.ty.as_ref())
        .filter(|ty| !ty.primitive && ty.note.is_none())
}

/// The anchor that a heading gets: letters and digits in lower case, hyphens for spaces, no other marks.
fn slug(title: &str) -> String {
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
    use crate::extract::facts::PropertyFacts;
    use crate::extract::readers::type_expr;

    fn types(rows: &[(&str, Option<&str>)]) -> Vec<TypeFacts> {
        let row = |(name, target): &(&str, Option<&str>)| PropertyFacts {
            ty: type_expr::read_text(name).map(|ty| TypeExpr {
                target: target.map(str::to_owned),
                ..ty
            }),
            ..PropertyFacts::default()
        };
        vec![TypeFacts {
            properties: rows.iter().map(row).collect(),
            ..TypeFacts::default()
        }]
    }

    #[test]
    fn a_link_to_the_section_names_it() {
        let types = types(&[
            ("String", Some("#tint-property-values")),
            ("microsoft.graph.deviceTint", Some("#tint-property-values")),
            ("deviceGrade", Some("grades.md#grade-values")),
        ]);
        let name = linked("tint property values", &types);
        assert_eq!(name.as_deref(), Some("microsoft.graph.deviceTint"));
        assert_eq!(linked("grade values", &types), None);
    }

    #[test]
    fn a_title_may_spell_a_name_in_words() {
        let types = types(&[("device", None), ("deviceStatusCode", None)]);
        let name = spelled("Device status code details", &types);
        assert_eq!(name.as_deref(), Some("deviceStatusCode"));
        assert_eq!(spelled("Supported states", &types), None);
    }
}
