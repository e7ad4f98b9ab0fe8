//! What the emulator remembers, in memory.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

use crate::error::ODataError;

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

/// What stands at an id or at an address: the thing itself, or a link to one that stands elsewhere.
#[derive(Debug)]
enum Stored {
    Object(Object),
    Link(Place),
}

/// Where an item stands: its collection and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) collection: Address,
    pub(crate) id: String,
}

/// A file that is coming.
#[derive(Debug)]
struct Upload {
    place: Place,
    name: String,
    bytes: Vec<u8>,
}

#[derive(Debug, Default)]
struct Collection {
    /// In the order of their creation.
    ids: Vec<String>,
    items: HashMap<String, Stored>,
    /// When an item was last written or removed, by id.
    revisions: BTreeMap<String, u64>,
}

/// There is no room for what was to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Full {
    /// Bytes that may be stored.
    pub(crate) limit: usize,
}

impl From<Full> for ODataError {
    fn from(full: Full) -> Self {
        Self::full(full.limit)
    }
}

/// Everything that was created.
#[derive(Debug)]
pub(crate) struct Store {
    /// A collection stays here once it was written to.
    collections: BTreeMap<Address, Collection>,
    singletons: BTreeMap<Address, Stored>,
    contents: BTreeMap<Address, Content>,
    uploads: BTreeMap<String, Upload>,
    /// Items that were there and are no more.
    removed: BTreeSet<Address>,
    /// How often anything was written or removed.
    revision: u64,
    /// Bytes of all of it, roughly.
    size: usize,
    limit: usize,
}

