//! What an update changes.

use std::{borrow::Cow, collections::HashMap, fmt, marker::PhantomData};

use super::Property;
use crate::json::{self, Encode, Json, Typed, encode, secrets::Redacted};

/// The changes of an update: only what is set here is sent. A property is kept (not mentioned), set to a value, or set to null.
///
/// A property within a property becomes an object within the object: `User::PASSWORD_PROFILE.then(PasswordProfile::PASSWORD)` is sent as
/// `{"passwordProfile":{"password":…}}` (OData JSON Format 4.01, chapter 6).
///
/// `Debug` leaves passwords and other secrets out; [`to_json`](Self::to_json) has them.
///
/// ```text
/// Patch::new().set(RemoteActionAudit::DEVICE_DISPLAY_NAME, "kiosk 7").null(RemoteActionAudit::DEVICE_IMEI)
/// ```
pub struct Patch<M> {
    members: Members,
    model: PhantomData<fn() -> M>,
}

/// The members of a JSON object, by name, in the order in which they were first set.
#[derive(Clone, Default)]
struct Members {
    named: Vec<(Cow<'static, str>, Member)>,
    places: HashMap<Cow<'static, str>, usize>,
}

#[derive(Clone)]
enum Member {
    Value(Json),
    Object(Members),
}

impl Members {
    fn put(&mut self, name: Cow<'static, str>, member: Member) {
        let place = self.place(name);
        self.named[place].1 = member;
    }

    /// Where the member of that name is, an empty object if it is new.
    fn place(&mut self, name: Cow<'static, str>) -> usize {
        if let Some(place) = self.places.get(&name) {
            return *place;
        }
        let place = self.named.len();
        self.places.insert(name.clone(), place);
        self.named.push((name, Member::Object(Self::default())));
        place
    }

    /// Sets a member of the object that is a member of this one. What stood there in another form than an object goes.
    fn put_within(&mut self, path: &str, value: Json) {
        let Some((name, rest)) = path.split_once('/') else {
            return self.put(path.to_owned().into(), Member::Value(value));
        };
        let place = self.place(name.to_owned().into());
        let member = &mut self.named[place].1;
        if let Member::Value(json) = member {
            *member = Member::Object(Self::of_object(json.text()));
        }
        if let Member::Object(members) = member {
            members.put_within(rest, value);
        }
    }

    /// The members of a JSON object; none where the text is none.
    fn of_object(text: &str) -> Self {
        let mut members = Self::default();
        for (name, value) in json::members(text) {
            members.put(name.into(), Member::Value(value));
        }
        members
    }

    /// Writes the object, the annotation that names its type first: a service reads it before the rest.
    fn write(&self, name: Option<&str>, out: &mut Vec<u8>) {
        out.push(b'{');
        if let Some(name) = name {
            encode::type_name(name, out);
        }
        for (name, member) in &self.named {
            encode::member_of(name, out, |out| match member {
                Member::Value(json) => out.extend_from_slice(json.text().as_bytes()),
                Member::Object(members) => members.write(None, out),
            });
        }
        out.push(b'}');
    }
}

impl<M> Patch<M> {
    /// No change.
    pub fn new() -> Self {
        Self {
            members: Members::default(),
            model: PhantomData,
        }
    }

    /// Gives the property a value.
    #[must_use]
    pub fn set<T: Encode>(mut self, property: Property<M, T>, value: impl Into<T>) -> Self {
        let mut out = Vec::new();
        value.into().encode(&mut out);
        let text = String::from_utf8(out).unwrap_or_default();
        self.members
            .put_within(&property.into_path(), Json::from_valid(&text));
        self
    }

    /// Takes the property's value away.
    #[must_use]
    pub fn null<T: Encode>(mut self, property: Property<M, T>) -> Self {
        self.members.put_within(&property.into_path(), Json::null());
        self
    }

    /// Gives a value to what the pages do not document, or a value that they do not document. The name is one member's, whatever is in
    /// it.
    #[must_use]
    pub fn additional(mut self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.members.put(name.into().into(), Member::Value(value.into()));
        self
    }

    /// What was set by [`additional`](Self::additional) under a name.
    pub(crate) fn get_additional(&self, name: &str) -> Option<Json> {
        let place = self.members.places.get(name)?;
        match &self.members.named[*place].1 {
            Member::Value(json) => Some(json.clone()),
            Member::Object(_) => None,
        }
    }

    /// Whether nothing is to change.
    pub fn is_empty(&self) -> bool {
        self.members.named.is_empty()
    }

    /// The JSON object that is sent where the pages document changes of an `M`.
    pub fn to_json(&self) -> String {
        self.told(None).text().to_owned()
    }

    /// The JSON object that is sent, with the name of the type first where there is one to tell and none is set.
    pub(crate) fn told(&self, name: Option<&str>) -> Json {
        let name = name.filter(|_| !self.members.places.contains_key(encode::TYPE));
        let mut out = Vec::new();
        self.members.write(name, &mut out);
        Json::from_valid(&String::from_utf8(out).unwrap_or_default())
    }
}

/// Everything that the structure would send: its values, and what is in its additional data, nulls too.
impl<M: Typed> From<&M> for Patch<M> {
    fn from(model: &M) -> Self {
        Self {
            members: Members::of_object(&json::to_string(model)),
            model: PhantomData,
        }
    }
}

impl<M> Default for Patch<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M> Clone for Patch<M> {
    fn clone(&self) -> Self {
        Self {
            members: self.members.clone(),
            model: PhantomData,
        }
    }
}

impl<M: Typed> fmt::Debug for Patch<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Redacted::of_model(&self.to_json(), || Box::new(M::default())).fmt(f)
    }
}
