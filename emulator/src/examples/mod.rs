//! What pages show: their requests as calls, their responses as answers, and the index that finds a page by the request
//! that it shows. Nothing here knows what is stored.

pub(crate) mod index;
pub(crate) mod request;
pub(crate) mod response;
