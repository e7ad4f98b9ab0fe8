//! Links between objects: `…/members/$ref`.

use serde_json::{Value, json};

use super::Exchange;
use super::item::{shown, text};
use crate::error::ODataError;
use crate::query::decoded;
use crate::reply::Reply;
use crate::routing::path::{Segment, requested, split_version};
use crate::routing::target::{Target, address};
use crate::store::{Address, Key, Object, Place, Store};

impl Exchange<'_> {
    /// Adds, sets, removes or lists links.
    pub(super) fn reference(&mut self, target: Target) -> Result<Reply, ODataError> {
        let method = self.operation.method.to_uppercase();
        match (target, method.as_str()) {
            (Target::Collection { address, .. }, "GET") => Ok(self.links(&address)),
            (Target::Collection { address, .. }, "POST") => {
                let mut store = self.lock();
                self.add_link(&mut store, &address, &self.sent_link()?)?;
                Ok(Reply::empty(self.status(204)))
            }
            (Target::Item { collection, key }, "DELETE") => self.unlink(&collection, &key),
            (Target::Collection { address, .. }, "PUT" | "PATCH") => {
                let mut store = self.lock();
                self.set_link(&mut store, &address, &self.sent_link()?)?;
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
                self.lock().remove_singleton(&address);
                Ok(Reply::empty(self.status(204)))
            }
            _ => self.call(),
        }
    }

    fn unlink(&mut self, collection: &Address, key: &Key) -> Result<Reply, ODataError> {
        let is_removed = {
            let mut store = self.lock();
            let found = store.find(collection, key);
            found.is_some_and(|id| store.remove(collection, &id))
        };
        if !is_removed {
            return self.missing(collection, shown(key));
        }
        Ok(Reply::empty(self.status(204)))
    }

    /// The address of another object that the body holds.
    fn sent_link(&self) -> Result<String, ODataError> {
        let body = match self.payload.json()? {
            Some(Value::Object(body)) => body,
            _ => Object::new(),
        };
        text(&body, "@odata.id").map(str::to_owned).ok_or_else(|| {
            ODataError::bad_request("The body must be an object with the address of another in '@odata.id'.")
        })
    }

    /// Puts what a link leads to into a collection; only its id where it is not stored.
    pub(super) fn add_link(
        &self,
        store: &mut Store,
        collection: &Address,
        link: &str,
    ) -> Result<(), ODataError> {
        let id = linked_id(link).ok_or_else(|| no_key("@odata.id"))?;
        match self.linked(store, link, &id) {
            Some(place) => store.link(collection, place)?,
            None => store.put(collection, &id, with_id(&id))?,
        }
        Ok(())
    }

    /// Makes an address lead to what a link leads to.
    pub(super) fn set_link(
        &self,
        store: &mut Store,
        address: &Address,
        link: &str,
    ) -> Result<(), ODataError> {
        let id = linked_id(link).ok_or_else(|| no_key("@odata.id"))?;
        if let Some(place) = self.linked(store, link, &id) {
            store.link_singleton(address, place)?;
        } else {
            // What was linked before is not what is written to.
            store.remove_singleton(address);
            store.put_singleton(address, with_id(&id))?;
        }
        Ok(())
    }

    /// Where the object stands that a link leads to. `directoryObjects` and the like are no place of their own: what has
    /// the id is looked for where it was made.
    fn linked(&self, store: &Store, link: &str, id: &str) -> Option<Place> {
        let segments = segments(link);
        let (_, above) = segments.split_last()?;
        // An address that no page documents is looked for as it is written.
        let parent = match self.api.routes.steps(&segments) {
            Some(steps) => address(steps.get(..steps.len().checked_sub(1)?)?, &self.api.catalog),
            None => Address::new(above.iter().map(|it| it.text.to_lowercase()).collect()),
        };
        store.place_of(&parent, id)
    }

    fn links(&self, address: &Address) -> Reply {
        let path = self.path.trim_end_matches('/').trim_end_matches("/$ref");
        let link = |it: &Object| {
            text(it, "id")
                .map(|id| json!({ "@odata.id": format!("{}{path}/{}", self.base, Self::encoded(id)) }))
        };
        let links: Vec<Value> = self.lock().items(address).filter_map(link).collect();
        Reply::json(
            200,
            json!({ "@odata.context": self.context("$ref", ""), "value": links }),
        )
    }
}

fn with_id(id: &str) -> Object {
    Object::from_iter([("id".to_owned(), json!(id))])
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
