//! What an update, a create or a replacement takes, where its page lists properties and does not say of which type:
//! the type that it gives, or that a GET of the same path gives, if the properties are that type's.

use std::collections::{HashMap, HashSet};

use super::folded::Folded;
use super::names::{Names, TypeId, Use};
use crate::extract::facts::{Facts, OperationFacts, ResultFacts, Told};
use crate::extract::readers::type_expr::TypeExpr;
use crate::schema::OperationKind;

/// Names the types of such bodies, so that their rows become the type's business.
pub(super) fn settle(facts: &mut [Facts], names: &Names) {
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
    let declared = declared(facts, names);
    let things = things(facts, names);
    let of_page = |page: &Facts| {
        let operation = page.operation.as_ref().filter(|it| lists_properties(it))?;
        let at = Use {
            namespace: &page.page.namespace,
            page: &page.page.name,
        };
        let read = || {
            let mut paths = operation.requests.iter().map(|it| Folded::from(it.path.as_str()));
            paths.find_map(|it| things.get(&it).copied())
        };
        let id = given(&operation.result, names, at).or_else(read)?;
        let of_type = declared.get(&id)?;
        let rows = &operation.body.rows;
        let known = rows.iter().filter(|it| of_type.contains(it.name.as_str()));
        // Pages list what is inherited too, and what a resource page has forgotten.
        (known.count() * 2 >= rows.len()).then_some(id)
    };
    let found = facts.iter().enumerate();
    found
        .filter_map(|(at, page)| Some((at, of_page(page)?)))
        .collect()
}

/// True for a table that belongs to a whole thing. Of POST, that it makes one is told by its status.
fn lists_properties(operation: &OperationFacts) -> bool {
    use OperationKind::{Create, Replace, Update};
    let writes = operation.requests.iter().all(|it| match it.method.as_str() {
        "POST" => it.kind == Create || operation.status == Some(201),
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

/// What a GET of each path gives.
fn things<'f>(facts: &'f [Facts], names: &Names) -> HashMap<Folded<'f>, TypeId> {
    let mut things = HashMap::new();
    for page in facts {
        let at = Use {
            namespace: &page.page.namespace,
            page: &page.page.name,
        };
        let Some(operation) = &page.operation else {
            continue;
        };
        let Some(id) = given(&operation.result, names, at) else {
            continue;
        };
        for request in operation
            .requests
            .iter()
            .filter(|it| it.kind == OperationKind::Get)
        {
            things.entry(Folded::from(request.path.as_str())).or_insert(id);
        }
    }
    things
}

/// The names of the properties that pages declare for each type.
fn declared<'f>(facts: &'f [Facts], names: &Names) -> HashMap<TypeId, HashSet<&'f str>> {
    let mut declared: HashMap<TypeId, HashSet<&'f str>> = HashMap::new();
    for ty in facts.iter().flat_map(|it| &it.types) {
        if let Some(id) = names.exact(&ty.namespace, &ty.name) {
            let properties = ty.properties.iter().map(|it| it.name.as_str());
            declared.entry(id).or_default().extend(properties);
        }
    }
    declared
}

fn whole(id: TypeId, names: &Names) -> TypeExpr {
    let declared = names.get(id);
    let name = format!("{}.{}", declared.namespace, declared.name);
    TypeExpr {
        documented: name.clone(),
        name,
        primitive: false,
        collection: false,
        target: None,
        note: None,
    }
}
