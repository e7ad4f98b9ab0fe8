//! Files of an area: for each path a struct whose methods go on, or call.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{Content, Module, Target, docs, ident, operations};
use crate::model::{Area, Child, Model, Name, Node, NodeId, Reach, Step};

/// Modules between the root and an area's `mod.rs`: `paths`, and the area itself.
const DEPTH: usize = 2;

pub(super) fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    model
        .areas
        .iter()
        .flat_map(|area| of_area(model, target, area))
        .collect()
}

fn of_area<'a>(model: &'a Model, target: &'a Target, area: &'a Area) -> Vec<Module<'a>> {
    let folder = format!("paths/{}", area.module);
    let root = module(target.source(&format!("{folder}/mod.rs")), move || {
        let docs = area_docs(area);
        let files = area.files.iter().map(|it| ident(&it.module));
        let files = quote!(#(pub mod #files;)*);
        let nodes = nodes(model, DEPTH, &area.nodes);
        [docs, files].into_iter().chain(nodes).collect()
    });
    let files = area.files.iter().map(|file| {
        let path = target.source(&format!("{folder}/{}.rs", file.module));
        module(path, move || {
            let docs = file_docs(model, &file.nodes);
            [docs]
                .into_iter()
                .chain(nodes(model, DEPTH + 1, &file.nodes))
                .collect()
        })
    });
    [root].into_iter().chain(files).collect()
}

fn module<'a>(path: String, items: impl Fn() -> Vec<TokenStream> + Send + Sync + 'a) -> Module<'a> {
    Module {
        path,
        content: Content::Rust {
            emitter: file!(),
            page: None,
            items: Box::new(items),
        },
    }
}

fn area_docs(area: &Area) -> TokenStream {
    let mut lines = docs::Lines::default();
    lines.paragraph(format!(
        "Paths below {}.",
        docs::code(&format!("/{}", area.segment))
    ));
    lines.inner()
}

fn file_docs(model: &Model, nodes: &[NodeId]) -> TokenStream {
    let mut lines = docs::Lines::default();
    if let Some(first) = nodes.first() {
        lines.paragraph(format!(
            "Paths below {}.",
            docs::code(&model.node(*first).template)
        ));
    }
    lines.inner()
}

/// Imports and nodes of one file.
fn nodes(model: &Model, depth: usize, ids: &[NodeId]) -> Vec<TokenStream> {
    let names = ids.iter().map(|id| &model.node(*id).name);
    let mut scope = Scope::of_paths(model, depth, names);
    let mut items = Vec::with_capacity(1 + 2 * ids.len());
    for id in ids {
        let node = model.node(*id);
        items.push(declaration(node, &mut scope));
        items.extend(implementation(model, node, &mut scope));
    }
    items.insert(0, scope.imports());
    items
}

fn declaration(node: &Node, scope: &mut Scope<'_>) -> TokenStream {
    let name = ident(&node.name);
    let path = scope.runtime("Path");
    let doc = format!(" {}", docs::code(&node.template));
    let visibility = match node.reach {
        Reach::File => TokenStream::new(),
        Reach::Area => quote!(pub(super)),
        Reach::Client => quote!(pub(in super::super)),
    };
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct #name(#visibility #path);
    }
}

fn implementation(model: &Model, node: &Node, scope: &mut Scope<'_>) -> Option<TokenStream> {
    if node.children.is_empty() && node.methods.is_empty() {
        return None;
    }
    let name = ident(&node.name);
    let children = node
        .children
        .iter()
        .map(|it| child(model, node, it, scope))
        .collect::<TokenStream>();
    let methods = node
        .methods
        .iter()
        .map(|it| operations::method(it, scope))
        .collect::<TokenStream>();
    Some(quote! {
        impl #name {
            #children
            #methods
        }
    })
}

fn child(model: &Model, node: &Node, child: &Child, scope: &mut Scope<'_>) -> TokenStream {
    let to = model.node(child.node);
    let method = ident(&child.method);
    let ty = node_path(to, node.file.as_ref());
    let doc = format!(" {}", docs::code(&to.template));
    let documented = match &child.step {
        Step::Segment(name) => docs::alias(name, child.method.as_str()),
        Step::Key(_) | Step::ItemPath(_) | Step::Function(..) | Step::AlternateKey(_) => None,
    };
    let (parameters, path) = operations::step(&child.step, scope);
    quote! {
        #[doc = #doc]
        #documented
        pub fn #method(&self, #parameters) -> #ty {
            #ty(self.0 #path)
        }
    }
}

/// A node's struct, as a file of the same area writes it: behind its module, where it has another.
fn node_path(node: &Node, from: Option<&Name>) -> TokenStream {
    let name = ident(&node.name);
    match &node.file {
        Some(file) if Some(file) != from => {
            let file = ident(file);
            quote!(#file::#name)
        }
        _ => quote!(#name),
    }
}
