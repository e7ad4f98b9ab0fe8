//! Structs: pages of one type are united, the highest rank leads, and what contradicts is told.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::enums::InlineList;
use crate::coverage::{Coverage, Skipped, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::facts::{PropertyFacts, TypeFacts, TypeName};
use crate::merge::link::{self, Linked};
use crate::merge::name_map::{Folded, HashMap, HashSet};
use crate::merge::names::{Names, TypeId, Use};
use crate::merge::rank::Rank;
use crate::schema::Primitive;
use crate::schema::{Kind, Property, TypeDef};
use crate::source::Span;

/// What one page says of a struct.
#[derive(Debug)]
pub(crate) struct Contribution {
    /// The page's rank.
    pub(crate) rank: Rank,
    /// The namespace that the page's names are looked for in.
    pub(crate) namespace: Arc<str>,
    /// What it says.
    pub(crate) facts: TypeFacts,
    /// How it says it.
    pub(crate) source: Source,
}

/// How a page speaks of a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// It declares it.
    Resource,
    /// Its body table lists properties.
    Body,
    /// Its JSON shows it.
    Shape,
}

/// Contributions by type.
pub(crate) type ById = BTreeMap<TypeId, Vec<Contribution>>;

/// A struct and what it inherits from, not settled yet.
#[derive(Debug)]
pub(crate) struct Draft {
    /// The struct.
    pub(crate) def: TypeDef,
    /// What its pages name as its base, each with the page's namespace and rank.
    pub(crate) bases: Vec<(TypeName, Arc<str>, Rank)>,
    /// A comment block names its key.
    pub(crate) names_key: bool,
    /// Keys that the JSON of its pages shows and that their tables do not list.
    pub(super) unlisted: Vec<String>,
    /// No table lists its properties: its JSON shows them.
    pub(super) shown_alone: bool,
    /// Values that rows of type `String` list for properties that other pages give an enumeration.
    pub(crate) lists: Vec<(TypeId, InlineList)>,
}

