//! Calls over HTTP: from a documented operation to its result.
//!
//! The way of a call, file by file: [`client`] and [`path`] make a [`request`], which fills a [`call`]; the [`chain`] makes the HTTP request
//! of it, gives it a token and has it carried; the answer becomes a [`reply`], which an [`outcome`] reads, or an [`error`]. [`page`] and
//! [`stream`] go on from there. What knows no HTTP is in `odata`, `json` and `values`.
//!
//! (The room would be called `http`, but for the crate of that name, which this crate gives on at its root.)

mod base_url;
mod binding;
mod body;
mod builder;
mod call;
mod chain;
mod changes;
mod client;
mod clock;
mod cloud;
mod context;
mod credential;
mod error;
mod headers;
mod inert;
mod json_or_bytes;
mod link;
mod operation;
mod outcome;
mod page;
mod path;
mod prefer;
mod raw;
mod reference;
mod reply;
mod request;
mod response;
mod retry;
mod stream;
mod trace;
mod transport;

pub use binding::{Bind, References};
pub use body::Body;
pub use builder::ClientBuilder;
pub use changes::{Change, Changes, Removal};
pub use client::Client;
pub use clock::{Clock, SystemClock};
pub use cloud::Cloud;
use context::Context;
#[cfg(feature = "azure")]
pub use credential::AzureCredential;
pub use credential::{
    CachedCredential, Credential, DeviceCode, DeviceCodePrompt, EnvironmentToken, StaticToken, Token,
    TokenRequest,
};
pub use error::{Delivery, Error, ServiceError, TransportError, TransportErrorKind, UnreadableReply};
pub use json_or_bytes::JsonOrBytes;
pub use operation::{Method, Operation, Permissions};
#[cfg(feature = "examples")]
pub(crate) use outcome::Single;
pub use outcome::{Outcome, leaf_from_reply};
pub use page::Page;
pub use path::Path;
pub use prefer::Prefer;
pub use reference::Reference;
pub use reply::Reply;
pub use request::Request;
pub use response::Response;
pub use retry::{RetryCause, RetryPolicy};
pub use stream::{Items, Pages};
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
#[cfg(all(feature = "reqwest", fuzzing))]
pub use transport::attacked;
pub use transport::{BoxError, BoxFuture, Transport};
