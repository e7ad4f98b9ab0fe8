//! One item of a collection.

use graphdown_codegen::schema::OperationKind;
use serde_json::{Value, json};

use super::Exchange;
use super::binding::{self, Binding};
use crate::error::ODataError;
use crate::reply::Reply;
use crate::store::{Address, Key, Object};

impl Exchange<'_> {
    /// Reads, changes, replaces or deletes an item.
    pub(super) fn item(&mut self, collection: &Address, key: &Key) -> Result<Reply, ODataError> {
        let found = self.lock().find(collection, key);
        match self.operation.kind {
            OperationKind::Update => {
                let mut changes = self.object()?;
                let bindings = binding::taken(&mut changes);
                self.write_item(collection, key, found, bindings, |item| {
                    merge(item, changes);
                })
            }
            OperationKind::Replace => {
                let mut whole = self.object()?;
                let bindings = binding::taken(&mut whole);
                self.write_item(collection, key, found, bindings, |item| *item = whole)
            }
            OperationKind::Delete => {
                let is_removed = found.is_some_and(|id| self.lock().remove(collection, &id));
                if !is_removed {
                    return self.missing(collection, shown(key));
                }
                Ok(Reply::empty(self.status(204)))
            }
            _ => self.read_item(collection, key, found),
        }
    }

    fn read_item(
        &mut self,
        collection: &Address,
        key: &Key,
        found: Option<String>,
    ) -> Result<Reply, ODataError> {
        self.query.check_single()?;
        self.check_query()?;
        let Some(id) = found else {
            return self.missing(collection, shown(key));
        };
        let store = self.lock();
        let Some(object) = store.item(collection, &id).cloned() else {
            drop(store);
            return self.missing(collection, shown(key));
        };
        let body = self.entity(&store, &collection.child(&id), &object, collection_of(self.path));
        Ok(Reply::json(self.status(200), body))
    }

    /// Writes to an item; its id and its type stay, unless the body names another type.
    fn write_item(
        &mut self,
        collection: &Address,
        key: &Key,
        found: Option<String>,
        bindings: Vec<Binding>,
        write: impl FnOnce(&mut Object),
    ) -> Result<Reply, ODataError> {
        let mut store = self.lock();
        let written = found.and_then(|id| {
            let mut item = store.item(collection, &id)?.clone();
            let own_id = item.get("id").cloned();
            let old_type = item.get("@odata.type").cloned();
            write(&mut item);
            item.shift_remove("id");
            item.shift_insert(0, "id".to_owned(), own_id.unwrap_or_else(|| json!(id)));
            let actual = item.shift_remove("@odata.type").or(old_type);
            if let Some(actual) = actual {
                item.shift_insert(0, "@odata.type".to_owned(), actual);
            }
            Some((id, item))
        });
        let Some((id, object)) = written else {
            drop(store);
            return self.missing(collection, shown(key));
        };
        store.put(collection, &id, object.clone())?;
        self.bind(&mut store, &collection.child(&id), bindings)?;
        let status = self.status(if self.operation.returns.is_some() {
            200
        } else {
            204
        });
        let body = self.entity(&store, &collection.child(&id), &object, collection_of(self.path));
        Ok(Reply::json(status, body))
    }
}

/// The path of an item's collection: `/users` of `/users/1` and of `/users('1')`.
fn collection_of(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let end = if path.ends_with(')') {
        path.rfind('(')
    } else {
        path.rfind('/')
    };
    end.map_or(path, |at| &path[..at])
}

/// Puts changes over an object: `null` sets null, what is not named stays.
pub(super) fn merge(object: &mut Object, changes: Object) -> &mut Object {
    object.extend(changes);
    object
}

/// A key as messages show it.
pub(super) fn shown(key: &Key) -> &str {
    match key {
        Key::Positional { value, .. } => value,
        Key::Named(pairs) => pairs.first().map_or("", |it| it.1.as_str()),
    }
}

/// The value under a name, as text.
pub(super) fn text<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}
