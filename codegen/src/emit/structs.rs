//! One file for each struct: its fields, and the table from documented names to constants and fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{Code, Content, DocTable, Module, Target, docs, fields, gates, ident, namespaces};
use crate::model::{Definition, Field, Model, Struct, Type, TypeId};

const INFERRED: &str = "Inferred: no page lists its properties, an example or a request shows them.";
const ADDITIONAL_DATA: &str =
    "What the service sent and the pages do not document, or what was not of the documented type.";
const INFERRED_FIELD: &str = "Inferred from a JSON example.";

/// Said of a type from which others derive.
const DERIVED: &str = "Values may be of a type that derives from it: where one is taken, so is such a value, and `.into()` puts it into a \
                       field. Of what comes, `is` tells the type and `downcast` gives it.";

/// Said of a field at which a chain of structs is cut.
const FAR: &str = "Kept behind `Nav`, so that the compiler need not follow a chain of types to its end.";

pub(super) fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    let types = model
        .types
        .iter()
        .enumerate()
        .filter_map(|(number, ty)| match &ty.shape {
            Definition::Struct(it) => Some((TypeId(number), ty, it)),
            Definition::Enum(_) => None,
        });
    let modules = types.map(|(id, ty, it)| Module {
        path: target.source(&namespaces::file(model, ty)),
        content: Content::Rust {
            emitter: file!(),
            page: ty.docs.page.as_deref(),
            code: Box::new(move || {
                code(&Source {
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

fn code(source: &Source<'_>) -> Code {
    let mut scope = Scope::of_type(source.model, source.id);
    let declaration = declaration(source, &mut scope);
    let constants = constants(source, &mut scope);
    let completion = completion(source, &mut scope);
    let items = [scope.imports(), declaration].into_iter();
    Code {
        items: items.chain(constants).chain([completion]).collect(),
        docs: scope.docs,
    }
}

fn declaration(source: &Source<'_>, scope: &mut Scope<'_>) -> TokenStream {
    let (ty, it) = (source.ty, source.it);
    let name = ident(&ty.name);
    let docs = scope.docs.outer(&documentation(ty, it));
    let alias = docs::alias(&ty.documented, ty.name.as_str());
    let deprecated = docs::deprecated(&ty.docs);
    let fields = it.fields.iter().map(|field| {
        let name = ident(&field.name);
        let (declared, _) = fields::field(field.ty, scope);
        let mut docs = docs::of(&field.docs, || docs::code(&field.wire), INFERRED_FIELD);
        if field.ty.far {
            docs.paragraph(FAR);
        }
        let docs = scope.docs.outer(&docs);
        let alias = docs::alias(&field.wire, field.name.as_str());
        let deprecated = docs::deprecated(&field.docs);
        let gate = source.gate(field);
        quote!(#docs #alias #gate #deprecated pub #name: #declared,)
    });
    let fields: TokenStream = fields.collect();
    let of_additional_data = scope.docs.line(ADDITIONAL_DATA);
    let additional_data = scope.runtime("AdditionalData");
    quote! {
        #docs
        #alias
        #deprecated
        #[derive(Clone, Default)]
        pub struct #name {
            #fields
            #of_additional_data
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
    if !it.derived.is_empty() && !ty.is_entity() {
        lines.paragraph(DERIVED);
    }
    if it.is_open {
        lines.paragraph("Open: takes properties that no page lists, in `additional_data`.");
    }
    if ty.docs.inferred {
        lines.paragraph(INFERRED);
    }
    lines
}

/// Constants that the table of properties cannot make.
fn constants(source: &Source<'_>, scope: &mut Scope<'_>) -> Option<TokenStream> {
    let (ty, it) = (source.ty, source.it);
    let name = ident(&ty.name);
    let odd = it
        .fields
        .iter()
        .filter(|it| !is_plain(it) && !source.it.is_parameters);
    let odd: TokenStream = odd.map(|field| odd_constant(source, field, scope)).collect();
    let values: TokenStream = it
        .fields
        .iter()
        .filter_map(|it| values(it, &mut scope.docs))
        .collect();
    (!odd.is_empty() || !values.is_empty()).then(|| {
        quote! {
            impl #name {
                #odd
                #values
            }
        }
    })
}

/// Whether the table makes the property's constant. It writes the documented name as it is into the documentation, where a name of
/// other characters than names have could be more than a name.
fn is_plain(field: &Field) -> bool {
    let is_of_names = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'@' | b'.' | b'-' | b'$');
    !field.wire.is_empty() && field.wire.bytes().all(is_of_names)
}

fn odd_constant(source: &Source<'_>, field: &Field, scope: &mut Scope<'_>) -> TokenStream {
    let (constant, wire) = (ident(&field.constant), &field.wire);
    let (_, held) = fields::field(field.ty, scope);
    let doc = scope.docs.line(&docs::code(wire));
    let deprecated = docs::deprecated(&field.docs);
    let gate = source.gate(field);
    let property = scope.runtime("Property");
    quote! {
        #doc
        #gate
        #deprecated
        pub const #constant: #property<Self, #held> = #property::new(#wire);
    }
}

/// The documented values of a string.
fn values(field: &Field, docs: &mut DocTable) -> Option<TokenStream> {
    let (constant, values) = field.values.as_ref()?;
    let constant = ident(constant);
    let wire = docs::code(&field.wire);
    let doc = docs.line(&format!("The values that the page lists for {wire}."));
    Some(quote! {
        #doc
        pub const #constant: &'static [&'static str] = &[#(#values),*];
    })
}

/// The table of properties, and what the type is.
fn completion(source: &Source<'_>, scope: &mut Scope<'_>) -> TokenStream {
    let (ty, it) = (source.ty, source.it);
    let (name, wire) = (ident(&ty.name), &ty.wire);
    let (bases, derived) = (&it.bases, &it.derived);
    let bases = (!bases.is_empty()).then(|| quote!(, bases [#(#bases),*]));
    let is: Vec<TokenStream> = it.is_a.iter().map(|base| scope.ty(*base)).collect();
    let is = (!is.is_empty()).then(|| quote!(, is [#(#is),*]));
    let derived = (!derived.is_empty()).then(|| quote!(, derived [#(#derived),*]));
    let (with_constant, without): (Vec<_>, Vec<_>) = it
        .fields
        .iter()
        .partition(|it| is_plain(it) && !source.it.is_parameters);
    let properties: Vec<_> = with_constant
        .iter()
        .map(|it| property(source, it, scope))
        .collect();
    let properties = (!properties.is_empty()).then(|| quote!(, properties [#(#properties),*]));
    let fields: Vec<_> = without.iter().map(|it| plain_field(source, it)).collect();
    let fields = (!fields.is_empty()).then(|| quote!(, fields [#(#fields),*]));
    let secrets: Vec<&str> = it
        .fields
        .iter()
        .filter(|it| it.secret)
        .map(|it| it.wire.as_str())
        .collect();
    let secrets = (!secrets.is_empty()).then(|| quote!(, secrets [#(#secrets),*]));
    quote!(::graphdown_runtime::model!(#name: #wire #bases #is #derived #properties #fields #secrets);)
}

/// `ACTION: "action" => action as Leaf(RemoteAction)`
fn property(source: &Source<'_>, field: &Field, scope: &mut Scope<'_>) -> TokenStream {
    let (gate, deprecated) = (source.gate(field), docs::deprecated(&field.docs));
    let (constant, wire, name) = (ident(&field.constant), &field.wire, ident(&field.name));
    let access = fields::access(field.ty);
    let (_, held) = fields::field(field.ty, scope);
    quote!(#gate #deprecated #constant: #wire => #name as #access(#held))
}

/// `"action" => action as Leaf`
fn plain_field(source: &Source<'_>, field: &Field) -> TokenStream {
    let (gate, wire, name) = (source.gate(field), &field.wire, ident(&field.name));
    let access = fields::access(field.ty);
    quote!(#gate #wire => #name as #access)
}
