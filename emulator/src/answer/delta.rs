//! `…/delta`: what changed in a collection since a point in time that a link names.
//!
//! The service's links are opaque. Here they hold how often anything had been written (`$deltatoken=12`), and between the
//! pages of one answer also where it began and how far it came (`$skiptoken=0.12.100`).

use serde_json::{Value, json};

use super::Exchange;
use crate::error::ODataError;
use crate::query::decoded;
use crate::reply::Reply;
use crate::routing::routes::Step;
use crate::store::{Address, Object};

/// Where an answer begins: changes after `since`, as of `until`, without the first `skipped`.
#[derive(Clone, Copy)]
struct Position {
    since: u64,
    until: u64,
    skipped: usize,
}

impl Exchange<'_> {
    /// One page of changes, with the link to the next or, behind the last, to what will change.
    pub(super) fn delta(&mut self, collection: &Address) -> Result<Reply, ODataError> {
        let token = self.token("$deltatoken").or_else(|| self.token("token"));
        let skip = self.token("$skiptoken");
        let (position, changes, is_touched) = {
            let store = self.lock();
            let position = match (&token, &skip) {
                (_, Some(skip)) => read_position(skip)?,
                (Some(token), None) => Position {
                    since: if token == "latest" {
                        store.revision()
                    } else {
                        read_number(token)?
                    },
                    until: store.revision(),
                    skipped: 0,
                },
                (None, None) => Position {
                    since: 0,
                    until: store.revision(),
                    skipped: 0,
                },
            };
            let found = store.changes(collection, position.since).into_iter();
            let told = |(id, item): (&str, Option<&Object>)| change(id, item, position.since == 0);
            let changes: Vec<Value> = found.filter_map(told).collect();
            (position, changes, store.is_touched(collection))
        };
        if !is_touched
            && token.is_none()
            && let Some(reply) = self.example()
        {
            return Ok(reply);
        }
        let end = position
            .skipped
            .saturating_add(self.page_size())
            .min(changes.len());
        let mut page = changes.get(position.skipped..end).unwrap_or_default().to_vec();
        for item in &mut page {
            self.query.project(item);
        }
        let mut body = json!({ "@odata.context": self.context(self.path, "") });
        if end < changes.len() {
            let token = format!("$skiptoken={}.{}.{end}", position.since, position.until);
            body["@odata.nextLink"] = json!(self.link_with(&token));
        } else {
            body["@odata.deltaLink"] = json!(self.delta_link(position.until));
        }
        body["value"] = Value::Array(page);
        Ok(Reply::json(self.status(200), body))
    }

    /// The link to what changes from here on.
    pub(super) fn delta_link(&self, revision: u64) -> String {
        self.link_with(&format!("$deltatoken={revision}"))
    }

    /// This call again, with another token and the same options.
    fn link_with(&self, token: &str) -> String {
        let mut pairs = self.query.without(&["deltatoken", "skiptoken", "token"]);
        pairs.push(token.to_owned());
        format!("{}{}?{}", self.base, self.path, pairs.join("&"))
    }

    /// A token of the query, or of the function's parentheses.
    fn token(&self, name: &str) -> Option<String> {
        let is_named = |it: &&(String, String)| decoded(&it.0).eq_ignore_ascii_case(name);
        if let Some((_, value)) = self.query.pairs.iter().find(is_named) {
            return Some(decoded(value));
        }
        match self.steps.last() {
            Some(Step::Call { arguments, .. }) => arguments.iter().find(is_named).map(|it| it.1.clone()),
            _ => None,
        }
        .filter(|it| !it.starts_with('{'))
    }
}

/// An item as it is now, or that it is gone; nothing of what was gone before anybody asked.
fn change(id: &str, item: Option<&Object>, is_first: bool) -> Option<Value> {
    match item {
        Some(item) => Some(Value::Object(item.clone())),
        None if is_first => None,
        None => Some(json!({ "id": id, "@removed": { "reason": "deleted" } })),
    }
}

fn read_position(token: &str) -> Result<Position, ODataError> {
    let numbers: Vec<u64> = token.split('.').map(read_number).collect::<Result<_, _>>()?;
    match numbers.as_slice() {
        [since, until, skipped] => Ok(Position {
            since: *since,
            until: *until,
            skipped: usize::try_from(*skipped).unwrap_or(usize::MAX),
        }),
        _ => Err(wrong()),
    }
}

fn read_number(token: &str) -> Result<u64, ODataError> {
    token.parse().map_err(|_| wrong())
}

fn wrong() -> ODataError {
    ODataError::bad_request("The token is none that this emulator gave.")
}
