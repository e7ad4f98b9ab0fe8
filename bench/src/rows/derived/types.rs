//! Derives in the place of the reflection.

use std::collections::BTreeMap;

use syn::{
    Arm, Expr, ExprLit, ExprMatch, Field, Fields, File, GenericArgument, ImplItem, Item, ItemEnum, ItemImpl,
    ItemStruct, Lit, Pat, PathArguments, Stmt, Type, parse_quote,
};

/// The wire name of each field or member.
type Names = BTreeMap<String, String>;

/// Turns every struct and enum of a file into one with serde's derives.
pub(super) fn rewrite(file: &mut File) {
    let fields = names(file, "Model", "slot", false);
    let members = names(file, "OpenEnum", "as_str", true);
    file.items.retain(|item| match item {
        Item::Impl(block) => !is_of(block, "Model"),
        Item::Macro(it) => {
            let name = it.mac.path.segments.last().map(|it| it.ident.to_string());
            !matches!(name.as_deref(), Some("model" | "open_enum"))
        }
        _ => true,
    });
    let mut arguments = Vec::new();
    for item in &mut file.items {
        match item {
            Item::Struct(it) if !fields.is_empty() || is_model(it) => derive_struct(it, &fields),
            Item::Enum(it) if !members.is_empty() => {
                derive_enum(it, &members);
                arguments.push(argument(it));
            }
            _ => {}
        }
    }
    file.items.extend(arguments);
}

/// A struct without any property has no name to look at.
fn is_model(it: &ItemStruct) -> bool {
    it.fields.iter().any(is_rest)
}

fn is_rest(field: &Field) -> bool {
    matches!(&field.ty, Type::Path(path) if path.path.is_ident("AdditionalData"))
}

fn is_of(block: &ItemImpl, name: &str) -> bool {
    let of = block.trait_.as_ref().and_then(|it| it.0.segments.last());
    of.is_some_and(|it| it.ident == name)
}

/// Reads the wire names from the arms of a generated method: `"id" => Slot::Str(&mut self.id)`, `Self::Low => "low"`.
fn names(file: &File, of: &str, method: &str, wire_is_value: bool) -> Names {
    let blocks = file.items.iter().filter_map(|item| match item {
        Item::Impl(block) if is_of(block, of) => Some(block),
        _ => None,
    });
    let functions = blocks.flat_map(|it| &it.items).filter_map(|item| match item {
        ImplItem::Fn(it) if it.sig.ident == method => Some(it),
        _ => None,
    });
    let arms = functions
        .flat_map(|it| &it.block.stmts)
        .filter_map(matched)
        .flat_map(|it| &it.arms);
    arms.filter_map(|arm| if wire_is_value { member(arm) } else { field(arm) })
        .collect()
}

fn matched(statement: &Stmt) -> Option<&ExprMatch> {
    let expression = match statement {
        Stmt::Expr(expression, _) => expression,
        Stmt::Local(local) => &local.init.as_ref()?.expr,
        _ => return None,
    };
    match expression {
        Expr::Match(it) => Some(it),
        _ => None,
    }
}

fn field(arm: &Arm) -> Option<(String, String)> {
    let Pat::Lit(ExprLit {
        lit: Lit::Str(wire), ..
    }) = &arm.pat
    else {
        return None;
    };
    let Expr::Call(call) = bare(&arm.body)? else {
        return None;
    };
    let Some(Expr::Reference(reference)) = call.args.first() else {
        return None;
    };
    let Expr::Field(field) = &*reference.expr else {
        return None;
    };
    let syn::Member::Named(name) = &field.member else {
        return None;
    };
    Some((name.to_string(), wire.value()))
}

fn member(arm: &Arm) -> Option<(String, String)> {
    let Pat::Path(path) = &arm.pat else { return None };
    let Expr::Lit(ExprLit {
        lit: Lit::Str(wire), ..
    }) = bare(&arm.body)?
    else {
        return None;
    };
    Some((path.path.segments.last()?.ident.to_string(), wire.value()))
}

/// What is in the braces that formatting puts around long arms.
fn bare(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::Block(block) => match block.block.stmts.as_slice() {
            [Stmt::Expr(only, None)] => Some(only),
            _ => None,
        },
        other => Some(other),
    }
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

/// An enum may stand in a path, as with ours.
fn argument(it: &ItemEnum) -> Item {
    let name = &it.ident;
    parse_quote! {
        impl From<#name> for ::graphdown_runtime::Argument {
            fn from(it: #name) -> Self {
                Self::verbatim(OpenEnum::as_str(&it))
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
