//! Enumerations: pages of their own, sections of shared pages, tables inside a resource's page.

use std::collections::HashSet;
use std::sync::Arc;

use super::enum_names::ByRows;
use crate::coverage::{Skipped, Unit, Verdict};
use crate::dialect::columns::Columns;
use crate::dialect::name_cell::{self, clean_name};
use crate::dialect::prose;
use crate::dialect::type_title::{self, Says};
use crate::extract::reading::Reading;
use crate::facts::{EnumFacts, MemberRow, PropertyFacts};
use crate::markdown::page::{BlockKind, Row, Table};
use crate::text;

/// A table of members, as the enumeration that the nearest title, or a row of the page, names.
pub(super) fn table(
    reading: &mut Reading<'_, '_>,
    table: &Table,
    section: u32,
    columns: Columns,
    namespace: &Arc<str>,
    by_rows: &ByRows,
) -> Option<EnumFacts> {
    let (name, own_page, span) = name(reading, section, by_rows)?;
    let page = reading.page;
    let (namespace, name) = split(&name, namespace);
    let mut facts = EnumFacts {
        name,
        namespace,
        own_page,
        span,
        ..EnumFacts::default()
    };
    let name_column = name_column(reading, table, columns);
    let value_column = columns.value.filter(|it| *it != name_column);
    for row in page.rows(table) {
        facts.members.extend(member(
            reading,
            row,
            name_column,
            value_column,
            columns.description,
        ));
    }
    about(reading, section, own_page, &mut facts);
    Some(facts)
}

