//! What a file uses of other files, how it writes their names, and what it says of its own.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{DocTable, ident};
use crate::model::{Model, Name, NamespaceId, TypeId, Value};

/// Collects the imports and the documentation of one file while its items are made.
///
/// A type is imported and written by its short name. Where the file has another of that name already, or where the
/// features that bring the file may not bring the type, it is written with its path.
pub(super) struct Scope<'a> {
    /// What is said of the items.
    pub(super) docs: DocTable,
    model: &'a Model,
    /// The way from the file to `types`.
    to_types: ToTypes,
    /// The type that the file declares.
    own: Option<TypeId>,
    /// Short names in use, and by which type. `None` is a name that the file declares and that is no such type.
    taken: BTreeMap<&'a str, Option<TypeId>>,
    /// Imported types by the module they come from.
    imports: BTreeMap<NamespaceId, BTreeSet<&'a Name>>,
    runtime: BTreeSet<&'static str>,
    imports_types: bool,
    imports_bytes: bool,
}

enum ToTypes {
    /// From a type's file in this module.
    Within(NamespaceId),
    /// From a file so many modules below the root.
    Below(usize),
    /// From another crate, which knows the client's by this name.
    Outside(Ident),
}

impl<'a> Scope<'a> {
    /// The scope of a type's own file.
    pub(super) fn of_type(model: &'a Model, id: TypeId) -> Self {
        let ty = model.ty(id);
        let mut scope = Self::new(model, ToTypes::Within(ty.namespace));
        scope.own = Some(id);
        scope.taken.insert(ty.name.as_str(), Some(id));
        scope
    }

    /// The scope of a file so many modules below the root, which declares these names itself.
    pub(super) fn of_paths(model: &'a Model, depth: usize, own: impl Iterator<Item = &'a Name>) -> Self {
        let mut scope = Self::new(model, ToTypes::Below(depth));
        scope.taken.extend(own.map(|it| (it.as_str(), None)));
        scope
    }

    /// The scope of a test of the crate.
    pub(super) fn of_test(model: &'a Model, crate_name: Ident) -> Self {
        let mut scope = Self::new(model, ToTypes::Outside(crate_name));
        // What such a test imports beside types.
        let imported = ["Answer", model.client.as_str(), "Empty", "Operation"];
        scope.taken.extend(imported.map(|it| (it, None)));
        scope
    }

    fn new(model: &'a Model, to_types: ToTypes) -> Self {
        Self {
            docs: DocTable::default(),
            model,
            to_types,
            own: None,
            taken: BTreeMap::new(),
            imports: BTreeMap::new(),
            runtime: BTreeSet::new(),
            imports_types: false,
            imports_bytes: false,
        }
    }

    /// A type, as this file writes it. One that may not be there is not imported: the gate stands at its use.
    pub(super) fn ty(&mut self, id: TypeId) -> TokenStream {
        let ty = self.model.ty(id);
        let name = ident(&ty.name);
        if self.is_there(id) && *self.taken.entry(ty.name.as_str()).or_insert(Some(id)) == Some(id) {
            if self.own != Some(id) {
                self.imports.entry(ty.namespace).or_default().insert(&ty.name);
            }
            return quote!(#name);
        }
        match &self.to_types {
            ToTypes::Within(_) => {
                let path = self.path(ty.namespace);
                quote!(#path::#name)
            }
            ToTypes::Below(_) | ToTypes::Outside(_) => {
                self.imports_types = true;
                let modules = self.chain(ty.namespace);
                quote!(types::#(#modules::)*#name)
            }
        }
    }

    /// A name of the runtime.
    pub(super) fn runtime(&mut self, name: &'static str) -> Ident {
        self.runtime.insert(name);
        Ident::new(name, Span::call_site())
    }

    /// The runtime's `Nav`, for a property that leads to this value. No import either, where a gate stands at its use.
    pub(super) fn nav(&mut self, to: Value) -> TokenStream {
        if to.type_id().is_none_or(|it| self.is_there(it)) {
            let nav = self.runtime("Nav");
            return quote!(#nav);
        }
        quote!(::graphdown_runtime::Nav)
    }

    /// Whether whatever brings this file brings the type.
    fn is_there(&self, id: TypeId) -> bool {
        self.own.is_none_or(|own| self.model.comes_with(own, id))
    }

    /// The runtime's `Bytes`, which are another crate's.
    pub(super) fn bytes(&mut self) -> Ident {
        self.imports_bytes = true;
        Ident::new("Bytes", Span::call_site())
    }

    /// The `use` items for all that was asked for.
    pub(super) fn imports(&self) -> TokenStream {
        let types = self.imports.iter().map(|(namespace, names)| {
            let path = self.path(*namespace);
            let names = names.iter().map(|it| ident(it));
            use_of(&path, &names.collect::<Vec<_>>())
        });
        let types: TokenStream = types.collect();
        let module = self.imports_types.then(|| {
            let root = self.root();
            quote!(use #root types;)
        });
        let runtime = (!self.runtime.is_empty()).then(|| {
            let names = self.runtime.iter().map(|it| Ident::new(it, Span::call_site()));
            use_of(&quote!(::graphdown_runtime), &names.collect::<Vec<_>>())
        });
        let bytes = self.imports_bytes.then(|| {
            quote!(
                use ::graphdown_runtime::bytes::Bytes;
            )
        });
        quote!(#types #module #bytes #runtime)
    }

    /// The way to a module of types.
    fn path(&self, to: NamespaceId) -> TokenStream {
        let down = self.chain(to);
        match &self.to_types {
            ToTypes::Below(_) | ToTypes::Outside(_) => {
                let root = self.root();
                quote!(#root types #(::#down)*)
            }
            ToTypes::Within(from) => {
                let from = self.chain(*from);
                let common = from.iter().zip(&down).take_while(|(a, b)| a == b).count();
                let up = std::iter::repeat_n(quote!(super), 1 + from.len() - common);
                let down = &down[common..];
                quote!(#(#up)::* #(::#down)*)
            }
        }
    }

    /// `super::super::`, up to the root.
    fn root(&self) -> TokenStream {
        match &self.to_types {
            ToTypes::Below(depth) => std::iter::repeat_n(quote!(super::), *depth).collect(),
            ToTypes::Outside(name) => quote!(::#name::),
            ToTypes::Within(_) => TokenStream::new(),
        }
    }

    /// The modules from `types` to this one.
    fn chain(&self, namespace: NamespaceId) -> Vec<Ident> {
        let mut chain = Vec::new();
        let mut at = self.model.namespace(namespace);
        while let Some(parent) = at.parent {
            chain.push(ident(&at.name));
            at = self.model.namespace(parent);
        }
        chain.reverse();
        chain
    }
}

fn use_of(path: &TokenStream, names: &[Ident]) -> TokenStream {
    match names {
        [name] => quote!(use #path::#name;),
        names => quote!(use #path::{#(#names),*};),
    }
}
