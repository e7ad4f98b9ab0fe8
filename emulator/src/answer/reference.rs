//! Links between objects: `…/members/$ref`.

use serde_json::{Value, json};

use super::Exchange;
use super::item::{shown, text};
use crate::error::ODataError;
use crate::query::decoded;
use crate::reply::Reply;
use crate::routing::path::{Segment, requested, split_version};
use crate::routing::target::{Target, address};
use crate::store::{Address, Key, Object};

impl Exchange<'_> {
    /// Adds, sets, removes or lists links.
    pub(super) fn reference(&mut self, target: Target) -> Result<Reply, ODataError> {
        let method = self.operation.method.to_uppercase();
        match (target, method.as_str()) {
            (Target::Collection { address, .. }, "GET") => Ok(self.links(&address)),
            (Target::Collection { address, .. }, "POST") => {
                let (id, object) = self.linked()?;
                self.store.put(&address, &id, object);
                Ok(Reply::empty(self.status(204)))
            }
            (Target::Item { collection, key }, "DELETE") => self.unlink(&collection, &key),
            (Target::Collection { address, .. }, "PUT" | "PATCH") => {
                let (_, object) = self.linked()?;
                *self.store.singleton_mut(&address) = object;
                Ok(Reply::empty(self.status(204)))
            }
            (Target::Collection { address, .. }, "DELETE") => {
                // One link of a list is named by `$id`; a link to one object needs no name.
                let named = self.query.pairs.iter().find(|it| decoded(&it.0) == "$id");
                if let Some(link) = named.map(|it| decoded(&it.1)) {
                    let value = linked_id(&link).ok_or_else(|| no_key("$id"))?;
                    let key = Key::Positional {
                        value,
                        others: Vec::new(),
                    };
                    return self.unlink(&address, &key);
                }
                self.store.remove_singleton(&address);
                Ok(Reply::empty(self.status(204)))
            }
            _ => self.call(),
        }
    }

    fn unlink(&mut self, collection: &Address, key: &Key) -> Result<Reply, ODataError> {
        let found = self.store.find(collection, key);
        if found.and_then(|id| self.store.remove(collection, &id)).is_none() {
            return self.missing(collection, shown(key));
        }
        Ok(Reply::empty(self.status(204)))
    }

    /// The id and the copy of what `@odata.id` in the body leads to; only its id where it is not stored.
    fn linked(&self) -> Result<(String, Object), ODataError> {
        let body = match self.payload.json()? {
            Some(Value::Object(body)) => body,
            _ => Object::new(),
        };
        let link = text(&body, "@odata.id").ok_or_else(|| {
            ODataError::bad_request("The body must be an object with the address of another in '@odata.id'.")
        })?;
        let id = linked_id(link).ok_or_else(|| no_key("@odata.id"))?;
        let segments = segments(link);
        let stored = self.api.routes.steps(&segments).and_then(|steps| {
            let (_, parent) = steps.split_last()?;
            let parent = address(parent, &self.api.catalog);
            self.store
                .items(&parent)
                .find(|it| text(it, "id") == Some(&id))
                .cloned()
        });
        let object = stored.unwrap_or_else(|| Object::from_iter([("id".to_owned(), json!(id))]));
        Ok((id, object))
    }

    fn links(&self, address: &Address) -> Reply {
        let path = self.path.trim_end_matches('/').trim_end_matches("/$ref");
        let link = |it: &Object| {
            text(it, "id")
                .map(|id| json!({ "@odata.id": format!("{}{path}/{}", self.base, Self::encoded(id)) }))
        };
        let links: Vec<Value> = self.store.items(address).filter_map(link).collect();
        Reply::json(
            200,
            json!({ "@odata.context": self.context("$ref", ""), "value": links }),
        )
    }
}

/// The segments of a link's path, without the version; a link may lack its host.
fn segments(link: &str) -> Vec<Segment> {
    let path = link
        .split_once("://")
        .map_or(link, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    requested(split_version(path).1)
}

/// The id that a link ends in.
fn linked_id(link: &str) -> Option<String> {
    let segments = segments(link);
    let id = segments.last()?.key();
    (!id.is_empty()).then(|| id.to_owned())
}

fn no_key(place: &str) -> ODataError {
    ODataError::bad_request(format!("The address in '{place}' has no key."))
}
