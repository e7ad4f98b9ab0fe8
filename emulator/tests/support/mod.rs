//! What several tests of the emulator need.

/// A client for plain `http`. reqwest sets up TLS all the same and panics without a provider.
pub(crate) fn client() -> reqwest::Client {
    // Another test of the same binary may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}
