//! What a path leads to, walked over the documented types from the root: a navigation property's type and whether it is
//! a collection, one of them behind a key, what a cast names.
//!
//! What stands at a first segment no type tells, nor do all pages list what their types lead to. There, what most pages
//! of the place give is taken.

use crate::dialect::address::documented::{self, Segment};
use crate::dialect::address::key;
use crate::merge::name_map::Folded;
use crate::merge::name_map::{HashMap, HashSet};
use crate::merge::names::{Names, TypeId, Use};
use crate::merge::types::lineage::Lineage;
use crate::merge::types::structs::Draft;
use crate::schema::{DEFAULT_NAMESPACE, Operation, OperationKind, Primitive, Property, Returns};
use crate::source::Span;

/// The documented types, as ways from one to the next.
pub(super) struct Graph<'a> {
    names: &'a Names,
    lineage: &'a Lineage,
    properties: HashMap<TypeId, HashMap<Folded<'a>, (&'a Property, &'a str)>>,
    /// What stands at a place by the words of its pages.
    votes: HashMap<String, (TypeId, bool)>,
    /// Places behind which a page has a key.
    keyed: HashSet<String>,
}

/// What pages say of a place, each with how many do.
type Votes = Vec<((TypeId, bool), usize)>;

/// Where a path ends.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct End {
    /// The type, or a primitive.
    pub(super) ty: Target,
    /// A list of them.
    pub(super) collection: bool,
    /// How the last step was found.
    pub(super) by: By,
}

impl End {
    /// True where the path itself says what stands there; what pages give at it is no other witness.
    pub(super) fn is_certain(&self) -> bool {
        !matches!(self.by, By::Pages)
    }
}

/// What a property holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A declared type.
    Type(TypeId),
    /// A primitive, or a type that nothing declares.
    Other(String),
}

/// What a name of an example's address is.
pub(super) enum Step {
    /// A segment, as it is documented.
    Named(String, End),
    /// A key.
    Key(End),
}

/// What tells the last step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum By {
    /// A row of a type's page.
    Row(Span),
    /// A key behind a collection, or a cast.
    Path,
    /// What most pages of the place give.
    Pages,
}

