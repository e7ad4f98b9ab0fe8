//! Rows that declare properties or parameters.

use super::reading::Reading;
use crate::coverage::{Skipped, Unit};
use crate::diag::Code;
use crate::dialect::columns::Columns;
use crate::dialect::name_cell::{clean_name, is_name_character};
use crate::dialect::type_expr::{self, TypeExpr, TypeNote};
use crate::dialect::{prose, values};
use crate::facts::PropertyFacts;
use crate::markdown::page::{Inline, InlineKind, Row, Table};

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
    let name_column = columns.name.unwrap_or(0);
    let name_cell = page.cell(row, name_column);
    let mut name = clean_name(&crate::markdown::plain(name_cell));
    if unit == Unit::Parameter
        && let Some((header, _)) = name.split_once(':')
    {
        // `Prefer: outlook.timezone` is the header with one of its values.
        name.truncate(header.len());
    }
    let type_cell = columns.ty.map(|column| page.cell(row, column));
    let ty = match columns.value {
        // `Name | Value | Description`: what a value is like.
        Some(value) if columns.ty.is_none() && unit == Unit::Parameter => {
            type_expr::read(page.cell(row, value)).filter(is_surely_type)
        }
        _ => type_cell.and_then(type_expr::read),
    };
    let has_type_column = columns.ty.is_some();
    if name.is_empty() {
        reading.skip(unit, Skipped::GroupTitle, row.span);
        return None;
    }
    if has_type_column && ty.is_none() && is_title(name_cell, &name) {
        reading.skip(unit, Skipped::GroupTitle, row.span);
        return None;
    }
    if name.starts_with("@odata.") {
        // An annotation of the protocol, not a property.
        reading.skip(unit, Skipped::NotData, row.span);
        return None;
    }
    if name.contains('/') {
        // A path to a property of another type: `files/fileName`.
        reading.skip(unit, Skipped::Foreign, row.span);
        return None;
    }
    if let Some(bad) = name.chars().find(|c| !is_name_character(*c)) {
        reading.tell(
            Code::UnsafeName,
            page.place(row, name_column),
            format!(
                "`{}` holds {bad:?}, which no name does: the row is left out",
                name.escape_debug()
            ),
            "write the name alone in its column",
        );
        reading.skip(unit, Skipped::Unreadable, row.span);
        return None;
    }
    let description = columns
        .description
        .map_or(&[][..], |column| page.cell(row, column));
    let words = prose::plain(description);
    let listed = values::read(description);
    let type_span = page.place(row, columns.ty.unwrap_or(name_column));
    reading.coverage.met(unit, 1);
    let several = listed.as_ref().is_some_and(|it| it.several);
    Some(PropertyFacts {
        name,
        ty,
        type_span,
        navigation: false,
        several,
        values: listed.map_or_else(Vec::new, |it| {
            it.values.into_iter().map(|value| value.name).collect()
        }),
        deprecated: prose::deprecation(&words),
        optional: is_optional(reading, row, columns, &words),
        description: (!words.is_empty()).then_some(words),
        inferred: false,
        span: page.place(row, name_column),
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

fn is_optional(reading: &Reading<'_, '_>, row: &Row, columns: Columns, words: &str) -> bool {
    match columns.required {
        Some(column) => {
            let cell = crate::markdown::plain(reading.page.cell(row, column));
            cell.trim().starts_with(['n', 'N']) || prose::is_optional(&cell)
        }
        None => prose::is_optional(words),
    }
}
