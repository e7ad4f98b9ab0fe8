//! From a path to what it is about: documented and requested paths go in, the operations and the place in the store
//! that a call leads to come out. Nothing here knows the body, the token or the examples of a call.

pub(crate) mod implied;
pub(crate) mod nearest;
pub(crate) mod path;
pub(crate) mod route;
pub(crate) mod routes;
pub(crate) mod target;
