//! Maps that are asked and never listed: their order reaches no output.
//!
//! Every row of every page asks them several times, and the hash of the standard library, which is made for keys of an
//! attacker on a network, was most of what that took. This one has a seed of its own in each run, too.

use foldhash::fast::RandomState;

/// A map to ask.
pub(super) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set to ask.
pub(super) type HashSet<T> = std::collections::HashSet<T, RandomState>;