/// A list of members under a title that names an enumeration and has no table.
pub(super) fn list(reading: &mut Reading<'_, '_>, section: u32, namespace: &Arc<str>) -> Option<EnumFacts> {
    let page = reading.page;
    let it = page.sections.get(section as usize)?;
    let has = |test: fn(&BlockKind<'_>) -> bool| page.own_blocks(section).any(|block| test(&block.kind));
    if !has(|kind| matches!(kind, BlockKind::Item { .. })) || has(|kind| matches!(kind, BlockKind::Table(_)))
    {
        return None;
    }
    let (name, Says::Enum) = type_title::read(&it.title)? else {
        return None;
    };
    let (namespace, name) = split(&name, namespace);
    let mut facts = EnumFacts {
        name,
        namespace,
        span: it.span,
        ..EnumFacts::default()
    };
    for block in page.own_blocks(section) {
        let BlockKind::Item {
            inlines, depth: 1, ..
        } = &block.kind
        else {
            continue;
        };
        let text = page.plain(inlines);
        let name = clean_name(text.split([':', ',', '-', '–', ' ']).next().unwrap_or_default());
        if name.is_empty() {
            continue;
        }
        reading.coverage.met(Unit::Member, 1);
        facts.members.push(MemberRow {
            name,
            span: block.span,
            ..MemberRow::default()
        });
    }
    (!facts.members.is_empty()).then_some(facts)
}

/// The name of what a section lists, whether the page is about it, and the title's place. A title that is called as a
/// property, or that names nothing, gives way to the type by which a row links to the section.
fn name(
    reading: &Reading<'_, '_>,
    section: u32,
    by_rows: &ByRows,
) -> Option<(String, bool, crate::source::Span)> {
    let titled = titled(reading, section);
    if titled
        .as_ref()
        .is_some_and(|(name, ..)| !by_rows.is_property(name))
    {
        return titled;
    }
    let own = reading.page.sections.get(section as usize)?;
    let by_row = |name: &str| (name.to_owned(), false, own.span);
    let linked = by_rows.linked(&own.title).map(by_row);
    linked
        .or(titled)
        .or_else(|| by_rows.spelled(&own.title).map(by_row))
}

/// The name that the nearest title gives, whether it is the page's own, and the title's place.
fn titled(reading: &Reading<'_, '_>, section: u32) -> Option<(String, bool, crate::source::Span)> {
    for (_, it) in reading.page.ancestors(section) {
        match type_title::read(&it.title) {
            Some((name, Says::Enum)) => return Some((name, it.level == 1, it.span)),
            Some((name, Says::Nothing | Says::Struct)) if it.level == 1 && is_enum_page(reading) => {
                return Some((name, true, it.span));
            }
            _ => {}
        }
    }
    None
}

/// True for a page whose members stand under `Members`: it is about one enumeration, whatever its title says.
fn is_enum_page(reading: &Reading<'_, '_>) -> bool {
    reading.page.section_by_title("members").is_some()
        && reading.page.section_by_title("properties").is_none()
}

fn split(name: &str, namespace: &Arc<str>) -> (Arc<str>, String) {
    match name.rsplit_once('.') {
        Some((namespace, name)) => (namespace.into(), name.to_owned()),
        None => (Arc::clone(namespace), name.to_owned()),
    }
}

fn member(
    reading: &mut Reading<'_, '_>,
    row: &Row,
    name: usize,
    value: Option<usize>,
    description: Option<usize>,
) -> Option<MemberRow> {
    let page = reading.page;
    let cell = |column: Option<usize>| column.map_or(&[][..], |column| page.cell(row, column));
    let span = page.place(row, name);
    let (name, is_marked) = name_cell::read(cell(Some(name)));
    if name.is_empty() {
        reading.skip(Unit::Member, Skipped::GroupTitle, span);
        return None;
    }
    let words = prose::plain(cell(description));
    reading.coverage.met(Unit::Member, 1);
    Some(MemberRow {
        name,
        value: number(&crate::markdown::plain(cell(value))),
        deprecated: prose::deprecation(&words).or(is_marked.then(String::new)),
        description: (!words.is_empty()).then_some(words),
        span,
    })
}

/// `4`, `-1`, `0x10`.
fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    match text.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// What the words around a table say of the enumeration.
fn about(reading: &mut Reading<'_, '_>, section: u32, own_page: bool, facts: &mut EnumFacts) {
    let words = if own_page {
        reading.description()
    } else {
        let page = reading.page;
        let paragraphs = page.own_blocks(section).filter_map(|block| match &block.kind {
            BlockKind::Paragraph {
                inlines,
                quoted: false,
            } => Some(prose::plain(page.inlines(inlines))),
            _ => None,
        });
        let text: Vec<String> = paragraphs.collect();
        (!text.is_empty()).then(|| text.join("\n"))
    };
    facts.flags = are_flags(&facts.members) || words.as_deref().is_some_and(says_flags);
    if own_page {
        facts.deprecated = reading.deprecation();
    }
    facts.description = words;
}

/// True for words such as "a flags enumeration", "multi-valued", "bitwise".
fn says_flags(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    let phrases = [
        "flags enum",
        "flag enum",
        "flagged enum",
        "multi-value",
        "multivalue",
        "bitwise",
        "bit flag",
    ];
    phrases.iter().any(|it| words.contains(it))
}

/// True where the numbers are powers of two, beyond what counting gives; one sum of others may be among them.
fn are_flags(members: &[MemberRow]) -> bool {
    let values: Vec<i64> = members.iter().filter_map(|it| it.value).collect();
    let is_power = |value: &i64| *value > 0 && value.count_ones() == 1;
    let sums = values
        .iter()
        .filter(|value| **value != 0 && !is_power(value))
        .count();
    values.len() == members.len()
        && sums <= 1
        && !values.contains(&3)
        && values.iter().any(|value| *value > 2 && is_power(value))
}

/// The column of the members' names: the first that is called so, else one of values, unless these are the numbers of
/// what another column names.
fn name_column(reading: &Reading<'_, '_>, table: &Table, columns: Columns) -> usize {
    let begins = |word| {
        let mut header = reading.page.columns(table);
        header.position(|title| text::after(title.trim(), word).is_some())
    };
    let page = reading.page;
    let is_numbers = |column: &usize| {
        let mut cells = page.rows(table).iter().map(|row| page.cell(row, *column));
        cells.all(|cell| number(&crate::markdown::plain(cell)).is_some())
    };
    begins("member")
        .or_else(|| begins("value").filter(|it| columns.name.is_none() || !is_numbers(it)))
        .or(columns.name)
        .unwrap_or(0)
}

/// A table of values of which nothing tells an enumeration's name: those of the `String` property that a word of the
/// nearest title names (`Group visibility options`), if there is one.
pub(super) fn unnamed(
    reading: &mut Reading<'_, '_>,
    table: &Table,
    section: u32,
    columns: Columns,
    properties: &mut [PropertyFacts],
) {
    let page = reading.page;
    let title = page
        .sections
        .get(section as usize)
        .map_or("", |it| it.title.as_str());
    let is_named = |row: &PropertyFacts| {
        let is_text = row
            .ty
            .as_ref()
            .is_some_and(|ty| ty.primitive && ty.name == "String");
        is_text && title.split(' ').any(|word| word.eq_ignore_ascii_case(&row.name))
    };
    let mut property = properties.iter_mut().find(|row| is_named(row));
    let column = name_column(reading, table, columns);
    let values = property.iter().flat_map(|it| &it.values);
    let mut known: HashSet<String> = values.cloned().collect();
    for row in page.rows(table) {
        let name = clean_name(&crate::markdown::plain(page.cell(row, column)));
        let verdict = match &mut property {
            Some(property) if !name.is_empty() => {
                if known.insert(name.clone()) {
                    property.values.push(name);
                }
                Verdict::Typed
            }
            _ => Verdict::Skipped(Skipped::NotData),
        };
        reading.coverage.met(Unit::Member, 1);
        reading.coverage.judge(Unit::Member, verdict, row.span);
    }
    let verdict = if property.is_some() {
        Verdict::Typed
    } else {
        Verdict::Skipped(Skipped::NotData)
    };
    reading.table(verdict, table.span);
}
