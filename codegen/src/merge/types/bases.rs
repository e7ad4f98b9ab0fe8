//! Bases, kinds, and properties that a page repeats from its base.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::entities;
use super::structs::Draft;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::merge::name_map::{Folded, HashMap, HashSet};
use crate::merge::names::{Names, TypeId, Use};
use crate::schema::{Kind, MOST_BASES, Operation, TypeDef};
use crate::service::graph::ENTITY;

/// Settles bases and kinds and drops what a base declares already.
pub(crate) fn settle(
    drafts: BTreeMap<TypeId, Draft>,
    operations: &[Operation],
    names: &Names,
    diags: &mut Diagnostics,
) -> Vec<TypeDef> {
    let mut bases: HashMap<TypeId, TypeId> = HashMap::default();
    for (id, draft) in &drafts {
        if let Some(base) = choose(*id, draft, names, diags) {
            bases.insert(*id, base);
        }
    }
    cut_circles(&mut bases, &drafts, names, diags);
    let is_base: HashSet<TypeId> = bases.values().copied().collect();
    let declared: HashMap<TypeId, HashSet<Folded<'static>>> = drafts
        .iter()
        .filter(|(id, _)| is_base.contains(id))
        .map(|(id, draft)| {
            let properties = draft.def.properties.iter();
            (*id, properties.map(|it| Folded::from(it.name.clone())).collect())
        })
        .collect();
    let keyed = entities::keyed(&drafts, operations, names);
    let settled: Vec<(TypeDef, Option<Diagnostic>)> = drafts
        .into_par_iter()
        .map(|(id, mut draft)| {
            let chain = ancestors(id, &bases);
            if keyed.contains(&id) || chain.iter().any(|base| keyed.contains(base)) {
                draft.def.kind = Kind::Entity;
            }
            draft.def.base = bases
                .get(&id)
                .map(|base| names.written(*base, &draft.def.namespace));
            if !chain.is_empty() {
                draft.def.properties.retain(|property| {
                    let name = Folded::from(property.name.as_str());
                    let is_there = |base| declared.get(base).is_some_and(|names| names.contains(&name));
                    !chain.iter().any(is_there)
                });
            }
            let is_whole = !chain.last().is_some_and(|last| names.get(*last).external);
            let is_there = |name: &str| {
                let name = Folded::from(name);
                let mut bases = chain.iter().filter_map(|base| declared.get(base));
                bases.any(|names| names.contains(&name))
            };
            draft.unlisted.retain(|name| is_whole && !is_there(name));
            let found = shown_alone(&draft);
            (draft.def, found)
        })
        .collect();
    let mut types = Vec::with_capacity(settled.len());
    for (def, found) in settled {
        types.push(def);
        if let Some(found) = found {
            diags.push(found);
        }
    }
    types
}

/// What the JSON of a type shows and no table lists.
fn shown_alone(draft: &Draft) -> Option<Diagnostic> {
    let name = &draft.def.name;
    if draft.shown_alone && draft.def.properties.iter().any(|it| it.inferred) {
        let message = format!("`{name}`: no table lists its properties; its JSON makes them");
        let diagnostic = Diagnostic::new(Code::InferredType, draft.def.span, message);
        return Some(diagnostic.help("list the properties in a table under `Properties`"));
    }
    let listed: Vec<_> = draft.unlisted.iter().map(|it| format!("`{it}`")).collect();
    (!listed.is_empty()).then(|| {
        let message = format!(
            "the JSON of `{name}` shows what no table lists: {}",
            listed.join(", ")
        );
        Diagnostic::new(Code::UndocumentedProperty, draft.def.span, message)
            .help("list it in the table of properties, or take it out of the JSON")
    })
}

/// The base that a type's pages name. The comment block comes first, but a page's prose that names anything more
/// precise than the root type wins over the root type.
fn choose(id: TypeId, draft: &Draft, names: &Names, diags: &mut Diagnostics) -> Option<TypeId> {
    let mut found = Vec::new();
    for (base, namespace, rank) in &draft.bases {
        let page = rank.page();
        let at = Use { namespace, page };
        if let Some(it) = names.find(&base.name, base.target.as_deref(), at)
            && it != id
            && !names.get(it).is_enum
        {
            found.push((it, base));
        }
    }
    let is_root = |it: TypeId| names.get(it).name.eq_ignore_ascii_case(ENTITY);
    let (chosen, told) = *found.iter().find(|(it, _)| !is_root(*it)).or(found.first())?;
    for (other, elsewhere) in &found {
        if *other != chosen && !is_root(*other) {
            diags.push(
                Diagnostic::new(
                    Code::PagesDisagree,
                    elsewhere.span,
                    format!(
                        "base of `{}`: `{}` wins over `{}`",
                        draft.def.name,
                        names.get(chosen).name,
                        names.get(*other).name
                    ),
                )
                .help("the comment block comes before the prose")
                .related(told.span, "the base that is kept"),
            );
        }
    }
    Some(chosen)
}

/// Takes its base from one type of each circle: from the one that was declared last.
fn cut_circles(
    bases: &mut HashMap<TypeId, TypeId>,
    drafts: &BTreeMap<TypeId, Draft>,
    names: &Names,
    diags: &mut Diagnostics,
) {
    let mut settled: HashSet<TypeId> = HashSet::default();
    for start in drafts.keys() {
        let mut walked = Vec::new();
        let mut met: HashSet<TypeId> = HashSet::default();
        let mut at = *start;
        while !settled.contains(&at) && met.insert(at) {
            walked.push(at);
            match bases.get(&at) {
                Some(base) => at = *base,
                None => break,
            }
        }
        let closes = bases.contains_key(&at) && !settled.contains(&at) && walked.last().is_some();
        let circle = walked.iter().position(|it| *it == at).filter(|_| closes);
        if let Some(circle) = circle.map(|from| &walked[from..])
            && circle.last().and_then(|last| bases.get(last)) == Some(&at)
            && let Some(last) = circle.iter().max()
            && let Some(base) = bases.remove(last)
            && let Some(draft) = drafts.get(last)
        {
            let (name, base) = (&draft.def.name, &names.get(base).name);
            let message =
                format!("`{name}` is a base of `{base}`, which is named as its base: it is read without");
            let others = circle
                .iter()
                .filter(|it| *it != last)
                .filter_map(|it| drafts.get(it));
            let mut diagnostic = Diagnostic::new(Code::BaseCycle, draft.def.span, message)
                .help("correct the base type on one of the pages or in the overrides");
            for other in others.take(3) {
                diagnostic = diagnostic.related(other.def.span, "a part of the circle");
            }
            diags.push(diagnostic);
        }
        settled.extend(walked);
    }
}

/// The bases of a type, nearest first. A circle ends where it closes, and no chain goes on for ever; the model refuses
/// both.
fn ancestors(id: TypeId, bases: &HashMap<TypeId, TypeId>) -> Vec<TypeId> {
    let mut chain = Vec::new();
    let mut at = id;
    while let Some(base) = bases.get(&at) {
        if *base == id || chain.contains(base) || chain.len() == MOST_BASES {
            break;
        }
        chain.push(*base);
        at = *base;
    }
    chain
}
