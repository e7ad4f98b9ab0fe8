//! What a table on a page of declarations is for, from its header and the sections that it stands in.

use crate::dialect::columns::Columns;
use crate::dialect::type_title::{self, Says};
use crate::markdown::Page;
use crate::markdown::page::Table;
use crate::text;

/// What a table on a page of declarations is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableRole {
    /// Its rows are properties.
    Properties,
    /// Its rows are navigation properties.
    Relationships,
    /// Its rows are links to operations.
    Methods,
    /// Its rows are members of an enumeration.
    Members,
    /// It looks like properties and is not: JSON that is kept in a string.
    Foreign,
    /// A property table in which no column holds the names.
    Nameless,
    /// Anything else.
    Other,
}

/// The role of a table that stands in `section`.
pub(super) fn of(page: &Page<'_>, table: &Table, section: u32, columns: Columns) -> TableRole {
    let first = page.columns(table).next().unwrap_or_default();
    let first = first.trim().to_ascii_lowercase();
    let titles = || page.ancestors(section).map(|(_, it)| title(&it.title));
    let within = |test: fn(&str) -> bool| titles().any(test);
    if first.starts_with("member") || (first.starts_with("value") && columns.ty.is_none()) {
        return TableRole::Members;
    }
    if columns.ty.is_none()
        && columns.name.is_none_or(|it| it == 0)
        && within(|it| it.eq_ignore_ascii_case("members"))
    {
        return TableRole::Members;
    }
    // A title of its own that names an enumeration says what the table is, whatever its columns are called.
    let own = page
        .sections
        .get(section as usize)
        .map_or("", |it| it.title.as_str());
    if columns.ty.is_none() && matches!(type_title::read(own), Some((_, Says::Enum))) {
        return TableRole::Members;
    }
    if within(|it| begins(it, "properties of a")) {
        return TableRole::Foreign;
    }
    if within(is_properties) {
        return match (columns.name, columns.ty) {
            (None, Some(_)) if titles().next().is_some_and(is_properties) => TableRole::Nameless,
            (None, _) => TableRole::Other,
            (Some(_), _) => TableRole::Properties,
        };
    }
    if within(is_relationships) {
        return match columns.name {
            None => TableRole::Other,
            Some(_) => TableRole::Relationships,
        };
    }
    if is_methods(&first) || within(|it| it.eq_ignore_ascii_case("methods") || begins(it, "tasks on")) {
        return TableRole::Methods;
    }
    let is_sectioned = page.sections.iter().any(|it| is_properties(title(&it.title)));
    match (columns.name, columns.ty) {
        (Some(_), Some(_)) if is_sectioned => TableRole::Foreign,
        (Some(_), Some(_)) if first.starts_with("relationship") => TableRole::Relationships,
        (Some(_), Some(_)) => TableRole::Properties,
        _ => TableRole::Other,
    }
}

/// What the rows of a table declare that stands in `section`, by the section's own title alone.
pub(super) fn of_place(page: &Page<'_>, section: u32) -> Option<TableRole> {
    let own = page.sections.get(section as usize)?;
    let own = title(&own.title);
    if is_properties(own) && !begins(own, "properties of a") {
        Some(TableRole::Properties)
    } else if is_relationships(own) {
        Some(TableRole::Relationships)
    } else {
        None
    }
}

fn title(title: &str) -> &str {
    title.trim().trim_matches('*').trim()
}

fn begins(title: &str, words: &str) -> bool {
    text::after(title, words).is_some()
}

fn is_properties(title: &str) -> bool {
    !is_relationships(title)
        && (title.eq_ignore_ascii_case("properties")
            || title.eq_ignore_ascii_case("instance attributes")
            || text::before(title, " properties").is_some())
}

/// `Relationships`, `Navigation`, `Navigation properties`, `Relations`, `Associations`
fn is_relationships(title: &str) -> bool {
    begins(title, "relationship")
        || [
            "navigation",
            "navigation properties",
            "navigations",
            "relations",
            "associations",
        ]
        .iter()
        .any(|it| title.eq_ignore_ascii_case(it))
}

fn is_methods(first: &str) -> bool {
    matches!(
        first,
        "method" | "methods" | "common task" | "function" | "task" | "action"
    )
}
