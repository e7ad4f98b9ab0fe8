//! The table of what is served.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use graphdown_emulator::{ServedOperation, Source};

use graphdown_codegen::text::Inert;

/// More operations than these are told by their area.
const MOST: usize = 60;

/// A line for each operation; for many, a line for each area, which is the first segment of the path.
pub(super) fn table(operations: &[ServedOperation<'_>]) -> String {
    if operations.len() > MOST {
        return by_area(operations);
    }
    let width = operations
        .iter()
        .map(|it| Inert(&it.operation.path).to_string().chars().count())
        .max()
        .unwrap_or(0);
    let mut table = String::new();
    for served in operations {
        let operation = served.operation;
        let from = match served.source {
            Source::Store => "stored",
            Source::Handler => "handled",
            Source::Example => "example",
            _ => "empty value",
        };
        let path = Inert(&operation.path);
        let page = Inert(operation.page.as_deref().unwrap_or_default());
        // Writing to a string does not fail.
        let _ = writeln!(
            table,
            "{:<6} {path:<width$}  {from:<11}  {page}",
            operation.method
        );
    }
    table.trim_end().to_owned()
}

/// How many operations of an area are answered from where.
#[derive(Default)]
struct Counts {
    stored: usize,
    example: usize,
    empty: usize,
}

fn by_area(operations: &[ServedOperation<'_>]) -> String {
    let mut areas: BTreeMap<String, (&str, Counts)> = BTreeMap::new();
    for served in operations {
        let area = area(&served.operation.path);
        let (_, counts) = areas
            .entry(area.to_lowercase())
            .or_insert((area, Counts::default()));
        *match served.source {
            Source::Store => &mut counts.stored,
            Source::Example | Source::Handler => &mut counts.example,
            _ => &mut counts.empty,
        } += 1;
    }
    let width = areas.values().map(|it| it.0.chars().count()).max().unwrap_or(0);
    let mut table = format!(" {:<width$}  operations  stored  example  empty value", "area");
    for (area, counts) in areas.values() {
        let area = Inert(area);
        let all = counts.stored + counts.example + counts.empty;
        let _ = write!(
            table,
            "\n/{area:<width$}  {all:>10}  {:>6}  {:>7}  {:>11}",
            counts.stored, counts.example, counts.empty
        );
    }
    let _ = write!(
        table,
        "\n{} operations in all; `graphdown call --list` names them",
        operations.len()
    );
    table
}

/// `users` of `/users/{id}/messages` and of `/users('{id}')`; pages write it in several cases.
fn area(path: &str) -> &str {
    path.trim_start_matches('/')
        .split(['/', '('])
        .next()
        .unwrap_or_default()
}
