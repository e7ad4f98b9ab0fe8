//! One call from its parts to its answer: token, path, permissions, and then the operation.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;

use crate::answer::handler::Handler;
use crate::answer::{Exchange, OWN_EXAMPLE};
use crate::api::Api;
use crate::auth;
use crate::call::Incoming;
use crate::error::ODataError;
use crate::examples::index::{self, shows};
use crate::log::{Entry, Log};
use crate::page_choice::{Asked, choose};
use crate::payload::Payload;
use crate::query::Query;
use crate::reply::Reply;
use crate::routing::path::{Segment, requested, split_version};
use crate::routing::route::Route;
use crate::routing::routes::Match;
use crate::routing::target::{Target, target};
use crate::settings::Settings;
use crate::store::Store;

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
            store: Mutex::default(),
            settings,
            log: None,
        }
    }

    /// Answers a call and says in `entry` what it found.
    pub(crate) fn answer(&self, call: &Incoming<'_>, entry: &mut Entry) -> Result<Reply, ODataError> {
        let claims = self
            .settings
            .require_token
            .then(|| auth::claims(call.headers))
            .transpose();
        let (version, path) = split_version(call.path);
        let segments = requested(path);
        let payload = Payload::new(call.headers, call.body);
        let choose = |candidates: &[usize]| {
            let asked = Asked {
                call,
                segments: &segments,
                payload: &payload,
                claims: claims.as_ref().ok().and_then(Option::as_ref),
            };
            choose(candidates, &self.api.operations, &self.api.catalog, &asked)
        };
        let (at, steps) = match (
            self.api.find(call.method, &segments),
            self.api.shown.find(call.method, &segments),
        ) {
            (Match::Found { steps, operations }, _) => (choose(&operations), steps),
            (Match::OtherMethods(allow), []) => {
                claims?;
                return Err(ODataError::method_not_allowed(call.method, allow));
            }
            (Match::Unknown, []) => {
                claims?;
                return Err(self.unknown(call, &segments));
            }
            (_, shown) => {
                let at = choose(shown);
                entry
                    .notes
                    .push(format!("{OWN_EXAMPLE}: its path is none of the page's"));
                (at, index::steps(&self.api.operations[at].patterns, &segments))
            }
        };
        let Route { operation, patterns } = &self.api.operations[at];
        entry.operation = Some(operation.path.clone());
        entry.page.clone_from(&operation.page);
        // The log tells the page of a call without a token, too.
        if let Some(claims) = &claims? {
            let granted = auth::check(operation, claims)?;
            entry.granted_by = granted.by;
            entry.notes.extend(granted.note);
        }
        let own: Vec<&str> = operation.parameters.iter().map(|it| it.name.as_str()).collect();
        let shown = shows(operation, call, &segments);
        let is_shown = self.settings.examples && shown.is_some();
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let target = target(operation, patterns, &steps, &self.api.catalog);
        let query = match target {
            // These have options of their own, such as `$deltatoken` and `$id`.
            Target::Call | Target::Content(_) | Target::Reference(_) => Ok(Query::unread(call.query)),
            _ => Query::read(call.query, &own),
        };
        let (query, unread) = match query {
            Ok(query) => (query, None),
            Err(error) if is_shown => (Query::unread(call.query), Some(error)),
            Err(error) => return Err(error),
        };
        let mut exchange = Exchange {
            api: &self.api,
            settings: &self.settings,
            operation,
            hook: self.handlers.get(&at).map(AsRef::as_ref),
            steps: &steps,
            query,
            payload,
            headers: call.headers,
            shown,
            base: format!("{}{version}", call.origin),
            path,
            store: &mut store,
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
