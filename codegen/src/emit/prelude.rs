//! `prelude`: the one `use` of a program, with the client, what travels, and what the runtime has for callers.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::ident;
use crate::model::{Model, NamespaceId};

/// What the runtime's own prelude has. A test holds that this is all of it.
const OF_RUNTIME: [&str; 40] = [
    "AdditionalData",
    "Argument",
    "Binary",
    "Bind",
    "Bytes",
    "CachedCredential",
    "Change",
    "Credential",
    "Date",
    "DateTime",
    "Decimal",
    "Duration",
    "Error",
    "Expand",
    "Expansion",
    "Filter",
    "Flags",
    "Guid",
    "IsA",
    "Items",
    "Json",
    "Key",
    "Nav",
    "OpenEnum",
    "Order",
    "Page",
    "Pages",
    "Patch",
    "Prefer",
    "Property",
    "Reference",
    "Request",
    "Response",
    "RetryPolicy",
    "ServiceError",
    "StaticToken",
    "TimeOfDay",
    "Token",
    "Transport",
    "Typed",
];

/// The module of parameters that actions take.
const PARAMETERS: &str = "microsoft.graph.parameters";

pub(super) fn module(model: &Model, allow: Option<&TokenStream>) -> TokenStream {
    let parameters = (0..model.namespaces.len())
        .map(NamespaceId)
        .find(|id| model.namespace(*id).documented == PARAMETERS);
    let mut taken = names(model, NamespaceId::ROOT);
    taken.extend(parameters.iter().flat_map(|id| names(model, *id)));
    // Of two names that are alike, the one that is written out counts.
    let alike: Vec<Ident> = OF_RUNTIME
        .iter()
        .filter(|it| taken.contains(**it))
        .map(|it| Ident::new(it, Span::call_site()))
        .collect();
    let of_runtime =
        (!alike.is_empty()).then(|| quote!(pub use ::graphdown_runtime::prelude::{#(#alike),*};));
    let parameters = parameters.map(|id| {
        let name = ident(&model.namespace(id).name);
        quote!(pub use super::types::#name::*;)
    });
    quote! {
        /// All that a program names, in one `use`: the client, what travels, and what stands around calls. A type that is called as
        /// something of the runtime is had from `types`.
        #[allow(unused_imports, ambiguous_glob_reexports)]
        #allow
        pub mod prelude {
            pub use super::Client;
            pub use super::types::*;
            #parameters
            pub use ::graphdown_runtime::prelude::*;
            #of_runtime
        }
    }
}

fn names(model: &Model, namespace: NamespaceId) -> BTreeSet<String> {
    let types = &model.namespace(namespace).types;
    types.iter().map(|id| model.ty(*id).name.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::OF_RUNTIME;

    #[test]
    fn the_runtime_has_these_names() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime/src/lib.rs");
        let text = std::fs::read_to_string(file).expect("the runtime stands beside this crate");
        let listed = text.split_once("pub mod prelude {").expect("a prelude").1;
        let listed = listed.split_once("pub use crate::{").expect("a list").1;
        let listed = listed.split_once('}').expect("its end").0;
        let names = listed
            .split(',')
            .map(|it| it.trim().rsplit("::").next().unwrap_or_default());
        let mut names: Vec<_> = names.filter(|it| !it.is_empty()).collect();
        names.sort_unstable();
        assert_eq!(names, OF_RUNTIME);
    }
}
