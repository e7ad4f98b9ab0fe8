//! The store behind [`AdditionalData`](super::AdditionalData): one text, and where in it each entry is.
//!
//! The service decides how many entries there are, under which names, and how often a name comes again. So each look-up, each removal
//! and each comparison takes time that does not grow with the entries: beyond a handful there is an index by name, and an entry that
//! is taken out is marked as dead until enough of them are gone.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
};

use super::{encode, reader::plain_run};

#[derive(Clone, Default)]
pub(super) struct Kept {
    /// `,"name":json` for each entry, one after the other: what is sent again is copied in one piece.
    text: String,
    entries: Vec<Entry>,
    /// How many of the entries have been taken out.
    dead: usize,
    /// Whether an annotation of the object itself is here, `@odata.type` for one.
    annotated: bool,
    /// One bit for each name that may be here: most look-ups of an absent name end at this word.
    names: u64,
    /// Where the names are, once there are too many to look through.
    index: Option<Box<Index>>,
    /// The JSON text of what stood where an object was documented.
    pub(super) replacement: Option<Box<str>>,
}

/// Where in the text an entry is. It begins where the one before it ends.
#[derive(Clone, Copy)]
struct Entry {
    name_end: usize,
    end: usize,
    kind: Reason,
    /// Whether the name stands in the text as JSON has it, without a character to escape.
    plain: bool,
    /// Whether it has been taken out.
    dead: bool,
}

/// What stands in the text before a name, and between it and its value.
const BEFORE_NAME: &str = ",\"";
const BEHIND_NAME: &str = "\":";

/// Up to so many entries are looked through one by one.
const FEW: usize = 32;

/// Why an entry is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The pages document no property of this name.
    Undocumented,
    /// The property is documented, and the value is not of the documented type.
    Misfit,
    /// The property is documented as a collection of single values; so many of the elements fit and are in the field, and others, as
    /// `null`, do not.
    Partial(u32),
    /// The property is documented, and came as `null`.
    Null,
}

/// Entries by the hash of their names. The hash is seeded: whoever chooses the names cannot make them collide.
#[derive(Clone, Default)]
struct Index {
    hasher: RandomState,
    /// The last entry under each hash.
    last: HashMap<u64, u32>,
    /// For each entry, the one before it under the same hash.
    before: Vec<Option<u32>>,
}

impl Index {
    fn push(&mut self, name: &str) {
        let entry = self.before.len() as u32;
        let before = self.last.insert(self.hasher.hash_one(name), entry);
        self.before.push(before);
    }

    /// Unlinks an entry that is taken out, where it is the last under its hash; others stay as links of the chain.
    fn forget_last(&mut self, name: &str, entry: usize) {
        let hash = self.hasher.hash_one(name);
        if self.last.get(&hash).is_some_and(|last| *last as usize == entry) {
            match self.before[entry] {
                Some(before) => self.last.insert(hash, before),
                None => self.last.remove(&hash),
            };
        }
    }

    /// The entries that may be under a name, the last first.
    fn candidates(&self, name: &str) -> impl Iterator<Item = usize> {
        let last = self.last.get(&self.hasher.hash_one(name)).copied();
        std::iter::successors(last, |entry| self.before[*entry as usize]).map(|entry| entry as usize)
    }
}

impl Kept {
    /// Room for some names and short values: most structures that keep anything keep a few.
    pub(super) fn new() -> Self {
        Self {
            text: String::with_capacity(192),
            entries: Vec::with_capacity(8),
            ..Self::default()
        }
    }

