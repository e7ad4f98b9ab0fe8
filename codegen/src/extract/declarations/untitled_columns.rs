//! Which column of a table holds what, from its cells, where no title says it.

use crate::dialect::columns::Columns;
use crate::dialect::name_cell::clean_name;
use crate::dialect::type_expr::{self, TypeNote};
use crate::markdown::page::{Inline, Table};
use crate::markdown::{Page, plain};

impl Columns {
    /// Looks for the columns that no title names by what their cells hold: names are single words, types are types. For
    /// tables of which the place says that their rows declare something.
    pub(super) fn by_content(mut self, page: &Page<'_>, table: &Table) -> Self {
        let count = page.columns(table).len();
        if self.ty.is_none() {
            self.ty =
                (0..count).find(|column| self.is_free(*column) && all(page, table, *column, is_type_cell));
        }
        if self.name.is_none() {
            // A second column called Type holds single words, too: `String`, `Int32`.
            self.name = (0..count).find(|column| {
                self.is_free(*column)
                    && all(page, table, *column, is_name_cell)
                    && !all(page, table, *column, is_primitive_cell)
            });
        }
        self
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
    let name = clean_name(&plain(cell));
    name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '@'))
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '.'))
}

/// A primitive's name and nothing else.
fn is_primitive_cell(cell: &[Inline<'_>]) -> bool {
    type_expr::read(cell).is_some_and(|ty| ty.primitive)
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
