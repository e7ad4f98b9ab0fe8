//! One call from its parts to its answer: token, path, permissions, and then the operation.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use graphdown_codegen::schema::Operation;
use serde_json::json;

use crate::answer::handler::Handler;
use crate::answer::{Exchange, FILES, OWN_EXAMPLE};
use crate::api::Api;
use crate::auth;
use crate::batch;
use crate::call::Incoming;
use crate::error::ODataError;
use crate::examples::index::{self, shows};
use crate::examples::response;
use crate::log::{Entry, Log};
use crate::payload::Payload;
use crate::query::Query;
use crate::query::budget::Budget;
use crate::reply::Reply;
use crate::routing::path::{Segment, requested, split_version};
use crate::routing::route::Route;
use crate::routing::routes::{Match, Step};
use crate::routing::target::{Target, address, target};
use crate::settings::Settings;
use crate::store::Store;
use crate::upload::{self, UPLOADS};

/// Everything that answers calls.
pub(crate) struct Service {
    pub(crate) api: Api,
    /// By operation.
    pub(crate) handlers: BTreeMap<usize, Arc<dyn Handler>>,
    pub(crate) store: Mutex<Store>,
    pub(crate) settings: Settings,
    pub(crate) log: Option<Box<dyn Log>>,
}

impl Service {
    pub(crate) fn new(api: Api, settings: Settings) -> Self {
        Self {
            api,
            handlers: BTreeMap::new(),
            store: Mutex::new(Store::new(settings.store_limit)),
            settings,
            log: None,
        }
    }

    /// Answers a call and says in `entry` what it found.
    pub(crate) fn answer(&self, call: &Incoming<'_>, entry: &mut Entry) -> Result<Reply, ODataError> {
        if let Some(path) = call.path.strip_prefix(FILES) {
            return self.file(call, path, entry);
        }
        if let Some(id) = call
            .path
            .strip_prefix(UPLOADS)
            .and_then(|it| it.strip_prefix('/'))
        {
            let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
            return upload::answer(&mut store, id, call);
        }
        if split_version(call.path).1.eq_ignore_ascii_case("/$batch") && call.method == "POST" {
            return self.batch(call, entry);
        }
        let claims = self
            .settings
            .require_token
            .then(|| auth::claims(call.headers))
            .transpose();
        let (version, path) = split_version(call.path);
        let segments = requested(path);
        let payload = Payload::new(call.headers, call.body);
        let routed = self.route(call, &segments, entry);
        // Who has no token is told so, and not which paths there are. The log tells the page all the same.
        let claims = claims?;
        let Routed { at, steps } = routed?;
        let Route {
            operation,
            patterns,
            must_name_other_than,
        } = &self.api.operations[at];
        if let Some(claims) = &claims {
            let granted = auth::check(operation, claims)?;
            entry.granted_by = granted.by;
            entry.notes.extend(granted.note);
        }
        let shown = shows(operation, call, &segments);
        let is_shown = self.settings.examples && shown.is_some();
        let target = target(operation, patterns, &steps, &self.api.catalog);
        let (query, unread) = match read_query(call.query, operation, &target) {
            Ok(query) => (query, None),
            Err(error) if is_shown => (Query::unread(call.query), Some(error)),
            Err(error) => return Err(error),
        };
        let mut exchange = Exchange {
            api: &self.api,
            settings: &self.settings,
            operation,
            must_name_other_than: must_name_other_than.as_deref(),
            hook: self.handlers.get(&at).map(AsRef::as_ref),
            steps: &steps,
            query,
            budget: Budget::new(),
            payload,
            headers: call.headers,
            shown,
            origin: call.origin,
            base: format!("{}{version}", call.origin),
            path,
            store: &self.store,
            notes: &mut entry.notes,
        };
        let answer = unread.map_or_else(|| exchange.answer(target), Err);
        match answer {
            Err(error) if is_shown && error.status() == StatusCode::BAD_REQUEST => {
                Ok(exchange.answer_anyway(&error))
            }
            answer => answer,
        }
    }

