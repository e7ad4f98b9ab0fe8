//! What several tests of the emulator need.

/// A client for plain `http`, to which redirections are answers to look at. reqwest sets up TLS all the same and panics without a provider.
pub(crate) fn client() -> reqwest::Client {
    // Another test of the same binary may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    builder.build().expect("a client without a certificate")
}
