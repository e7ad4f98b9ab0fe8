//! Which column of a table holds what, from its header.

use std::borrow::Cow;

use super::readers::type_expr::{self, TypeNote};
use super::rows;
use crate::markdown::page::{Inline, Table};
use crate::markdown::{Page, plain};

/// The columns of a table whose rows declare properties or parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// Names.
    pub(super) name: Option<usize>,
    /// Types.
    pub(super) ty: Option<usize>,
    /// Words.
    pub(super) description: Option<usize>,
    /// `Required`, `Required?`, `Required (Y/N)`.
    pub(super) required: Option<usize>,
    /// Values: of members, of headers.
    pub(super) value: Option<usize>,
}

impl Columns {
    /// Reads a header.
    pub(super) fn read<'p>(header: impl Iterator<Item = Cow<'p, str>>) -> Self {
        let mut columns = Self::default();
        for (index, title) in header.enumerate() {
            let title = title
                .trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | ':' | '\u{200B}'))
                .to_ascii_lowercase();
            let slot = match title.as_str() {
                title if is_type(title) => &mut columns.ty,
                "value" | "int value" | "values" | "numeric value" => &mut columns.value,
                title
                    if title.starts_with("description")
                        || matches!(
                            title,
                            "notes" | "details" | "meaning" | "explanation" | "comments" | "remarks"
                        ) =>
                {
                    &mut columns.description
                }
                title if title.starts_with("required") => &mut columns.required,
                title if is_name(title) => &mut columns.name,
                _ => continue,
            };
            slot.get_or_insert(index);
        }
        columns
    }

    /// Looks for the columns that no title names by what their cells hold: names are single words, types are types. For
    /// tables of which the place says that their rows declare something.
    pub(super) fn by_content(mut self, page: &Page<'_>, table: &Table) -> Self {
        let count = page.columns(table).len();
        if self.ty.is_none() {
            self.ty =
                (0..count).find(|column| self.is_free(*column) && all(page, table, *column, is_type_cell));
        }
        if self.name.is_none() {
            self.name =
                (0..count).find(|column| self.is_free(*column) && all(page, table, *column, is_name_cell));
        }
        self
    }

    /// True for a column whose title says nothing.
    fn is_free(&self, column: usize) -> bool {
        let taken = [self.name, self.ty, self.description, self.required, self.value];
        !taken.contains(&Some(column))
    }
}

/// True where nearly all cells of a column that hold something pass.
fn all(page: &Page<'_>, table: &Table, column: usize, fits: fn(&[Inline<'_>]) -> bool) -> bool {
    let (mut filled, mut passed) = (0_usize, 0_usize);
    for row in page.rows(table) {
        let cell = page.cell(row, column);
        if !plain(cell).is_empty() {
            filled += 1;
            passed += usize::from(fits(cell));
        }
    }
    filled > 0 && passed * 10 >= filled * 9
}

/// A word as names of properties are: `displayName`, `` `id` ``.
fn is_name_cell(cell: &[Inline<'_>]) -> bool {
    let name = rows::clean_name(&plain(cell));
    name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '@'))
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '.'))
}

/// A primitive, a list of one, or a link to a page.
fn is_type_cell(cell: &[Inline<'_>]) -> bool {
    type_expr::read(cell).is_some_and(|ty| {
        let is_plain = !matches!(
            ty.note,
            Some(TypeNote::Unreadable | TypeNote::DescriptionSlipped(_) | TypeNote::Union(_))
        );
        is_plain && (ty.primitive || ty.collection || ty.target.is_some())
    })
}

/// Titles of columns that hold types. What a relationship leads to is its type.
fn is_type(title: &str) -> bool {
    matches!(title, "type" | "types" | "datatype" | "target")
        || title
            .strip_suffix(" type")
            .is_some_and(|kind| kind != "permission")
}

/// Titles of columns that hold names.
fn is_name(title: &str) -> bool {
    const NAMES: [&str; 17] = [
        "element",
        "elements",
        "key",
        "property",
        "properties",
        "property name",
        "relationship",
        "relationships",
        "relationship name",
        "name",
        "parameter",
        "parameter name",
        "query parameter",
        "path parameter",
        "attribute",
        "field",
        "header",
    ];
    NAMES.contains(&title)
        || matches!(
            title,
            "parameters" | "method" | "function" | "navigation property" | "navigation"
        )
        || title.strip_suffix(" name").is_some_and(|kind| {
            matches!(
                kind,
                "field" | "element" | "attribute" | "column" | "key" | "navigation"
            )
        })
}
