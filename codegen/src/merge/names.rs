//! Which type a name means.
//!
//! Names are compared without regard to case, and the declaring page's spelling wins. A name without a namespace is
//! looked for in the namespace of the page that uses it, then in the service's own (`microsoft.graph`), then everywhere; a link's
//! target decides between several and helps where the text is no known name.

use std::borrow::Cow;
use std::sync::Arc;

use super::name_map::{Folded, HashMap, HashSet};
use crate::dialect::links::resolve_link;
use crate::facts::PageFacts;
use crate::text;

/// A declared type: an index into [`Names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TypeId(usize);

/// Every type that pages declare or that was inferred.
#[derive(Debug)]
pub(super) struct Names {
    /// The service's own namespace.
    home: Arc<str>,
    types: Vec<Declared>,
    /// By namespace and short name.
    full: HashMap<FullName<'static>, TypeId>,
    /// By short name, in the order of declaration.
    short: HashMap<Folded<'static>, Vec<TypeId>>,
    /// By name of the declaring page.
    pages: HashMap<Folded<'static>, Vec<TypeId>>,
    /// Names of all pages.
    all_pages: HashSet<Folded<'static>>,
}

/// A namespace and the name in it.
type FullName<'t> = (Folded<'t>, Folded<'t>);

/// A type's place in the namespaces.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    /// As documented.
    pub(super) name: String,
    /// As documented.
    pub(super) namespace: Arc<str>,
    /// An enumeration.
    pub(super) is_enum: bool,
    /// A page links it and nothing shows it.
    pub(super) external: bool,
}

/// Where a name is used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use<'a> {
    /// The namespace of the page, or of the type that the page declares.
    pub(super) namespace: &'a str,
    /// The page's name.
    pub(super) page: &'a str,
}

impl<'a> Use<'a> {
    /// On a page, in the page's own namespace.
    pub(super) fn on(page: &'a PageFacts) -> Self {
        Self {
            namespace: &page.namespace,
            page: &page.name,
        }
    }
}

impl Names {
    /// No names, of a service with this namespace.
    pub(super) fn new(home: &str) -> Self {
        Self {
            home: home.into(),
            types: Vec::new(),
            full: HashMap::default(),
            short: HashMap::default(),
            pages: HashMap::default(),
            all_pages: HashSet::default(),
        }
    }

    /// The service's own namespace, in which the names that operations use are short.
    pub(super) fn home(&self) -> &str {
        &self.home
    }

