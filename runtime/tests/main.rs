//! The runtime, tested through a client as graphdown generates it.

#[allow(
    dead_code,
    unreachable_pub,
    reason = "generated clients are whole; the tests use a part"
)]
mod sample;

mod api;
mod binding;
mod boundaries;
mod calls;
mod cap;
mod changes;
mod compile;
mod conditions;
mod credentials;
mod debug;
mod derived;
mod equality;
mod errors;
#[cfg(feature = "examples")]
mod examples;
mod filters;
mod json;
mod paging;
mod raw;
mod redirects;
mod requests;
mod retries;
mod secrets;
mod setup;
mod support;
mod values;
