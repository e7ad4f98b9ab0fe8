//! What proves to the service who calls.

use std::{fmt, sync::Arc};

#[cfg(feature = "azure")]
mod azure;

#[cfg(feature = "azure")]
pub use azure::AzureCredential;

use super::transport::{BoxError, BoxFuture};

/// A bearer token. `Debug` does not print it.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A token as the identity platform gave it.
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }

    pub(crate) fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Gives the token for a call. Asked before each request; an implementation keeps a token as long as it is valid.
///
/// A `&'static str` or a `String` is a credential: a token that is never renewed. For `azure_core` credentials there is
/// `AzureCredential` behind the feature `azure`.
pub trait Credential: Send + Sync + 'static {
    /// The token for the next request.
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>>;
}

/// A token that is never renewed.
#[derive(Clone, Debug)]
pub struct StaticToken(Token);

impl StaticToken {
    /// A token as the identity platform gave it.
    pub fn new(token: impl Into<String>) -> Self {
        Self(Token::new(token))
    }
}

impl Credential for StaticToken {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

impl Credential for &'static str {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(std::future::ready(Ok(Token::new(*self))))
    }
}

impl Credential for String {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(std::future::ready(Ok(Token::new(self.as_str()))))
    }
}

impl<C: Credential + ?Sized> Credential for Arc<C> {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        (**self).token()
    }
}

impl<C: Credential + ?Sized> Credential for Box<C> {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        (**self).token()
    }
}
