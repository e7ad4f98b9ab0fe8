//! Operations find their place on a tree of paths, and become its methods. The types are settled before.

mod arguments;
pub(super) mod long_nodes;
mod method_names;
mod methods;
mod modules;
pub(super) mod nodes;
mod steps;
mod tree;
