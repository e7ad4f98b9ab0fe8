//! The faults together: by kind, by page, and how many there are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use graphdown_codegen::diag::{Code, Diagnostics};
use serde::Serialize;

use crate::values::Found;
use crate::{ExampleKind, Fault, FaultKind};

/// Everything that is wrong with the examples of some pages.
#[derive(Clone, Debug)]
pub struct Review {
    /// Sorted by page and line.
    pub faults: Vec<Fault>,
    /// How many examples there are.
    pub totals: Totals,
    /// How many pages were read.
    pub read: usize,
    /// What `graphdown check` finds beside the examples, by its code.
    pub beside: Vec<(Code, usize)>,
}

/// How many examples there are, and how many have a fault, by what they show.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Totals {
    /// Requests.
    pub requests: Total,
    /// Responses.
    pub responses: Total,
    /// Representations of types.
    pub representations: Total,
}

/// The examples of one form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Total {
    /// Blocks on the pages.
    pub examples: usize,
    /// Those that contradict what the pages document. What is wrong with a block's metadata or JSON only is not counted.
    pub contradicting: usize,
    /// Documented properties that hold a value, placeholders aside.
    pub properties: usize,
    /// Of them, those whose value is of the documented type.
    pub typed: usize,
}

/// The faults of one kind.
#[derive(Clone, Debug)]
pub struct Group<'r> {
    /// The kind.
    pub kind: FaultKind,
    /// Sorted by page and line.
    pub faults: Vec<&'r Fault>,
    /// On how many pages they are.
    pub pages: usize,
}

/// A page and what is wrong with its examples.
#[derive(Clone, Debug)]
pub struct WorstPage<'r> {
    /// The page, below the root of the pages.
    pub page: &'r str,
    /// How many faults it has.
    pub faults: usize,
    /// Of them, those that contradict what is documented ([`FaultKind::is_of_form`] is false).
    pub contradictions: usize,
    /// How many of each kind, in the order of the kinds.
    pub kinds: Vec<(FaultKind, usize)>,
}

impl Totals {
    pub(crate) fn add(&mut self, shown: ExampleKind, found: &Found) {
        let total = match shown {
            ExampleKind::Request => &mut self.requests,
            ExampleKind::Response => &mut self.responses,
            ExampleKind::Representation => &mut self.representations,
        };
        total.examples += 1;
        total.contradicting += usize::from(!found.faults.is_empty());
        total.properties += found.met;
        total.typed += found.typed;
    }

    /// All examples.
    pub fn examples(&self) -> usize {
        self.requests.examples + self.responses.examples + self.representations.examples
    }
}

impl Review {
    pub(crate) fn new(faults: Vec<Fault>, totals: Totals, read: usize, diagnostics: &Diagnostics) -> Self {
        let mut beside: BTreeMap<Code, usize> = BTreeMap::new();
        for it in diagnostics {
            if !FaultKind::ALL.iter().any(|kind| kind.check() == Some(it.code)) {
                *beside.entry(it.code).or_default() += 1;
            }
        }
        let beside = beside.into_iter().collect();
        Self {
            faults,
            totals,
            read,
            beside,
        }
    }

    /// The faults by kind, in the order of the kinds. Kinds without a fault are left out.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let groups = FaultKind::ALL.iter().map(|kind| {
            let faults: Vec<&Fault> = self.faults.iter().filter(|it| it.kind == *kind).collect();
            let pages = faults.iter().map(|it| &it.page).collect::<BTreeSet<_>>().len();
            Group {
                kind: *kind,
                faults,
                pages,
            }
        });
        groups.filter(|it| !it.faults.is_empty()).collect()
    }

    /// The pages with the most contradictions, at most so many; those without any are left out; of those with as many, the one with more faults of form
    /// comes first, then the first by name.
    pub fn worst(&self, most: usize) -> Vec<WorstPage<'_>> {
        let mut pages: BTreeMap<&str, BTreeMap<FaultKind, usize>> = BTreeMap::new();
        for fault in &self.faults {
            *pages
                .entry(&fault.page)
                .or_default()
                .entry(fault.kind)
                .or_default() += 1;
        }
        let mut worst: Vec<_> = pages
            .into_iter()
            .map(|(page, kinds)| WorstPage {
                page,
                faults: kinds.values().sum(),
                contradictions: kinds
                    .iter()
                    .filter(|(kind, _)| !kind.is_of_form())
                    .map(|(_, count)| count)
                    .sum(),
                kinds: kinds.into_iter().collect(),
            })
            .collect();
        worst.retain(|it| it.contradictions > 0);
        worst.sort_by_key(|it| (Reverse(it.contradictions), Reverse(it.faults), it.page));
        worst.truncate(most);
        worst
    }

    /// How many faults contradict what is documented.
    pub fn contradictions(&self) -> usize {
        self.faults.iter().filter(|it| !it.kind.is_of_form()).count()
    }

    /// How many pages have a fault.
    pub fn pages(&self) -> usize {
        self.faults
            .iter()
            .map(|it| &it.page)
            .collect::<BTreeSet<_>>()
            .len()
    }
}
