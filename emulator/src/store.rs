//! What the emulator remembers, in memory.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// A JSON object.
pub type Object = Map<String, Value>;

/// The address of something stored: the segments of a requested path, names in lower case and keys as they
/// came. So
/// `/me/messages`, `/users/1/messages` and `/users/2/messages` are three collections.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Address(Vec<String>);

impl Address {
    pub(crate) fn new(segments: Vec<String>) -> Self {
        Self(segments)
    }

    /// The address one segment further down.
    pub(crate) fn child(&self, segment: &str) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment.to_owned());
        Self(segments)
    }

    fn is_under(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

/// How a call names an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// By its place in the path: the `id`, or one of the other properties that the placeholder names.
    Positional { value: String, others: Vec<String> },
    /// By properties: `applications(appId='…')`.
    Named(Vec<(String, String)>),
}

/// Bytes with their media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Content {
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// Everything that was created.
#[derive(Debug, Default)]
pub(crate) struct Store {
    /// Items by id, in the order of their creation. A collection stays here once it was written to.
    collections: BTreeMap<Address, Object>,
    singletons: BTreeMap<Address, Object>,
    contents: BTreeMap<Address, Content>,
    /// Items that were there and are no more.
    removed: BTreeSet<Address>,
}

impl Store {
    /// Whether anything was ever created in a collection.
    pub(crate) fn is_touched(&self, collection: &Address) -> bool {
        self.collections.contains_key(collection)
    }

    /// The items of a collection, oldest first.
    pub(crate) fn items(&self, collection: &Address) -> impl Iterator<Item = &Object> {
        self.collections
            .get(collection)
            .into_iter()
            .flat_map(|it| it.values().filter_map(Value::as_object))
    }

    /// The id of the item that a key names.
    pub(crate) fn find(&self, collection: &Address, key: &Key) -> Option<String> {
        let items = self.collections.get(collection)?;
        let has = |item: &Value, name: &str, value: &str| {
            item.get(name)
                .and_then(Value::as_str)
                .is_some_and(|it| it.eq_ignore_ascii_case(value))
        };
        let fits = |item: &Value| match key {
            Key::Positional { value, others } => others.iter().any(|name| has(item, name, value)),
            Key::Named(pairs) => pairs.iter().all(|(name, value)| has(item, name, value)),
        };
        if let Key::Positional { value, .. } = key
            && items.contains_key(value)
        {
            return Some(value.clone());
        }
        items
            .iter()
            .find(|(_, item)| fits(item))
            .map(|(id, _)| id.clone())
    }

    /// The item of an id.
    pub(crate) fn item_mut(&mut self, collection: &Address, id: &str) -> Option<&mut Object> {
        self.collections.get_mut(collection)?.get_mut(id)?.as_object_mut()
    }

    /// Whether an item was there and was deleted.
    pub(crate) fn is_removed(&self, collection: &Address, id: &str) -> bool {
        self.removed.contains(&collection.child(id))
    }

    /// Puts an item in its place, or a new one at the end.
    pub(crate) fn put(&mut self, collection: &Address, id: &str, item: Object) {
        self.removed.remove(&collection.child(id));
        self.collections
            .entry(collection.clone())
            .or_default()
            .insert(id.to_owned(), Value::Object(item));
    }

    /// Removes an item and all that lies below it.
    pub(crate) fn remove(&mut self, collection: &Address, id: &str) -> Option<Value> {
        let removed = self.collections.get_mut(collection)?.shift_remove(id)?;
        self.remove_below(&collection.child(id));
        self.removed.insert(collection.child(id));
        Some(removed)
    }

    pub(crate) fn singleton(&self, address: &Address) -> Option<&Object> {
        self.singletons.get(address)
    }

    pub(crate) fn singleton_mut(&mut self, address: &Address) -> &mut Object {
        self.singletons.entry(address.clone()).or_default()
    }

    pub(crate) fn remove_singleton(&mut self, address: &Address) {
        self.remove_below(address);
    }

    pub(crate) fn content(&self, address: &Address) -> Option<&Content> {
        self.contents.get(address)
    }

    pub(crate) fn put_content(&mut self, address: &Address, content: Content) {
        self.contents.insert(address.clone(), content);
    }

    pub(crate) fn remove_content(&mut self, address: &Address) {
        self.contents.remove(address);
    }

    fn remove_below(&mut self, address: &Address) {
        self.collections.retain(|it, _| !it.is_under(address));
        self.singletons.retain(|it, _| !it.is_under(address));
        self.contents.retain(|it, _| !it.is_under(address));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn address(path: &str) -> Address {
        Address::new(path.split('/').map(str::to_owned).collect())
    }

    fn object(value: Value) -> Object {
        match value {
            Value::Object(object) => object,
            _ => Object::new(),
        }
    }

    #[test]
    fn items_are_found_by_id_and_by_other_keys() {
        let users = address("users");
        let mut store = Store::default();
        store.put(
            &users,
            "1",
            object(json!({ "id": "1", "userPrincipalName": "ada@contoso.com" })),
        );
        let by = |value: &str, other: &str| {
            let key = Key::Positional {
                value: value.to_owned(),
                others: vec![other.to_owned()],
            };
            store.find(&users, &key)
        };
        assert_eq!(by("1", "id").as_deref(), Some("1"));
        assert_eq!(by("ADA@contoso.com", "userPrincipalName").as_deref(), Some("1"));
        assert_eq!(by("ada@contoso.com", "mail"), None);
        let named = Key::Named(vec![(
            "userPrincipalName".to_owned(),
            "ada@contoso.com".to_owned(),
        )]);
        assert_eq!(store.find(&users, &named).as_deref(), Some("1"));
    }

    #[test]
    fn what_lies_below_an_item_goes_with_it() {
        let mut store = Store::default();
        store.put(&address("users"), "1", Object::new());
        store.put(&address("users/1/messages"), "a", Object::new());
        store.put(&address("users/12/messages"), "b", Object::new());
        assert!(store.remove(&address("users"), "1").is_some());
        assert!(store.remove(&address("users"), "1").is_none());
        assert!(!store.is_touched(&address("users/1/messages")));
        assert!(store.is_touched(&address("users/12/messages")));
        assert!(
            store.is_touched(&address("users")),
            "an emptied collection is not a fresh one"
        );
    }
}
