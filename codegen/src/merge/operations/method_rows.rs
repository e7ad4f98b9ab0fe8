//! Operations that only a method table names: their own pages are absent.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::address::key::Key;
use crate::facts::{Facts, MethodFacts, PageFacts};
use crate::merge::link;
use crate::merge::name_map::{HashMap, HashSet};
use crate::merge::names::{Names, TypeId, Use};
use crate::schema::{DEFAULT_NAMESPACE, Operation, OperationKind, Returns};
use crate::source::Span;
use crate::text::page_stem;

/// Where things of a type live: paths of the collection, and of one thing in it.
#[derive(Debug, Default)]
struct Places {
    collections: BTreeSet<String>,
    items: BTreeSet<String>,
}

/// Infers operations from rows whose linked page is absent and whose label or file name says list, get, create,
/// update or delete. Their paths are those that pages document for the type's other operations.
pub(crate) fn infer(
    methods: &[(PageFacts, Vec<MethodFacts>)],
    names: &Names,
    operations: &mut Vec<Operation>,
    diags: &mut Diagnostics,
) {
    if methods.is_empty() {
        return;
    }
    let places = places(operations, names);
    let mut known: HashSet<Key> = operations
        .iter()
        .map(|it| Key::of(&it.method, &it.path))
        .collect();
    for (page, rows) in methods {
        let at = Use::on(page);
        for row in rows {
            if row.is_there || names.has_page(&row.target) {
                continue;
            }
            let Some(owner) = names.find(&row.owner, None, at) else {
                continue;
            };
            let Some(kind) = verb(row, &names.get(owner).name) else {
                continue;
            };
            let Some(places) = places.get(&owner) else {
                continue;
            };
            for path in paths(kind, places, &names.get(owner).name) {
                let operation = operation(kind, path, row, owner, page, names, at);
                if known.insert(Key::of(&operation.method, &operation.path)) {
                    tell(&operation, row, diags);
                    operations.push(operation);
                }
            }
        }
    }
}

/// The pages of operations that the method table of a type's main page lists, in lower case. Of the pages that declare a
/// type, the one with most rows is the main page: the others declare the half that another product needs.
pub(crate) fn listed(facts: &[Facts], names: &Names) -> HashSet<String> {
    let mut main: HashMap<TypeId, (usize, usize)> = HashMap::default();
    for (at, page) in facts.iter().enumerate() {
        for ty in &page.types {
            let Some(id) = names.exact(&ty.namespace, &ty.name) else {
                continue;
            };
            let best = main.entry(id).or_insert((at, ty.properties.len()));
            if ty.properties.len() > best.1 {
                *best = (at, ty.properties.len());
            }
        }
    }
    let main: HashSet<usize> = main.into_values().map(|(at, _)| at).collect();
    let pages = facts.iter().enumerate().filter(|(at, _)| main.contains(at));
    let rows = pages.flat_map(|(_, page)| &page.methods);
    rows.map(|it| it.target.to_lowercase()).collect()
}

/// What method tables name as the result of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given {
    /// The type that all of them name.
    pub(crate) ty: TypeId,
    /// How many pages name it.
    pub(crate) pages: usize,
    /// The first such row.
    pub(crate) span: Span,
}

/// What the method tables of types name as the result of each page that they link to, by the page's name in lower case, where
/// all of them name one type.
pub(crate) fn given(facts: &[Facts], names: &Names) -> HashMap<String, Given> {
    let mut found: HashMap<String, Option<Given>> = HashMap::default();
    for page in facts {
        let mut told: HashSet<String> = HashSet::default();
        for row in &page.methods {
            let returns = row.returns.as_ref().filter(|it| !it.primitive);
            let id = returns.and_then(|it| names.find(&it.name, it.target.as_deref(), Use::on(&page.page)));
            let Some(ty) = id.filter(|it| !names.get(*it).is_enum) else {
                continue;
            };
            let target = row.target.to_lowercase();
            let new = Given {
                ty,
                pages: 1,
                span: row.span,
            };
            let is_first = told.insert(target.clone());
            let known = found.entry(target).or_insert(Some(Given { pages: 0, ..new }));
            match known {
                Some(known) if known.ty == ty => known.pages += usize::from(is_first),
                known => *known = None,
            }
        }
    }
    let agreed = found.into_iter().filter_map(|(page, given)| Some((page, given?)));
    agreed.collect()
}

