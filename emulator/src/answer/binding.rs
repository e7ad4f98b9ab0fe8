//! `members@odata.bind`: links that stand in the body of a create or a change (OData JSON 4.01, section 8.5).

use serde_json::Value;

use super::Exchange;
use crate::error::ODataError;
use crate::store::{Address, Object, Store};

const END: &str = "@odata.bind";

/// A navigation property and what it is bound to.
#[derive(Debug)]
pub(super) struct Binding {
    name: String,
    to: Value,
}

/// Takes the bindings out of an object, which keeps what is its own.
pub(super) fn taken(object: &mut Object) -> Vec<Binding> {
    let names: Vec<String> = object.keys().filter(|it| it.ends_with(END)).cloned().collect();
    let take = |name: String| Binding {
        to: object.shift_remove(&name).unwrap_or_default(),
        name: name.trim_end_matches(END).to_owned(),
    };
    names.into_iter().map(take).collect()
}

impl Exchange<'_> {
    /// Binds: a list adds to what is linked, one address takes the place of another, `null` takes it away.
    pub(super) fn bind(
        &self,
        store: &mut Store,
        object: &Address,
        bindings: Vec<Binding>,
    ) -> Result<(), ODataError> {
        for Binding { name, to } in bindings {
            let address = object.child(&name.to_lowercase());
            match to {
                Value::Array(links) => {
                    for link in &links {
                        self.add_link(store, &address, link.as_str().ok_or_else(|| no_address(&name))?)?;
                    }
                }
                Value::String(link) => self.set_link(store, &address, &link)?,
                Value::Null => store.remove_singleton(&address),
                _ => return Err(no_address(&name)),
            }
        }
        Ok(())
    }
}

fn no_address(name: &str) -> ODataError {
    ODataError::bad_request(format!(
        "'{name}{END}' must be the address of an object, or a list of addresses."
    ))
}
