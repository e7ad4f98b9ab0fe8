//! Addresses: of what a request line or a method table documents, and of what an example calls.

pub(crate) mod documented;
pub(crate) mod shown;
