//! One file for each enum: documented members, and a place for every other value.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{Content, Module, Target, docs, ident, namespaces};
use crate::model::{Enum, Model, Shape, Type, TypeId};

const INFERRED: &str = "Inferred: no page of its own lists its members.";

pub(super) fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    let types = model
        .types
        .iter()
        .enumerate()
        .filter_map(|(number, ty)| match &ty.shape {
            Shape::Enum(it) => Some((TypeId(number), ty, it)),
            Shape::Struct(_) => None,
        });
    let modules = types.map(|(id, ty, it)| Module {
        path: target.source(&namespaces::file(model, ty)),
        content: Content::Rust {
            emitter: file!(),
            page: ty.docs.page.as_deref(),
            items: Box::new(move || items(model, id, ty, it)),
        },
    });
    modules.collect()
}

fn items(model: &Model, id: TypeId, ty: &Type, it: &Enum) -> Vec<TokenStream> {
    let mut scope = Scope::of_type(model, id);
    let open_enum = scope.runtime("OpenEnum");
    let name = ident(&ty.name);
    let implementation = implementation(ty, it, &open_enum);
    vec![
        scope.imports(),
        declaration(ty, it),
        implementation,
        quote!(::graphdown_runtime::open_enum!(#name);),
    ]
}

fn declaration(ty: &Type, it: &Enum) -> TokenStream {
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
    let docs = lines.outer();
    let alias = docs::alias(&ty.documented, ty.name.as_str());
    let deprecated = docs::deprecated(&ty.docs);
    let members = it.members.iter().map(|member| {
        let name = ident(&member.name);
        let docs = docs::of(&member.docs, || docs::code(&member.wire), INFERRED).outer();
        let alias = docs::alias(&member.wire, member.name.as_str());
        let deprecated = docs::deprecated(&member.docs);
        quote!(#docs #alias #deprecated #name,)
    });
    let members: TokenStream = members.collect();
    quote! {
        #docs
        #alias
        #deprecated
        #[derive(Clone)]
        pub enum #name {
            #members
            /// A value that no page lists, as it came.
            Unlisted(String),
        }
    }
}

fn implementation(ty: &Type, it: &Enum, open_enum: &proc_macro2::Ident) -> TokenStream {
    let name = ident(&ty.name);
    let pairs = it
        .members
        .iter()
        .map(|member| (ident(&member.name), &member.wire));
    let members = pairs.clone().map(|(_, wire)| wire);
    let to_text = pairs
        .clone()
        .map(|(member, wire)| quote!(Self::#member => #wire,));
    let from_text = pairs.map(|(member, wire)| quote!(#wire => Self::#member,));
    let unlisted = quote!(Self::Unlisted(name.to_owned()));
    let from_name = if it.members.is_empty() {
        unlisted
    } else {
        quote!(match name { #(#from_text)* _ => #unlisted, })
    };
    quote! {
        impl #open_enum for #name {
            const MEMBERS: &'static [&'static str] = &[#(#members),*];
            fn as_str(&self) -> &str {
                match self {
                    #(#to_text)*
                    Self::Unlisted(value) => value,
                }
            }
            fn from_name(name: &str) -> Self {
                #from_name
            }
        }
    }
}
