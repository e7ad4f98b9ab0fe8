//! One file for each struct: fields, property constants, and the table from documented names to fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{Content, Module, Target, docs, fields, gates, ident, namespaces};
use crate::model::{Field, Model, Shape, Struct, Type, TypeId};

const INFERRED: &str = "Inferred: no page lists its properties, an example or a request shows them.";
const INFERRED_FIELD: &str = "Inferred from a JSON example.";

pub(super) fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    let types = model
        .types
        .iter()
        .enumerate()
        .filter_map(|(number, ty)| match &ty.shape {
            Shape::Struct(it) => Some((TypeId(number), ty, it)),
            Shape::Enum(_) => None,
        });
    let modules = types.map(|(id, ty, it)| Module {
        path: target.source(&namespaces::file(model, ty)),
        content: Content::Rust {
            emitter: file!(),
            page: ty.docs.page.as_deref(),
            items: Box::new(move || {
                items(&Source {
                    model,
                    target,
                    id,
                    ty,
                    it,
                })
            }),
        },
    });
    modules.collect()
}

/// What a file is made from.
struct Source<'a> {
    model: &'a Model,
    target: &'a Target,
    id: TypeId,
    ty: &'a Type,
    it: &'a Struct,
}

impl Source<'_> {
    /// What stands before all that belongs to a field.
    fn gate(&self, field: &Field) -> Option<TokenStream> {
        gates::of_field(self.model, self.id, field, self.target)
    }
}

fn items(source: &Source<'_>) -> Vec<TokenStream> {
    let mut scope = Scope::of_type(source.model, source.id);
    let declaration = declaration(source, &mut scope);
    let constants = constants(source, &mut scope);
    let implementation = implementation(source, &mut scope);
    let completion = completion(source.ty, source.it);
    let items = [scope.imports()]
        .into_iter()
        .chain([declaration])
        .chain(constants);
    items.chain([implementation, completion]).collect()
}

fn declaration(source: &Source<'_>, scope: &mut Scope<'_>) -> TokenStream {
    let (ty, it) = (source.ty, source.it);
    let name = ident(&ty.name);
    let docs = documentation(ty, it).outer();
    let alias = docs::alias(&ty.documented, ty.name.as_str());
    let deprecated = docs::deprecated(&ty.docs);
    let fields = it.fields.iter().map(|field| {
        let name = ident(&field.name);
        let (declared, _) = fields::field(field.ty, scope);
        let docs = docs::of(&field.docs, || docs::code(&field.wire), INFERRED_FIELD).outer();
        let alias = docs::alias(&field.wire, field.name.as_str());
        let deprecated = docs::deprecated(&field.docs);
        let gate = source.gate(field);
        quote!(#docs #alias #gate #deprecated pub #name: #declared,)
    });
    let fields: TokenStream = fields.collect();
    let additional_data = scope.runtime("AdditionalData");
    quote! {
        #docs
        #alias
        #deprecated
        #[derive(Clone, Default)]
        pub struct #name {
            #fields
            /// What the service sent and the pages do not document, or what was not of the documented type.
            pub additional_data: #additional_data,
        }
    }
}

fn documentation(ty: &Type, it: &Struct) -> docs::Lines {
    let mut lines = docs::Lines::default();
    lines.words(ty.docs.text.as_deref().unwrap_or_default());
    let what = if it.is_parameters {
        format!("Parameters of {}", docs::code(&ty.documented))
    } else {
        docs::code(&ty.wire)
    };
    lines.paragraph(docs::documented(&what, &ty.docs));
    if it.is_abstract {
        lines.paragraph("Abstract: values are of a type that derives from it.");
    }
    if it.is_open {
        lines.paragraph("Open: takes properties that no page lists, in `additional_data`.");
    }
    if ty.docs.inferred {
        lines.paragraph(INFERRED);
    }
    lines
}