impl<'a> Graph<'a> {
    /// The ways of all types, and what pages say of places.
    pub(super) fn new(
        drafts: &'a std::collections::BTreeMap<TypeId, Draft>,
        names: &'a Names,
        lineage: &'a Lineage,
    ) -> Self {
        let rows = |draft: &'a Draft| {
            let namespace = draft.def.namespace.as_str();
            let rows = draft.def.properties.iter();
            rows.map(move |it| (Folded::from(it.name.as_str()), (it, namespace)))
                .collect()
        };
        Self {
            names,
            lineage,
            properties: drafts.iter().map(|(id, draft)| (*id, rows(draft))).collect(),
            votes: HashMap::default(),
            keyed: HashSet::default(),
        }
    }

    /// Counts what the operations of pages give at each place. `counts`: false for a page that is about another thing.
    pub(super) fn hear<'o>(
        &mut self,
        operations: impl Iterator<Item = &'o Operation> + Clone,
        counts: impl Fn(usize) -> bool,
    ) {
        for operation in operations.clone() {
            self.note_keys(&operation.path);
        }
        let mut votes: HashMap<String, Votes> = HashMap::default();
        for (_, operation) in operations.enumerate().filter(|(at, _)| counts(*at)) {
            for (place, vote) in self.vote(operation) {
                let votes = votes.entry(place).or_default();
                match votes.iter_mut().find(|(known, _)| *known == vote) {
                    Some((_, count)) => *count += 1,
                    None => votes.push((vote, 1)),
                }
            }
        }
        self.votes = votes
            .into_iter()
            .filter_map(|(place, votes)| {
                // A list of things and one of them speak for the same type.
                let of_type = |id: TypeId| -> usize {
                    let same = votes.iter().filter(|((other, _), _)| *other == id);
                    same.map(|(_, count)| *count).sum()
                };
                let best = votes
                    .iter()
                    .rev()
                    .max_by_key(|((id, _), count)| (of_type(*id), *count))?;
                Some((place, best.0))
            })
            .collect();
    }

    fn note_keys(&mut self, path: &str) {
        let Ok(segments) = documented::parse(path) else {
            return;
        };
        let mut place = String::new();
        for segment in &segments {
            if matches!(segment, Segment::Key(_) | Segment::AlternateKey(_)) {
                self.keyed.insert(place.clone());
            }
            place.push_str(&key::part(segment));
        }
    }

    /// What an operation says of its place, and of the place behind a key or before it.
    fn vote(&self, operation: &Operation) -> Vec<(String, (TypeId, bool))> {
        use OperationKind::{Create, Function, Get, List, Replace, Update};
        let told = operation.returns.as_ref();
        let told = told.filter(|it| Primitive::named(&it.ty).is_none());
        let body = operation
            .body
            .as_deref()
            .filter(|it| Primitive::named(it).is_none());
        let Some(id) = told
            .map(|it| it.ty.as_str())
            .or(body)
            .and_then(|it| self.find(it, DEFAULT_NAMESPACE))
        else {
            return Vec::new();
        };
        let here = key::place(&operation.path);
        let collection = told.is_some_and(|it| it.collection);
        match operation.kind {
            List if collection => vec![(format!("{here}/{{}}"), (id, false)), (here, (id, true))],
            Create if !collection => vec![(format!("{here}/{{}}"), (id, false)), (here, (id, true))],
            Get | Update | Replace if !collection => match here.strip_suffix("/{}") {
                Some(before) => vec![(before.to_owned(), (id, true)), (here, (id, false))],
                None => vec![(here, (id, false))],
            },
            Function | Get => vec![(here, (id, collection))],
            _ => Vec::new(),
        }
    }

    fn find(&self, name: &str, namespace: &str) -> Option<TypeId> {
        self.names
            .find(name, None, Use { namespace, page: "" })
            .filter(|it| !self.names.get(*it).is_enum)
    }

    /// The type of a full name, as casts write it.
    fn exact(&self, name: &str) -> Option<TypeId> {
        let (namespace, name) = name.rsplit_once('.')?;
        self.names
            .exact(namespace, name)
            .filter(|it| !self.names.get(*it).is_enum)
    }

    fn property(&self, of: TypeId, name: &str) -> Option<(&'a Property, &'a str)> {
        let name = Folded::from(name);
        let mut chain = self.lineage.chain(of).into_iter();
        chain.find_map(|id| self.properties.get(&id)?.get(&name).copied())
    }

    /// The path with its segments spelled as the documented properties are, where it is spelled otherwise.
    pub(super) fn spelled(&self, path: &str) -> Option<String> {
        let segments = documented::parse(path).ok()?;
        let mut place = String::new();
        let mut at: Option<End> = None;
        let mut spelled: Option<String> = None;
        for segment in &segments {
            place.push_str(&key::part(segment));
            if let (
                Some(End {
                    ty: Target::Type(of),
                    collection: false,
                    ..
                }),
                Segment::Literal(name),
            ) = (&at, segment)
                && let Some((property, _)) = self.property(*of, name)
                && property.name != *name
            {
                let parts = spelled.as_deref().unwrap_or(path).split('/');
                let parts: Vec<&str> = parts
                    .map(|it| if it == name { property.name.as_str() } else { it })
                    .collect();
                spelled = Some(parts.join("/"));
            }
            at = self.step(at.as_ref(), segment, &place);
            if at.is_none() {
                break;
            }
        }
        spelled
    }

    /// The type of a property of a type.
    pub(super) fn property_type(&self, of: TypeId, name: &str) -> Option<(String, bool)> {
        self.property(of, name).map(|it| self.typed(it))
    }

    /// The type that every documented property of this name has, if it is one.
    pub(super) fn unanimous(&self, name: &str) -> Option<(String, bool)> {
        let name = Folded::from(name);
        let mut found = self
            .properties
            .values()
            .filter_map(|it| it.get(&name))
            .map(|it| self.typed(*it));
        let first = found.next()?;
        found.all(|it| it == first).then_some(first)
    }

    fn typed(&self, (property, namespace): (&Property, &str)) -> (String, bool) {
        let id = self.names.find(&property.ty, None, Use { namespace, page: "" });
        let id = id.filter(|_| Primitive::named(&property.ty).is_none());
        let ty = id.map_or_else(|| property.ty.clone(), |id| self.name(id));
        (ty, property.collection)
    }

    /// A type's name as operations write it.
    pub(super) fn name(&self, id: TypeId) -> String {
        self.names.written(id, DEFAULT_NAMESPACE)
    }

    /// True where pages document such a property of the type.
    pub(super) fn has_property(&self, of: TypeId, name: &str) -> bool {
        self.property(of, name).is_some()
    }

    /// The one documented type that has exactly these properties, of at least three.
    pub(super) fn with_properties(&self, names: &[String]) -> Option<TypeId> {
        const FEWEST: usize = 3;
        if names.len() < FEWEST {
            return None;
        }
        let has_all = |known: &HashMap<Folded<'_>, (&Property, &str)>| {
            known.len() == names.len()
                && names
                    .iter()
                    .all(|it| known.contains_key(&Folded::from(it.as_str())))
        };
        let mut found = self
            .properties
            .iter()
            .filter(|(_, known)| has_all(known))
            .map(|(id, _)| *id);
        let id = found.next()?;
        found.next().is_none().then_some(id)
    }

    /// Where a path leads; `None` where the pages do not tell. What begins with `$` is not a step.
    pub(super) fn walk(&self, path: &str) -> Option<End> {
        let segments = documented::parse(path).ok()?;
        let mut place = String::new();
        let mut at: Option<End> = None;
        // Whether what is known begins in the middle, with what pages say of a place.
        let mut is_resumed = false;
        for (number, segment) in segments.iter().enumerate() {
            if matches!(segment, Segment::Literal(name) if name.starts_with('$')) {
                break;
            }
            place.push_str(&key::part(segment));
            at = match &at {
                // Behind a segment of which nothing tells, pages may tell again.
                None if number > 0 => {
                    is_resumed = true;
                    self.told(&place)
                }
                at => self.step(at.as_ref(), segment, &place),
            };
            // A row is certain whatever led to its type; what pages say of their own place alone, they say anyway.
            is_resumed &= !at.as_ref().is_some_and(|it| matches!(it.by, By::Row(_)));
        }
        at.filter(|_| !is_resumed)
    }

    /// What most pages give at a place.
    fn told(&self, place: &str) -> Option<End> {
        let (id, collection) = *self.votes.get(place)?;
        Some(End {
            ty: Target::Type(id),
            collection,
            by: By::Pages,
        })
    }

    /// True where a row or a key says that a path leads to a list, or where pages give one there.
    pub(super) fn is_list(&self, path: &str) -> bool {
        let end = self.walk(path).filter(|it| it.collection);
        end.is_some_and(|it| !matches!(it.by, By::Pages) || self.is_told(path))
    }

    /// True where pages say what stands at the end of a path.
    pub(super) fn is_told(&self, path: &str) -> bool {
        self.votes.contains_key(&key::place(path))
    }

    /// What one name of an example's address is, behind what has been read of it.
    pub(super) fn take(&self, at: Option<&End>, name: &str, before: &str) -> Option<Step> {
        let segment = Segment::Literal(name.to_owned());
        let place = [key::place(before), key::part(&segment)].concat();
        let is_of_pages = self.votes.contains_key(&place);
        match at {
            Some(at) if at.collection && !is_of_pages && self.exact(name).is_none() => Some(Step::Key(End {
                ty: at.ty.clone(),
                collection: false,
                by: By::Path,
            })),
            _ => {
                let end = self.step(at, &segment, &place)?;
                let of = at.and_then(|it| match it.ty {
                    Target::Type(id) if !it.collection => Some(id),
                    _ => None,
                });
                let row = of.and_then(|of| self.property(of, name));
                let spelled = row.map_or(name, |(property, _)| property.name.as_str());
                Some(Step::Named(spelled.to_owned(), end))
            }
        }
    }

    /// True where both are one type, or one derives from the other.
    pub(super) fn are_one(&self, a: &Target, b: &Target) -> bool {
        match (a, b) {
            (Target::Type(a), Target::Type(b)) => self.is_one(*a, *b),
            (a, b) => a == b,
        }
    }

    fn step(&self, at: Option<&End>, segment: &Segment, place: &str) -> Option<End> {
        let end = |id, collection, by| {
            Some(End {
                ty: Target::Type(id),
                collection,
                by,
            })
        };
        let of_pages = || self.votes.get(place).copied();
        let Some(at) = at else {
            let (id, collection) = of_pages().or_else(|| self.named(segment))?;
            return end(id, collection, By::Pages);
        };
        let Target::Type(of) = at.ty else { return None };
        match segment {
            Segment::Key(_) | Segment::AlternateKey(_) | Segment::ItemPath(_) => end(of, false, By::Path),
            Segment::Literal(name) | Segment::Call(name, _) => {
                let cast = || self.exact(name).filter(|id| self.is_one(*id, of));
                if name.contains('.')
                    && let Some(id) = cast()
                {
                    return end(id, at.collection, By::Path);
                }
                let has_key = matches!(segment, Segment::Call(_, arguments) if !arguments.is_empty());
                let row = (!at.collection).then(|| self.property(of, name)).flatten();
                if let Some((property, namespace)) = row {
                    let collection = (property.collection || self.keyed.contains(place)) && !has_key;
                    let ty = self.find(&property.ty, namespace);
                    return Some(End {
                        ty: ty.map_or_else(|| Target::Other(property.ty.clone()), Target::Type),
                        collection,
                        by: By::Row(property.span),
                    });
                }
                if let Some((id, collection)) = of_pages() {
                    let collection = collection || (self.keyed.contains(place) && !has_key);
                    return end(id, collection, By::Pages);
                }
                // A name in the place of a key, such as `inbox`; or a function that nothing documents.
                at.collection.then(|| end(of, false, By::Pages)).flatten()
            }
        }
    }

    /// The type that a first segment is called after.
    fn named(&self, segment: &Segment) -> Option<(TypeId, bool)> {
        let Segment::Literal(name) = segment else {
            return None;
        };
        if let Some(id) = self.names.exact(DEFAULT_NAMESPACE, name) {
            return (!self.names.get(id).is_enum).then_some((id, false));
        }
        Some((self.find(name, DEFAULT_NAMESPACE)?, true))
    }

    /// True where one of two types is the other or inherits from it.
    pub(super) fn is_one(&self, a: TypeId, b: TypeId) -> bool {
        a == b || self.lineage.is_a(a, b) || self.lineage.is_a(b, a)
    }

    /// The type that most pages give at a path, where the named one inherits from it.
    pub(super) fn base_at(&self, path: &str, name: &str) -> Option<String> {
        let (base, _) = *self.votes.get(&key::place(path))?;
        let own = self.named_by(name)?;
        (own != base && self.lineage.is_a(own, base)).then(|| self.name(base))
    }

    /// The type that an operation names.
    pub(super) fn named_by(&self, name: &str) -> Option<TypeId> {
        self.find(name, DEFAULT_NAMESPACE)
    }

    /// As the schema writes it.
    pub(super) fn written(&self, end: &End) -> Returns {
        Returns {
            ty: match &end.ty {
                Target::Type(id) => self.names.written(*id, DEFAULT_NAMESPACE),
                Target::Other(name) => name.clone(),
            },
            collection: end.collection,
            ..Returns::default()
        }
    }
}
