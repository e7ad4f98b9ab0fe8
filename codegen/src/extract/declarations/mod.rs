//! Pages of declarations. *In* comes the reading of a page; *out* go structs, from comment blocks, tables and prose, the
//! enumerations beside them, and the rows of method tables. Request lines are not known here.

mod enum_names;
mod enumeration;
mod spelling;
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
use crate::dialect::metadata::Metadata;
use crate::dialect::type_title::{self, Says};
use crate::dialect::{links, prose, type_expr};
use crate::facts::{EnumFacts, MethodFacts, TypeFacts, TypeName};
use crate::markdown::page::{Block, BlockKind, Table};
use crate::source::{Span, Target};

/// What a page of declarations declares.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// Structs.
    pub(super) types: Vec<TypeFacts>,
    /// Enumerations.
    pub(super) enums: Vec<EnumFacts>,
    /// Method rows whose pages are absent.
    pub(super) methods: Vec<MethodFacts>,
    /// A table of properties of which the page names no type.
    pub(super) unowned: Option<Span>,
}

/// Reads a page of declarations.
pub(super) fn read(reading: &mut Reading<'_, '_>, namespace: &Arc<str>) -> Declared {
    let mut declared = Declared::default();
    let blocks = resource_blocks(reading);
    let mut types = candidates(reading, &blocks, namespace);
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
                let Some(owner) = owner(reading, block, &types) else {
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
            TableRole::Foreign => foreign(reading, table),
            TableRole::Nameless => nameless(reading, index, table),
            TableRole::Other => reading.table(Verdict::Skipped(Skipped::NotData), table.span),
        }
    }
    for (section, _) in reading.page.sections() {
        if let Some(facts) = enumeration::list(reading, section, namespace) {
            merge_section(&mut declared.enums, facts);
        }
    }
    let is_declared =
        !blocks.is_empty() || titled_struct(reading).is_some_and(|(_, says)| says == Says::Struct);
    let is_enum_page = declared.enums.iter().any(|it| it.own_page);
    // A page of an enumeration may show it in a comment block of a resource all the same.
    if has_table || (is_declared && !is_enum_page) {
        for ty in &mut types {
            spelling::settle(reading, ty);
        }
        declared.types = types;
    }
    let count = declared.types.len() + declared.enums.len();
    reading.coverage.met(Unit::Type, count);
    declared
}

/// The page's comment blocks of resources, each with the text of the representation behind it.
fn resource_blocks(reading: &mut Reading<'_, '_>) -> Vec<(Metadata, Option<Span>, Span)> {
    let page = reading.page;
    let mut found = Vec::new();
    for (index, block) in page.blocks.iter().enumerate() {
        let Some(metadata) = reading.metadata(block) else {
            continue;
        };
        if metadata.block_type != "resource" {
            continue;
        }
        let representation = page.blocks[index + 1..]
            .iter()
            .take(2)
            .find_map(|it| match it.kind {
                BlockKind::Code { body, .. } => Some(body),
                _ => None,
            });
        found.push((metadata, representation, block.span));
    }
    found
}

/// The structs that a page may declare: the one of its title first, then those of further comment blocks.
fn candidates(
    reading: &mut Reading<'_, '_>,
    blocks: &[(Metadata, Option<Span>, Span)],
    namespace: &Arc<str>,
) -> Vec<TypeFacts> {
    let titled = titled_struct(reading).map(|(name, _)| name);
    let mut types: Vec<TypeFacts> = Vec::new();
    for (metadata, representation, span) in blocks {
        let Some(full) = metadata.odata_type.clone().or_else(|| titled.clone()) else {
            continue;
        };
        let (written, name) = match full.rsplit_once('.') {
            Some((namespace, name)) => (Some(namespace), name),
            None => (None, full.as_str()),
        };
        let written = written.map_or_else(|| Arc::clone(namespace), Arc::from);
        if types.iter().any(|it| it.name.eq_ignore_ascii_case(name)) {
            continue;
        }
        let text = representation.map(|span| {
            let text = reading.page.source(span).trim();
            reading.json(text, span);
            text.to_owned()
        });
        types.push(TypeFacts {
            name: name.to_owned(),
            namespace: written,
            bases: metadata
                .base_type
                .iter()
                .map(|base| base_name(base, *span))
                .collect(),
            names_key: metadata.key_property.is_some(),
            is_abstract: metadata.is_abstract,
            open: metadata.open_type == Some(true),
            representation: text.filter(|text| !text.is_empty()),
            span: *span,
            ..TypeFacts::default()
        });
    }
    if let Some(full) = titled {
        let name = full.rsplit('.').next().unwrap_or(&full);
        match types.iter().position(|it| it.name.eq_ignore_ascii_case(name)) {
            Some(at) => types[..=at].rotate_right(1),
            None if types.is_empty() => types.push(TypeFacts {
                name: name.to_owned(),
                namespace: Arc::clone(namespace),
                ..TypeFacts::default()
            }),
            None => {}
        }
    }
    if let Some(main) = types.first_mut() {
        main.span = reading.title_span();
        main.description = reading.description();
        main.deprecated = reading.deprecation();
        inheritance(reading, main);
    }
    types
}

fn base_name(name: &str, span: Span) -> TypeName {
    TypeName {
        name: name.to_owned(),
        target: None,
        from_prose: false,
        span,
    }
}

/// The name in the page's title.
fn titled_struct(reading: &Reading<'_, '_>) -> Option<(String, Says)> {
    type_title::read(&reading.title()).filter(|(_, says)| *says != Says::Enum)
}

/// What the prose under the title says of bases.
fn inheritance(reading: &Reading<'_, '_>, facts: &mut TypeFacts) {
    for block in reading.intro() {
        let inlines = reading.page.block_inlines(block);
        if inlines.is_empty() {
            continue;
        }
        if let Some(base) = prose::inherits_from(inlines) {
            facts.bases.push(TypeName {
                name: base.name,
                target: base.target.filter(|target| links::is_page(target)),
                from_prose: true,
                span: block.span,
            });
        }
        if !facts.is_abstract && matches!(block.kind, BlockKind::Paragraph { .. }) {
            facts.is_abstract = prose::is_abstract(&crate::markdown::plain(inlines));
        }
    }
}

/// Which of the page's structs a table belongs to: the one that a title above it names, else the first.
fn owner(reading: &Reading<'_, '_>, block: &Block<'_>, types: &[TypeFacts]) -> Option<usize> {
    for (_, section) in reading.page.ancestors(block.section) {
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

/// Rows whose linked page is not there.
fn methods(reading: &Reading<'_, '_>, table: &Table, owner: &str) -> Vec<MethodFacts> {
    let page = reading.page;
    let columns = Columns::read(page.columns(table));
    let mut found = Vec::new();
    for row in page.rows(table) {
        let Some((target, label)) = crate::markdown::first_link(page.cell(row, 0)) else {
            continue;
        };
        let is_there = matches!(reading.sources.resolve(page.file, target), Target::Found(_));
        if is_there || !links::is_page(target) {
            continue;
        }
        let words = columns
            .description
            .map(|column| prose::plain(page.cell(row, column)));
        found.push(MethodFacts {
            owner: owner.to_owned(),
            label: crate::markdown::plain(label).into_owned(),
            target: links::resolve_link(page.name, target),
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
