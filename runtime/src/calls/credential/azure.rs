//! Credentials of `azure_core`.

use std::sync::Arc;

use azure_core::credentials::TokenCredential;

use super::{BoxError, BoxFuture, Credential, Token, TokenRequest};

/// Any credential of `azure_core`: a managed identity, the Azure command line, a client secret. It keeps its tokens itself.
///
/// `azure_core` has no way to pass on the claims by which a service refuses a token: the call fails with the service's error then.
#[derive(Clone, Debug)]
pub struct AzureCredential {
    credential: Arc<dyn TokenCredential>,
    scope: Option<String>,
}

impl AzureCredential {
    /// Asks for tokens of the service that is called.
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self {
            credential,
            scope: None,
        }
    }

    /// Asks for tokens of another scope, whatever is called.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }
}

impl Credential for AzureCredential {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>> {
        Box::pin(async move {
            let scope = self.scope.as_deref().unwrap_or(request.scope());
            let token = self.credential.get_token(&[scope], None).await?;
            Ok(Token::new(token.token.secret()).expires_at(token.expires_on.into()))
        })
    }
}
