//! The structs that a page may declare: of its title, of comment blocks, of sections.

use std::sync::Arc;

use super::{bases, table_role};
use crate::dialect::columns::Columns;
use crate::dialect::metadata::Metadata;
use crate::dialect::prose;
use crate::dialect::type_title::{self, Says};
use crate::extract::reading::Reading;
use crate::facts::{TypeFacts, TypeName};
use crate::markdown::page::BlockKind;
use crate::source::Span;

/// The page's comment blocks of resources, each with the text of the representation behind it.
pub(super) fn resource_blocks(reading: &mut Reading<'_, '_>) -> Vec<(Metadata, Option<Span>, Span)> {
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
pub(super) fn candidates(
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
    let is_titled = !types.is_empty();
    in_sections(reading, namespace, &mut types);
    if let Some(main) = types.first_mut().filter(|_| is_titled) {
        main.representation = main.representation.take().or_else(|| representation(reading));
        main.span = reading.title_span();
        main.description = reading.description();
        main.deprecated = reading.deprecation();
        main.derived = bases::derived(reading);
        bases::inheritance(reading, main);
    }
    types
}

/// Further structs of a page: sections that a title calls a type and that have a table of properties.
fn in_sections(reading: &Reading<'_, '_>, namespace: &Arc<str>, types: &mut Vec<TypeFacts>) {
    let page = reading.page;
    for (index, section) in page.sections() {
        if section.level < 2 {
            continue;
        }
        let Some((full, Says::Struct)) = type_title::read(&section.title) else {
            continue;
        };
        let (written, name) = match full.rsplit_once('.') {
            Some((written, name)) => (Arc::from(written), name),
            None => (Arc::clone(namespace), full.as_str()),
        };
        let declares = page.section_blocks(section).iter().any(|block| {
            page.table(block).is_some_and(|table| {
                let columns = Columns::read(page.columns(table));
                let is_own = block.section == index || table_role::of_place(page, block.section).is_some();
                is_own && columns.name.is_some() && columns.ty.is_some()
            })
        });
        if !declares || types.iter().any(|it| it.name.eq_ignore_ascii_case(name)) {
            continue;
        }
        let words: Vec<String> = page
            .own_blocks(index)
            .filter(|block| matches!(block.kind, BlockKind::Paragraph { quoted: false, .. }))
            .map(|block| prose::plain(page.block_inlines(block)).replace('\n', " "))
            .collect();
        types.push(TypeFacts {
            name: name.to_owned(),
            namespace: written,
            description: (!words.is_empty()).then(|| words.join("\n")),
            span: section.span,
            ..TypeFacts::default()
        });
    }
}

/// The JSON of a section that is called so, where no comment block stands before it.
fn representation(reading: &mut Reading<'_, '_>) -> Option<String> {
    let page = reading.page;
    let (section, _) = page
        .sections()
        .find(|(_, it)| crate::text::after(it.title.trim(), "json").is_some())?;
    let body = page.own_blocks(section).find_map(|block| match block.kind {
        BlockKind::Code { body, .. } if page.source(body).trim_start().starts_with('{') => Some(body),
        _ => None,
    })?;
    let text = page.source(body).trim();
    reading.json(text, body);
    Some(text.to_owned())
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
pub(super) fn titled_struct(reading: &Reading<'_, '_>) -> Option<(String, Says)> {
    type_title::read(&reading.title()).filter(|(_, says)| *says != Says::Enum)
}
