//! Credentials of `azure_core`.

use std::sync::Arc;

use azure_core::credentials::TokenCredential;

use super::{BoxError, BoxFuture, Credential, Token};

/// Any credential of `azure_core`: a managed identity, the Azure command line, a client secret.
#[derive(Clone, Debug)]
pub struct AzureCredential {
    credential: Arc<dyn TokenCredential>,
    scope: String,
}

impl AzureCredential {
    /// Asks for tokens of Microsoft Graph in the worldwide cloud.
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self {
            credential,
            scope: "https://graph.microsoft.com/.default".to_owned(),
        }
    }

    /// Asks for tokens of another scope: of a national cloud, or of another service.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = scope.into();
        self
    }
}

impl Credential for AzureCredential {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(async move {
            let token = self.credential.get_token(&[&self.scope], None).await?;
            Ok(Token::new(token.token.secret()))
        })
    }
}
