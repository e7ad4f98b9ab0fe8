//! What stands at each address.

use super::Built;
use crate::merge::link::OPEN;
use crate::merge::name_map::HashMap;
use crate::schema::{OperationKind, Primitive, Returns};

/// What stands at each path: the thing that most pages give there, by the path without names of placeholders. A page
/// about something that is only asked for beside a thing (`?$expand=extensions`) has its path, too.
pub(super) type Things = HashMap<String, String>;

pub(super) fn things(built: &[Built]) -> Things {
    use OperationKind::{Create, Get, List, Replace, Update};
    let mut votes: HashMap<String, Vec<(&str, usize)>> = HashMap::default();
    for operation in built.iter().map(|it| &it.operation) {
        let Some(returns) = operation.returns.as_ref().filter(|it| is_named(it)) else {
            continue;
        };
        let tells = match operation.kind {
            List => returns.collection,
            Get | Create | Update | Replace => !returns.collection,
            _ => false,
        };
        if !tells {
            continue;
        }
        let here = place(&operation.path);
        if operation.kind == List {
            // What a list holds stands behind a key of it.
            vote(&mut votes, [&here, "/{"].concat(), &returns.ty);
        }
        vote(&mut votes, here, &returns.ty);
    }
    votes
        .into_iter()
        .filter_map(|(place, votes)| {
            // Of equals the first.
            let (ty, _) = votes.into_iter().rev().max_by_key(|(_, count)| *count)?;
            Some((place, ty.to_owned()))
        })
        .collect()
}

fn vote<'t>(votes: &mut HashMap<String, Vec<(&'t str, usize)>>, place: String, ty: &'t str) {
    let votes = votes.entry(place).or_default();
    match votes.iter_mut().find(|(known, _)| *known == ty) {
        Some((_, count)) => *count += 1,
        None => votes.push((ty, 1)),
    }
}

/// A path without the names of its placeholders, which pages choose freely.
pub(super) fn place(path: &str) -> String {
    let mut place = String::with_capacity(path.len());
    let mut depth = 0_usize;
    for character in path.chars() {
        match character {
            '{' | '<' => {
                depth += 1;
                place.push('{');
            }
            '}' | '>' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if character.is_ascii() => place.push(character.to_ascii_lowercase()),
            _ => place.extend(character.to_lowercase()),
        }
    }
    place
}

pub(super) fn is_named(returns: &Returns) -> bool {
    returns.ty != OPEN && Primitive::named(&returns.ty).is_none()
}
