//! Addresses. *In* comes the path of a request line, of a method table or of an example; *out* go its parts.
//!
//! What stands at an address, and whether a page documents it, is not known here.

pub mod documented;
pub(crate) mod key;
mod plain;
pub(crate) mod shown;
