//! HTTP around the service.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, header};
use axum::response::IntoResponse;
use axum::routing::any;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::admission::Own;
use crate::call::Incoming;
use crate::error::ODataError;
use crate::fault::{self, FaultKind};
use crate::log::Entry;
use crate::reply::{Reply, RequestIds, response};
use crate::service::Service;
use crate::upload::{LARGEST_PIECE, UPLOADS};

/// How long calls under way may take after the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);

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

    /// Takes no more calls and waits until those under way are answered, five seconds at most.
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
    let patience = service.settings.patience;
    let (stop, stopped) = oneshot::channel::<()>();
    let router = router_at(service, Some(address));
    let task = tokio::spawn(accept(listener, router, patience, stopped));
    Ok(Running {
        address,
        api_version,
        stop: Some(stop),
        task,
    })
}

/// Takes connections until it is told to stop, then waits for calls under way. A head that does not come in time ends its
/// connection (HTTP 1.1, RFC 9112, section 9.5).
async fn accept(
    listener: TcpListener,
    router: Router,
    patience: Duration,
    stopped: oneshot::Receiver<()>,
) -> io::Result<()> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let connections = GracefulShutdown::new();
    // Sent or dropped: both mean stop.
    let mut stopped = pin!(stopped);
    loop {
        let accepted = tokio::select! {
            _ = &mut stopped => break,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            // The caller went away, or there are too many open files, which pass.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A caller that breaks off is no fault of ours.
            let _ = connection.await;
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, connections.shutdown()).await;
    Ok(())
}

/// The service as a router: every path goes to it.
pub(crate) fn router(service: Service) -> Router {
    router_at(service, None)
}

fn router_at(service: Service, address: Option<SocketAddr>) -> Router {
    let own = Own::new(address, service.settings.hosts.clone());
    let piece = DefaultBodyLimit::max(LARGEST_PIECE);
    Router::new()
        .route(&format!("{UPLOADS}/{{id}}"), any(handle).layer(piece))
        .fallback(handle)
        .layer(DefaultBodyLimit::max(service.settings.body_limit))
        .with_state(Arc::new(Served { service, own }))
}

/// A service on the network.
struct Served {
    service: Service,
    own: Own,
}

async fn handle(State(served): State<Arc<Served>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let settings = &served.service.settings;
    let body = match served.own.admit(&parts.uri, &parts.headers) {
        Ok(()) => {
            let request = Request::from_parts(parts.clone(), body);
            let read = tokio::time::timeout(settings.patience, read_body(request, settings.body_limit));
            read.await.unwrap_or_else(|_| Err(ODataError::too_slow()))
        }
        Err(refused) => Err(refused),
    };
    let fault = settings.faults.take(parts.method.as_str(), parts.uri.path());
    let body = match fault {
        Some(FaultKind::Refuse { status, retry_after }) => Err(ODataError::on_demand(status, retry_after)),
        Some(FaultKind::Redirect { status, ref location }) => {
            let reply = Reply::empty(status).with_header(header::LOCATION, location.clone());
            return response(Ok(reply), &RequestIds::new(&parts.headers)).map(Body::from);
        }
        Some(FaultKind::Slow(by)) => {
            tokio::time::sleep(by).await;
            body
        }
        _ => body,
    };
    let ids = RequestIds::new(&parts.headers);
    // Not on a thread that serves other calls: an answer may take a while.
    let answering = tokio::task::spawn_blocking(move || answer(&served.service, &parts, body));
    let answered = answering
        .await
        .unwrap_or_else(|_| response(Err(ODataError::broken()), &ids));
    match fault {
        Some(FaultKind::Cut(bytes)) => fault::cut(answered, bytes),
        Some(FaultKind::Change { property, value }) => {
            fault::changed(answered, &property, &value).map(Body::from)
        }
        _ => answered.map(Body::from),
    }
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
