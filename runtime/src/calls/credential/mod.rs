//! What proves to the service who calls.

use std::{
    env, fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

#[cfg(feature = "azure")]
mod azure;
mod cached;
pub(super) mod challenge;
mod device_code;
mod gate;

#[cfg(feature = "azure")]
pub use azure::AzureCredential;
pub use cached::CachedCredential;
pub use device_code::{DeviceCode, DeviceCodePrompt};

use super::transport::{BoxError, BoxFuture};

/// A bearer token. `Debug` does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    secret: String,
    expires_at: Option<SystemTime>,
}

impl Token {
    /// A token as the identity platform gave it.
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            secret: token.into(),
            expires_at: None,
        }
    }

    /// It is of no use after this time: what [`CachedCredential`] goes by.
    #[must_use]
    pub fn expires_at(mut self, time: SystemTime) -> Self {
        self.expires_at = Some(time);
        self
    }

    /// The time after which it is of no use, where that is known.
    pub fn expiry(&self) -> Option<SystemTime> {
        self.expires_at
    }

    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    /// Whether it will be of use for so long.
    fn is_valid_for(&self, duration: Duration, now: SystemTime) -> bool {
        let end = now.checked_add(duration);
        self.expires_at
            .is_some_and(|expiry| end.is_some_and(|end| end < expiry))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What a token is wanted for.
#[derive(Clone, Debug)]
pub struct TokenRequest {
    scope: Arc<str>,
    claims: Option<String>,
    refused: Option<Token>,
}

impl TokenRequest {
    /// A token of this scope: `https://graph.microsoft.us/.default`.
    pub fn new(scope: impl Into<Arc<str>>) -> Self {
        Self {
            scope: scope.into(),
            claims: None,
            refused: None,
        }
    }

    /// For the claims by which a service refused a token.
    #[must_use]
    pub fn after_refusal(mut self, claims: impl Into<String>, refused: Token) -> Self {
        self.claims = Some(claims.into());
        self.refused = Some(refused);
        self
    }

    /// The scope: everything that is granted at the service's own origin, unless the [builder](crate::ClientBuilder::scope) says
    /// otherwise.
    pub fn scope(&self) -> &str {
        &self.scope
    }

    /// What the service wants to be true of the token (Continuous Access Evaluation): JSON, for the parameter `claims` of the request for a
    /// token. A token that was kept does not meet it.
    pub fn claims(&self) -> Option<&str> {
        self.claims.as_deref()
    }

    /// The token that the service does not take any longer.
    pub fn refused(&self) -> Option<&Token> {
        self.refused.as_ref()
    }
}

/// Gives the token for a call. Asked before each request; [`CachedCredential`] keeps a token as long as it is valid.
///
/// A `&'static str` or a `String` is a credential: a token that is never renewed. For `azure_core` credentials there is
/// `AzureCredential` behind the feature `azure`.
///
/// ```
/// use graphdown_runtime::{BoxError, BoxFuture, Credential, Token, TokenRequest};
///
/// /// Asks a service of ours.
/// struct Ours;
///
/// impl Credential for Ours {
///     fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>> {
///         Box::pin(async move { Ok(Token::new(format!("token for {}", request.scope()))) })
///     }
/// }
/// ```
pub trait Credential: Send + Sync + 'static {
    /// The token for the next request. Where the request has [claims](TokenRequest::claims), a new one that meets them; the call fails
    /// with the error that says why there is none, or with the service's own where the token is still the one that was refused.
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>>;
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
    fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>> {
        given(self.0.clone())
    }
}

impl Credential for &'static str {
    fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>> {
        given(Token::new(*self))
    }
}

impl Credential for String {
    fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>> {
        given(Token::new(self.as_str()))
    }
}

/// A token in a variable of the environment, which is read for each call: whoever started the program may renew it.
#[derive(Clone, Debug)]
pub struct EnvironmentToken(String);

impl EnvironmentToken {
    /// The token in the variable of this name.
    pub fn new(variable: impl Into<String>) -> Self {
        Self(variable.into())
    }
}

impl Credential for EnvironmentToken {
    fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>> {
        let token = env::var(&self.0).map(|token| Token::new(token.trim()));
        let missing = |error| format!("the environment variable {} holds no token: {error}", self.0).into();
        let token = token.map_err(missing);
        Box::pin(std::future::ready(token))
    }
}

impl<C: Credential + ?Sized> Credential for Arc<C> {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>> {
        (**self).token(request)
    }
}

impl<C: Credential + ?Sized> Credential for Box<C> {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>> {
        (**self).token(request)
    }
}

fn given(token: Token) -> BoxFuture<'static, Result<Token, BoxError>> {
    Box::pin(std::future::ready(Ok(token)))
}
