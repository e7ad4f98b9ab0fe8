//! The root module: `lib.rs` of a crate, or `mod.rs` for another crate to include.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{Content, Module, Target, docs, ident, operations};
use crate::model::{Area, Model};

/// Where the service is, without the version.
const HOST: &str = "https://graph.microsoft.com";

/// The version that stands for pages that name none.
const DEFAULT_VERSION: &str = "v1.0";

pub(super) fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    let name = match target {
        Target::Crate(_) => "lib.rs",
        Target::Included => "mod.rs",
    };
    vec![Module {
        path: target.source(name),
        content: Content::Rust {
            emitter: file!(),
            page: None,
            items: Box::new(move || items(model, target)),
        },
    }]
}

fn items(model: &Model, target: &Target) -> Vec<TokenStream> {
    let version = env!("CARGO_PKG_VERSION");
    let assertion = quote!(::graphdown_runtime::assert_version!(#version););
    let inner = inner(target);
    let modules = modules(model, target);
    let mut scope = Scope::of_paths(model, 0, std::iter::empty());
    let client = client(model, target, &mut scope);
    let start = [inner, scope.imports()].into_iter().chain(modules);
    start
        .chain([base_url(model, target), assertion])
        .chain(client)
        .collect()
}

/// Inner attributes, which a file that is included cannot have.
fn inner(target: &Target) -> TokenStream {
    match target {
        Target::Included => TokenStream::new(),
        Target::Crate(_) => {
            let mut lines = docs::Lines::default();
            lines.paragraph("A typed client, generated from reference pages by graphdown.");
            lines.paragraph(
                "A [`Client`] leads to every documented path; what travels is in [`types`]. Each first segment of a \
                 path is a feature of this crate.",
            );
            lines.inner()
        }
    }
}

/// Generated code uses what is deprecated itself. Inside of another crate it is also measured by that crate's own
/// rules, and is not all used by it.
fn allow(target: &Target) -> Option<TokenStream> {
    match target {
        Target::Crate(_) => None,
        Target::Included => Some(
            quote!(#[allow(dead_code, missing_docs, unreachable_pub, unused_imports, clippy::all, clippy::pedantic)]),
        ),
    }
}

fn modules(model: &Model, target: &Target) -> [TokenStream; 2] {
    let allow = allow(target);
    let areas = model.areas.iter().map(|area| {
        let (gate, module) = (gate(area, target), ident(&area.module.name));
        quote!(#gate pub mod #module;)
    });
    let types = quote!(#[allow(deprecated)] #allow pub mod types;);
    let paths = quote! {
        /// Every documented path, one module for each first segment.
        #[allow(deprecated)]
        #allow
        pub mod paths {
            #(#areas)*
        }
    };
    [types, paths]
}

fn base_url(model: &Model, target: &Target) -> TokenStream {
    let allow = allow(target);
    let version = if is_plain(&model.api_version) {
        model.api_version.as_str()
    } else {
        DEFAULT_VERSION
    };
    let url = format!("{HOST}/{version}");
    quote! {
        /// Where the documented service is.
        #allow
        pub const BASE_URL: &str = #url;
    }
}

/// The version is part of an address and comes from a file.
fn is_plain(version: &str) -> bool {
    !version.is_empty()
        && version
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b".-_".contains(&it))
}

fn client(model: &Model, target: &Target, scope: &mut Scope<'_>) -> Vec<TokenStream> {
    let areas = model.areas.iter().map(|area| of_area(model, area, target, scope));
    let areas = areas.collect::<TokenStream>();
    let builder = scope.runtime("ClientBuilder");
    let allow = allow(target);
    let declaration = quote! {
        /// The way to every documented path.
        #allow
        #[derive(Clone, Debug)]
        pub struct Client(::graphdown_runtime::Client);
    };
    let implementation = quote! {
        #allow
        impl Client {
            /// Sets up a client in detail, for [`Client::from_runtime`].
            pub fn builder() -> #builder {
                ::graphdown_runtime::Client::builder().base_url(BASE_URL)
            }
            /// A client that was set up elsewhere.
            pub fn from_runtime(client: ::graphdown_runtime::Client) -> Self {
                Self(client)
            }
            /// What it stands on.
            pub fn runtime(&self) -> &::graphdown_runtime::Client {
                &self.0
            }
            #areas
        }
    };
    let over_reqwest = quote!(::graphdown_runtime::client_over_reqwest!(Client: BASE_URL););
    vec![declaration, implementation, over_reqwest]
}

fn of_area(model: &Model, area: &Area, target: &Target, scope: &mut Scope<'_>) -> TokenStream {
    let (gate, module, method) = (gate(area, target), ident(&area.module.name), ident(&area.method));
    let root = model.node(area.root);
    let name = ident(&root.name);
    let segment = &area.segment;
    let doc = format!(" {}", docs::code(&root.template));
    let alias = docs::alias(segment, area.method.as_str());
    let (parameters, step) = operations::step(&area.step, scope);
    quote! {
        #[doc = #doc]
        #alias
        #gate
        pub fn #method(&self, #parameters) -> paths::#module::#name {
            paths::#module::#name(self.0.path() #step)
        }
    }
}

fn gate(area: &Area, target: &Target) -> Option<TokenStream> {
    let feature = area.feature.as_str();
    matches!(target, Target::Crate(_)).then(|| quote!(#[cfg(feature = #feature)]))
}
