//! The emulator and its settings.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{Request, Response};
use graphdown_codegen::schema::{Operation, Schema};
use serde_json::Value;

use crate::answer::LARGEST_PAGE;
use crate::answer::handler::Handler;
use crate::api::Api;
use crate::error::ODataError;
use crate::examples::index::ExampleIndex;
use crate::fault::Faults;
use crate::log::Log;
use crate::routing::path::{documented, requested, split_version};
use crate::routing::routes::{Match, Step};
use crate::routing::target::address;
use crate::served::ServedOperation;
use crate::server::{self, Running};
use crate::service::Service;
use crate::settings::Settings;
use crate::store::{Full, Object, Store};

/// A server that answers as a schema says. See the [crate's documentation](crate) for what it does.
pub struct Emulator {
    service: Service,
}

/// A setting that names a path which no page documents, or that does not fit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupError(String);

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SetupError {}

impl Emulator {
    /// An emulator of a schema, with nothing stored.
    #[must_use]
    pub fn new(schema: Schema) -> Self {
        Self {
            service: Service::new(Api::new(schema), Settings::default()),
        }
    }

    /// How many items a page holds if the caller asks for no size: 100 unless set, from 1 to 999.
    #[must_use]
    pub fn page_size(mut self, items: usize) -> Self {
        self.service.settings.page_size = items.clamp(1, LARGEST_PAGE);
        self
    }

    /// Whether calls need a token that holds one of the documented permissions. They do unless this says no.
    #[must_use]
    pub fn require_token(mut self, required: bool) -> Self {
        self.service.settings.require_token = required;
        self
    }

    /// Whether calls for what is not stored are answered with the documented example: for an item that was never
    /// created, and for a list in which nothing was created. Bodies may then hold the placeholders of documented
    /// examples, such as `"String (timestamp)"`, and a request that a page shows is answered as documented even where
    /// it contradicts the page; the log tells. Off unless set, so that what was never created is not found.
    #[must_use]
    pub fn answer_with_examples(mut self, examples: bool) -> Self {
        self.service.settings.examples = examples;
        self.service.api.shown = if examples {
            ExampleIndex::new(&self.service.api.operations)
        } else {
            ExampleIndex::default()
        };
        self
    }

