//! What became of every page, row, operation and example: each has exactly one verdict.
//!
//! Stages record into a [`Coverage`] as they go; rows in equal verdicts out is held by a test on every corpus.

use std::collections::BTreeMap;

use serde::Serialize;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Unit {
    /// Files.
    Page,
    /// Tables of any role.
    Table,
    /// Rows of property and relationship tables.
    Row,
    /// Rows of body, parameter and header tables.
    Parameter,
    /// Structs and enumerations.
    Type,
    /// Members of enumerations.
    Member,
    /// Request lines.
    Operation,
    /// Non-empty permission cells.
    Permission,
    /// Request, response and representation blocks.
    Example,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// In the schema, with a resolved type.
    Typed,
    /// In the schema, its type a named open one because the page that it links to is not there.
    External,
    /// In the schema as text or open JSON, with a diagnostic.
    Fallback,
    /// Not in the schema, for a reason.
    Skipped(Skipped),
}

/// Why something is not in the schema: a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Skipped {
    /// A row that titles the rows below it.
    GroupTitle,
    /// The rest of the row before it.
    Continuation,
    /// Inside an HTML comment.
    CommentedOut,
    /// A page about concepts: neither a type nor an operation.
    Conceptual,
    /// A fragment that other pages include.
    Include,
    /// Said before, on this page or on one that leads.
    Duplicate,
    /// A table of a role that the schema has no place for (method lists, headers such as `Authorization`).
    NotData,
    /// A table of something that only looks like Graph properties (JSON kept in a string).
    Foreign,
    /// Of an API version that this schema is not of.
    OtherVersion,
    /// Not readable; a diagnostic says why.
    Unreadable,
}

/// Verdicts by unit, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    counts: BTreeMap<(Unit, Verdict), usize>,
    met: BTreeMap<Unit, usize>,
}

impl Coverage {
    /// Says that `count` of a unit stand in the input. Called where they are *read*, apart from where they are judged.
    pub fn met(&mut self, unit: Unit, count: usize) {
        *self.met.entry(unit).or_default() += count;
    }

    /// Records one verdict.
    pub fn judge(&mut self, unit: Unit, verdict: Verdict) {
        *self.counts.entry((unit, verdict)).or_default() += 1;
    }

    /// Adds what another collection recorded.
    pub fn append(&mut self, other: &Self) {
        for (key, count) in &other.counts {
            *self.counts.entry(*key).or_default() += count;
        }
        for (unit, count) in &other.met {
            *self.met.entry(*unit).or_default() += count;
        }
    }

    /// How many of a unit stand in the input.
    pub fn total(&self, unit: Unit) -> usize {
        self.met.get(&unit).copied().unwrap_or_default()
    }

    /// How many of a unit have a verdict.
    pub fn judged(&self, unit: Unit) -> usize {
        self.verdicts(unit).map(|(_, count)| count).sum()
    }

    /// The verdicts of a unit with their counts.
    pub fn verdicts(&self, unit: Unit) -> impl Iterator<Item = (Verdict, usize)> {
        self.counts
            .iter()
            .filter(move |((it, _), _)| *it == unit)
            .map(|((_, verdict), count)| (*verdict, *count))
    }
}
