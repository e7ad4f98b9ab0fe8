//! One operation for each address, from all pages that document it.

use super::standing::Standing;
use crate::merge::name_map::HashSet;
use crate::merge::operations::Built;
use crate::schema::{Operation, OtherPage, Parameter, Permissions, Place, Returns};

/// A page's line at an address.
pub(super) struct Line {
    /// Where its page stands among those of the address.
    pub(super) standing: Standing,
    /// What it says.
    pub(super) built: Built,
}

/// The operation of an address. `led`: pages that lead somewhere and have their examples there; a page that leads nowhere
/// brings them along.
pub(super) fn unite(
    mut lines: Vec<Line>,
    led: &HashSet<String>,
    brought: &mut HashSet<String>,
) -> Option<Operation> {
    lines.sort_by(|a, b| a.standing.cmp(&b.standing));
    let mut lines = lines.into_iter();
    let first = lines.next()?;
    let leads = first.standing;
    let mut operation = first.built.operation;
    operation.pages = operation.page.iter().cloned().collect();
    for Line { standing, built } in lines {
        let other = built.operation;
        let Some(page) = other.page.clone() else { continue };
        if operation.pages.contains(&page) {
            continue;
        }
        operation.pages.push(page.clone());
        // What only passes by says nothing of this address, unless nothing else speaks of it.
        let adds = standing.is_own() || !leads.is_own();
        if adds {
            permissions(&mut operation.permissions, other.permissions.as_ref());
            parameters(&mut operation.parameters, other.parameters);
            facts(&mut operation, other.body, other.returns, other.status);
            let more = other.takes.into_iter();
            let known = |it: &String| operation.takes.contains(it);
            let more: Vec<String> = more.filter(|it| !known(it)).collect();
            if !operation.takes.is_empty() {
                operation.takes.extend(more);
            }
        }
        if !led.contains(&page) && brought.insert(page.clone()) {
            let examples = other.examples.into_iter();
            operation.examples.extend(examples.map(|mut it| {
                it.page = Some(page.clone());
                it
            }));
        }
        operation.also.push(OtherPage {
            page,
            title: other.title,
            passes_by: !standing.is_own(),
        });
    }
    Some(operation)
}

/// What the leading page leaves open.
fn facts(operation: &mut Operation, body: Option<String>, returns: Option<Returns>, status: Option<u16>) {
    if operation.body.is_none() && operation.takes.is_empty() {
        operation.body = body;
    }
    if operation.status.is_none() {
        operation.status = status;
        operation.returns = operation.returns.take().or(returns);
    }
}

/// The halves of one resource are added up: a caller of `/organization` may come for the directory or for Intune.
fn permissions(known: &mut Option<Permissions>, other: Option<&Permissions>) {
    let Some(other) = other else { return };
    let Some(known) = known else {
        *known = Some(other.clone());
        return;
    };
    if known.unsplit == other.unsplit {
        known.add(other);
    }
}

/// Options and headers that another page knows of may be left out.
fn parameters(known: &mut Vec<Parameter>, other: Vec<Parameter>) {
    let more: Vec<Parameter> = other
        .into_iter()
        .filter(|it| matches!(it.place, Place::Query | Place::Header))
        .filter(|it| {
            !known
                .iter()
                .any(|own| own.place == it.place && own.name.eq_ignore_ascii_case(&it.name))
        })
        .map(|it| Parameter {
            required: false,
            ..it
        })
        .collect();
    known.extend(more);
}
