//! Rows that declare properties or parameters.

use super::reading::Reading;
use crate::coverage::{Skipped, Unit};
use crate::diag::Code;
use crate::dialect::columns::Columns;
use crate::dialect::name_cell::{self, is_name_character};
use crate::dialect::type_expr::{self, TypeExpr, TypeNote};
use crate::dialect::{prose, values};
use crate::facts::PropertyFacts;
use crate::markdown::page::{Inline, InlineKind, Row, Table};
use crate::source::Span;

/// Reads every row of a table that declares properties or parameters. What is no data is counted with its reason;
/// the others are left to the merge to judge.
pub(super) fn read(
    reading: &mut Reading<'_, '_>,
    table: &Table,
    columns: Columns,
    unit: Unit,
) -> Vec<PropertyFacts> {
    let page = reading.page;
    let mut found = Vec::with_capacity(page.rows(table).len());
    for row in page.rows(table) {
        found.extend(one(reading, row, columns, unit));
    }
    found
}

/// Reads one such row.
pub(super) fn one(
    reading: &mut Reading<'_, '_>,
    row: &Row,
    columns: Columns,
    unit: Unit,
) -> Option<PropertyFacts> {
    let page = reading.page;
    let name = columns.name.unwrap_or(0);
    let cell = |column: Option<usize>| column.map(|column| page.cell(row, column));
    let cells = Cells {
        name: page.cell(row, name),
        ty: cell(columns.ty),
        value: cell(columns.value),
        description: cell(columns.description).unwrap_or_default(),
        required: cell(columns.required),
        row: row.span,
        span: page.place(row, name),
        type_span: page.place(row, columns.ty.unwrap_or(name)),
    };
    of_cells(reading, &cells, unit)
}

/// What stands in the columns of a row, or in their place in an item of a list. `None` for a column that is not there.
pub(super) struct Cells<'p, 's> {
    pub(super) name: &'p [Inline<'s>],
    pub(super) ty: Option<&'p [Inline<'s>]>,
    pub(super) value: Option<&'p [Inline<'s>]>,
    pub(super) description: &'p [Inline<'s>],
    pub(super) required: Option<&'p [Inline<'s>]>,
    /// The whole row.
    pub(super) row: Span,
    /// Where the name stands.
    pub(super) span: Span,
    /// Where the type stands.
    pub(super) type_span: Span,
}

/// Reads what the cells of a row declare.
pub(super) fn of_cells(
    reading: &mut Reading<'_, '_>,
    cells: &Cells<'_, '_>,
    unit: Unit,
) -> Option<PropertyFacts> {
    let (mut name, is_marked) = name_cell::read(cells.name);
    if unit == Unit::Parameter
        && let Some((header, _)) = name.split_once(':')
    {
        // `Prefer: outlook.timezone` is the header with one of its values.
        name.truncate(header.len());
    }
    let ty = match cells.value {
        // `Name | Value | Description`: what a value is like.
        Some(value) if cells.ty.is_none() && unit == Unit::Parameter => {
            type_expr::read(value).filter(is_surely_type)
        }
        _ => cells.ty.and_then(type_expr::read),
    };
    if name.is_empty() || (cells.ty.is_some() && ty.is_none() && is_title(cells.name, &name)) {
        reading.skip(unit, Skipped::GroupTitle, cells.row);
        return None;
    }
    if name.starts_with("@odata.") {
        // An annotation of the protocol, not a property.
        reading.skip(unit, Skipped::NotData, cells.row);
        return None;
    }
    if name.contains('/') {
        // A path to a property of another type: `files/fileName`.
        reading.skip(unit, Skipped::Foreign, cells.row);
        return None;
    }
    if let Some(bad) = name.chars().find(|c| !is_name_character(*c)) {
        reading.tell(
            Code::UnsafeName,
            cells.span,
            format!(
                "`{}` holds {bad:?}, which no name does: the row is left out",
                name.escape_debug()
            ),
            "write the name alone in its column",
        );
        reading.skip(unit, Skipped::Unreadable, cells.row);
        return None;
    }
    let words = prose::plain(cells.description);
    let listed = values::read(cells.description);
    reading.coverage.met(unit, 1);
    let several = listed.as_ref().is_some_and(|it| it.several);
    Some(PropertyFacts {
        name,
        ty,
        type_span: cells.type_span,
        navigation: false,
        several,
        values: listed.map_or_else(Vec::new, |it| {
            it.values.into_iter().map(|value| value.name).collect()
        }),
        deprecated: prose::deprecation(&words).or(is_marked.then(String::new)),
        optional: is_optional(cells.required, &words),
        description: (!words.is_empty()).then_some(words),
        inferred: false,
        span: cells.span,
    })
}

/// True for a primitive and for a link: other words in a column of values are values.
fn is_surely_type(ty: &TypeExpr) -> bool {
    ty.note != Some(TypeNote::Unreadable) && (ty.primitive || ty.target.is_some())
}

/// A row whose first cell is a title: bold, or of several words.
fn is_title(cell: &[Inline<'_>], name: &str) -> bool {
    cell.iter().any(|it| it.kind == InlineKind::Strong) || name.contains(' ')
}

/// Whether the row may be left out: by a column of its own, else by its words.
fn is_optional(required: Option<&[Inline<'_>]>, words: &str) -> bool {
    match required.map(|cell| crate::markdown::plain(cell)) {
        Some(cell) => cell.trim().starts_with(['n', 'N']) || prose::is_optional(&cell),
        None => prose::is_optional(words),
    }
}
