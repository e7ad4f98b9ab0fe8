//! Files of an area: for each path a struct whose methods go on, or call.

use std::collections::BTreeMap;
use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{Code, Content, Module, Target, docs, ident, operations};
use crate::model::{Area, Child, Method, Model, Name, Node, NodeId, PathModule, Reach, Step, Ways};

/// Modules between the root and an area: `paths`, and the area itself.
const DEPTH: usize = 2;

pub(super) fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    let mut modules = Vec::new();
    let ways = Arc::new(Ways::new(model));
    for area in &model.areas {
        let folder = target.source("paths");
        collect(
            model,
            &ways,
            Some(area),
            &area.module,
            &folder,
            DEPTH,
            &mut modules,
        );
    }
    modules
}

/// A module and all below it. An area's own module also says how the client leads to it.
fn collect<'a>(
    model: &'a Model,
    ways: &Arc<Ways>,
    area: Option<&'a Area>,
    module: &'a PathModule,
    folder: &str,
    depth: usize,
    found: &mut Vec<Module<'a>>,
) {
    let below = format!("{folder}/{}", module.name);
    let parts = parts(model, module);
    let own_ways = Arc::clone(ways);
    let is_folder = depth == DEPTH || !module.children.is_empty() || !parts.is_empty();
    found.push(Module {
        path: if is_folder {
            format!("{below}/mod.rs")
        } else {
            format!("{below}.rs")
        },
        content: Content::Rust {
            emitter: file!(),
            page: None,
            code: Box::new(move || code(model, &own_ways, area, module, depth)),
        },
    });
    found.extend(parts.into_iter().map(|(name, node)| {
        let ways = Arc::clone(ways);
        Module {
            path: format!("{below}/{name}.rs"),
            content: Content::Rust {
                emitter: file!(),
                page: None,
                code: Box::new(move || part(model, &ways, node, name, depth + 1)),
            },
        }
    }));
    for child in &module.children {
        collect(model, ways, None, child, &below, depth + 1, found);
    }
}

/// The files beside a module's own that hold more methods of its nodes.
fn parts<'a>(model: &'a Model, module: &PathModule) -> BTreeMap<&'a Name, NodeId> {
    let files = module.nodes.iter().flat_map(|id| {
        let methods = &model.node(*id).methods;
        methods
            .iter()
            .filter_map(move |it| Some((it.file.as_ref()?, *id)))
    });
    files.collect()
}

/// Methods of a node that has too many for one file.
fn part(model: &Model, ways: &Ways, id: NodeId, file: &Name, depth: usize) -> Code {
    let node = model.node(id);
    let mut lines = docs::Lines::default();
    lines.paragraph(format!("More operations of {}.", docs::code(&node.template)));
    let mut scope = Scope::of_paths(model, depth, std::iter::empty());
    let name = ident(&node.name);
    let methods = node.methods.iter().filter(|it| it.file.as_ref() == Some(file));
    let table = operations::table(&quote!(super::#name), methods.clone());
    let methods: TokenStream = methods
        .map(|it| operations::method(model, ways, id, it, &mut scope))
        .collect();
    let implementation = quote! {
        impl super::#name {
            #methods
        }
    };
    Code {
        items: vec![scope.docs.inner(&lines), scope.imports(), implementation, table],
        docs: scope.docs,
    }
}

fn code(model: &Model, ways: &Ways, area: Option<&Area>, module: &PathModule, depth: usize) -> Code {
    let mut lines = docs::Lines::default();
    if let Some(first) = module.nodes.first() {
        lines.paragraph(format!(
            "Paths below {}.",
            docs::code(&model.node(*first).template)
        ));
    }
    let children = module.children.iter().map(|it| ident(&it.name));
    let parts = parts(model, module);
    let parts = parts.keys().map(|it| ident(it));
    let children = quote!(#(mod #parts;)* #(pub mod #children;)*);
    let names = module.nodes.iter().map(|id| &model.node(*id).name);
    let mut scope = Scope::of_paths(model, depth, names);
    let inner = scope.docs.inner(&lines);
    let way_in = area.map(|it| way_in(model, it, &mut scope));
    let mut nodes = Vec::with_capacity(2 * module.nodes.len());
    for id in &module.nodes {
        nodes.push(declaration(model.node(*id), &mut scope));
        nodes.extend(implementation(model, ways, *id, &mut scope));
        nodes.extend(table(model.node(*id)));
    }
    let items = [inner, children, scope.imports()].into_iter();
    Code {
        items: items.chain(way_in).chain(nodes).collect(),
        docs: scope.docs,
    }
}

/// The client's method that leads to an area. It stands in the area's file: the client's own file is the same whatever
/// areas there are, and the gate of a feature stands before the module alone.
fn way_in(model: &Model, area: &Area, scope: &mut Scope<'_>) -> TokenStream {
    let root = model.node(area.root);
    let (method, name) = (ident(&area.method), ident(&root.name));
    let doc = scope.docs.line(&docs::code(&root.template));
    let client = ident(&model.client);
    let alias = docs::alias(&area.segment, area.method.as_str());
    let (parameters, step) = operations::step(&area.step, scope);
    quote! {
        impl super::super::#client {
            #doc
            #alias
            pub fn #method(&self, #parameters) -> #name {
                #name(self.runtime().path() #step)
            }
        }
    }
}

