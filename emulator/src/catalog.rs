//! The schema's types by name, and what an object of a type may hold.

use std::collections::HashMap;

use graphdown_codegen::schema::{DEFAULT_NAMESPACE, Kind, Primitive, Property, TypeDef};

/// The type that every entity descends from; most folders have no page of it.
const ENTITY: &str = "entity";

/// The types of a schema.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    types: Vec<TypeDef>,
    /// By full name in lower case.
    by_name: HashMap<String, usize>,
    /// The types that name a type as their base, by its place.
    derived: HashMap<usize, Vec<usize>>,
}

/// What an object may hold: the properties of its type and of that type's bases.
#[derive(Debug)]
pub(crate) struct Shape<'a> {
    /// The type itself.
    pub(crate) ty: &'a TypeDef,
    /// The type and its bases, the type first.
    chain: Vec<&'a TypeDef>,
    /// Each type of the chain has a page.
    whole: bool,
    /// No other properties than these: each type of the chain has a page and none is open.
    pub(crate) closed: bool,
}

/// What a property holds, or each element of it where it is a list.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holds<'a> {
    /// A primitive, or open JSON.
    Primitive(Primitive),
    /// An entity, a complex type or an enumeration.
    Type(&'a TypeDef),
    /// A type that the schema does not have.
    Unknown,
}

impl Catalog {
    pub(crate) fn new(types: Vec<TypeDef>) -> Self {
        let mut by_name = HashMap::new();
        for (at, ty) in types.iter().enumerate() {
            by_name.entry(full_name(ty).to_lowercase()).or_insert(at);
        }
        let mut catalog = Self {
            types,
            by_name,
            derived: HashMap::new(),
        };
        catalog.derived = catalog.derivations();
        catalog
    }

    fn derivations(&self) -> HashMap<usize, Vec<usize>> {
        let mut derived = HashMap::<usize, Vec<usize>>::new();
        for (at, ty) in self.types.iter().enumerate() {
            let base = ty.base.as_deref().and_then(|it| self.place(it, &ty.namespace));
            if let Some(base) = base {
                derived.entry(base).or_default().push(at);
            }
        }
        derived
    }

    /// The type of a name that is short in `namespace` or full; a leading `#` is read over.
    pub(crate) fn find(&self, name: &str, namespace: &str) -> Option<&TypeDef> {
        self.place(name, namespace).map(|at| &self.types[at])
    }

    fn place(&self, name: &str, namespace: &str) -> Option<usize> {
        let name = name.strip_prefix('#').unwrap_or(name);
        let get = |full: String| self.by_name.get(&full.to_lowercase()).copied();
        if name.contains('.') {
            return get(name.to_owned());
        }
        get(format!("{namespace}.{name}")).or_else(|| get(format!("{DEFAULT_NAMESPACE}.{name}")))
    }

    /// What a type's name means in a namespace.
    pub(crate) fn holds<'a>(&'a self, name: &'a str, namespace: &str) -> Holds<'a> {
        if let Some(primitive) = Primitive::named(name) {
            return Holds::Primitive(primitive);
        }
        self.find(name, namespace).map_or(Holds::Unknown, Holds::Type)
    }

    /// What an object of a type may hold.
    pub(crate) fn shape<'a>(&'a self, ty: &'a TypeDef) -> Shape<'a> {
        let mut chain = vec![ty];
        let mut whole = is_whole(ty);
        let mut at = ty;
        while let Some(base) = &at.base {
            match self.find(base, &at.namespace) {
                // A circle of bases is a page's mistake; it ends where it closes.
                Some(base) if chain.iter().any(|it| std::ptr::eq(*it, base)) => break,
                Some(base) => {
                    whole &= is_whole(base);
                    chain.push(base);
                    at = base;
                }
                None => {
                    whole &= base.rsplit('.').next() == Some(ENTITY);
                    break;
                }
            }
        }
        let open = chain.iter().any(|it| it.open);
        Shape {
            ty,
            chain,
            whole,
            closed: whole && !open,
        }
    }

    /// The property that some type has which descends from `ty`, and the namespace in which its type's name is short.
    pub(crate) fn derived_property(&self, ty: &TypeDef, name: &str) -> Option<(&Property, &str)> {
        let mut open = vec![self.place(&full_name(ty), "")?];
        let mut seen = open.clone();
        while let Some(at) = open.pop() {
            for &derived in self.derived.get(&at).into_iter().flatten() {
                let ty = &self.types[derived];
                if let Some(found) = in_any_case(ty, name) {
                    return Some((found, &ty.namespace));
                }
                if !seen.contains(&derived) {
                    seen.push(derived);
                    open.push(derived);
                }
            }
        }
        None
    }

    /// How many bases a type has.
    pub(crate) fn depth(&self, ty: &TypeDef) -> usize {
        self.shape(ty).chain.len()
    }

    /// Whether `ty` is `of` or descends from it.
    pub(crate) fn is_a(&self, ty: &TypeDef, of: &TypeDef) -> bool {
        self.shape(ty).chain.iter().any(|it| std::ptr::eq(*it, of))
    }
}

impl<'a> Shape<'a> {
    /// The property of a name, and the namespace in which the name of its type is short.
    pub(crate) fn property(&self, name: &str) -> Option<(&'a Property, &'a str)> {
        self.chain.iter().find_map(|ty| {
            let property = ty.properties.iter().find(|it| it.name == name)?;
            Some((property, ty.namespace.as_str()))
        })
    }

    /// The same for a name in a query, which the service takes in any case.
    pub(crate) fn queried(&self, name: &str) -> Option<(&'a Property, &'a str)> {
        let found = |ty: &&'a TypeDef| Some((in_any_case(ty, name)?, ty.namespace.as_str()));
        self.property(name).or_else(|| self.chain.iter().find_map(found))
    }

    /// Whether a query may name a property that neither this type nor one that descends from it documents. An object of an
    /// open type may hold any, but what it is asked for was declared somewhere: the names of such extensions hold `_`. An
    /// open type of which hardly anything is documented (`fieldValueSet`) is asked for names of the caller's own.
    pub(crate) fn may_be_asked_for(&self, name: &str) -> bool {
        const HARDLY_ANY: usize = 3;
        let documented: usize = self.chain.iter().map(|it| it.properties.len()).sum();
        !self.whole
            || documented == 0
            || (!self.closed && (name.contains('_') || documented <= HARDLY_ANY))
            || (name.eq_ignore_ascii_case("id") && self.ty.kind == Kind::Entity)
    }

    /// Whether an object may have a property of this name.
    pub(crate) fn allows(&self, name: &str) -> bool {
        !self.closed || self.property(name).is_some() || (name == "id" && self.ty.kind == Kind::Entity)
    }
}

/// `microsoft.graph.user`.
pub(crate) fn full_name(ty: &TypeDef) -> String {
    let namespace = if ty.namespace.is_empty() {
        DEFAULT_NAMESPACE
    } else {
        &ty.namespace
    };
    format!("{namespace}.{}", ty.name)
}

fn is_whole(ty: &TypeDef) -> bool {
    !(ty.inferred || ty.external)
}

fn in_any_case<'a>(ty: &'a TypeDef, name: &str) -> Option<&'a Property> {
    ty.properties.iter().find(|it| it.name.eq_ignore_ascii_case(name))
}
