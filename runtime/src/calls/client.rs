//! The client: a handle on a service.

use std::{fmt, future::Future, sync::Arc};

use http::StatusCode;

use super::{
    Error, ServiceError, call::Call, chain::Chain, context::Context, headers, reply::Reply, trace,
    transport::AskedUri,
};

/// A handle on a service. Cheap to clone; all clones share one connection pool.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    context: Arc<Context>,
    chain: Chain,
}

impl Client {
    pub(super) fn of(context: Context, chain: Chain) -> Self {
        Self(Arc::new(Inner {
            context: Arc::new(context),
            chain,
        }))
    }

    pub(super) fn context(&self) -> Arc<Context> {
        Arc::clone(&self.0.context)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.context.shown())
            .finish_non_exhaustive()
    }
}

/// A call, and the client that sends it.
#[derive(Clone)]
pub(crate) struct ClientCall {
    pub(super) client: Client,
    pub(super) call: Call,
}

impl ClientCall {
    /// Sends the call, with a token. An answer that is no success is an error.
    pub(super) fn send(self) -> impl Future<Output = Result<Reply, Error>> + Send + 'static {
        trace::traced(self.call.operation, self.exchange())
    }

    async fn exchange(self) -> Result<Reply, Error> {
        let mut response = self
            .client
            .0
            .chain
            .send(&self.client.0.context, &self.call)
            .await?;
        let redirected = response.extensions_mut().remove::<AskedUri>();
        let (head, body) = response.into_parts();
        trace::record(head.status, headers::text(&head.headers, "request-id"));
        let is_unchanged = head.status == StatusCode::NOT_MODIFIED && self.call.settings.takes_unchanged;
        if !head.status.is_success() && !is_unchanged {
            let error = ServiceError::new(head.status, head.headers, &body, self.call.operation);
            return Err(Error::Service(Box::new(error)));
        }
        Ok(Reply {
            status: head.status,
            headers: head.headers,
            body,
            asked: Self {
                client: self.client,
                call: self.call.answered(redirected.map(|asked| asked.0)),
            },
        })
    }
}