    /// What is kept, in its order: why, the name, the JSON text.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Reason, &str, &str)> {
        (0..self.entries.len())
            .filter(|at| !self.entries[*at].dead)
            .map(|at| {
                work::step();
                (self.entries[at].kind, self.name(at), self.json(at))
            })
    }

    /// As [`iter`](Self::iter), of a name that came several times the last only.
    pub(super) fn last_of_each(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_last = |at: &usize| !self.entries[*at].dead && self.find(self.name(*at)) == Some(*at);
        (0..self.entries.len())
            .filter(is_last)
            .map(|at| (self.name(at), self.json(at)))
    }

    pub(super) fn push(&mut self, name: &str, json: &str, kind: Reason) {
        work::step();
        self.text.push_str(BEFORE_NAME);
        self.text.push_str(name);
        let name_end = self.text.len();
        self.text.push_str(BEHIND_NAME);
        self.text.push_str(json);
        self.names |= name_bit(name);
        self.annotated |= is_annotation(name);
        self.entries.push(Entry {
            name_end,
            end: self.text.len(),
            kind,
            plain: plain_run(name.as_bytes()) == name.len(),
            dead: false,
        });
        match &mut self.index {
            Some(index) => index.push(name),
            None if self.entries.len() > FEW => self.build_index(),
            None => {}
        }
    }

    fn build_index(&mut self) {
        let mut index = Box::<Index>::default();
        for at in 0..self.entries.len() {
            index.push(self.name(at));
        }
        self.index = Some(index);
    }

    /// Takes out what is under a name.
    pub(super) fn remove(&mut self, name: &str) {
        if !self.may_hold(name) {
            return;
        }
        while let Some(at) = self.find(name) {
            self.entries[at].dead = true;
            self.dead += 1;
            if let Some(index) = &mut self.index {
                index.forget_last(name, at);
            }
        }
        if self.dead > FEW && self.dead * 2 > self.entries.len() {
            self.sweep();
        }
    }

    /// Writes the text anew without what has been taken out. Done when that is the greater part, so that each entry pays for one
    /// other.
    fn sweep(&mut self) {
        let mut rest = Self {
            replacement: self.replacement.take(),
            ..Self::new()
        };
        for (kind, name, json) in self.iter() {
            rest.push(name, json, kind);
        }
        *self = rest;
    }

    /// Whether there may be something under a name; says no in most cases where there is nothing.
    #[inline]
    pub(super) fn may_hold(&self, name: &str) -> bool {
        self.names & name_bit(name) != 0
    }

    /// The last value under a name, and why it is here.
    pub(super) fn get(&self, name: &str) -> Option<(Reason, &str)> {
        let at = self.find(name)?;
        Some((self.entries[at].kind, self.json(at)))
    }

    /// The last entry under a name.
    fn find(&self, name: &str) -> Option<usize> {
        let is_it = |at: &usize| {
            work::step();
            !self.entries[*at].dead && self.name(*at) == name
        };
        match &self.index {
            Some(index) => index.candidates(name).find(is_it),
            None => (0..self.entries.len()).rev().find(is_it),
        }
    }

    fn name(&self, at: usize) -> &str {
        &self.text[self.start(at) + BEFORE_NAME.len()..self.entries[at].name_end]
    }

    fn json(&self, at: usize) -> &str {
        let entry = self.entries[at];
        &self.text[entry.name_end + BEHIND_NAME.len()..entry.end]
    }

    /// Where an entry begins.
    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.entries[before].end)
    }

    /// Whether [`write`](Self::write) has to look for annotations of the object.
    pub(super) fn is_annotated(&self) -> bool {
        self.annotated
    }

    /// Writes the entries of the names that are wanted as members of a JSON object. Those that stand together are copied
    /// together.
    pub(super) fn write(&self, out: &mut Vec<u8>, wanted: impl Fn(&str) -> bool) {
        let (mut from, mut to) = (0, 0);
        for entry in &self.entries {
            let start = to;
            to = entry.end;
            let name = &self.text[start + BEFORE_NAME.len()..entry.name_end];
            let wanted = !entry.dead && wanted(name);
            if wanted && entry.plain {
                continue;
            }
            copy(&self.text[from..start], out);
            if wanted {
                encode::member(name, &self.text[entry.name_end + BEHIND_NAME.len()..to], out);
            }
            from = to;
        }
        copy(&self.text[from..to], out);
    }
}

/// Writes members that begin with a comma, which the first of an object has not.
fn copy(members: &str, out: &mut Vec<u8>) {
    let members = members.as_bytes();
    let is_first = out.last() == Some(&b'{') && !members.is_empty();
    out.extend_from_slice(&members[usize::from(is_first)..]);
}

/// Whether it says something of the object itself, not of one of its properties.
pub(super) fn is_annotation(name: &str) -> bool {
    name.starts_with("@odata.")
}

/// Spreads names over 64 bits by length, first and last byte.
#[inline]
fn name_bit(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let first = bytes.first().copied().unwrap_or(0);
    let last = bytes.last().copied().unwrap_or(0);
    let mixed = (bytes.len() as u8).wrapping_mul(11) ^ first.wrapping_mul(3) ^ last.wrapping_mul(5);
    1 << (mixed % 64)
}

/// Counts the entries that are looked at, so that tests can hold how the work grows, whatever the machine.
pub(crate) mod work {
    #[cfg(test)]
    std::thread_local! {
        static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
    }

    #[inline]
    pub(crate) fn step() {
        #[cfg(test)]
        STEPS.set(STEPS.get() + 1);
    }

    /// The steps that `task` takes.
    #[cfg(test)]
    pub(crate) fn of(task: impl FnOnce()) -> u64 {
        STEPS.set(0);
        task();
        STEPS.get()
    }
}
