//! Operations find their place on a tree of paths, and become its methods. The types are settled before.

mod arguments;
pub(super) mod long_nodes;
mod method_names;
mod methods;
mod modules;
pub(super) mod nodes;
mod steps;
mod tree;
use crate::dialect::address::documented;

/// Whether a client has methods for a documented path. Where it has none, the resolution tells why (`unsupported-path`).
pub fn takes_path(path: &str) -> bool {
    documented::parse(path).is_ok()
}
