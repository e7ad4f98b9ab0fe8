//! Files that come in one piece or in several: what lies at the address of an item, and upload sessions.

use graphdown_codegen::schema::Primitive;
use serde_json::{Value, json};

use super::Exchange;
use super::item::text;
use crate::error::ODataError;
use crate::reply::Reply;
use crate::routing::routes::Step;
use crate::routing::target::address;
use crate::store::{Object, Place, Store};
use crate::upload::{self, UPLOADS};

impl Exchange<'_> {
    /// Opens a session for the item that the path names, or for a new one of the list that it names.
    pub(super) fn open_upload(&mut self) -> Result<Reply, ODataError> {
        let body = match self.payload.json()? {
            Some(Value::Object(body)) => body,
            _ => Object::new(),
        };
        let (_, above) = self
            .steps
            .split_last()
            .unwrap_or((&Step::Key(String::new()), &[]));
        let place = self.place_of(above);
        // `{ "item": { "name": … } }`, `{ "AttachmentItem": { "name": … } }`.
        let named = body
            .values()
            .filter_map(Value::as_object)
            .find_map(|it| text(it, "name"));
        let name = named.map_or_else(|| file_name(&place.id), str::to_owned);
        let id = self.lock().open_upload(place, name)?;
        let mut session = upload::status(0);
        session["uploadUrl"] = json!(format!("{}{UPLOADS}/{id}", self.origin));
        session["@odata.context"] = json!(self.context(self.path, ""));
        Ok(Reply::json(self.status(200), session))
    }

    /// What a write of bytes makes of the item that they are of: its name and its size. `None` where the page does not
    /// answer with the item.
    pub(super) fn made_file(&self, store: &mut Store, size: usize) -> Result<Option<Object>, ODataError> {
        let returned = self.operation.returns.as_ref().map(|it| it.ty.as_str());
        if returned.is_none_or(|it| Primitive::named(it).is_some()) {
            return Ok(None);
        }
        let Some((_, above @ [.., Step::Key(_)])) = self.steps.split_last() else {
            return Ok(None);
        };
        let place = self.place_of(above);
        let object = upload::file(store, &place, &file_name(&place.id), size);
        store.put(&place.collection, &place.id, object.clone())?;
        Ok(Some(object))
    }

    fn place_of(&self, steps: &[Step]) -> Place {
        match steps.split_last() {
            Some((Step::Key(key), list)) => Place {
                collection: address(list, &self.api.catalog),
                id: key.clone(),
            },
            _ => Place {
                collection: address(steps, &self.api.catalog),
                id: uuid::Uuid::new_v4().to_string(),
            },
        }
    }
}

/// `a.txt` of `folder/a.txt:`; nothing where an id stands.
fn file_name(key: &str) -> String {
    let is_path = key.ends_with(':');
    let name = key.trim_end_matches(':').rsplit('/').next().unwrap_or_default();
    if is_path { name.to_owned() } else { String::new() }
}
