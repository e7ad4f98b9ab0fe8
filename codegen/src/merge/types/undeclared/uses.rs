//! Names that pages use and that no page declares.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rayon::prelude::*;

use crate::dialect::links::resolve_link;
use crate::dialect::type_expr::{TypeExpr, TypeNote};
use crate::facts::{Facts, PageFacts, PropertyFacts, Told, TypeName};
use crate::merge::names::{self, Names, TypeId, Use};
use crate::merge::rank::Rank;
use crate::merge::types::enums::InlineList;
use crate::nearest::nearest;
use crate::schema::Primitive;
use crate::source::Span;

/// A name that is used and not declared.
#[derive(Debug)]
pub(super) struct Undeclared {
    /// As the highest-ranking page writes it.
    pub(super) name: String,
    /// The written namespace, else that of the pages that use it.
    pub(super) namespace: String,
    /// The rank of the page that writes it so.
    pub(super) rank: Rank,
    /// Where that page writes it.
    pub(super) span: Span,
    /// A link leads to a page of it, or its full name is written.
    pub(super) linked: bool,
    /// Lists of values on rows of this type.
    pub(super) lists: Vec<InlineList>,
    /// How often it is used.
    pub(super) uses: usize,
}

/// Undeclared names by lower-case namespace and name.
pub(super) type ByName = BTreeMap<(String, String), Undeclared>;

/// What the pages' rows name.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// Names that no page declares.
    pub(super) undeclared: ByName,
    /// Inline lists on rows of declared types.
    pub(super) lists: BTreeMap<TypeId, Vec<InlineList>>,
}

/// How many pages a thread takes at a time.
const AT_A_TIME: usize = 64;

/// Collects every name that rows, bodies, results and bases use.
pub(super) fn collect(facts: &[Facts], names: &Names) -> Mentions {
    let parts: Vec<_> = facts
        .par_chunks(AT_A_TIME)
        .map(|pages| {
            let mut mentions = Mentions::default();
            for page in pages {
                mentions.read(page, names);
            }
            mentions
        })
        .collect();
    let mut all = Mentions::default();
    for part in parts {
        all.append(part);
    }
    all
}

impl Mentions {
    /// Takes over what another collection has of later pages.
    fn append(&mut self, later: Self) {
        for (key, it) in later.undeclared {
            match self.undeclared.entry(key) {
                Entry::Vacant(place) => {
                    place.insert(it);
                }
                Entry::Occupied(mut known) => known.get_mut().append(it),
            }
        }
        for (id, lists) in later.lists {
            self.lists.entry(id).or_default().extend(lists);
        }
    }

    fn read(&mut self, page: &Facts, names: &Names) {
        let declares = !page.types.is_empty();
        let rank = if declares {
            Rank::declares(&page.page)
        } else {
            Rank::mentions(&page.page)
        };
        let mut reader = Collector {
            page: &page.page,
            rank: &rank,
            names,
            mentions: self,
        };
        for it in &page.types {
            for row in &it.properties {
                reader.row(&it.namespace, row);
            }
            for base in &it.bases {
                reader.base(&it.namespace, base);
            }
        }
        if let Some(operation) = &page.operation {
            let namespace = &page.page.namespace;
            for row in &operation.body.rows {
                reader.row(namespace, row);
            }
            for (_, row) in &operation.parameters {
                reader.row(namespace, row);
            }
            reader.told(namespace, &operation.body.told, operation.body.span);
            reader.told(namespace, &operation.result.told, operation.result.span);
        }
    }
}

impl Undeclared {
    /// Takes over other uses of the same name; the page of the highest rank spells it.
    fn append(&mut self, other: Self) {
        if (&other.rank, other.span) < (&self.rank, self.span) {
            self.name = other.name;
            self.namespace = other.namespace;
            self.rank = other.rank;
            self.span = other.span;
        }
        self.linked |= other.linked;
        self.lists.extend(other.lists);
        self.uses += other.uses;
    }
}

struct Collector<'a> {
    page: &'a PageFacts,
    rank: &'a Rank,
    names: &'a Names,
    mentions: &'a mut Mentions,
}

impl Collector<'_> {
    fn row(&mut self, namespace: &str, row: &PropertyFacts) {
        let Some(ty) = row.ty.as_ref().filter(|ty| !ty.primitive) else {
            return;
        };
        // What a relationship leads to has a key: values beside it are those of something else.
        let list = (!row.values.is_empty() && !row.navigation).then(|| InlineList {
            rank: self.rank.clone(),
            values: row.values.clone(),
            several: row.several,
            span: row.span,
        });
        self.name(namespace, ty, row.type_span, list, true);
    }

    fn told(&mut self, namespace: &str, told: &Told, span: Span) {
        if let Told::Type(ty) = told
            && !ty.primitive
            && ty.target.as_deref().is_none_or(is_resource)
        {
            self.name(namespace, ty, span, None, false);
        }
    }

    fn base(&mut self, namespace: &str, base: &TypeName) {
        let at = Use {
            namespace,
            page: &self.page.name,
        };
        // Prose that names no known type and links to none speaks of something else.
        let is_type = !base.from_prose || base.target.as_deref().is_some_and(is_resource);
        if is_type && self.names.find(&base.name, base.target.as_deref(), at).is_none() {
            self.undeclared(namespace, &base.name, true, base.span, None);
        }
    }

    fn name(&mut self, namespace: &str, ty: &TypeExpr, span: Span, list: Option<InlineList>, is_row: bool) {
        let at = Use {
            namespace,
            page: &self.page.name,
        };
        if let Some(id) = self.names.find(&ty.name, ty.target.as_deref(), at) {
            if let Some(list) = list {
                self.mentions.lists.entry(id).or_default().push(list);
            }
            return;
        }
        let page = ty.target.as_deref().map(|target| resolve_link(at.page, target));
        // A page that is there and does not declare the name says that the name is wrong.
        // Unless the row lists the values of an enumeration itself.
        if list.is_some() || !page.is_some_and(|page| self.names.has_page(&page)) {
            let linked = ty.target.as_deref().is_some_and(|target| !target.is_empty())
                || (names_one(ty) && list.is_none() && is_row);
            self.undeclared(namespace, &ty.name, linked, span, list);
        }
    }

    fn undeclared(&mut self, home: &str, name: &str, linked: bool, span: Span, list: Option<InlineList>) {
        let (written, short) = names::split(name);
        let namespace = written.map_or(Cow::Borrowed(home), names::complete);
        let key = (namespace.to_lowercase(), short.to_lowercase());
        let used = Undeclared {
            name: short.to_owned(),
            namespace: namespace.into_owned(),
            rank: self.rank.clone(),
            span,
            linked: linked || written.is_some_and(|it| it.contains('.')),
            lists: list.into_iter().collect(),
            uses: 1,
        };
        match self.mentions.undeclared.entry(key) {
            Entry::Vacant(place) => {
                place.insert(used);
            }
            Entry::Occupied(mut known) => known.get_mut().append(used),
        }
    }
}

/// True for a name in a column of types that is no misspelled primitive: the name of a type without a page.
fn names_one(ty: &TypeExpr) -> bool {
    let is_plain = matches!(ty.note, None | Some(TypeNote::Qualified(_)));
    is_plain
        && !ty.name.contains('.')
        && nearest(&ty.name, Primitive::ALL.into_iter().map(Primitive::name)).is_none()
}

/// True for a link into a folder of resources: what a sentence links elsewhere is an article or a call.
fn is_resource(target: &str) -> bool {
    target
        .split('/')
        .any(|part| part.eq_ignore_ascii_case("resources"))
}
