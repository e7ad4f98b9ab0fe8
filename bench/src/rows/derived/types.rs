//! Derives in the place of the reflection.

use syn::{
    Field, Fields, File, GenericArgument, Item, ItemEnum, ItemStruct, PathArguments, Type, parse_quote,
};

use super::tables::{self, Model, Names, OpenEnum};

/// Turns every struct and enum of a file into one with serde's derives.
pub(super) fn rewrite(file: &mut File) -> syn::Result<()> {
    let (model, open_enum) = tables::read(file)?;
    file.items
        .retain(|item| !matches!(tables::macro_name(item).as_deref(), Some("model" | "open_enum")));
    let mut more = Vec::new();
    for item in &mut file.items {
        match (item, &model, &open_enum) {
            (Item::Struct(it), Some(model), _) => {
                derive_struct(it, &model.names());
                more.push(constants(it, model));
            }
            (Item::Enum(it), _, Some(open_enum)) => {
                derive_enum(it, &open_enum.names());
                more.extend([members(open_enum), argument(it)]);
            }
            _ => {}
        }
    }
    file.items.extend(more);
    Ok(())
}

fn is_rest(field: &Field) -> bool {
    matches!(&field.ty, Type::Path(path) if path.path.is_ident("AdditionalData"))
}

/// The standard library's traits too, which `model!` gave.
fn derive_struct(it: &mut ItemStruct, names: &Names) {
    it.attrs
        .push(parse_quote!(#[derive(Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]));
    let Fields::Named(fields) = &mut it.fields else {
        return;
    };
    for field in &mut fields.named {
        if is_rest(field) {
            field.attrs.push(parse_quote!(#[serde(skip)]));
            continue;
        }
        if let Some(of) = navigation(&field.ty) {
            field.ty = parse_quote!(::std::option::Option<::std::boxed::Box<#of>>);
        }
        let Some(wire) = field.ident.as_ref().and_then(|name| names.get(&name.to_string())) else {
            continue;
        };
        field
            .attrs
            .push(parse_quote!(#[serde(rename = #wire, default, skip_serializing_if = "Option::is_none")]));
    }
}

/// The type within `Nav<T>`.
fn navigation(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(of) if last.ident == "Nav" => Some(of.clone()),
        _ => None,
    }
}

/// A constant for each property, as with ours.
fn constants(it: &ItemStruct, model: &Model) -> Item {
    let name = &it.ident;
    let rows = model.rows.iter().filter_map(|row| {
        let (constant, held) = row.constant.as_ref()?;
        let (attributes, wire) = (&row.attributes, &row.wire);
        let doc = format!(" `{}`", wire.value());
        let constant: syn::ImplItemConst = parse_quote! {
            #[doc = #doc]
            #(#attributes)*
            pub const #constant: ::graphdown_runtime::Property<Self, #held> = ::graphdown_runtime::Property::new(#wire);
        };
        Some(constant)
    });
    parse_quote! {
        impl #name {
            #(#rows)*
        }
    }
}

/// The names of an enum's members, as with ours.
fn members(it: &OpenEnum) -> Item {
    let name = &it.name;
    let (members, wires): (Vec<_>, Vec<_>) = it.members.iter().map(|(member, wire)| (member, wire)).unzip();
    parse_quote! {
        impl ::graphdown_runtime::OpenEnum for #name {
            const MEMBERS: &'static [&'static str] = &[#(#wires),*];
            fn as_str(&self) -> &str {
                match self {
                    #(Self::#members => #wires,)*
                    Self::Unlisted(name) => name,
                }
            }
            fn from_name(name: &str) -> Self {
                match name {
                    #(#wires => Self::#members,)*
                    _ => Self::Unlisted(name.to_owned()),
                }
            }
        }
    }
}

/// An enum may stand in a path, as with ours.
fn argument(it: &ItemEnum) -> Item {
    let name = &it.ident;
    parse_quote! {
        impl From<#name> for ::graphdown_runtime::Argument {
            fn from(it: #name) -> Self {
                Self::verbatim(::graphdown_runtime::OpenEnum::as_str(&it))
            }
        }
    }
}

/// The standard library's traits too, which `open_enum!` gave.
fn derive_enum(it: &mut ItemEnum, names: &Names) {
    it.attrs
        .push(parse_quote!(#[derive(Debug, PartialEq, Eq, Hash, ::serde::Serialize, ::serde::Deserialize)]));
    for variant in &mut it.variants {
        let attribute = match names.get(&variant.ident.to_string()) {
            Some(wire) => parse_quote!(#[serde(rename = #wire)]),
            None => parse_quote!(#[serde(untagged)]),
        };
        variant.attrs.push(attribute);
    }
}