impl Store {
    /// A store with room for so many bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            collections: BTreeMap::new(),
            singletons: BTreeMap::new(),
            contents: BTreeMap::new(),
            uploads: BTreeMap::new(),
            removed: BTreeSet::new(),
            revision: 0,
            size: 0,
            limit,
        }
    }

    /// Whether anything was ever created in a collection.
    pub(crate) fn is_touched(&self, collection: &Address) -> bool {
        self.collections.contains_key(collection)
    }

    /// The items of a collection, oldest first. A link to what is no more is none.
    pub(crate) fn items(&self, collection: &Address) -> impl Iterator<Item = &Object> {
        self.with_ids(collection).map(|(_, item)| item)
    }

    /// The items of a collection with the ids under which they stand there.
    pub(crate) fn with_ids(&self, collection: &Address) -> impl Iterator<Item = (&str, &Object)> {
        let collection = self.collections.get(collection);
        collection.into_iter().flat_map(|collection| {
            collection.ids.iter().filter_map(|id| {
                let stored = collection.items.get(id)?;
                Some((id.as_str(), self.live(stored)?))
            })
        })
    }

    /// The id of the item that a key names.
    pub(crate) fn find(&self, collection: &Address, key: &Key) -> Option<String> {
        let has = |item: &Object, name: &str, value: &str| {
            item.get(name)
                .and_then(Value::as_str)
                .is_some_and(|it| it.eq_ignore_ascii_case(value))
        };
        let fits = |item: &Object| match key {
            Key::Positional { value, others } => others.iter().any(|name| has(item, name, value)),
            Key::Named(pairs) => pairs.iter().all(|(name, value)| has(item, name, value)),
        };
        if let Key::Positional { value, .. } = key
            && self.item(collection, value).is_some()
        {
            return Some(value.clone());
        }
        let found = self.with_ids(collection).find(|(_, item)| fits(item));
        found.map(|(id, _)| id.to_owned())
    }

    /// The item of an id.
    pub(crate) fn item(&self, collection: &Address, id: &str) -> Option<&Object> {
        self.live(self.collections.get(collection)?.items.get(id)?)
    }

    /// Where the item of an id stands: in this collection, or else in the one other that has such an id. The one address
    /// of all objects of a directory (`/directoryObjects`) holds none itself.
    pub(crate) fn place_of(&self, collection: &Address, id: &str) -> Option<Place> {
        let is_there = |collection: &Collection| matches!(collection.items.get(id), Some(Stored::Object(_)));
        let place = |collection: &Address| Place {
            collection: collection.clone(),
            id: id.to_owned(),
        };
        if self.collections.get(collection).is_some_and(is_there) {
            return Some(place(collection));
        }
        let mut others = self
            .collections
            .iter()
            .filter(|it| it.0.0.len() == 1 && is_there(it.1));
        match (others.next(), others.next()) {
            (Some((other, _)), None) => Some(place(other)),
            _ => None,
        }
    }

    /// Whether an item was there and was deleted.
    pub(crate) fn is_removed(&self, collection: &Address, id: &str) -> bool {
        self.removed.contains(&collection.child(id))
    }

    /// Puts an item in its place, or a new one at the end. Through a link the item itself is written.
    pub(crate) fn put(&mut self, collection: &Address, id: &str, item: Object) -> Result<(), Full> {
        let there = self.collections.get(collection).and_then(|it| it.items.get(id));
        if let Some(Stored::Link(place)) = there
            && self.live(&Stored::Link(place.clone())).is_some()
        {
            let place = place.clone();
            self.write(collection, id, None)?;
            return self.write(&place.collection, &place.id, Some(Stored::Object(item)));
        }
        self.write(collection, id, Some(Stored::Object(item)))
    }

    /// Puts a link to an item into a collection.
    pub(crate) fn link(&mut self, collection: &Address, place: Place) -> Result<(), Full> {
        let id = place.id.clone();
        self.write(collection, &id, Some(Stored::Link(place)))
    }

    /// Writes what stands at an id, or with `None` only that it changed.
    fn write(&mut self, collection: &Address, id: &str, stored: Option<Stored>) -> Result<(), Full> {
        let old = self.collections.get(collection).and_then(|it| it.items.get(id));
        let freed = stored.as_ref().and(old).map_or(0, Stored::size);
        let taken = stored.as_ref().map_or(0, Stored::size) + OVERHEAD + id.len();
        self.make_room(taken, freed)?;
        self.removed.remove(&collection.child(id));
        self.revision += 1;
        let collection = self.collections.entry(collection.clone()).or_default();
        collection.revisions.insert(id.to_owned(), self.revision);
        if let Some(stored) = stored
            && collection.items.insert(id.to_owned(), stored).is_none()
        {
            collection.ids.push(id.to_owned());
        }
        Ok(())
    }

    /// Removes an item and all that lies below it; of a link, the link alone.
    pub(crate) fn remove(&mut self, collection: &Address, id: &str) -> bool {
        let Some(found) = self.collections.get_mut(collection) else {
            return false;
        };
        let Some(removed) = found.items.remove(id) else {
            return false;
        };
        self.revision += 1;
        found.ids.retain(|it| it != id);
        found.revisions.insert(id.to_owned(), self.revision);
        self.size = self.size.saturating_sub(removed.size());
        self.remove_below(&collection.child(id));
        self.removed.insert(collection.child(id));
        true
    }

    /// How often anything was written: the point in time that a delta link names.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// The ids of a collection's items that were written or removed after a revision, with what is there now.
    pub(crate) fn changes(&self, collection: &Address, since: u64) -> Vec<(&str, Option<&Object>)> {
        let Some(found) = self.collections.get(collection) else {
            return Vec::new();
        };
        let mut changed: Vec<(u64, &str)> = found
            .revisions
            .iter()
            .filter(|(_, at)| **at > since)
            .map(|(id, at)| (*at, id.as_str()))
            .collect();
        changed.sort_unstable();
        changed
            .into_iter()
            .map(|(_, id)| (id, self.item(collection, id)))
            .collect()
    }

    pub(crate) fn singleton(&self, address: &Address) -> Option<&Object> {
        self.live(self.singletons.get(address)?)
    }

    /// Writes the object at an address; through a link the item itself.
    pub(crate) fn put_singleton(&mut self, address: &Address, object: Object) -> Result<(), Full> {
        if let Some(Stored::Link(place)) = self.singletons.get(address)
            && self.item(&place.collection, &place.id).is_some()
        {
            let place = place.clone();
            return self.put(&place.collection, &place.id, object);
        }
        self.write_singleton(address, Stored::Object(object))
    }

    /// Makes an address lead to an item.
    pub(crate) fn link_singleton(&mut self, address: &Address, place: Place) -> Result<(), Full> {
        self.write_singleton(address, Stored::Link(place))
    }

    fn write_singleton(&mut self, address: &Address, stored: Stored) -> Result<(), Full> {
        let freed = self.singletons.get(address).map_or(0, Stored::size);
        self.make_room(stored.size() + OVERHEAD, freed)?;
        self.revision += 1;
        self.singletons.insert(address.clone(), stored);
        Ok(())
    }

    pub(crate) fn remove_singleton(&mut self, address: &Address) {
        self.remove_below(address);
    }

    pub(crate) fn content(&self, address: &Address) -> Option<&Content> {
        self.contents.get(address)
    }

    pub(crate) fn put_content(&mut self, address: &Address, content: Content) -> Result<(), Full> {
        let freed = self.contents.get(address).map_or(0, |it| it.bytes.len());
        self.make_room(content.bytes.len() + OVERHEAD, freed)?;
        self.contents.insert(address.clone(), content);
        Ok(())
    }

    pub(crate) fn remove_content(&mut self, address: &Address) {
        if let Some(content) = self.contents.remove(address) {
            self.size = self.size.saturating_sub(content.bytes.len());
        }
    }

    /// Opens a session for a file; gives the name of the session.
    pub(crate) fn open_upload(&mut self, place: Place, name: String) -> Result<String, Full> {
        self.make_room(OVERHEAD, 0)?;
        let id = uuid::Uuid::new_v4().to_string();
        let bytes = Vec::new();
        self.uploads.insert(id.clone(), Upload { place, name, bytes });
        Ok(id)
    }

    /// How many bytes of a session came.
    pub(crate) fn uploaded(&self, id: &str) -> Option<usize> {
        self.uploads.get(id).map(|it| it.bytes.len())
    }

    /// Adds to what came.
    pub(crate) fn upload(&mut self, id: &str, piece: &[u8]) -> Result<(), Full> {
        self.make_room(piece.len(), 0)?;
        if let Some(upload) = self.uploads.get_mut(id) {
            upload.bytes.extend_from_slice(piece);
        }
        Ok(())
    }

    pub(crate) fn close_upload(&mut self, id: &str) {
        if let Some(upload) = self.uploads.remove(id) {
            self.size = self.size.saturating_sub(upload.bytes.len());
        }
    }

    /// Takes the file of a session out of it: where it goes, its name and its bytes.
    pub(crate) fn take_upload(&mut self, id: &str) -> Option<(Place, String, Vec<u8>)> {
        let upload = self.uploads.remove(id)?;
        self.size = self.size.saturating_sub(upload.bytes.len());
        Some((upload.place, upload.name, upload.bytes))
    }

    /// The object itself, one link further where it is one.
    fn live<'a>(&'a self, stored: &'a Stored) -> Option<&'a Object> {
        let place = match stored {
            Stored::Object(object) => return Some(object),
            Stored::Link(place) => place,
        };
        match self.collections.get(&place.collection)?.items.get(&place.id)? {
            Stored::Object(object) => Some(object),
            Stored::Link(_) => None,
        }
    }

    fn make_room(&mut self, taken: usize, freed: usize) -> Result<(), Full> {
        let size = self.size.saturating_sub(freed).saturating_add(taken);
        if size > self.limit {
            return Err(Full { limit: self.limit });
        }
        self.size = size;
        Ok(())
    }

    fn remove_below(&mut self, address: &Address) {
        let mut freed = 0;
        self.collections.retain(|it, collection| {
            let goes = it.is_under(address);
            freed += if goes {
                collection.items.values().map(Stored::size).sum()
            } else {
                0
            };
            !goes
        });
        self.singletons.retain(|it, stored| {
            let goes = it.is_under(address);
            freed += if goes { stored.size() } else { 0 };
            !goes
        });
        self.contents.retain(|it, content| {
            let goes = it.is_under(address);
            freed += if goes { content.bytes.len() } else { 0 };
            !goes
        });
        self.size = self.size.saturating_sub(freed);
    }
}

