//! Enumerations of which several members may hold at once.

use std::{collections::BTreeSet, fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Leaf, OpenEnum, Scalar};

/// Several members of an enumeration: `"apps,settings"` in JSON. The text is kept as it came; members that no page lists too.
///
/// Two sets are equal that hold the same members, in whatever order.
pub struct Flags<E> {
    text: Box<str>,
    members: PhantomData<fn() -> E>,
}

impl<E: OpenEnum> Flags<E> {
    /// No member.
    pub fn new() -> Self {
        Self::from_text("")
    }

    /// The text in JSON.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The members, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = E> {
        self.names().map(E::from_name)
    }

    /// Whether `member` is among them.
    pub fn contains(&self, member: &E) -> bool {
        self.names().any(|name| name == member.as_str())
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.names().next().is_none()
    }

    /// Adds a member.
    pub fn insert(&mut self, member: &E) {
        if !self.contains(member) {
            let separator = if self.is_empty() { "" } else { "," };
            self.text = format!("{}{separator}{}", self.text, member.as_str()).into();
        }
    }

    /// Takes a member out.
    pub fn remove(&mut self, member: &E) {
        if self.contains(member) {
            let others: Vec<_> = self.names().filter(|name| *name != member.as_str()).collect();
            self.text = others.join(",").into();
        }
    }

    fn from_text(text: &str) -> Self {
        Self {
            text: text.into(),
            members: PhantomData,
        }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.text
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
    }
}

impl<E: OpenEnum> Leaf for Flags<E> {
    fn parse(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Text(text) => Some(Self::from_text(text)),
            _ => None,
        }
    }

    fn scalar(&self) -> Scalar<'_> {
        Scalar::Text(&self.text)
    }
}

impl<E: OpenEnum> Default for Flags<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> Clone for Flags<E> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            members: PhantomData,
        }
    }
}

impl<E: OpenEnum> PartialEq for Flags<E> {
    fn eq(&self, other: &Self) -> bool {
        let names = |flags: &Self| flags.names().map(str::to_owned).collect::<BTreeSet<_>>();
        self.text == other.text || names(self) == names(other)
    }
}

impl<E> fmt::Debug for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<E> fmt::Display for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<E: OpenEnum> From<E> for Flags<E> {
    fn from(member: E) -> Self {
        Self::from_text(member.as_str())
    }
}

impl<E: OpenEnum> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        let mut flags = Self::new();
        for member in members {
            flags.insert(&member);
        }
        flags
    }
}

impl<E: OpenEnum, const N: usize> From<[E; N]> for Flags<E> {
    fn from(members: [E; N]) -> Self {
        members.into_iter().collect()
    }
}

impl<E> Serialize for Flags<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, E: OpenEnum> Deserialize<'de> for Flags<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize_leaf(deserializer)
    }
}
