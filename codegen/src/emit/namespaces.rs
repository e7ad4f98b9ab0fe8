//! `types/mod.rs`, and one `mod.rs` for each namespace below it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, Module, Target, docs, ident};
use crate::model::{Model, Namespace, NamespaceId, Type};

pub(super) fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    let modules = model.namespaces.iter().map(|namespace| Module {
        path: target.source(&format!("{}/mod.rs", folder(model, namespace))),
        content: Content::Rust {
            emitter: file!(),
            page: None,
            items: Box::new(move || items(model, namespace)),
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

fn items(model: &Model, namespace: &Namespace) -> Vec<TokenStream> {
    let mut lines = docs::Lines::default();
    lines.paragraph(match namespace.parent {
        None => "What the pages document: entities, complex types and enumerations.".to_owned(),
        Some(_) => format!("Types of {}.", docs::code(&namespace.documented)),
    });
    let docs = lines.inner();
    let children = namespace.children.iter().map(|id: &NamespaceId| {
        let name = ident(&model.namespace(*id).name);
        quote!(pub mod #name;)
    });
    let files = namespace.types.iter().map(|id| {
        let file = ident(&model.ty(*id).file);
        quote!(mod #file;)
    });
    let types = namespace.types.iter().map(|id| {
        let (file, name) = (ident(&model.ty(*id).file), ident(&model.ty(*id).name));
        quote!(pub use #file::#name;)
    });
    [docs, children.collect(), files.collect(), types.collect()]
        .into_iter()
        .collect()
}
