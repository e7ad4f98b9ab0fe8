//! One call from its parts to its answer: token, path, permissions, and then the operation.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, StatusCode};
use graphdown_codegen::schema::{Operation, OperationKind, Place, Schema};

use crate::alias;
use crate::answer::{Exchange, OWN_EXAMPLE, Payload};
use crate::auth;
use crate::catalog::Catalog;
use crate::choose::{Asked, choose};
use crate::hook::Handler;
use crate::log::{Entry, Log};
use crate::nearest::nearest;
use crate::odata_error::ODataError;
use crate::path::{Pattern, Segment, documented, requested, split_version};
use crate::query::Query;
use crate::reply::Reply;
use crate::routes::{Match, Routes};
use crate::shown::{self, Shown, shows};
use crate::store::Store;
use crate::target::{Target, target};

/// How many documented paths the message of an unknown one names.
const NEAREST: usize = 3;

/// What a user of the emulator may set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) page_size: usize,
    pub(crate) require_token: bool,
    pub(crate) examples: bool,
    pub(crate) body_limit: usize,
}

/// An operation and its path, read.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    pub(crate) patterns: Vec<Pattern>,
}

/// Everything that answers calls.
pub(crate) struct Service {
    pub(crate) api_version: String,
    pub(crate) catalog: Catalog,
    pub(crate) operations: Vec<Route>,
    pub(crate) routes: Routes<usize>,
    /// What pages show, where examples answer; else nothing.
    pub(crate) shown: Shown,
    /// By operation.
    pub(crate) hooks: BTreeMap<usize, Arc<dyn Handler>>,
    pub(crate) store: Mutex<Store>,
    pub(crate) settings: Settings,
    pub(crate) log: Option<Box<dyn Log>>,
}

/// A call as it came.
#[derive(Debug)]
pub(crate) struct Incoming<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    /// Scheme and host, as the caller sees them.
    pub(crate) origin: &'a str,
}

impl Service {
    pub(crate) fn new(schema: Schema, settings: Settings) -> Self {
        let mut routes = Routes::new();
        let mut operations = Vec::new();
        for (at, operation) in schema.operations.into_iter().enumerate() {
            let patterns = documented(&operation.path);
            routes.insert(&patterns, &operation.method, at);
            operations.push(Route { operation, patterns });
        }
        // After all that is documented as such, so that it comes second where it meets the same path.
        for (at, Route { operation, patterns }) in operations.iter().enumerate() {
            if let Some(other) = other_form(operation, patterns) {
                routes.insert(&other, &operation.method, at);
            }
        }
        Self {
            api_version: schema.api_version,
            catalog: Catalog::new(schema.types),
            operations,
            routes,
            shown: Shown::default(),
            hooks: BTreeMap::new(),
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
            choose(candidates, &self.operations, &self.catalog, &asked)
        };
        let (at, steps) = match (
            self.find(call.method, &segments),
            self.shown.find(call.method, &segments),
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
                (at, shown::steps(&self.operations[at].patterns, &segments))
            }
        };
        let Route { operation, patterns } = &self.operations[at];
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
        let target = target(operation, patterns, &steps, &self.catalog);
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
            service: self,
            operation,
            hook: self.hooks.get(&at).map(AsRef::as_ref),
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

    /// The operations that a path leads to.
    pub(crate) fn find(&self, method: &str, segments: &[Segment]) -> Match<usize> {
        alias::find(&self.routes, &self.operations, &self.catalog, method, segments)
    }

    fn unknown(&self, call: &Incoming<'_>, segments: &[Segment]) -> ODataError {
        let near = self.nearest(segments);
        let hint = if near.is_empty() {
            String::new()
        } else {
            format!(" The nearest documented paths: {}.", near.join(", "))
        };
        ODataError::not_found(format!("No page documents {} {}.{hint}", call.method, call.path))
    }

    /// The documented paths nearest to an unknown one.
    pub(crate) fn nearest(&self, segments: &[Segment]) -> Vec<&str> {
        let asked: Vec<String> = segments.iter().map(|it| it.text.clone()).collect();
        let documented = self
            .operations
            .iter()
            .map(|it| (it.operation.path.as_str(), it.patterns.as_slice()));
        nearest(&asked, documented, NEAREST)
    }
}

/// The path of a function with its arguments where it is documented without, and without where it is
/// documented with.
fn other_form(operation: &Operation, patterns: &[Pattern]) -> Option<Vec<Pattern>> {
    let (last, rest) = patterns.split_last()?;
    let other = match last {
        Pattern::Call { name, .. } if operation.kind == OperationKind::Function => {
            Pattern::Literal(name.clone())
        }
        Pattern::Literal(name) => {
            let parameters = operation
                .parameters
                .iter()
                .filter(|it| it.place == Place::Function);
            let arguments: Vec<String> = parameters.map(|it| it.name.clone()).collect();
            (!arguments.is_empty()).then(|| Pattern::Call {
                name: name.clone(),
                arguments,
            })?
        }
        _ => return None,
    };
    Some(rest.iter().cloned().chain([other]).collect())
}
