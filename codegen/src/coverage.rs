//! What became of every page, row, operation and example: each has exactly one verdict.
//!
//! What is not typed is kept with its place, so that a writer of pages can go through it. Stages record into a [`Coverage`] as they go; rows in equal verdicts out is held by a test on every corpus.

use serde::Serialize;

use crate::source::Span;

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

impl Unit {
    /// Every unit, from the largest to the smallest.
    pub const ALL: [Self; 9] = [
        Self::Page,
        Self::Table,
        Self::Row,
        Self::Parameter,
        Self::Type,
        Self::Member,
        Self::Operation,
        Self::Permission,
        Self::Example,
    ];

    /// What one of them is called.
    pub fn singular(self) -> &'static str {
        self.plural().trim_end_matches('s')
    }

    /// What several of them are called.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Page => "pages",
            Self::Table => "tables",
            Self::Row => "rows",
            Self::Parameter => "parameters",
            Self::Type => "types",
            Self::Member => "members",
            Self::Operation => "operations",
            Self::Permission => "permissions",
            Self::Example => "examples",
        }
    }
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
    /// In the schema and not in the client: its path has no form in Rust (`unsupported-path`).
    LeftOut,
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

impl Verdict {
    /// Every verdict, in the order in which they are listed.
    fn all() -> impl Iterator<Item = Self> {
        let skipped = Skipped::ALL.into_iter().map(Self::Skipped);
        [Self::Typed, Self::External, Self::Fallback, Self::LeftOut]
            .into_iter()
            .chain(skipped)
    }

    /// Its place in [`Verdict::all`].
    fn index(self) -> usize {
        match self {
            Self::Typed => 0,
            Self::External => 1,
            Self::Fallback => 2,
            Self::LeftOut => 3,
            Self::Skipped(why) => 4 + why as usize,
        }
    }

    /// Its name, and the reason where it has one: `skipped`, `said before`.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Typed => ("typed", "in the schema, with its type"),
            Self::External => ("external", "the page of its type is not there"),
            Self::Fallback => (
                "fallback",
                "not read as it is meant: kept as text or open JSON, or counted without its value",
            ),
            Self::LeftOut => ("left out", "the client has no method for its path"),
            Self::Skipped(why) => ("skipped", why.words()),
        }
    }
}

impl Skipped {
    /// Every reason, in the order of their declaration.
    const ALL: [Self; 10] = [
        Self::GroupTitle,
        Self::Continuation,
        Self::CommentedOut,
        Self::Conceptual,
        Self::Include,
        Self::Duplicate,
        Self::NotData,
        Self::Foreign,
        Self::OtherVersion,
        Self::Unreadable,
    ];

    /// The reason in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::GroupTitle => "title of a group of rows",
            Self::Continuation => "rest of the row before",
            Self::CommentedOut => "commented out",
            Self::Conceptual => "page about concepts",
            Self::Include => "fragment for other pages",
            Self::Duplicate => "said before",
            Self::NotData => "table of no data",
            Self::Foreign => "not the API's own data",
            Self::Unreadable => "not readable",
            Self::OtherVersion => "page of another API version",
        }
    }
}

/// How many verdicts there are.
const VERDICTS: usize = 4 + Skipped::ALL.len();

/// Verdicts by unit, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By the places of unit and verdict in their lists: a count is made for every row of every page.
    counts: [[usize; VERDICTS]; Unit::ALL.len()],
    met: [usize; Unit::ALL.len()],
    /// What is not typed, in the order in which it was judged.
    places: Vec<Judged>,
}

/// One unit that is not typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What it is.
    pub unit: Unit,
    /// What became of it.
    pub verdict: Verdict,
    /// Where it stands.
    pub at: Span,
}

impl Coverage {
    /// Says that `count` of a unit stand in the input. Called where they are *read*, apart from where they are judged.
    pub fn met(&mut self, unit: Unit, count: usize) {
        self.met[unit as usize] += count;
    }

    /// Records the verdict of what stands at a place.
    pub fn judge(&mut self, unit: Unit, verdict: Verdict, at: Span) {
        self.counts[unit as usize][verdict.index()] += 1;
        if verdict != Verdict::Typed {
            self.places.push(Judged { unit, verdict, at });
        }
    }

    /// What is not typed, by file and place.
    pub fn places(&self) -> Vec<Judged> {
        let mut places = self.places.clone();
        places.sort_by_key(|it| (it.at, it.unit, it.verdict));
        places
    }

    /// Adds what another collection recorded.
    pub fn append(&mut self, other: &Self) {
        let counts = self.counts.iter_mut().flatten();
        for (count, more) in counts.zip(other.counts.iter().flatten()) {
            *count += more;
        }
        for (count, more) in self.met.iter_mut().zip(&other.met) {
            *count += more;
        }
        self.places.extend(&other.places);
    }

    /// How many of a unit stand in the input.
    pub fn total(&self, unit: Unit) -> usize {
        self.met[unit as usize]
    }

    /// How many of a unit have a verdict.
    pub fn judged(&self, unit: Unit) -> usize {
        self.verdicts(unit).map(|(_, count)| count).sum()
    }

    /// The verdicts of a unit with their counts.
    pub fn verdicts(&self, unit: Unit) -> impl Iterator<Item = (Verdict, usize)> {
        let counts = self.counts[unit as usize];
        Verdict::all()
            .map(move |it| (it, counts[it.index()]))
            .filter(|(_, count)| *count > 0)
    }

    /// `{"rows": {"in": 12, "out": 12, "typed": 10, "external": 1, "fallback": 0, "leftOut": 0, "skipped": {"duplicate": 1}}, …}`
    pub fn to_json(&self) -> serde_json::Value {
        let units = Unit::ALL.map(|unit| {
            let mut counts = serde_json::json!({
                "in": self.total(unit), "out": self.judged(unit),
                "typed": 0, "external": 0, "fallback": 0, "leftOut": 0, "skipped": {},
            });
            for (verdict, count) in self.verdicts(unit) {
                match verdict {
                    Verdict::Typed => counts["typed"] = count.into(),
                    Verdict::External => counts["external"] = count.into(),
                    Verdict::Fallback => counts["fallback"] = count.into(),
                    Verdict::LeftOut => counts["leftOut"] = count.into(),
                    Verdict::Skipped(reason) => {
                        let reason = serde_json::to_value(reason).unwrap_or_default();
                        counts["skipped"][reason.as_str().unwrap_or_default()] = count.into();
                    }
                }
            }
            (unit.plural().to_owned(), counts)
        });
        serde_json::Value::Object(units.into_iter().collect())
    }
}
