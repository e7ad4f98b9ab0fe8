//! Pages of declarations. *In* comes the reading of a page; *out* go structs, from comment blocks, tables and prose, the
//! enumerations beside them, and the rows of method tables. Request lines are not known here.

mod bases;
mod enum_names;
mod enumeration;
mod property_list;
mod shown_properties;
mod spelling;
mod structs;
mod table_role;
mod untitled_columns;

use std::sync::Arc;

use enum_names::ByRows;
use table_role::TableRole;

use super::reading::Reading;
use super::rows;
use crate::coverage::{Skipped, Unit, Verdict};
use crate::diag::Code;
use crate::dialect::columns::Columns;
use crate::dialect::type_title::Says;
use crate::dialect::{links, prose, type_expr};
use crate::facts::{EnumFacts, MethodFacts, PropertyFacts, TypeFacts};
use crate::markdown::page::Table;
use crate::source::{Span, Target};

/// What a page of declarations declares.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// Structs.
    pub(super) types: Vec<TypeFacts>,
    /// Enumerations.
    pub(super) enums: Vec<EnumFacts>,
    /// Method rows.
    pub(super) methods: Vec<MethodFacts>,
    /// A table of properties of which the page names no type.
    pub(super) unowned: Option<Span>,
}

/// Reads a page of declarations.
pub(super) fn read(reading: &mut Reading<'_, '_>, namespace: &Arc<str>) -> Declared {
    let mut declared = Declared::default();
    let blocks = structs::resource_blocks(reading);
    let mut types = structs::candidates(reading, &blocks, namespace);
    let mut has_table = false;
    // Most pages have no members, and need no index of their rows.
    let mut by_rows: Option<ByRows> = None;
    for (index, block) in reading.page.blocks.iter().enumerate() {
        let Some(table) = reading.page.table(block) else {
            continue;
        };
        let mut columns = Columns::read(reading.page.columns(table));
        let mut role = table_role::of(reading.page, table, block.section, columns);
        if let Some(declares) = table_role::of_place(reading.page, block.section)
            && (columns.name.is_none() || columns.ty.is_none())
            && (role == TableRole::Nameless || role == TableRole::Other || role == declares)
        {
            columns = columns.by_content(reading.page, table);
            if columns.name.is_some() && (role == declares || columns.ty.is_some()) {
                role = declares;
            }
        }
        match role {
            TableRole::Properties | TableRole::Relationships => {
                let Some(owner) = owner(reading, block.section, &types) else {
                    foreign(reading, table);
                    if table_role::of_place(reading.page, block.section).is_some() {
                        declared.unowned.get_or_insert(table.span);
                    }
                    continue;
                };
                reading.table(Verdict::Typed, table.span);
                has_table = true;
                let mut found = rows::read(reading, table, columns, Unit::Row);
                for row in &mut found {
                    row.navigation = role == TableRole::Relationships;
                }
                if role == TableRole::Relationships {
                    link_by_name(reading, table, columns, &mut found);
                }
                if let Some(by_rows) = &mut by_rows {
                    by_rows.add(&found);
                }
                types[owner].properties.extend(found);
            }
            TableRole::Members => {
                let by_rows = by_rows.get_or_insert_with(|| ByRows::of(&types));
                if let Some(facts) =
                    enumeration::table(reading, table, block.section, columns, namespace, by_rows)
                {
                    reading.table(Verdict::Typed, table.span);
                    merge_section(&mut declared.enums, facts);
                } else {
                    let properties = types.first_mut().map_or(&mut [][..], |it| &mut it.properties);
                    enumeration::unnamed(reading, table, block.section, columns, properties);
                }
            }
            TableRole::Methods => {
                reading.table(Verdict::Skipped(Skipped::NotData), table.span);
                if let Some(main) = types.first() {
                    declared.methods.extend(methods(reading, table, &main.name));
                }
            }
            TableRole::Foreign => {
                foreign(reading, table);
                reading.tell(
                    Code::UnreadTable,
                    block.span,
                    "it lists properties of something that is no type of the API: nothing is read from it",
                    "give it a title that names the type: `thing resource type`",
                );
            }
            TableRole::Nameless => nameless(reading, index, table),
            TableRole::Other => reading.table(Verdict::Skipped(Skipped::NotData), table.span),
        }
    }
    for (section, _) in reading.page.sections() {
        has_table |= list(reading, section, &mut types, &mut declared);
        if let Some(facts) = enumeration::list(reading, section, namespace) {
            merge_section(&mut declared.enums, facts);
        }
    }
    let is_declared =
        !blocks.is_empty() || structs::titled_struct(reading).is_some_and(|(_, says)| says == Says::Struct);
    let is_enum_page = declared.enums.iter().any(|it| it.own_page);
    // A page of an enumeration may show it in a comment block of a resource all the same.
    if has_table || (is_declared && !is_enum_page) {
        let says_none = says_none(reading);
        for ty in &mut types {
            spelling::settle(reading, ty);
            bases::inherited_rows(ty);
            shown_properties::settle(reading, ty, says_none);
        }
        declared.types = types;
    }
    let count = declared.types.len() + declared.enums.len();
    reading.coverage.met(Unit::Type, count);
    declared
}

