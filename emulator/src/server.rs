//! HTTP around the service.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, header};
use axum::response::IntoResponse;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::call::Incoming;
use crate::error::ODataError;
use crate::log::Entry;
use crate::reply::{Reply, RequestIds, response};
use crate::service::Service;

/// A server that is running. It ends when this is dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    api_version: String,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:8080`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address with the version of the API, for clients that want one: `http://127.0.0.1:8080/beta`.
    /// Without a version in the schema it is [`Running::url`].
    pub fn base_url(&self) -> String {
        match self.api_version.as_str() {
            "" => self.url(),
            version => format!("{}/{version}", self.url()),
        }
    }

    /// Takes no more calls and waits until those under way are answered.
    ///
    /// # Errors
    /// The server had failed before.
    pub async fn shutdown(mut self) -> io::Result<()> {
        drop(self.stop.take());
        self.wait().await
    }

    /// Waits until the server ends, which it does by itself only if it fails.
    ///
    /// # Errors
    /// The server failed.
    pub async fn wait(self) -> io::Result<()> {
        self.task
            .await
            .unwrap_or_else(|error| Err(io::Error::other(error)))
    }
}

/// Serves until the returned handle is dropped.
pub(crate) async fn serve(service: Service, address: SocketAddr) -> io::Result<Running> {
    let api_version = service.api.version.clone();
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let server = axum::serve(listener, router(service)).with_graceful_shutdown(async {
        // Sent or dropped: both mean stop.
        let _ = stopped.await;
    });
    let task = tokio::spawn(async move { server.await });
    Ok(Running {
        address,
        api_version,
        stop: Some(stop),
        task,
    })
}

/// The service as a router: every path goes to it.
pub(crate) fn router(service: Service) -> Router {
    let limit = service.settings.body_limit;
    Router::new()
        .fallback(handle)
        .layer(DefaultBodyLimit::max(limit))
        .with_state(Arc::new(service))
}

async fn handle(State(service): State<Arc<Service>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let limit = service.settings.body_limit;
    let body = read_body(Request::from_parts(parts.clone(), body), limit).await;
    answer(&service, &parts, body).map(Body::from)
}

/// Answers one call, whether it came over the network or not.
pub(crate) fn answer(service: &Service, parts: &Parts, body: Result<Bytes, ODataError>) -> Response<Bytes> {
    let method = parts.method.as_str();
    let ids = RequestIds::new(&parts.headers);
    let mut entry = Entry {
        method: method.to_owned(),
        target: parts
            .uri
            .path_and_query()
            .map_or_else(|| parts.uri.path().to_owned(), ToString::to_string),
        request_id: ids.request.clone(),
        ..Entry::default()
    };
    let outcome = body.and_then(|body| {
        let origin = origin(&parts.headers);
        let call = Incoming {
            method,
            path: parts.uri.path(),
            query: parts.uri.query().unwrap_or_default(),
            headers: &parts.headers,
            body: &body,
            origin: &origin,
        };
        service.answer(&call, &mut entry)
    });
    tell(service, entry, &outcome);
    response(outcome, &ids)
}

async fn read_body(request: Request, limit: usize) -> Result<Bytes, ODataError> {
    Bytes::from_request(request, &()).await.map_err(|rejection| {
        if rejection.into_response().status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            ODataError::too_large(limit)
        } else {
            ODataError::bad_request("The body could not be read to its end.")
        }
    })
}

/// Scheme and host as the caller sees them; links in answers start with it.
fn origin(headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|it| it.to_str().ok())
        .unwrap_or("localhost");
    format!("http://{host}")
}

fn tell(service: &Service, mut entry: Entry, outcome: &Result<Reply, ODataError>) {
    let Some(log) = &service.log else {
        return;
    };
    match outcome {
        Ok(reply) => entry.status = reply.status.as_u16(),
        Err(error) => {
            entry.status = error.status().as_u16();
            entry.notes.push(error.message().to_owned());
        }
    }
    log.record(&entry);
}