/// Bytes that an entry takes beside what it holds: its keys, and what is remembered of it when it is gone. They are not
/// given back, so that creating and deleting for ever ends, too.
const OVERHEAD: usize = 256;

impl Stored {
    fn size(&self) -> usize {
        match self {
            Self::Object(object) => object
                .iter()
                .map(|(name, value)| name.len() + size_of(value))
                .sum(),
            Self::Link(place) => place.id.len(),
        }
    }
}

/// The bytes of a value in memory, roughly.
fn size_of(value: &Value) -> usize {
    const EACH: usize = 32;
    EACH + match value {
        Value::String(text) => text.len(),
        Value::Array(list) => list.iter().map(size_of).sum(),
        Value::Object(object) => object
            .iter()
            .map(|(name, value)| EACH + name.len() + size_of(value))
            .sum(),
        _ => 0,
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
        let mut store = Store::new(10_000);
        let ada = object(json!({ "id": "1", "userPrincipalName": "ada@contoso.com" }));
        store.put(&users, "1", ada).expect("room");
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
        let mut store = Store::new(10_000);
        for (path, id) in [
            ("users", "1"),
            ("users/1/messages", "a"),
            ("users/12/messages", "b"),
        ] {
            store.put(&address(path), id, Object::new()).expect("room");
        }
        assert!(store.remove(&address("users"), "1"));
        assert!(!store.remove(&address("users"), "1"));
        assert!(!store.is_touched(&address("users/1/messages")));
        assert!(store.is_touched(&address("users/12/messages")));
        assert!(
            store.is_touched(&address("users")),
            "an emptied collection is not a fresh one"
        );
    }

    #[test]
    fn a_link_leads_to_the_thing_itself() {
        let (users, members) = (address("users"), address("groups/1/members"));
        let place = || Place {
            collection: users.clone(),
            id: "1".to_owned(),
        };
        let name = |store: &Store| store.item(&members, "1").map(|it| it["name"].clone());
        let mut store = Store::new(10_000);
        store
            .put(&users, "1", object(json!({ "name": "a" })))
            .expect("room");
        store.link(&members, place()).expect("room");
        store
            .put(&users, "1", object(json!({ "name": "b" })))
            .expect("room");
        assert_eq!(name(&store), Some(json!("b")));
        store
            .put(&members, "1", object(json!({ "name": "c" })))
            .expect("room");
        assert_eq!(
            store.item(&users, "1").map(|it| it["name"].clone()),
            Some(json!("c"))
        );
        store.remove(&users, "1");
        assert_eq!((name(&store), store.items(&members).count()), (None, 0));
    }

    #[test]
    fn changes_since_a_revision() {
        let users = address("users");
        let mut store = Store::new(10_000);
        for id in ["1", "2", "3"] {
            store.put(&users, id, Object::new()).expect("room");
        }
        let then = store.revision();
        assert_eq!(store.changes(&users, 0).len(), 3);
        assert!(store.changes(&users, then).is_empty());
        store.put(&users, "2", Object::new()).expect("room");
        store.remove(&users, "1");
        let changed = store.changes(&users, then);
        assert_eq!(changed, [("2", Some(&Object::new())), ("1", None)]);
    }

    #[test]
    fn what_is_stored_has_a_limit() {
        let users = address("users");
        let mut store = Store::new(10_000);
        let item = |length: usize| object(json!({ "text": "x".repeat(length) }));
        assert_eq!(store.put(&users, "1", item(20_000)), Err(Full { limit: 10_000 }));
        store.put(&users, "1", item(6_000)).expect("room");
        assert!(store.put(&users, "2", item(6_000)).is_err());
        store
            .put(&users, "1", item(7_000))
            .expect("in place of the one before");
        store.remove(&users, "1");
        store.put(&users, "2", item(6_000)).expect("room again");
        let small =
            |store: &mut Store| store.put(&users, "3", Object::new()).is_ok() && store.remove(&users, "3");
        assert!((0..1000).any(|_| !small(&mut store)), "what is remembered counts");
    }
}
