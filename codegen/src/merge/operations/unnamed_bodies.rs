//! What an update, a create or a replacement takes, where its page lists properties and does not say of which type:
//! the type that it gives, or that a GET of the same path gives, if the properties are that type's.

use crate::dialect::type_expr::TypeExpr;
use crate::facts::{Facts, OperationFacts, ResultFacts, Told};
use crate::merge::name_map::{Folded, HashMap, HashSet};
use crate::merge::names::{Names, TypeId, Use};
use crate::schema::OperationKind;

/// Names the types of such bodies, so that their rows become the type's business.
pub(crate) fn settle(facts: &mut [Facts], names: &Names) {
    for (page, id) in found(facts, names) {
        let Some(operation) = &mut facts[page].operation else {
            continue;
        };
        operation.body.told = Told::Type(whole(id, names));
        operation.body.rows_are_parameters = false;
        for request in &mut operation.requests {
            // A table of parameters made a call of it.
            if request.method == "POST" && request.kind == OperationKind::Action {
                request.kind = OperationKind::Create;
            }
        }
    }
}

/// The pages with such a body, by their places in the list, each with the body's type.
fn found(facts: &[Facts], names: &Names) -> Vec<(usize, TypeId)> {
    let open = || {
        let pages = facts.iter().enumerate();
        pages.filter_map(|(place, page)| {
            let operation = page.operation.as_deref().filter(|it| lists_properties(it))?;
            Some((place, page, operation))
        })
    };
    let things = things(facts, names, &open().flat_map(|(.., it)| paths(it)).collect());
    let typed: Vec<_> = open()
        .filter_map(|(place, page, operation)| {
            let read = || paths(operation).find_map(|it| things.get(&it).copied());
            let id = given(&operation.result, names, at(page)).or_else(read)?;
            Some((place, operation, id))
        })
        .collect();
    let declared = declared(facts, names, &typed.iter().map(|(.., id)| *id).collect());
    let fits = |(place, operation, id): (usize, &OperationFacts, TypeId)| {
        let of_type = declared.get(&id)?;
        let rows = &operation.body.rows;
        let known = rows.iter().filter(|it| of_type.contains(it.name.as_str()));
        // Pages list what is inherited too, and what a resource page has forgotten.
        (known.count() * 2 >= rows.len()).then_some((place, id))
    };
    typed.into_iter().filter_map(fits).collect()
}

fn paths(operation: &OperationFacts) -> impl Iterator<Item = Folded<'_>> {
    let requests = operation.requests.iter();
    requests.map(|it| Folded::from(it.path.as_str()))
}

/// Where names on a page are used.
pub(crate) fn at(page: &Facts) -> Use<'_> {
    Use::on(&page.page)
}

/// True for a table that belongs to a whole thing. Of POST, that it makes one is told by its status.
fn lists_properties(operation: &OperationFacts) -> bool {
    use OperationKind::{Create, Replace, Update};
    let writes = operation.requests.iter().all(|it| match it.method.as_str() {
        "POST" => it.kind == Create || operation.status == Some(201) && !it.says_what_it_creates(),
        _ => matches!(it.kind, Update | Replace),
    });
    writes
        && !operation.requests.is_empty()
        && !operation.body.rows.is_empty()
        && matches!(operation.body.told, Told::Nothing)
}

/// The single thing that a call gives.
fn given(result: &ResultFacts, names: &Names, at: Use<'_>) -> Option<TypeId> {
    let found = match &result.told {
        Told::Type(ty) if !ty.primitive && !ty.collection => names.find(&ty.name, ty.target.as_deref(), at),
        Told::Nothing => {
            let (name, collection) = result.block.as_ref()?;
            (!collection).then(|| names.find(&name.name, None, at)).flatten()
        }
        _ => None,
    };
    found.filter(|it| !names.get(*it).is_enum)
}

/// What a GET of each of these paths gives.
fn things<'f>(facts: &'f [Facts], names: &Names, paths: &HashSet<Folded<'f>>) -> HashMap<Folded<'f>, TypeId> {
    let mut things = HashMap::default();
    for page in facts {
        let Some(operation) = &page.operation else {
            continue;
        };
        let mut reads = operation
            .requests
            .iter()
            .filter(|it| it.kind == OperationKind::Get)
            .map(|it| Folded::from(it.path.as_str()))
            .filter(|it| paths.contains(it))
            .peekable();
        if reads.peek().is_some()
            && let Some(id) = given(&operation.result, names, at(page))
        {
            reads.for_each(|it| {
                things.entry(it).or_insert(id);
            });
        }
    }
    things
}

/// The names of the properties that pages declare for each of these types.
pub(crate) fn declared<'f>(
    facts: &'f [Facts],
    names: &Names,
    ids: &HashSet<TypeId>,
) -> HashMap<TypeId, HashSet<&'f str>> {
    let mut declared: HashMap<TypeId, HashSet<&'f str>> = HashMap::default();
    for ty in facts.iter().flat_map(|it| &it.types) {
        let id = names.exact(&ty.namespace, &ty.name);
        if let Some(id) = id.filter(|id| ids.contains(id)) {
            let properties = ty.properties.iter().map(|it| it.name.as_str());
            declared.entry(id).or_default().extend(properties);
        }
    }
    declared
}

/// A type, as a body of its own.
pub(crate) fn whole(id: TypeId, names: &Names) -> TypeExpr {
    let declared = names.get(id);
    TypeExpr::of_type(format!("{}.{}", declared.namespace, declared.name))
}
