//! Over the network.

use graphdown_runtime::bytes::Bytes;
use graphdown_runtime::http::{Request, Response};
use graphdown_runtime::{ReqwestTransport, Transport as _};

use crate::exit::Failure;

/// Sends a request with the same transport as generated clients.
///
/// # Errors
/// There is no answer; the text has the whole chain of reasons.
pub(super) fn over_network(request: Request<Bytes>) -> Result<Response<Bytes>, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let sent = runtime.block_on(async { ReqwestTransport::new()?.send(request).await });
    sent.map_err(|error| {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            text = format!("{text}: {cause}");
            source = cause.source();
        }
        text.into()
    })
}
