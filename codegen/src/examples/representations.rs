//! The JSON blocks of types.

use std::collections::BTreeMap;

use super::{body, line};
use crate::model::{Block, Definition, Example, Model, TypeId};
use crate::schema::{Schema, TypeDef};
use crate::source::{SourceMap, Span};

pub(super) fn gather(schema: &Schema, sources: &SourceMap, model: &Model) -> Vec<Example> {
    let structs = model.types.iter().enumerate();
    let structs = structs.filter(|(_, ty)| matches!(ty.shape, Definition::Struct(_)));
    let by_wire: BTreeMap<&str, TypeId> = structs.map(|(at, ty)| (ty.wire.as_str(), TypeId(at))).collect();
    let examples = schema.types.iter().filter_map(|ty| {
        let text = ty.representation.as_deref()?;
        let id = by_wire.get(format!("{}.{}", ty.namespace, ty.name).as_str())?;
        let (body, refused) = body::read(text);
        Some(Example {
            page: ty.page.clone().unwrap_or_default(),
            line: place(ty, text, sources).and_then(|span| line(sources, span)),
            shown: Block::Representation(*id),
            body,
            refused,
        })
    });
    examples.collect()
}

/// The block on its page: the schema tells only where the type is declared.
fn place(ty: &TypeDef, text: &str, sources: &SourceMap) -> Option<Span> {
    let (file, source) = sources
        .iter()
        .nth(ty.span.file.0 as usize)
        .filter(|(_, it)| Some(&it.name) == ty.page.as_ref())?;
    let start = source.text.find(text)?;
    Some(Span::new(file, start, start + text.len()))
}