/// Where the pages' operations find things of each type.
fn places(operations: &[Operation], names: &Names) -> BTreeMap<TypeId, Places> {
    let mut places: BTreeMap<TypeId, Places> = BTreeMap::new();
    let at = Use {
        namespace: DEFAULT_NAMESPACE,
        page: "",
    };
    for operation in operations {
        use OperationKind::{Create, Delete, Get, List, Update};
        let result = operation.returns.as_ref().map(|it| it.ty.as_str());
        let Some(id) = operation
            .body
            .as_deref()
            .or(result)
            .and_then(|name| names.find(name, None, at))
        else {
            continue;
        };
        let ends_in_key = operation.path.ends_with('}') || operation.path.ends_with("')");
        let entry = places.entry(id).or_default();
        match operation.kind {
            Create | List if !ends_in_key => {
                entry.collections.insert(operation.path.clone());
            }
            Get | Update | Delete if ends_in_key => {
                entry.items.insert(operation.path.clone());
            }
            _ => {}
        }
    }
    places
}

/// The paths of a new operation. A key that no page names is `{<typeName>Id}`.
fn paths(kind: OperationKind, places: &Places, name: &str) -> Vec<String> {
    let parents = places.items.iter().filter_map(|item| item.rsplit_once('/'));
    match kind {
        OperationKind::List | OperationKind::Create if places.collections.is_empty() => {
            let collections: BTreeSet<_> = parents.map(|(collection, _)| collection.to_owned()).collect();
            collections.into_iter().collect()
        }
        OperationKind::List | OperationKind::Create => places.collections.iter().cloned().collect(),
        _ => {
            let keyed: HashSet<&str> = parents.map(|(collection, _)| collection).collect();
            let unkeyed = places
                .collections
                .iter()
                .filter(|it| !keyed.contains(it.as_str()))
                .map(|collection| format!("{collection}/{{{name}Id}}"));
            places.items.iter().cloned().chain(unkeyed).collect()
        }
    }
}

/// What the row's label, else its file's name, says to do with a thing of the type `name`, or with several.
fn verb(row: &MethodFacts, name: &str) -> Option<OperationKind> {
    let kind = |word: &str| {
        Some(match word.to_ascii_lowercase().as_str() {
            "list" => OperationKind::List,
            "get" => OperationKind::Get,
            "create" => OperationKind::Create,
            "update" => OperationKind::Update,
            "delete" => OperationKind::Delete,
            _ => return None,
        })
    };
    let (first, rest) = row.label.split_once(' ').unwrap_or((&row.label, ""));
    let rest: String = rest.split_whitespace().collect();
    if (rest.is_empty() || is_name(&rest, name))
        && let Some(kind) = kind(first)
    {
        return Some(kind);
    }
    let mut words = page_stem(&row.target).rsplit('-');
    let (last, owner) = (words.next()?, words.next()?);
    owner.eq_ignore_ascii_case(name).then(|| kind(last)).flatten()
}

/// True where `text` is the name or its plural.
fn is_name(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    let plural = match name.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{name}es"),
    };
    text == name || text == plural || text.strip_suffix('s') == Some(&name)
}

fn operation(
    kind: OperationKind,
    path: String,
    row: &MethodFacts,
    owner: TypeId,
    page: &PageFacts,
    names: &Names,
    at: Use<'_>,
) -> Operation {
    let mut silent = Diagnostics::default();
    let written = names.written(owner, DEFAULT_NAMESPACE);
    let told = row
        .returns
        .as_ref()
        .map(|ty| link::expression(ty, row.span, names, at, DEFAULT_NAMESPACE, &mut silent).returns());
    let of_owner = |collection| {
        Some(Returns {
            ty: written.clone(),
            collection,
            ..Returns::default()
        })
    };
    let (method, status, returns) = match kind {
        OperationKind::List => ("GET", 200, of_owner(true)),
        OperationKind::Create => ("POST", 201, told.or_else(|| of_owner(false))),
        OperationKind::Update if told.is_some() => ("PATCH", 200, told),
        OperationKind::Update => ("PATCH", 204, None),
        OperationKind::Delete => ("DELETE", 204, None),
        _ => ("GET", 200, of_owner(false)),
    };
    let takes_body = matches!(kind, OperationKind::Create | OperationKind::Update);
    Operation {
        method: method.to_owned(),
        path,
        kind,
        title: row.label.clone(),
        page: Some(page.name.to_string()),
        pages: vec![page.name.to_string()],
        description: row.description.clone(),
        inferred: true,
        body: takes_body.then_some(written),
        status: Some(status),
        returns,
        span: row.span,
        ..Operation::default()
    }
}

fn tell(operation: &Operation, row: &MethodFacts, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::new(
            Code::InferredOperation,
            row.span,
            format!(
                "`{} {}` is told by this row alone: `{}` is missing",
                operation.method, operation.path, row.target
            ),
        )
        .help("add the page to have its permissions, its words and its examples"),
    );
}
