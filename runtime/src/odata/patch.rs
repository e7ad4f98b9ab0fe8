//! What an update changes.

use std::{borrow::Cow, fmt, marker::PhantomData};

use super::Property;
use crate::json::{self, Encode, Json, Typed, encode};

/// The changes of an update: only what is set here is sent. A property is kept (not mentioned), set to a value, or set to null.
///
/// ```text
/// Patch::new().set(RemoteActionAudit::DEVICE_DISPLAY_NAME, "kiosk 7").null(RemoteActionAudit::DEVICE_IMEI)
/// ```
pub struct Patch<M> {
    members: Vec<(Cow<'static, str>, Json)>,
    model: PhantomData<fn() -> M>,
}

impl<M> Patch<M> {
    /// No change.
    pub const fn new() -> Self {
        Self {
            members: Vec::new(),
            model: PhantomData,
        }
    }

    /// Gives the property a value.
    #[must_use]
    pub fn set<T: Encode>(self, property: Property<M, T>, value: impl Into<T>) -> Self {
        let mut out = Vec::new();
        value.into().encode(&mut out);
        let text = String::from_utf8(out).unwrap_or_default();
        self.put(property.into_path(), Json::from_valid(&text))
    }

    /// Takes the property's value away.
    #[must_use]
    pub fn null<T>(self, property: Property<M, T>) -> Self {
        self.put(property.into_path(), Json::null())
    }

    /// Gives a value to what the pages do not document, or a value that they do not document.
    #[must_use]
    pub fn additional(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.put(name.into().into(), value.into())
    }

    /// Whether nothing is to change.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The JSON object that is sent.
    pub fn to_json(&self) -> String {
        let mut out = vec![b'{'];
        for (name, value) in &self.members {
            encode::member(name, value.text(), &mut out);
        }
        out.push(b'}');
        String::from_utf8(out).unwrap_or_default()
    }

    fn put(mut self, name: Cow<'static, str>, value: Json) -> Self {
        self.members.retain(|(own, _)| *own != name);
        self.members.push((name, value));
        self
    }
}

/// Everything that the structure would send: its values, and what is in its additional data, nulls too.
impl<M: Typed> From<&M> for Patch<M> {
    fn from(model: &M) -> Self {
        let text = json::to_string(model);
        let members = json::members(&text).into_iter();
        members.fold(Self::new(), |patch, (name, value)| patch.put(name.into(), value))
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

impl<M> fmt::Debug for Patch<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}