/// Properties that a section lists without a table. True where some were found.
fn list(
    reading: &mut Reading<'_, '_>,
    section: u32,
    types: &mut [TypeFacts],
    declared: &mut Declared,
) -> bool {
    let listed = property_list::read(reading, section, !types.is_empty());
    if listed.is_empty() {
        return false;
    }
    if let Some(owner) = owner(reading, section, types) {
        types[owner].properties.extend(listed);
        return true;
    }
    let verdict = Verdict::Skipped(Skipped::Foreign);
    for row in &listed {
        reading.coverage.judge(Unit::Row, verdict, row.span);
    }
    let place = reading.page.sections.get(section as usize).map(|it| it.span);
    declared.unowned = declared.unowned.or(place);
    false
}

/// True for a page whose section of properties says that there are none.
fn says_none(reading: &Reading<'_, '_>) -> bool {
    let page = reading.page;
    let mut sections = page
        .sections()
        .filter(|(_, it)| it.title.eq_ignore_ascii_case("properties"));
    sections.any(|(section, _)| {
        page.own_blocks(section).any(|block| {
            let text = crate::markdown::plain(page.block_inlines(block));
            let text = text.trim().to_ascii_lowercase();
            text.starts_with("none")
                || text.contains("no properties")
                || text.contains("no additional propert")
        })
    })
}

/// Relationships whose names are links: the page that a name leads to tells the type, where the column of types has none.
fn link_by_name(reading: &Reading<'_, '_>, table: &Table, columns: Columns, found: &mut [PropertyFacts]) {
    let page = reading.page;
    let Some(column) = columns.name else { return };
    for row in page.rows(table) {
        let cell = page.cell(row, column);
        let Some((target, _)) = crate::markdown::first_link(cell) else {
            continue;
        };
        let place = page.place(row, column);
        let row = found.iter_mut().find(|it| it.span == place);
        if let Some(ty) = row.and_then(|it| it.ty.as_mut())
            && ty.target.is_none()
            && !ty.primitive
            && links::is_page(target)
        {
            ty.target = Some(target.to_owned());
            // `defaultDimensions` on the page of `defaultdimension` are many of them.
            let stem = target.rsplit('/').next().unwrap_or_default().to_lowercase();
            let stem = stem.split('.').next().unwrap_or_default();
            let is_plural = !ty.collection && !stem.ends_with(&ty.name.to_lowercase());
            let singular = crate::text::singulars(&ty.name).into_iter().filter(|_| is_plural);
            if let Some(one) = singular.into_iter().find(|it| stem.ends_with(&it.to_lowercase())) {
                ty.text.get_or_insert_with(|| ty.name.to_string());
                ty.name = one.into();
                ty.collection = true;
            }
        }
    }
}

/// Which of the page's structs a table belongs to: the one that a title above it names, else the first.
fn owner(reading: &Reading<'_, '_>, section: u32, types: &[TypeFacts]) -> Option<usize> {
    for (_, section) in reading.page.ancestors(section) {
        if section.level < 2 {
            break;
        }
        let title = section.title.to_ascii_lowercase();
        let named = types.iter().position(|it| {
            let name = it.name.to_ascii_lowercase();
            title.split(' ').any(|word| word == name)
        });
        if named.is_some() {
            return named;
        }
    }
    (!types.is_empty()).then_some(0)
}

fn foreign(reading: &mut Reading<'_, '_>, table: &Table) {
    reading.table(Verdict::Skipped(Skipped::Foreign), table.span);
    for row in reading.page.rows(table) {
        reading.skip(Unit::Row, Skipped::Foreign, row.span);
    }
}

fn nameless(reading: &mut Reading<'_, '_>, index: usize, table: &Table) {
    reading.tell(
        Code::NoNameColumn,
        reading.page.blocks[index].span,
        "a column called Property, Relationship or Name was expected, and no other holds names: the table is left out",
        "call the column of the names `Property`",
    );
    reading.table(Verdict::Skipped(Skipped::Unreadable), table.span);
    for row in reading.page.rows(table) {
        reading.skip(Unit::Row, Skipped::Unreadable, row.span);
    }
}

/// Several tables under one title make one enumeration.
fn merge_section(enums: &mut Vec<EnumFacts>, facts: EnumFacts) {
    match enums
        .iter_mut()
        .find(|it| it.name == facts.name && it.span == facts.span)
    {
        Some(known) => known.members.extend(facts.members),
        None => enums.push(facts),
    }
}

/// Rows that lead to pages of operations.
fn methods(reading: &Reading<'_, '_>, table: &Table, owner: &str) -> Vec<MethodFacts> {
    let page = reading.page;
    let columns = Columns::read(page.columns(table));
    let mut found = Vec::new();
    for row in page.rows(table) {
        let Some((target, label)) = crate::markdown::first_link(page.cell(row, 0)) else {
            continue;
        };
        let is_there = matches!(reading.sources.resolve(page.file, target), Target::Found(_));
        if !links::is_page(target) {
            continue;
        }
        let words = columns
            .description
            .map(|column| prose::plain(page.cell(row, column)));
        found.push(MethodFacts {
            owner: owner.to_owned(),
            label: crate::markdown::plain(label).into_owned(),
            target: links::resolve_link(page.name, target),
            is_there,
            returns: columns
                .ty
                .and_then(|column| returns(&type_expr::read(page.cell(row, column))?)),
            description: words.filter(|it| !it.is_empty()),
            span: page.place(row, 0),
        });
    }
    found
}

/// `None` in the column of results is no type.
fn returns(ty: &type_expr::TypeExpr) -> Option<type_expr::TypeExpr> {
    let is_none = ty.name.eq_ignore_ascii_case("none") || ty.documented().trim().eq_ignore_ascii_case("none");
    (!is_none).then(|| ty.clone())
}