    /// A namespace as pages write it, made whole.
    pub(super) fn complete<'n>(&self, namespace: &'n str) -> Cow<'n, str> {
        complete(namespace, &self.home)
    }

    /// Declares a type, or adds a page to one that is declared. The first spelling stays.
    pub(super) fn declare(&mut self, declared: Declared, page: Option<&str>) -> TypeId {
        let known = self.exact(&declared.namespace, &declared.name);
        let id = known.unwrap_or_else(|| {
            let id = TypeId(self.types.len());
            let (namespace, name) = full_name(&declared.namespace, &declared.name);
            self.full.insert((namespace.into_owned(), name.into_owned()), id);
            let short = Folded::from(declared.name.clone());
            self.short.entry(short).or_default().push(id);
            self.types.push(declared);
            id
        });
        if let Some(page) = page {
            let on_page = self.pages.entry(Folded::from(page.to_owned())).or_default();
            if !on_page.contains(&id) {
                on_page.push(id);
            }
        }
        id
    }

    /// Makes a page known, whether or not it declares anything.
    pub(super) fn add_page(&mut self, page: &str) {
        self.all_pages.insert(Folded::from(page.to_owned()));
    }

    /// True for the name of a page that was read.
    pub(super) fn has_page(&self, page: &str) -> bool {
        self.all_pages.contains(&Folded::from(page))
    }

    /// The type behind an id.
    pub(super) fn get(&self, id: TypeId) -> &Declared {
        &self.types[id.0]
    }

    /// The type of exactly this namespace and name, whatever their case.
    pub(super) fn exact(&self, namespace: &str, name: &str) -> Option<TypeId> {
        self.full.get(&full_name(namespace, name)).copied()
    }

    /// The type that `name` means where it is used, with the link that it bears.
    pub(super) fn find(&self, name: &str, target: Option<&str>, at: Use<'_>) -> Option<TypeId> {
        let (namespace, short) = split(name);
        let candidates = self
            .short
            .get(&Folded::from(short))
            .map_or(&[][..], Vec::as_slice);
        if let Some(namespace) = namespace {
            let found = self.exact(&self.complete(namespace), short);
            let found = found.or_else(|| self.linked(target, at));
            // A namespace is not written for nothing: the same short name elsewhere is another type. But examples name
            // types as a service calls them itself, in namespaces that are not of this API at all.
            if found.is_some() || !is_foreign(namespace, &self.home) {
                return found;
            }
        }
        match candidates {
            [] => self
                .linked(target, at)
                .or_else(|| self.singular(short, at))
                .or_else(|| self.exact(at.namespace, &format!("{short}s"))),
            [only] => Some(*only),
            several => {
                let linked = target.map(|target| self.on_page(target, at)).unwrap_or_default();
                several
                    .iter()
                    .find(|id| linked.contains(id))
                    .or_else(|| several.iter().find(|id| self.is_in(**id, at.namespace)))
                    .or_else(|| several.iter().find(|id| self.is_in(**id, &self.home)))
                    .or_else(|| several.first())
                    .copied()
            }
        }
    }

    /// The one type of the linked page, with its namespace, where it has another name than the link's label. In a
    /// sentence a label is a word of the sentence (`a new reply [message](chatmessage.md)`) and the link tells the
    /// type; in a table the label is the type.
    pub(super) fn behind_label(&self, label: &str, target: &str, at: Use<'_>) -> Option<String> {
        let declared = self.get(self.linked(Some(target), at)?);
        let is_same = split(label).1.eq_ignore_ascii_case(&declared.name);
        (!is_same).then(|| format!("{}.{}", declared.namespace, declared.name))
    }

    /// The one type of the linked page, or of the section that the link leads to.
    pub(super) fn linked(&self, target: Option<&str>, at: Use<'_>) -> Option<TypeId> {
        let target = target?;
        let found = self.on_page(target, at);
        // `#alertstatus-values` names the section of one enumeration.
        if let Some(section) = target
            .split_once('#')
            .and_then(|(_, it)| it.strip_suffix("-values"))
        {
            let is_named = |id: &&TypeId| self.get(**id).name.eq_ignore_ascii_case(section);
            return found.iter().find(is_named).copied();
        }
        match found {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The type whose plural a name is: prose speaks of `secureScores`.
    fn singular(&self, name: &str, at: Use<'_>) -> Option<TypeId> {
        let plain = name.strip_suffix(['s', 'S'])?.to_owned();
        let mut known = std::iter::once(plain).chain(text::singulars(name));
        let found = known.find_map(|it| self.short.get(&Folded::from(it)))?;
        let home = found.iter().find(|id| self.is_in(**id, at.namespace));
        home.or_else(|| found.iter().find(|id| self.is_in(**id, &self.home)))
            .copied()
    }

    fn on_page(&self, target: &str, at: Use<'_>) -> &[TypeId] {
        let page = resolve_link(at.page, target);
        self.pages.get(&Folded::from(page)).map_or(&[], Vec::as_slice)
    }

    fn is_in(&self, id: TypeId, namespace: &str) -> bool {
        self.get(id).namespace.eq_ignore_ascii_case(namespace)
    }

    /// How a type is written in a schema's place of this namespace: short at home, else with its namespace.
    pub(super) fn written(&self, id: TypeId, home: &str) -> String {
        let declared = self.get(id);
        if *declared.namespace == *home {
            declared.name.clone()
        } else {
            format!("{}.{}", declared.namespace, declared.name)
        }
    }
}

/// The namespace, if one is written, and the name behind it.
pub(super) fn split(name: &str) -> (Option<&str>, &str) {
    match name.rsplit_once('.') {
        Some((namespace, name)) => (Some(namespace), name),
        None => (None, name),
    }
}

/// A namespace as pages write it, made whole. In a service whose own namespace is `microsoft.graph`, `graph` is an alias of
/// it, and `callRecords` a part of it.
pub(super) fn complete<'n>(namespace: &'n str, home: &str) -> Cow<'n, str> {
    if is_outside(namespace, home) || namespace.eq_ignore_ascii_case(home) {
        return Cow::Borrowed(namespace);
    }
    let (first, rest) = head(namespace);
    let alias = home.rsplit('.').next().unwrap_or(home);
    if first.eq_ignore_ascii_case(alias) {
        Cow::Owned(format!("{home}{rest}"))
    } else {
        Cow::Owned(format!("{home}.{namespace}"))
    }
}

