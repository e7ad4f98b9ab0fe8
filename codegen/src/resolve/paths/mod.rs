//! The tree of paths. *In* come the schema's operations and the settled types; *out* go nodes with their methods, and the
//! files that they stand in. Pages and Markdown are not known here.

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
