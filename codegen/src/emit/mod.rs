//! **Stage 7: emit.** [`Model`] in, modules out: one emitter for each kind of file, in one list.
//!
//! An emitter gets finished names and indices. It computes with `let` and ends in one `quote!` shaped like the
//! result; it changes no case, looks nothing up by a string and invents no name.

mod doc_table;
mod docs;
mod enums;
mod examples;
mod fields;
mod gates;
mod guide;
mod inert;
mod manifest;
mod namespaces;
mod operations;
mod paths;
mod prelude;
mod readme;
mod root;
mod samples;
mod scope;
mod structs;

use proc_macro2::{Ident, Span, TokenStream};

use crate::model::{Model, Name};

pub use doc_table::DocTable;
#[doc(hidden)]
pub use docs::documentation;

/// A file to be printed.
pub struct Module<'a> {
    /// Below the output folder, with `/`: `types/remote_action_audit.rs`. Made of identifiers only.
    pub path: String,
    /// What is in it.
    pub content: Content<'a>,
}

/// What is in a file.
pub enum Content<'a> {
    /// Rust.
    Rust {
        /// The emitter's source file, for the header.
        emitter: &'static str,
        /// The page that leads, for the header.
        page: Option<&'a str>,
        /// Makes the code. Syntax cannot go from one thread to another, so it is made by the thread that prints it.
        code: Box<dyn Fn() -> Code + Send + Sync + 'a>,
    },
    /// Anything else, ready.
    Text(String),
}

/// The code of a file.
pub struct Code {
    /// Items, which stand apart by a blank line each.
    pub items: Vec<TokenStream>,
    /// What is said of them.
    pub docs: DocTable,
}

/// What the modules are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A crate of its own: `Cargo.toml`, `README.md`, `src/`.
    Crate(Package),
    /// A module of another crate, for `include!` from its build's folder.
    Included,
}

/// What a crate of its own says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// `graphdown-client`
    pub name: String,
    /// Where the runtime is.
    pub runtime: Runtime,
    /// Where the pages are from, and under which terms.
    pub origin: Origin,
}

/// Where the pages are from. Their words go into the crate's documentation, so the crate says whose they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The address or the name of what the pages are a part of.
    pub source: Option<String>,
    /// The pages' licence, as an SPDX expression: `CC-BY-4.0`.
    pub license: Option<String>,
}

/// Where a generated crate gets its runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// From a folder, relative to the crate.
    Path(String),
    /// From the registry.
    Version(String),
}

/// Makes the files of one kind.
type Emitter = for<'a> fn(&'a Model, &'a Target) -> Vec<Module<'a>>;

/// Every kind of file.
const EMITTERS: &[Emitter] = &[
    structs::emit,
    enums::emit,
    namespaces::emit,
    paths::emit,
    root::emit,
    manifest::emit,
    readme::emit,
    examples::data::emit,
    examples::tests::emit,
];

/// Every file of a model, sorted by path.
pub fn emit<'a>(model: &'a Model, target: &'a Target) -> Vec<Module<'a>> {
    let mut modules: Vec<_> = EMITTERS
        .iter()
        .flat_map(|emitter| emitter(model, target))
        .collect();
    modules.sort_by(|a, b| a.path.cmp(&b.path));
    modules
}

impl Target {
    /// Where the root module's folder is: Rust files of a crate stand below `src`.
    fn source(&self, path: &str) -> String {
        match self {
            Self::Crate(_) => format!("src/{path}"),
            Self::Included => path.to_owned(),
        }
    }
}

/// A name as syntax.
fn ident(name: &Name) -> Ident {
    match name.as_str().strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name.as_str(), Span::call_site()),
    }
}