/// One struct from what its pages say.
pub(crate) fn build(
    id: TypeId,
    mut contributions: Vec<Contribution>,
    names: &Names,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> Draft {
    contributions.sort_by(|a, b| (a.source, &a.rank, a.facts.span).cmp(&(b.source, &b.rank, b.facts.span)));
    let declared = names.get(id);
    let documented = contributions.iter().any(|it| it.source == Source::Resource);
    let mut union = Union {
        names,
        draft: Draft {
            def: TypeDef {
                name: declared.name.clone(),
                namespace: declared.namespace.to_string(),
                kind: Kind::Complex,
                inferred: !documented && !declared.external,
                external: declared.external,
                open: declared.external,
                ..TypeDef::default()
            },
            bases: Vec::new(),
            names_key: false,
            unlisted: Vec::new(),
            shown_alone: false,
            lists: Vec::new(),
        },
        pages: Vec::new(),
        leaders: Vec::new(),
        at: HashMap::default(),
        conflicts: BTreeMap::new(),
    };
    let shape_adds = !documented;
    for contribution in contributions {
        let adds = match contribution.source {
            Source::Resource => true,
            Source::Body => !documented,
            Source::Shape => shape_adds,
        };
        union.page(contribution, adds, diags, coverage);
    }
    union.tell(diags);
    union.draft
}

/// The struct so far.
struct Union<'a> {
    names: &'a Names,
    draft: Draft,
    /// The pages so far; the last is the one being read.
    pages: Vec<Rank>,
    /// For each property, the page that leads it: an index into `pages`.
    leaders: Vec<usize>,
    /// Properties by name.
    at: HashMap<Folded<'static>, usize>,
    /// What pages contradict in: by property, what is at stake, and the losing side.
    conflicts: BTreeMap<(usize, &'static str), Vec<(Span, String)>>,
}

impl Union<'_> {
    fn page(
        &mut self,
        contribution: Contribution,
        adds: bool,
        diags: &mut Diagnostics,
        coverage: &mut Coverage,
    ) {
        let Contribution {
            rank,
            namespace,
            facts,
            source,
        } = contribution;
        let def = &mut self.draft.def;
        if def.page.is_none() {
            def.page = Some(rank.page().to_owned());
            def.span = facts.span;
        } else if def.page.as_deref() != Some(rank.page()) && !def.also.iter().any(|it| it == rank.page()) {
            def.also.push(rank.page().to_owned());
        }
        if source == Source::Resource {
            coverage.judge(Unit::Type, Verdict::Typed, facts.span);
        }
        def.description = def.description.take().or(facts.description);
        def.deprecated = def.deprecated.take().or(facts.deprecated);
        def.representation = def.representation.take().or(facts.representation);
        def.is_abstract |= facts.is_abstract;
        def.open |= facts.open;
        self.draft.names_key |= facts.names_key;
        self.draft.unlisted.extend(facts.unlisted);
        self.draft.shown_alone |= facts.shown_alone;
        let page = rank.page();
        self.pages.push(rank.clone());
        let bases = facts.bases.into_iter();
        self.draft
            .bases
            .extend(bases.map(|base| (base, Arc::clone(&namespace), rank.clone())));
        let unit = match source {
            Source::Resource => Some(Unit::Row),
            Source::Body => Some(Unit::Parameter),
            Source::Shape => None,
        };
        let mut seen = HashSet::default();
        let rows = facts.properties.iter();
        let repeats: Vec<bool> = rows.map(|row| !seen.insert(row.name.as_str())).collect();
        for (row, repeated) in facts.properties.into_iter().zip(repeats) {
            let at = Use {
                namespace: &namespace,
                page,
            };
            let linked = link::row(&row, self.names, at, &self.draft.def.namespace, diags);
            if let Some(unit) = unit {
                let verdict = if repeated {
                    Verdict::Skipped(Skipped::Duplicate)
                } else {
                    linked.verdict
                };
                coverage.judge(unit, verdict, row.span);
            }
            self.row(row, linked, adds, repeated, &rank, diags);
        }
    }

    fn row(
        &mut self,
        row: PropertyFacts,
        linked: Linked,
        adds: bool,
        repeated: bool,
        rank: &Rank,
        diags: &mut Diagnostics,
    ) {
        match self.at.get(&Folded::from(row.name.as_str())).copied() {
            Some(index) if repeated => self.repeat(index, &row, &linked, diags),
            Some(index) => self.compare(index, row, linked, rank),
            None if adds => {
                let key = Folded::from(row.name.clone());
                self.at.insert(key, self.draft.def.properties.len());
                self.leaders.push(self.pages.len() - 1);
                self.draft.def.properties.push(property(row, linked));
            }
            None => {}
        }
    }

    /// A name that one page has twice: under the relationships too, it is one.
    fn repeat(&mut self, index: usize, row: &PropertyFacts, linked: &Linked, diags: &mut Diagnostics) {
        let property = &mut self.draft.def.properties[index];
        property.navigation |= row.navigation;
        if property.ty != linked.ty || property.collection != linked.collection {
            diags.push(
                Diagnostic::new(
                    Code::Duplicate,
                    row.span,
                    format!("`{}` stands twice in `{}`", row.name, self.draft.def.name),
                )
                .help("remove one of the rows; until then the first is kept")
                .related(property.span, "the first row"),
            );
        }
    }

    /// What a page of lower rank says of a property that is there.
    fn compare(&mut self, index: usize, row: PropertyFacts, linked: Linked, rank: &Rank) {
        let def = &mut self.draft.def;
        let property = &mut def.properties[index];
        if linked.is_plain_text() && !row.values.is_empty() {
            let at = Use {
                namespace: &def.namespace,
                page: rank.page(),
            };
            let id = self.names.find(&property.ty, None, at);
            if let Some(id) = id.filter(|id| self.names.get(*id).is_enum) {
                let list = InlineList {
                    rank: rank.clone(),
                    values: row.values.clone(),
                    several: row.several,
                    span: row.span,
                };
                self.draft.lists.push((id, list));
            }
        }
        if property.ty != linked.ty && linked.verdict != Verdict::Fallback {
            let sharper = Primitive::String.is(&property.ty) && !is_primitive(&linked);
            let known = property.ty == link::OPEN;
            let told = format!("`{}`", written(&linked.ty, linked.collection));
            if sharper || known {
                let lost = format!("`{}`", written(&property.ty, property.collection));
                self.conflicts
                    .entry((index, "type"))
                    .or_default()
                    .push((property.span, lost));
                property.ty = linked.ty;
                property.collection = linked.collection;
                property.documented = linked.documented;
                property.span = row.span;
                self.leaders[index] = self.pages.len() - 1;
            } else {
                self.conflicts
                    .entry((index, "type"))
                    .or_default()
                    .push((row.span, told));
            }
        } else if property.collection != linked.collection {
            let told = format!("`{}`", written(&linked.ty, linked.collection));
            self.conflicts
                .entry((index, "type"))
                .or_default()
                .push((row.span, told));
        }
        if property.deprecated.is_some() && row.deprecated.is_none() && row.description.is_some() {
            self.conflicts
                .entry((index, "deprecation"))
                .or_default()
                .push((row.span, "not deprecated".to_owned()));
        }
        if Primitive::String.is(&property.ty) && property.values.is_empty() {
            property.values = row.values;
        }
        property.description = property.description.take().or(row.description);
        property.deprecated = property.deprecated.take().or(row.deprecated);
    }

    /// One diagnostic for each property that pages contradict in.
    fn tell(&self, diags: &mut Diagnostics) {
        for ((index, stake), losers) in &self.conflicts {
            let property = &self.draft.def.properties[*index];
            let kept = match *stake {
                "type" => format!("`{}`", written(&property.ty, property.collection)),
                _ => "deprecated".to_owned(),
            };
            let mut diagnostic = Diagnostic::new(
                Code::PagesDisagree,
                property.span,
                format!(
                    "{stake} of `{}.{}`: {kept} wins, from `{}`",
                    self.draft.def.name, property.name, self.pages[self.leaders[*index]].page()
                ),
            )
            .help(
                "correct the page that is wrong, or add an override; until then a resource page leads, then the newest \
                 date, then the newest form, and a named type beats `String`",
            );
            for (span, told) in losers {
                diagnostic = diagnostic.related(*span, format!("{told} here"));
            }
            diags.push(diagnostic);
        }
    }
}

fn is_primitive(linked: &Linked) -> bool {
    Primitive::named(&linked.ty).is_some()
}

fn written(ty: &str, collection: bool) -> String {
    if collection {
        format!("{ty} collection")
    } else {
        ty.to_owned()
    }
}

fn property(row: PropertyFacts, linked: Linked) -> Property {
    Property {
        values: if linked.is_plain_text() {
            row.values
        } else {
            Vec::new()
        },
        name: row.name,
        ty: linked.ty,
        collection: linked.collection,
        navigation: row.navigation,
        documented: linked.documented,
        description: row.description,
        deprecated: row.deprecated,
        inferred: row.inferred,
        span: row.span,
    }
}