    /// The largest body that is read, in bytes: 4 MiB unless set. A larger one is answered with 413.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.service.settings.body_limit = bytes;
        self
    }

    /// Whether bodies and queries may name properties and members that the pages do not list, as a service grows faster
    /// than its pages: the log tells of each. Off unless set, so that what is not documented is answered with 400.
    #[must_use]
    pub fn lenient(mut self, lenient: bool) -> Self {
        self.service.settings.lenient = lenient;
        self
    }

    /// How many bytes may be stored in all, roughly: 256 MiB unless set. What is over is answered with 507.
    #[must_use]
    pub fn store_limit(mut self, bytes: usize) -> Self {
        self.service.settings.store_limit = bytes;
        self.clear();
        self
    }

    /// How long the head or the body of a call may take to come: 30 seconds unless set. What is slower is broken off.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.service.settings.patience = patience;
        self
    }

    /// Takes calls over the network for another host, too, and from its pages: `graph.test`, `graph.test:8080`. Without it
    /// only calls to `localhost` or to the own address, at the own port, are taken; others are answered with 421, and those
    /// that a page of another site makes with 403. So no site that a developer visits can use the emulator.
    #[must_use]
    pub fn allow_host(mut self, host: &str) -> Self {
        self.service.settings.hosts.push(host.to_owned());
        self
    }

    /// What shall go wrong with calls over the network: for tests of a program that must live with it. The list is shared,
    /// so more can be added while the emulator runs.
    #[must_use]
    pub fn faults(mut self, faults: &Faults) -> Self {
        self.service.settings.faults = faults.clone();
        self
    }

    /// Where each call is told, once it is answered.
    #[must_use]
    pub fn log(mut self, log: impl Log + 'static) -> Self {
        self.service.log = Some(Box::new(log));
        self
    }

    /// Stores objects before the first call. `path` is one that a caller would send, without a version:
    ///
    /// * at a collection, a list of objects (or an object whose `value` is one) are its items;
    /// * at an item, an object is that item, with the key as its id;
    /// * at a single object, such as `/me`, it is that object.
    ///
    /// An item without an `id` gets one. Seeds are not checked against their type.
    ///
    /// # Errors
    /// No page documents the path, or the JSON is not of one of these forms.
    pub fn seed(mut self, path: &str, json: Value) -> Result<Self, SetupError> {
        let segments = requested(path);
        let Some(steps) = self.service.api.routes.steps(&segments) else {
            return Err(self.unknown(path));
        };
        let address_of = |steps: &[Step]| address(steps, &self.service.api.catalog);
        let here = address_of(&steps);
        let store = self
            .service
            .store
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        match (list(json), steps.split_last()) {
            (Ok(items), _) => {
                for item in items {
                    let Value::Object(mut item) = item else {
                        return Err(SetupError(format!(
                            "the seed of {path} holds something that is no object"
                        )));
                    };
                    let id = id_of(&mut item);
                    store.put(&here, &id, item).map_err(full)?;
                }
            }
            (Err(Value::Object(mut item)), Some((Step::Key(key), collection))) => {
                item.insert("id".to_owned(), Value::String(key.clone()));
                store.put(&address_of(collection), key, item).map_err(full)?;
            }
            (Err(Value::Object(object)), _) => store.put_singleton(&here, object).map_err(full)?,
            (Err(_), _) => {
                return Err(SetupError(format!(
                    "the seed of {path} is neither a list nor an object"
                )));
            }
        }
        Ok(self)
    }

    /// Answers a function or an action at a documented path, `/users/{id}/getMemberGroups`: from here on
    /// `handler` gives its results. Placeholders may have any name.
    ///
    /// # Errors
    /// No page documents the path.
    pub fn function(mut self, path: &str, handler: impl Handler + 'static) -> Result<Self, SetupError> {
        let Some(patterns) = documented(path) else {
            return Err(self.unknown(path));
        };
        let handler: Arc<dyn Handler> = Arc::new(handler);
        let mut found = false;
        for (at, route) in self.service.api.operations.iter().enumerate() {
            if crate::routing::path::same_route(&route.patterns, &patterns) {
                self.service.handlers.insert(at, Arc::clone(&handler));
                found = true;
            }
        }
        if found { Ok(self) } else { Err(self.unknown(path)) }
    }

    /// What is served, by path and method; for a table at the start.
    #[must_use]
    pub fn operations(&self) -> Vec<ServedOperation<'_>> {
        crate::served::served(&self.service)
    }

    /// The documented operations that a call leads to: several where a function is called without the arguments that tell
    /// its forms apart, none where no page documents it. `path` is one that a caller would send, with or without a version; placeholders may stand for
    /// its keys.
    #[must_use]
    pub fn find(&self, method: &str, path: &str) -> Vec<&Operation> {
        let segments = requested(split_version(path).1);
        match self.service.api.find(&method.to_uppercase(), &segments) {
            Match::Found { operations, .. } => {
                let operation = |at: usize| &self.service.api.operations[at].operation;
                operations.into_iter().map(operation).collect()
            }
            Match::OtherMethods(_) | Match::Unknown => Vec::new(),
        }
    }

    /// Up to three documented paths that are nearest to one that no page documents; none where nothing is near.
    #[must_use]
    pub fn nearest(&self, path: &str) -> Vec<&str> {
        self.service.api.nearest(&requested(split_version(path).1))
    }

    /// Answers one call without a network: the same answer, and the same line in the log, as over HTTP.
    pub fn answer(&self, request: Request<Bytes>) -> Response<Bytes> {
        let (parts, body) = request.into_parts();
        let limit = self.service.settings.body_limit;
        let body = if body.len() > limit {
            Err(ODataError::too_large(limit))
        } else {
            Ok(body)
        };
        server::answer(&self.service, &parts, body)
    }

    /// Forgets everything that was stored, seeds too.
    pub fn clear(&self) {
        let mut store = self.service.store.lock().unwrap_or_else(PoisonError::into_inner);
        *store = Store::new(self.service.settings.store_limit);
    }

    /// The emulator as an axum router, to serve or to nest elsewhere.
    pub fn router(self) -> Router {
        server::router(self.service)
    }

    /// Serves on an address; port 0 is any free port. Use `127.0.0.1`: tokens are not verified.
    ///
    /// # Errors
    /// The address cannot be bound.
    pub async fn serve(self, address: impl Into<SocketAddr>) -> io::Result<Running> {
        server::serve(self.service, address.into()).await
    }

    fn unknown(&self, path: &str) -> SetupError {
        let near = self.service.api.nearest(&requested(path));
        let hint = if near.is_empty() {
            String::new()
        } else {
            format!("; the nearest are {}", near.join(", "))
        };
        SetupError(format!("no page documents the path {path}{hint}"))
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator")
            .field("operations", &self.service.api.operations.len())
            .field("settings", &self.service.settings)
            .finish_non_exhaustive()
    }
}

fn full(full: Full) -> SetupError {
    SetupError(format!(
        "the seeds are larger than the {} bytes that may be stored",
        full.limit
    ))
}

/// The items of a list, or of an object whose `value` is one; else the JSON again.
fn list(json: Value) -> Result<Vec<Value>, Value> {
    match json {
        Value::Array(items) => Ok(items),
        Value::Object(mut object) => match object.get_mut("value").map(Value::take) {
            Some(Value::Array(items)) => Ok(items),
            Some(value) => {
                object.insert("value".to_owned(), value);
                Err(Value::Object(object))
            }
            None => Err(Value::Object(object)),
        },
        other => Err(other),
    }
}

/// The id of a seed, which gets one if it has none.
fn id_of(item: &mut Object) -> String {
    if let Some(id) = item.get("id").and_then(Value::as_str) {
        return id.to_owned();
    }
    let id = uuid::Uuid::new_v4().to_string();
    item.insert("id".to_owned(), Value::String(id.clone()));
    id
}
