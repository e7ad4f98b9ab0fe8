//! The root module, `lib.rs` of a crate or `mod.rs` for another crate to include, and the client beside it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Code, Content, DocTable, Module, Target, docs, gates, guide, ident, prelude};
use crate::model::Model;
use crate::service::{ADDRESS, CLOUDS, VERSIONS};

pub(super) fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    let name = match target {
        Target::Crate(_) => "lib.rs",
        Target::Included => "mod.rs",
    };
    let module = |name: &str, code: Box<dyn Fn() -> Code + Send + Sync + 'a>| Module {
        path: target.source(name),
        content: Content::Rust {
            emitter: file!(),
            page: None,
            code,
        },
    };
    vec![
        module(name, Box::new(move || root(model, target))),
        module("client.rs", Box::new(move || client(model))),
    ]
}

/// Modules and what stands for them here; formatted as rustfmt would, which must leave the modules as they are.
fn root(model: &Model, target: &Target) -> Code {
    let mut docs = DocTable::default();
    let allow = allow(target);
    let areas = model.areas.iter().map(|area| {
        let (gate, module) = (gates::of_feature(&area.feature, target), ident(&area.module.name));
        quote!(#gate pub mod #module;)
    });
    let client = quote!(#[rustfmt::skip] #allow mod client;);
    let paths = quote! {
        /// Every documented path, one module for each first segment.
        #[rustfmt::skip]
        #[allow(deprecated)]
        #allow
        pub mod paths {
            #(#areas)*
        }
    };
    let types = quote!(#[rustfmt::skip] #[allow(deprecated)] #allow pub mod types;);
    let unused =
        matches!(target, Target::Included).then(|| quote!(#[allow(unreachable_pub, unused_imports)]));
    let reexports = quote! {
        #unused pub use ::graphdown_runtime::{self as runtime, prelude::*};
        #unused pub use client::{BASE_URL, Client};
    };
    let prelude = prelude::module(model, allow.as_ref());
    Code {
        items: vec![
            inner(model, target, &mut docs),
            client,
            paths,
            types,
            reexports,
            prelude,
        ],
        docs,
    }
}

/// Inner attributes, which a file that is included cannot have.
fn inner(model: &Model, target: &Target, docs: &mut DocTable) -> TokenStream {
    match target {
        Target::Included => TokenStream::new(),
        Target::Crate(package) => {
            let mut lines = docs::Lines::default();
            lines.paragraph("A typed client, generated from reference pages by graphdown.");
            for part in guide::guide(model, &package.name) {
                match part {
                    guide::Part::Heading(heading) => lines.paragraph(format!("# {heading}")),
                    guide::Part::Words(words) => lines.paragraph(words),
                    guide::Part::Code(kind, code) => lines.code(kind, code.iter().map(String::as_str)),
                }
            }
            lines.paragraph("# Areas");
            lines.paragraph(
                "Each is a feature of this crate. It brings its paths and the types that they take and give; a navigation property is \
                 declared where an enabled feature brings the type that it leads to, and else what is expanded stays in \
                 `additional_data`.",
            );
            lines.paragraph(areas(model));
            docs.inner(&lines)
        }
    }
}

/// The areas as a table.
fn areas(model: &Model) -> String {
    let rows = model.areas.iter().map(|it| {
        let path = docs::code(&format!("/{}", it.segment));
        format!(
            "\n| {path} | `client.{}()` | `{}` | {} |",
            it.method, it.feature, it.operations
        )
    });
    let rows: String = rows.collect();
    format!("| path | in Rust | feature | operations |\n|---|---|---|---:|{rows}")
}

/// Generated code uses what is deprecated itself. Inside of another crate it is also measured by that crate's own
/// rules, and is not all used by it.
fn allow(target: &Target) -> Option<TokenStream> {
    match target {
        Target::Crate(_) => None,
        Target::Included => Some(quote!(#[allow(
            dead_code, missing_debug_implementations, missing_docs, unreachable_pub, unused_imports,
            clippy::all, clippy::cargo, clippy::nursery, clippy::pedantic, clippy::restriction
        )])),
    }
}

fn client(model: &Model) -> Code {
    let version = env!("CARGO_PKG_VERSION");
    let url = base_url(model);
    let inner = quote!(#![doc = " The way in."]);
    let imports = quote!(
        use ::graphdown_runtime::model::Outcome;
        use ::graphdown_runtime::{ClientBuilder, Error, Reference, Request};
    );
    let assertion = quote!(::graphdown_runtime::assert_version!(#version););
    let base_url = quote! {
        /// Where the documented service is.
        pub const BASE_URL: &str = #url;
    };
    let mut docs = DocTable::default();
    let way = docs.line("The way to every documented path.");
    let declaration = quote! {
        #way
        #[derive(Clone, Debug)]
        pub struct Client(::graphdown_runtime::Client);
    };
    let clouds = clouds(&url, &mut docs);
    let implementation = quote! {
        impl Client {
            #clouds
            /// Sets up a client in detail.
            pub fn builder() -> ClientBuilder<Self> {
                ClientBuilder::new(BASE_URL)
            }
            /// A client that was set up elsewhere.
            pub fn from_runtime(client: impl Into<::graphdown_runtime::Client>) -> Self {
                Self(client.into())
            }
            /// What it stands on.
            pub fn runtime(&self) -> &::graphdown_runtime::Client {
                &self.0
            }
            /// Reads what is at an address that no page documents; see [`runtime::Client::get`](::graphdown_runtime::Client::get).
            pub fn get<T: Outcome>(&self, address: &str) -> Request<T> {
                self.0.get(address)
            }
            /// Creates something at an address that no page documents, or calls an action: `.body(…)` says with what.
            pub fn post<T: Outcome>(&self, address: &str) -> Request<T> {
                self.0.post(address)
            }
            /// Changes what is at an address that no page documents: `.body(…)` says how.
            pub fn patch<T: Outcome>(&self, address: &str) -> Request<T> {
                self.0.patch(address)
            }
            /// Replaces what is at an address that no page documents: `.body(…)` says by what.
            pub fn put<T: Outcome>(&self, address: &str) -> Request<T> {
                self.0.put(address)
            }
            /// Removes what is at an address that no page documents.
            pub fn delete(&self, address: &str) -> Request<()> {
                self.0.delete(address)
            }
            /// The address of a thing, to bind to it: `client.reference("/directoryObjects/8a1c…")?`.
            ///
            /// # Errors
            ///
            /// It is no address of this service.
            pub fn reference(&self, address: &str) -> Result<Reference, Error> {
                self.0.reference(address)
            }
        }
    };
    let from_runtime = quote! {
        impl From<::graphdown_runtime::Client> for Client {
            fn from(client: ::graphdown_runtime::Client) -> Self {
                Self(client)
            }
        }
    };
    let into_runtime = quote! {
        impl From<Client> for ::graphdown_runtime::Client {
            fn from(client: Client) -> Self {
                client.0
            }
        }
    };
    let over_reqwest = quote!(::graphdown_runtime::client_over_reqwest!(Client: BASE_URL););
    let items = vec![
        inner,
        imports,
        base_url,
        assertion,
        declaration,
        implementation,
        from_runtime,
        into_runtime,
        over_reqwest,
    ];
    Code { items, docs }
}

/// The clouds of the service, where it is one that has several.
fn clouds(url: &str, docs: &mut DocTable) -> TokenStream {
    let Some(below) = url.strip_prefix(ADDRESS).filter(|it| it.starts_with('/')) else {
        return TokenStream::new();
    };
    let clouds = CLOUDS.iter().map(|cloud| {
        let name = format_ident!("{}", cloud.name);
        let (address, sign_in) = (format!("{}{below}", cloud.address), cloud.sign_in);
        let docs = docs.line(&format!("The service in {}.", cloud.title));
        quote! {
            #docs
            pub const #name: ::graphdown_runtime::Cloud = ::graphdown_runtime::Cloud::new(#address, #sign_in);
        }
    });
    quote!(#(#clouds)*)
}

fn base_url(model: &Model) -> String {
    let version = if is_plain(&model.api_version) {
        model.api_version.as_str()
    } else {
        VERSIONS[0]
    };
    format!("{ADDRESS}/{version}")
}

/// The version is part of an address and comes from a file.
fn is_plain(version: &str) -> bool {
    !version.is_empty()
        && version
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b".-_".contains(&it))
}
