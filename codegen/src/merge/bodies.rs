//! What an update, a create or a replacement takes, where its page lists properties and does not say of which type:
//! the type that it gives, or that a GET of the same path gives, if the properties are that type's.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Names, TypeId, Use};
use crate::extract::facts::{Facts, OperationFacts, ResultFacts, Told};
use crate::extract::readers::type_expr::TypeExpr;
use crate::schema::OperationKind;

/// Names the types of such bodies, so that their rows become the type's business.
pub(super) fn settle(facts: &mut [Facts], names: &Names) {
    let declared = declared(facts, names);
    let things = things(facts, names);
    for page in facts {
        let at = Use {
            namespace: &page.page.namespace,
            page: &page.page.name,
        };
        let Some(operation) = &mut page.operation else {
            continue;
        };
        if !lists_properties(operation) {
            continue;
        }
        let own = given(&operation.result, names, at);
        let read = || {
            let mut paths = operation.requests.iter().map(|it| it.path.to_lowercase());
            paths.find_map(|it| things.get(&it).copied())
        };
        let Some(id) = own.or_else(read) else { continue };
        let Some(of_type) = declared.get(&id) else {
            continue;
        };
        let rows = &operation.body.rows;
        let known = rows.iter().filter(|it| of_type.contains(&it.name)).count();
        // Pages list what is inherited too, and what a resource page has forgotten.
        if known * 2 >= rows.len() {
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
fn things(facts: &[Facts], names: &Names) -> BTreeMap<String, TypeId> {
    let mut things = BTreeMap::new();
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
            things.entry(request.path.to_lowercase()).or_insert(id);
        }
    }
    things
}

/// The names of the properties that pages declare for each type.
fn declared(facts: &[Facts], names: &Names) -> BTreeMap<TypeId, BTreeSet<String>> {
    let mut declared: BTreeMap<TypeId, BTreeSet<String>> = BTreeMap::new();
    for ty in facts.iter().flat_map(|it| &it.types) {
        if let Some(id) = names.exact(&ty.namespace, &ty.name) {
            let properties = ty.properties.iter().map(|it| it.name.clone());
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
