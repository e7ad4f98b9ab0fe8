//! Maps that are asked by name, in any case, and never listed: their order reaches no output.
//!
//! Every row of every page asks them several times, and the hash of the standard library, which is made for keys of an
//! attacker on a network, was most of what that took. This one has a seed of its own in each run, too.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use foldhash::fast::RandomState;

/// A map to ask.
pub(super) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set to ask.
pub(super) type HashSet<T> = std::collections::HashSet<T, RandomState>;

/// A name, whatever the case of its ASCII letters. A map of owned names is asked with a borrowed one, so that a look-up
/// copies nothing: every row of every page asks for its type several times.
#[derive(Clone, Debug)]
pub(super) struct Folded<'t>(pub(super) Cow<'t, str>);

impl<'t> From<&'t str> for Folded<'t> {
    fn from(name: &'t str) -> Self {
        Self(Cow::Borrowed(name))
    }
}

impl From<String> for Folded<'_> {
    fn from(name: String) -> Self {
        Self(Cow::Owned(name))
    }
}

impl Folded<'_> {
    /// The same name, for a map to keep.
    pub(super) fn into_owned(self) -> Folded<'static> {
        Folded(Cow::Owned(self.0.into_owned()))
    }
}

impl PartialEq for Folded<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Folded<'_> {}

impl Hash for Folded<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The bit that small letters have and capitals have not is set in eight bytes at a time. Other characters that
        // only differ in it share a hash, too, and are told apart by `eq`.
        const CASE: u64 = 0x2020_2020_2020_2020;
        let (pieces, rest) = self.0.as_bytes().as_chunks();
        for piece in pieces {
            state.write_u64(u64::from_le_bytes(*piece) | CASE);
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        state.write_u64(u64::from_le_bytes(last) | CASE);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::Folded;

    #[test]
    fn a_borrowed_name_finds_an_owned_one_in_another_case() {
        let long = "aVeryLongNameOfMoreThanThirtyTwoLetters";
        let names: HashMap<Folded<'static>, u8> = HashMap::from([
            (Folded::from("user".to_owned()), 1),
            (Folded::from(long.to_owned()), 2),
        ]);
        assert_eq!(names.get(&Folded::from("USER")), Some(&1));
        assert_eq!(names.get(&Folded::from(long.to_uppercase().as_str())), Some(&2));
        assert_eq!(names.get(&Folded::from("users")), None);
    }
}