/// `impl` with a constant for each property. Nothing where there is none, or where nothing can be asked for.
fn constants(source: &Source<'_>, scope: &mut Scope<'_>) -> Option<TokenStream> {
    let (ty, it) = (source.ty, source.it);
    if it.fields.is_empty() || it.is_parameters {
        return None;
    }
    let name = ident(&ty.name);
    let property = scope.runtime("Property");
    let constants = it.fields.iter().map(|field| {
        let constant = ident(&field.constant);
        let wire = &field.wire;
        let (_, held) = fields::field(field.ty, scope);
        let doc = format!(" {}", docs::code(wire));
        let deprecated = docs::deprecated(&field.docs);
        let values = values(field);
        let gate = source.gate(field);
        quote! {
            #[doc = #doc]
            #gate
            #deprecated
            pub const #constant: #property<Self, #held> = #property::new(#wire);
            #values
        }
    });
    let constants: TokenStream = constants.collect();
    Some(quote! {
        impl #name {
            #constants
        }
    })
}

/// The documented values of a string.
fn values(field: &Field) -> Option<TokenStream> {
    let (constant, values) = field.values.as_ref()?;
    let constant = ident(constant);
    let doc = format!(" The values that the page lists for {}.", docs::code(&field.wire));
    Some(quote! {
        #[doc = #doc]
        pub const #constant: &'static [&'static str] = &[#(#values),*];
    })
}

fn implementation(source: &Source<'_>, scope: &mut Scope<'_>) -> TokenStream {
    let name = ident(&source.ty.name);
    let (model, additional_data) = (scope.runtime("Model"), scope.runtime("AdditionalData"));
    let (slot, visit) = (slot(source, scope), visit(source, scope));
    quote! {
        impl #model for #name {
            #slot
            #visit
            fn additional_data(&self) -> &#additional_data {
                &self.additional_data
            }
            fn additional_data_mut(&mut self) -> &mut #additional_data {
                &mut self.additional_data
            }
        }
    }
}

/// From a documented name to a field.
fn slot(source: &Source<'_>, scope: &mut Scope<'_>) -> TokenStream {
    let (it, slot) = (source.it, scope.runtime("Slot"));
    if it.fields.is_empty() {
        return quote! {
            fn slot(&mut self, _name: &str) -> Option<#slot<'_>> {
                None
            }
        };
    }
    let arms = it.fields.iter().map(|field| {
        let (wire, access, name) = (&field.wire, fields::access(field.ty), ident(&field.name));
        let gate = source.gate(field);
        quote!(#gate #wire => #slot::#access(&mut self.#name),)
    });
    let allow = may_be_empty(source).then(|| quote!(#[allow(unreachable_code)]));
    quote! {
        #allow
        fn slot(&mut self, name: &str) -> Option<#slot<'_>> {
            let slot = match name {
                #(#arms)*
                _ => return None,
            };
            Some(slot)
        }
    }
}

/// From each field to its value.
fn visit(source: &Source<'_>, scope: &mut Scope<'_>) -> TokenStream {
    let (it, visitor) = (source.it, scope.runtime("Visitor"));
    if it.fields.is_empty() {
        return quote!(fn visit<'a>(&'a self, _visitor: &mut #visitor<'a>) {});
    }
    let view = scope.runtime("View");
    let calls = it.fields.iter().map(|field| {
        let (wire, access, name) = (&field.wire, fields::access(field.ty), ident(&field.name));
        let gate = source.gate(field);
        quote!(#gate visitor.put(#wire, #view::#access(&self.#name));)
    });
    let allow = may_be_empty(source).then(|| quote!(#[allow(unused_variables)]));
    quote! {
        #allow
        fn visit<'a>(&'a self, visitor: &mut #visitor<'a>) {
            #(#calls)*
        }
    }
}

/// Where every field is gated, a crate may have none of them. Said for both targets, so that gates alone differ.
fn may_be_empty(source: &Source<'_>) -> bool {
    let gated = |field| gates::is_gated(source.model, source.id, field);
    source.it.fields.iter().all(gated)
}

fn completion(ty: &Type, it: &Struct) -> TokenStream {
    let (name, wire) = (ident(&ty.name), &ty.wire);
    let (bases, derived) = (&it.bases, &it.derived);
    let bases = (!bases.is_empty()).then(|| quote!(, bases [#(#bases),*]));
    let derived = (!derived.is_empty()).then(|| quote!(, derived [#(#derived),*]));
    quote!(::graphdown_runtime::model!(#name: #wire #bases #derived);)
}
