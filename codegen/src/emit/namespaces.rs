//! `types/mod.rs`, and one `mod.rs` for each namespace below it.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Code, Content, DocTable, Module, Target, docs, ident};
use crate::model::{Model, Name, Namespace, NamespaceId, Type};

pub(super) fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    let modules = model.namespaces.iter().map(|namespace| Module {
        path: target.source(&format!("{}/mod.rs", folder(model, namespace))),
        content: Content::Rust {
            emitter: file!(),
            page: None,
            code: Box::new(move || code(model, namespace, target)),
        },
    });
    modules.collect()
}

/// The file of a type, below the root.
pub(super) fn file(model: &Model, ty: &Type) -> String {
    format!("{}/{}.rs", folder(model, model.namespace(ty.namespace)), ty.file)
}

fn folder(model: &Model, namespace: &Namespace) -> String {
    let mut folder = namespace.name.to_string();
    let mut parent = namespace.parent;
    while let Some(id) = parent {
        let above: &Namespace = model.namespace(id);
        folder = format!("{}/{folder}", above.name);
        parent = above.parent;
    }
    folder
}

fn code(model: &Model, namespace: &Namespace, target: &Target) -> Code {
    let mut docs = DocTable::default();
    let mut lines = docs::Lines::default();
    lines.paragraph(match namespace.parent {
        None => "What the pages document: entities, complex types and enumerations.".to_owned(),
        Some(_) => format!("Types of {}.", docs::code(&namespace.documented)),
    });
    let inner = docs.inner(&lines);
    let children = namespace.children.iter().map(|id: &NamespaceId| {
        let name = ident(&model.namespace(*id).name);
        quote!(pub mod #name;)
    });
    let types = namespace.types.iter().map(|id| model.ty(*id));
    let (always, gated): (Vec<&Type>, Vec<&Type>) =
        types.partition(|it| matches!(target, Target::Included) || it.features.is_empty());
    let files = always.iter().map(|it| {
        let file = ident(&it.file);
        quote!(mod #file;)
    });
    let types = always.iter().map(|it| {
        let (file, name) = (ident(&it.file), ident(&it.name));
        quote!(pub use #file::#name;)
    });
    let items = [inner, children.collect(), files.collect(), types.collect()];
    Code {
        items: items.into_iter().chain(by_features(&gated)).collect(),
        docs,
    }
}

/// Types that only some features bring, together with those that the same features bring. A line for each type, where
/// attributes would take four.
fn by_features(types: &[&Type]) -> Option<TokenStream> {
    let mut groups: BTreeMap<&[Name], Vec<TokenStream>> = BTreeMap::new();
    for ty in types {
        let (file, name) = (ident(&ty.file), ident(&ty.name));
        groups.entry(&ty.features).or_default().push(quote!(#file::#name));
    }
    let groups = groups.iter().map(|(features, types)| {
        let features = features.iter().map(Name::as_str);
        quote!(#(#features)|* [#(#types),*])
    });
    (!types.is_empty()).then(|| quote!(::graphdown_runtime::types!(#(#groups),*);))
}