fn declaration(node: &Node, scope: &mut Scope<'_>) -> TokenStream {
    let name = ident(&node.name);
    let path = scope.runtime("Path");
    let doc = scope.docs.line(&docs::code(&node.template));
    let visibility = match &node.reach {
        Reach::Module | Reach::Client => TokenStream::new(),
        Reach::Above(_) => quote!(pub(super)),
    };
    quote! {
        #doc
        pub struct #name(#visibility #path);
    }
}

fn implementation(model: &Model, ways: &Ways, id: NodeId, scope: &mut Scope<'_>) -> Option<TokenStream> {
    let node = model.node(id);
    if node.children.is_empty() && node.methods.is_empty() {
        return None;
    }
    let name = ident(&node.name);
    let children = node
        .children
        .iter()
        .map(|it| child(model, it, scope))
        .collect::<TokenStream>();
    let methods = own_methods(node)
        .map(|it| operations::method(model, ways, id, it, scope))
        .collect::<TokenStream>();
    Some(quote! {
        impl #name {
            #children
            #methods
        }
    })
}

/// The operations of the methods that stand in the node's own file.
fn table(node: &Node) -> Option<TokenStream> {
    let name = ident(&node.name);
    let mut methods = own_methods(node).peekable();
    methods
        .peek()
        .is_some()
        .then(|| operations::table(&quote!(#name), methods))
}

fn own_methods(node: &Node) -> impl Iterator<Item = &Method> {
    node.methods.iter().filter(|it| it.file.is_none())
}

fn child(model: &Model, child: &Child, scope: &mut Scope<'_>) -> TokenStream {
    let to = model.node(child.node);
    let method = ident(&child.method);
    let ty = node_path(to);
    let doc = scope.docs.line(&docs::code(&to.template));
    let documented = match &child.step {
        Step::Segment(name) => docs::alias(name, child.method.as_str()),
        Step::Key(..) | Step::ItemPath(_) | Step::Function(..) | Step::AlternateKey(_) => None,
    };
    let (parameters, path) = operations::step(&child.step, scope);
    quote! {
        #doc
        #documented
        pub fn #method(&self, #parameters) -> #ty {
            #ty(self.0 #path)
        }
    }
}

/// A node's struct, as its parent writes it: behind its module, where it has another.
fn node_path(node: &Node) -> TokenStream {
    let name = ident(&node.name);
    match &node.reach {
        Reach::Above(module) => {
            let module = ident(module);
            quote!(#module::#name)
        }
        Reach::Module | Reach::Client => quote!(#name),
    }
}
