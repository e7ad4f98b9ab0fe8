//! One file for each enum: documented members, and a place for every other value.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Code, Content, DocTable, Module, Target, docs, ident, namespaces};
use crate::model::{Definition, Enum, Model, Type};

const INFERRED: &str = "Inferred: no page of its own lists its members.";

pub(super) fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    let types = model.types.iter().filter_map(|ty| match &ty.shape {
        Definition::Enum(it) => Some((ty, it)),
        Definition::Struct(_) => None,
    });
    let modules = types.map(|(ty, it)| Module {
        path: target.source(&namespaces::file(model, ty)),
        content: Content::Rust {
            emitter: file!(),
            page: ty.docs.page.as_deref(),
            code: Box::new(move || code(ty, it)),
        },
    });
    modules.collect()
}

fn code(ty: &Type, it: &Enum) -> Code {
    let mut docs = DocTable::default();
    Code {
        items: vec![declaration(ty, it, &mut docs), completion(ty, it)],
        docs,
    }
}

fn declaration(ty: &Type, it: &Enum, table: &mut DocTable) -> TokenStream {
    let name = ident(&ty.name);
    let mut lines = docs::Lines::default();
    lines.words(ty.docs.text.as_deref().unwrap_or_default());
    lines.paragraph(docs::documented(&docs::code(&ty.wire), &ty.docs));
    if it.flags {
        lines.paragraph("A value may hold several members: a property of this type is a `Flags`.");
    }
    if ty.docs.inferred {
        lines.paragraph(INFERRED);
    }
    let docs = table.outer(&lines);
    let alias = docs::alias(&ty.documented, ty.name.as_str());
    let deprecated = docs::deprecated(&ty.docs);
    let members = it.members.iter().map(|member| {
        let name = ident(&member.name);
        let docs = docs::of(&member.docs, || docs::code(&member.wire), INFERRED);
        let docs = table.outer(&docs);
        let alias = docs::alias(&member.wire, member.name.as_str());
        let deprecated = docs::deprecated(&member.docs);
        quote!(#docs #alias #deprecated #name,)
    });
    let members: TokenStream = members.collect();
    let of_unlisted = table.line("A value that no page lists, as it came.");
    quote! {
        #docs
        #alias
        #deprecated
        #[derive(Clone)]
        pub enum #name {
            #members
            #of_unlisted
            Unlisted(String),
        }
    }
}

/// The names of the members in JSON.
fn completion(ty: &Type, it: &Enum) -> TokenStream {
    let name = ident(&ty.name);
    let members = it.members.iter().map(|member| {
        let (name, wire) = (ident(&member.name), &member.wire);
        quote!(#name = #wire)
    });
    quote!(::graphdown_runtime::open_enum!(#name: [#(#members),*]);)
}
