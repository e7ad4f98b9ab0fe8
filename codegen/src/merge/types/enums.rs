//! Enumerations: tables lead, inline lists add.

use std::collections::{BTreeMap, HashMap};

use crate::coverage::{Coverage, Skipped, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::facts::{EnumFacts, MemberRow};
use crate::merge::names::TypeId;
use crate::merge::rank::Rank;
use crate::schema::{Kind, MemberFacts, TypeDef};
use crate::source::Span;

/// A list of values inside the description of a row that names the enumeration.
#[derive(Clone, Debug)]
pub(crate) struct InlineList {
    /// The page's rank.
    pub(crate) rank: Rank,
    /// The values, in order.
    pub(crate) values: Vec<String>,
    /// The words say that several may stand together.
    pub(crate) several: bool,
    /// The row.
    pub(crate) span: Span,
}

/// Everything that pages say of one enumeration.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// Tables, with their pages' ranks.
    pub(crate) tables: Vec<(Rank, EnumFacts)>,
    /// Inline lists.
    pub(crate) lists: Vec<InlineList>,
}

/// Sources by type.
pub(crate) type ById = BTreeMap<TypeId, Sources>;

/// One enumeration from its tables and lists.
pub(crate) fn build(
    name: &str,
    namespace: &str,
    mut sources: Sources,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> TypeDef {
    // A page of its own leads a section of a shared page.
    sources
        .tables
        .sort_by(|a, b| (!a.1.own_page, &a.0).cmp(&(!b.1.own_page, &b.0)));
    sources
        .lists
        .sort_by(|a, b| (&a.rank, a.span).cmp(&(&b.rank, b.span)));
    let mut def = TypeDef {
        name: name.to_owned(),
        namespace: namespace.to_owned(),
        kind: Kind::Enum,
        inferred: sources.tables.is_empty(),
        ..TypeDef::default()
    };
    let mut union = Union::default();
    for (rank, table) in sources.tables {
        coverage.judge(Unit::Type, Verdict::Typed, table.span);
        union.open(&mut def, &rank, table.span);
        def.flags |= table.flags;
        def.description = def.description.or(table.description);
        def.deprecated = def.deprecated.or(table.deprecated);
        for member in table.members {
            let at = member.span;
            let verdict = union.add(&mut def, member);
            coverage.judge(Unit::Member, verdict, at);
        }
        union.close(&def, diags);
    }
    for list in sources.lists {
        union.open(&mut def, &list.rank, list.span);
        def.flags |= list.several;
        let in_list: Vec<String> = list.values.iter().map(|it| it.to_lowercase()).collect();
        for name in list.values {
            if let Some(meant) = union.misspelled(&def, &name, &in_list) {
                diags.push(
                    Diagnostic::new(
                        Code::PagesDisagree,
                        list.span,
                        format!("`{name}` is no member of `{}`: `{meant}` is meant", def.name),
                    )
                    .help("write the value as the table of members has it")
                    .related(def.span, "the leading list"),
                );
                continue;
            }
            union.add(
                &mut def,
                MemberRow {
                    name,
                    span: list.span,
                    ..MemberRow::default()
                },
            );
        }
        union.close(&def, diags);
    }
    def
}

/// The members so far, and what the source at hand changed.
#[derive(Default)]
struct Union {
    /// By lower-case name: an index into the members, and the source that named it first.
    known: BTreeMap<String, (usize, usize)>,
    /// By name: an index into the members.
    exact: HashMap<String, usize>,
    /// Number of the source at hand, from 1.
    source: usize,
    /// Names that the source at hand adds to an enumeration that was there.
    added: Vec<String>,
    /// Names that the source at hand spells otherwise.
    respelled: Vec<(String, String)>,
    /// Where the source at hand stands.
    span: Span,
}

impl Union {
    fn open(&mut self, def: &mut TypeDef, rank: &Rank, span: Span) {
        if self.source == 0 {
            def.page = Some(rank.page().to_owned());
            def.span = span;
        } else if def.page.as_deref() != Some(rank.page()) && !def.also.iter().any(|it| it == rank.page()) {
            def.also.push(rank.page().to_owned());
        }
        self.source += 1;
        self.span = span;
        self.added.clear();
        self.respelled.clear();
    }

    /// The member that a name of a list means which is one letter off, where the list does not name the member too.
    fn misspelled(&self, def: &TypeDef, name: &str, in_list: &[String]) -> Option<String> {
        const SHORTEST: usize = 5;
        let lower = name.to_lowercase();
        if self.source == 1 || lower.len() < SHORTEST || self.known.contains_key(&lower) {
            return None;
        }
        let members = def.members.iter();
        let mut near = members.filter(|it| is_one_letter_off(&it.to_lowercase(), &lower));
        let meant = near.next().filter(|it| !in_list.contains(&it.to_lowercase()))?;
        near.next().is_none().then(|| meant.clone())
    }

    fn add(&mut self, def: &mut TypeDef, row: MemberRow) -> Verdict {
        let facts = MemberFacts {
            value: row.value,
            description: row.description,
            deprecated: row.deprecated,
        };
        let known = if self.source == 1 {
            // Within the leading table two spellings are two members.
            self.exact.get(&row.name).map(|at| (*at, 1))
        } else {
            self.known.get(&row.name.to_lowercase()).copied()
        };
        let Some((at, first)) = known else {
            let entry = (def.members.len(), self.source);
            self.known.entry(row.name.to_lowercase()).or_insert(entry);
            self.exact.insert(row.name.clone(), def.members.len());
            if self.source > 1 {
                self.added.push(row.name.clone());
            }
            if facts != MemberFacts::default() {
                def.member_facts.insert(row.name.clone(), facts);
            }
            def.members.push(row.name);
            return Verdict::Typed;
        };
        let name = &def.members[at];
        if *name != row.name && !self.exact.contains_key(&row.name) {
            self.respelled.push((row.name.clone(), name.clone()));
        }
        if facts != MemberFacts::default() {
            let known = def.member_facts.entry(name.clone()).or_default();
            known.value = known.value.or(facts.value);
            known.description = known.description.take().or(facts.description);
            known.deprecated = known.deprecated.take().or(facts.deprecated);
        }
        if first == self.source {
            Verdict::Skipped(Skipped::Duplicate)
        } else {
            Verdict::Typed
        }
    }

    fn close(&self, def: &TypeDef, diags: &mut Diagnostics) {
        let page = def.page.as_deref().unwrap_or_default();
        if !self.added.is_empty() {
            diags.push(
                Diagnostic::new(
                    Code::PagesDisagree,
                    self.span,
                    format!(
                        "`{}` gets members that `{page}` does not list: {}",
                        def.name,
                        listed(&self.added)
                    ),
                )
                .help("the members of all pages are united, in the leading page's order")
                .related(def.span, "the leading list"),
            );
        }
        for (here, there) in &self.respelled {
            diags.push(
                Diagnostic::new(
                    Code::PagesDisagree,
                    self.span,
                    format!("`{}` spells `{here}` what `{page}` spells `{there}`", def.name),
                )
                .help("the leading page's spelling is kept")
                .related(def.span, "the leading list"),
            );
        }
    }
}

/// True for words of which one has a letter more, less or other than the other, or two of them turned round. Digits tell
/// values apart (`tls11`, `tls12`).
fn is_one_letter_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - start;
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    let (from, to) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    let is_near = match (from, to) {
        ([_], [_] | []) | ([], [_]) => true,
        ([a1, a2], [b1, b2]) => a1 == b2 && a2 == b1,
        _ => false,
    };
    is_near && from.iter().chain(to).all(|it| it.is_alphabetic())
}

/// Names in backticks, the first few.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut text: Vec<_> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        text.push(format!("and {} more", names.len() - SHOWN));
    }
    text.join(", ")
}
