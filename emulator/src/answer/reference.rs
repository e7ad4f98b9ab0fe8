//! Links between objects: `…/members/$ref`.

use axum::http::Method;
use serde_json::{Value, json};

use super::Exchange;
use super::item::{shown, text};
use crate::odata_error::ODataError;
use crate::path::requested;
use crate::reply::Reply;
use crate::store::{Address, Object};
use crate::target::{Target, address};

impl Exchange<'_> {
    /// Adds, sets, removes or lists links.
    pub(super) fn reference(&mut self, target: Target) -> Result<Reply, ODataError> {
        let method = self.operation.method.to_uppercase();
        match (target, method.as_str()) {
            (Target::Collection { address, .. }, "GET") => Ok(self.links(&address)),
            (Target::Collection { address, .. }, "POST" | "PUT" | "PATCH") => {
                let (id, object) = self.linked()?;
                self.store.put(&address, &id, object);
                Ok(Reply::empty(self.status(204)))
            }
            (Target::Item { collection, key }, "DELETE") => {
                let removed = self
                    .store
                    .find(&collection, &key)
                    .and_then(|id| self.store.remove(&collection, &id));
                if removed.is_none() {
                    return self.missing(&collection, shown(&key));
                }
                Ok(Reply::empty(self.status(204)))
            }
            (Target::Collection { address, .. }, method) if method == Method::DELETE.as_str() => {
                self.store.remove_singleton(&address);
                Ok(Reply::empty(self.status(204)))
            }
            _ => self.call(),
        }
    }

    /// The id and the copy of what `@odata.id` in the body leads to; only its id where it is not stored.
    fn linked(&self) -> Result<(String, Object), ODataError> {
        let body = match self.payload.json()? {
            Some(Value::Object(body)) => body,
            _ => Object::new(),
        };
        let link = text(&body, "@odata.id").ok_or_else(|| {
            ODataError::bad_request(
                "The body must be a JSON object with the address of an object in '@odata.id'.",
            )
        })?;
        let path = link
            .split_once("://")
            .map_or(link, |(_, rest)| rest.split_once('/').map_or("", |it| it.1));
        let segments = requested(path.split(['?', '#']).next().unwrap_or_default());
        // The address bears a version, which the routes do not know.
        let below = segments
            .get(usize::from(link.contains("://"))..)
            .unwrap_or_default();
        let id = segments.last().map(|it| it.text.clone()).unwrap_or_default();
        if id.is_empty() {
            return Err(ODataError::bad_request("The address in '@odata.id' has no key."));
        }
        let stored = self.service.routes.steps(below).and_then(|steps| {
            let (_, parent) = steps.split_last()?;
            let parent = address(parent, &self.service.catalog);
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
