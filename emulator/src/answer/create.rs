//! New items.

use axum::http::header;
use serde_json::{Value, json};

use super::{Exchange, binding};
use crate::error::ODataError;
use crate::reply::Reply;
use crate::store::Address;

impl Exchange<'_> {
    /// Puts an item in a collection.
    pub(super) fn create(&mut self, collection: &Address) -> Result<Reply, ODataError> {
        let mut object = self.object()?;
        let bindings = binding::taken(&mut object);
        let id = self.new_id(object.get("id"))?;
        let mut store = self.lock();
        if store.item(collection, &id).is_some() {
            return Err(ODataError::conflict(format!(
                "An object with the id '{id}' exists already."
            )));
        }
        let kept = object.insert("id".to_owned(), json!(id)).is_some();
        if !kept {
            // As in the service, the id stands before the other properties and behind the type.
            object.shift_remove("id");
            let typed = object.keys().next().is_some_and(|it| it == "@odata.type");
            object.shift_insert(usize::from(typed), "id".to_owned(), json!(id));
        }
        let object = self.typed(object);
        store.put(collection, &id, object.clone())?;
        self.bind(&mut store, &collection.child(&id), bindings)?;
        let location = format!(
            "{}{}/{}",
            self.base,
            self.path.trim_end_matches('/'),
            Self::encoded(&id)
        );
        let body = self.entity(&store, &collection.child(&id), &object, self.path);
        Ok(Reply::json(self.status(201), body).with_header(header::LOCATION, location))
    }

    /// The id of a new item: the one in the body where the page lists `id` among what it takes or lists
    /// nothing, else one of the emulator's own.
    fn new_id(&mut self, sent: Option<&Value>) -> Result<String, ODataError> {
        let takes = &self.operation.takes;
        let fresh = || uuid::Uuid::new_v4().to_string();
        match sent {
            None | Some(Value::Null) => Ok(fresh()),
            Some(Value::String(id)) if id.is_empty() => Ok(fresh()),
            Some(_) if !takes.is_empty() && !takes.iter().any(|it| it == "id") => {
                self.note("the page does not take an id: the sent one is not used");
                Ok(fresh())
            }
            Some(Value::String(id)) => Ok(id.clone()),
            Some(_) => Err(ODataError::bad_request("The property 'id' must be a text.")),
        }
    }
}