    /// Answers the calls of a batch, one after another.
    fn batch(&self, call: &Incoming<'_>, entry: &mut Entry) -> Result<Reply, ODataError> {
        if self.settings.require_token {
            auth::claims(call.headers)?;
        }
        let version = split_version(call.path).0;
        let mut failed: Vec<String> = Vec::new();
        let mut responses = Vec::new();
        for part in batch::read(call.body)? {
            let mut inner = Entry {
                request_id: entry.request_id.clone(),
                ..Entry::default()
            };
            let answered = if part.after.iter().any(|it| failed.contains(it)) {
                Err(ODataError::failed_dependency())
            } else if part.path.eq_ignore_ascii_case("/$batch") {
                Err(ODataError::bad_request("A batch holds no other batch."))
            } else {
                let mut headers = part.headers;
                if let Some(token) = call.headers.get(AUTHORIZATION) {
                    headers.entry(AUTHORIZATION).or_insert(token.clone());
                }
                let incoming = Incoming {
                    method: &part.method,
                    path: &format!("{version}{}", part.path),
                    query: &part.query,
                    headers: &headers,
                    body: &part.body,
                    origin: call.origin,
                };
                self.answer(&incoming, &mut inner)
            };
            let id = entry.request_id.as_str();
            let reply =
                answered.unwrap_or_else(|error| Reply::json(error.status().as_u16(), error.body(id, id)));
            if reply.status.is_client_error() || reply.status.is_server_error() {
                failed.push(part.id.clone());
            }
            let told = format!(
                "{}: {} {} {}",
                part.id,
                reply.status.as_u16(),
                part.method,
                part.path
            );
            entry.notes.extend([told].into_iter().chain(inner.notes));
            responses.push(batch::answered(&part.id, reply));
        }
        Ok(Reply::json(200, json!({ "responses": responses })))
    }

    /// The operation that answers a call.
    fn route(
        &self,
        call: &Incoming<'_>,
        segments: &[Segment],
        entry: &mut Entry,
    ) -> Result<Routed, ODataError> {
        // The schema has one operation for an address, so there are several only where a call leaves open which.
        let choose = |candidates: &[usize]| candidates.first().copied().unwrap_or_default();
        let found = self.api.find(call.method, segments);
        let (at, steps) = match (found, self.api.shown.find(call.method, segments)) {
            (Match::Found { steps, operations }, _) => (choose(&operations), steps),
            (Match::OtherMethods(allow), []) => {
                return Err(ODataError::method_not_allowed(call.method, allow));
            }
            (Match::Unknown, []) => return Err(self.unknown(call, segments)),
            (_, shown) => {
                let at = choose(shown);
                entry
                    .notes
                    .push(format!("{OWN_EXAMPLE}: its path is none of the page's"));
                (at, index::steps(&self.api.operations[at].patterns, segments))
            }
        };
        let operation = &self.api.operations[at].operation;
        entry.operation = Some(operation.path.clone());
        entry.page.clone_from(&operation.page);
        Ok(Routed { at, steps })
    }

    /// Answers with the bytes that a redirection led to. Its address is known to who was told it, and takes no token.
    fn file(&self, call: &Incoming<'_>, path: &str, entry: &mut Entry) -> Result<Reply, ODataError> {
        let (version, below) = split_version(path);
        let segments = requested(below);
        let Match::Found { steps, operations } = self.api.find("GET", &segments) else {
            return Err(ODataError::not_found("No redirection leads here."));
        };
        if call.method != "GET" {
            return Err(ODataError::method_not_allowed(
                call.method,
                vec!["GET".to_owned()],
            ));
        }
        let has_content = |at: &&usize| response::content(&self.api.operations[**at].operation).is_some();
        let at = operations.iter().find(has_content).or(operations.first());
        let operation = &self.api.operations[at.copied().unwrap_or_default()].operation;
        entry.page.clone_from(&operation.page);
        let mut exchange = Exchange {
            api: &self.api,
            settings: &self.settings,
            operation,
            must_name_other_than: None,
            hook: None,
            steps: &steps,
            query: Query::unread(call.query),
            budget: Budget::new(),
            payload: Payload::new(call.headers, call.body),
            headers: call.headers,
            shown: None,
            origin: call.origin,
            base: format!("{}{version}", call.origin),
            path: below,
            store: &self.store,
            notes: &mut entry.notes,
        };
        Ok(exchange.file(&address(&steps, &self.api.catalog)))
    }

    fn unknown(&self, call: &Incoming<'_>, segments: &[Segment]) -> ODataError {
        let near = self.api.nearest(segments);
        let hint = if near.is_empty() {
            String::new()
        } else {
            format!(" The nearest documented paths: {}.", near.join(", "))
        };
        ODataError::not_found(format!("No page documents {} {}.{hint}", call.method, call.path))
    }
}

/// What a path led to.
struct Routed {
    /// The operation's place in the list.
    at: usize,
    /// The path as it was matched.
    steps: Vec<Step>,
}

/// Reads the options of a query, as far as what is asked for takes them.
fn read_query(raw: &str, operation: &Operation, target: &Target) -> Result<Query, ODataError> {
    let own = operation.parameters.iter().map(|it| it.name.as_str());
    match target {
        // These have options of their own, such as `$id`.
        Target::Call | Target::Content(_) | Target::Reference(_) => Ok(Query::unread(raw)),
        Target::Delta(_) => {
            let tokens = ["$deltatoken", "$skiptoken", "$deltaToken", "$skipToken"];
            Query::read(raw, &own.chain(tokens).collect::<Vec<_>>())
        }
        _ => Query::read(raw, &own.collect::<Vec<_>>()),
    }
}
