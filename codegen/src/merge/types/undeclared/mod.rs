//! Types that no page declares. *In* come all facts and the names that are declared; *out* go further names, and what
//! their types are made of: told from inline values, from request bodies, from JSON, or only from a link.

mod holders;
mod in_json;
mod uses;

use std::sync::Arc;

use holders::TypeGraph;
use in_json::JsonShape;
use uses::Undeclared;

use super::enums::{self, InlineList};
use super::structs::{self, Contribution, Source};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::facts::{Facts, Told, TypeFacts};
use crate::merge::names::{Declared, Names, Use};
use crate::merge::rank::Rank;
use crate::service::graph::ENTITY;
use crate::text::times;

/// Declares in `names` whatever pages use and do not declare, as far as anything tells what it is, and hands on what
/// the types are made of. Names that nothing tells about stay unknown.
pub(crate) fn infer(
    facts: &[Facts],
    names: &mut Names,
    structs: &mut structs::ById,
    enums: &mut enums::ById,
    diags: &mut Diagnostics,
) {
    bodies(facts, names, diags);
    let (mut mentions, graph) = rayon::join(|| uses::collect(facts, names), || TypeGraph::new(facts, names));
    for (id, lists) in std::mem::take(&mut mentions.lists) {
        if names.get(id).is_enum {
            enums.entry(id).or_default().lists.extend(lists);
        }
    }
    let shown = in_json::walk(facts, names, &mentions.undeclared, graph);
    let mut open: Vec<Undeclared> = Vec::new();
    for (_, mut it) in mentions.undeclared {
        let is_shown = shown.get(&it.namespace, &it.name).is_some();
        let words = shown.texts(&it.namespace, &it.name);
        if let Some(words) = words.filter(|_| !is_shown && it.lists.is_empty()) {
            it.lists.push(words.clone());
            enumeration(
                it,
                "the values in examples make the enumeration",
                names,
                enums,
                diags,
            );
            continue;
        }
        // A list may speak of a property of the type; where JSON shows an object, the type is no enumeration.
        if it.lists.is_empty() || shown.get(&it.namespace, &it.name).is_some() {
            open.push(it);
        } else {
            enumeration(it, "the inline values make the enumeration", names, enums, diags);
        }
    }
    // What a shape shows may name types that only shapes show: they are taken up in their turn.
    while let Some(it) = open.pop() {
        if names.exact(&it.namespace, &it.name).is_some() {
            continue;
        }
        match shown.get(&it.namespace, &it.name) {
            Some(shape) if !shape.properties.is_empty() || !it.linked => {
                open.extend(structure(&it, shape, &shown, names, structs, diags));
            }
            _ if it.linked => external(&it, names, structs, diags),
            _ => {}
        }
    }
}

/// Types that operations take by a table of properties and that no page declares.
fn bodies(facts: &[Facts], names: &mut Names, diags: &mut Diagnostics) {
    for page in facts {
        let Some(operation) = &page.operation else {
            continue;
        };
        let (Told::Type(ty), false) = (&operation.body.told, operation.body.rows_are_parameters) else {
            continue;
        };
        let at = Use::on(&page.page);
        if ty.primitive
            || operation.body.rows.is_empty()
            || names.find(&ty.name, ty.target.as_deref(), at).is_some()
        {
            continue;
        }
        let (namespace, name) = crate::merge::names::split(&ty.name);
        let namespace = namespace.map_or_else(
            || Arc::clone(&page.page.namespace),
            |it| names.complete(it).into(),
        );
        tell(
            diags,
            operation.body.span,
            name,
            "its page is missing; the table of the request body makes the type",
        );
        names.declare(
            Declared {
                name: name.to_owned(),
                namespace,
                is_enum: false,
                external: false,
            },
            None,
        );
    }
}

fn enumeration(
    it: Undeclared,
    made: &str,
    names: &mut Names,
    enums: &mut enums::ById,
    diags: &mut Diagnostics,
) {
    tell(diags, it.span, &it.name, &format!("its page is missing; {made}"));
    let id = names.declare(declared(&it, true, false), None);
    let lists: Vec<InlineList> = it.lists;
    enums.entry(id).or_default().lists.extend(lists);
}

/// A struct from its JSON; gives the types that it names in its turn.
fn structure(
    it: &Undeclared,
    shape: &JsonShape,
    shown: &in_json::All,
    names: &mut Names,
    structs: &mut structs::ById,
    diags: &mut Diagnostics,
) -> Vec<Undeclared> {
    tell(
        diags,
        it.span,
        &it.name,
        "its page is missing; the JSON of the examples makes the type",
    );
    let id = names.declare(declared(it, false, false), None);
    contribute(
        it,
        shape.rank.clone(),
        shape.properties.is_empty(),
        shape,
        id,
        structs,
    );
    let mut next = Vec::new();
    for property in &shape.properties {
        let Some(ty) = property.ty.as_ref().filter(|ty| !ty.primitive) else {
            continue;
        };
        let at = Use {
            namespace: &it.namespace,
            page: shape.rank.page(),
        };
        if names.find(&ty.name, None, at).is_none() {
            let (namespace, name) = crate::merge::names::split(&ty.name);
            let namespace =
                namespace.map_or_else(|| it.namespace.clone(), |it| names.complete(it).into_owned());
            if shown.get(&namespace, name).is_some() {
                next.push(Undeclared {
                    name: name.to_owned(),
                    namespace,
                    rank: shape.rank.clone(),
                    span: property.span,
                    linked: false,
                    lists: Vec::new(),
                    uses: 1,
                });
            }
        }
    }
    next
}

fn external(it: &Undeclared, names: &mut Names, structs: &mut structs::ById, diags: &mut Diagnostics) {
    if !it.name.eq_ignore_ascii_case(ENTITY) {
        diags.push(
            Diagnostic::new(
                Code::ExternalType,
                it.span,
                format!(
                    "`{}` is used {} and no page here shows it",
                    it.name,
                    times(it.uses)
                ),
            )
            .help("it becomes an open type that keeps whatever comes; add its page to have its properties"),
        );
    }
    let id = names.declare(declared(it, false, true), None);
    contribute(
        it,
        it.rank.clone(),
        true,
        &JsonShape::nothing(it.rank.clone(), it.span),
        id,
        structs,
    );
}

fn contribute(
    it: &Undeclared,
    rank: Rank,
    open: bool,
    shape: &JsonShape,
    id: crate::merge::names::TypeId,
    structs: &mut structs::ById,
) {
    let namespace: Arc<str> = it.namespace.as_str().into();
    structs.entry(id).or_default().push(Contribution {
        rank,
        namespace: Arc::clone(&namespace),
        source: Source::Shape,
        facts: TypeFacts {
            name: it.name.clone(),
            namespace,
            open,
            properties: shape.properties.clone(),
            span: shape.span,
            ..TypeFacts::default()
        },
    });
}

fn declared(it: &Undeclared, is_enum: bool, external: bool) -> Declared {
    Declared {
        name: it.name.clone(),
        namespace: it.namespace.as_str().into(),
        is_enum,
        external,
    }
}

fn tell(diags: &mut Diagnostics, span: crate::source::Span, name: &str, why: &str) {
    diags.push(
        Diagnostic::new(Code::InferredType, span, format!("`{name}`: {why}"))
            .help("add the type's page to have its own words and all that belongs to it"),
    );
}
