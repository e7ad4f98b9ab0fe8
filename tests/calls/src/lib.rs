//! Ten calls as one who uses a client would write them. `ten.rs` compiles against the client of the whole of v1.0 as
//! it stands; here it is run against a client of a few pages that have the same forms.

/// The client, as `build.rs` wrote it into `OUT_DIR`.
pub mod graph {
    include!(concat!(env!("OUT_DIR"), "/graphdown/mod.rs"));
}

/// The guides of `docs/calls`, whose code compiles.
#[cfg(doctest)]
mod guides {
    #[doc = include_str!("../../../docs/calls/credentials.md")]
    struct Credentials;
    #[doc = include_str!("../../../docs/calls/requests.md")]
    struct Requests;
    #[doc = include_str!("../../../docs/calls/retries.md")]
    struct Retries;
    #[doc = include_str!("../../../docs/calls/setting-up.md")]
    struct SettingUp;
    #[doc = include_str!("../../../docs/calls/streams.md")]
    struct Streams;
}

pub mod bodies;
pub mod ten;