/// True for a namespace outside of the service's own one and of all below it.
fn is_foreign(namespace: &str, home: &str) -> bool {
    let start = namespace.get(..home.len());
    is_outside(namespace, home) && !start.is_some_and(|it| it.eq_ignore_ascii_case(home))
}

/// True for a namespace that is written from its root: `microsoft.…`, `Edm`, what begins as the service's own.
fn is_outside(namespace: &str, home: &str) -> bool {
    let (first, _) = head(namespace);
    let roots = [
        "microsoft",
        "edm",
        home.split_once('.').map_or("", |(root, _)| root),
    ];
    roots.iter().any(|it| first.eq_ignore_ascii_case(it))
}

/// A namespace's first part, and what is behind it with its dot.
fn head(namespace: &str) -> (&str, &str) {
    namespace.split_at(namespace.find('.').unwrap_or(namespace.len()))
}

/// A name may bring a part of its namespace along.
fn full_name<'t>(namespace: &'t str, name: &'t str) -> FullName<'t> {
    match split(name) {
        (None, name) => (Folded::from(namespace), Folded::from(name)),
        (Some(inner), short) => (Folded::from(format!("{namespace}.{inner}")), Folded::from(short)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(namespace: &str, name: &str) -> Declared {
        Declared {
            name: name.into(),
            namespace: namespace.into(),
            is_enum: false,
            external: false,
        }
    }

    const GRAPH: Use<'static> = Use {
        namespace: "microsoft.graph",
        page: "v1.0/resources/x.md",
    };

    #[test]
    fn the_own_namespace_comes_before_the_common_one() {
        let mut names = Names::new("microsoft.graph");
        let common = names.declare(
            declared("microsoft.graph", "media"),
            Some("v1.0/resources/media.md"),
        );
        let own = names.declare(
            declared("microsoft.graph.callRecords", "media"),
            Some("v1.0/resources/callrecords-media.md"),
        );
        let calls = Use {
            namespace: "microsoft.graph.callRecords",
            ..GRAPH
        };
        assert_eq!(names.find("Media", None, calls), Some(own));
        assert_eq!(names.find("media", None, GRAPH), Some(common));
        assert_eq!(
            names.find("media", Some("callrecords-media.md"), GRAPH),
            Some(own)
        );
        assert_eq!(names.find("callRecords.media", None, GRAPH), Some(own));
        assert_eq!(names.find("microsoft.graph.media", None, calls), Some(common));
        assert_eq!(
            names.written(own, "microsoft.graph"),
            "microsoft.graph.callRecords.media"
        );
        assert_eq!(names.written(own, "microsoft.graph.callRecords"), "media");
    }

    #[test]
    fn plurals_mean_their_singular() {
        let mut names = Names::new("microsoft.graph");
        let id = names.declare(declared("microsoft.graph", "secureScore"), None);
        assert_eq!(names.find("secureScores", None, GRAPH), Some(id));
    }

    #[test]
    fn a_link_helps_where_the_text_is_no_name() {
        let mut names = Names::new("microsoft.graph");
        let id = names.declare(
            declared("microsoft.graph", "namedLocation"),
            Some("v1.0/resources/namedLocation.md"),
        );
        assert_eq!(names.find("places", Some("namedlocation.md"), GRAPH), Some(id));
        assert_eq!(names.find("places", None, GRAPH), None);
        let section = |link| names.find("places", Some(link), GRAPH);
        assert_eq!(section("namedlocation.md#namedlocation-values"), Some(id));
        assert_eq!(section("namedlocation.md#status-values"), None);
    }
    #[test]
    fn an_alias_stands_for_the_own_namespace() {
        let cases = [
            (
                "graph.callRecords",
                "microsoft.graph",
                "microsoft.graph.callRecords",
            ),
            ("callRecords", "microsoft.graph", "microsoft.graph.callRecords"),
            ("Microsoft.Graph", "microsoft.graph", "Microsoft.Graph"),
            ("NAV", "Microsoft.NAV", "Microsoft.NAV"),
            ("nav.parts", "Microsoft.NAV", "Microsoft.NAV.parts"),
            ("contoso.fleet.parts", "contoso.fleet", "contoso.fleet.parts"),
            ("parts", "fleet", "fleet.parts"),
            ("fleet.parts", "fleet", "fleet.parts"),
        ];
        for (written, home, whole) in cases {
            assert_eq!(complete(written, home), whole, "{written} in {home}");
        }
    }
}
