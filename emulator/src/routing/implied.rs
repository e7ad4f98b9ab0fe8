//! Paths that no page documents as such, but whose meaning follows from those that are documented.

use graphdown_codegen::schema::{Operation, OperationKind};

use crate::catalog::Catalog;
use crate::routing::path::Segment;
use crate::routing::route::Route;
use crate::routing::routes::{Match, Routes, Step};
use crate::routing::target::is_cast;

/// Finds a path as it is documented, or else what it means:
///
/// * below a documented list, `/$count` and casts to a type (`/microsoft.graph.user`), which OData gives to
///   every list;
/// * `/me/…` where only `/users/{id}/…` is documented, which the service takes for the same.
pub(crate) fn find(
    routes: &Routes<usize>,
    operations: &[Route],
    catalog: &Catalog,
    method: &str,
    segments: &[Segment],
) -> Match<usize> {
    let direct = routes.find(method, segments);
    let (list, end) = without_end(segments, catalog);
    if matches!(direct, Match::Found { .. }) && !takes_for_key(&direct, end) {
        return direct;
    }
    let user = as_user(segments);
    let below_list = |list: &[Segment]| with_end(routes.find(method, list), end, operations);
    let mut found = Match::Unknown;
    if method == "GET" && !end.is_empty() {
        found = or_else(found, || below_list(list));
        found = or_else(found, || {
            as_user(list).map_or(Match::Unknown, |it| below_list(&it))
        });
    }
    found = or_else(found, || {
        user.map_or(Match::Unknown, |it| routes.find(method, &it))
    });
    or_else(found, || direct)
}

fn or_else(found: Match<usize>, other: impl FnOnce() -> Match<usize>) -> Match<usize> {
    match found {
        Match::Unknown => other(),
        // A path with other methods is the better answer only where no other meaning has this one.
        Match::OtherMethods(_) => match other() {
            Match::Unknown => found,
            other => other,
        },
        Match::Found { .. } => found,
    }
}

/// Whether a match took the end of the path for a key: `/users/$count` fits `/users/{id}`.
fn takes_for_key(found: &Match<usize>, end: &[Segment]) -> bool {
    let Match::Found { steps, .. } = found else {
        return false;
    };
    !end.is_empty() && matches!(steps.last(), Some(Step::Key(_)))
}

/// Splits `/$count` and casts off the end of a path.
fn without_end<'a>(segments: &'a [Segment], catalog: &Catalog) -> (&'a [Segment], &'a [Segment]) {
    let counts = segments.last().is_some_and(|it| it.text == "$count");
    let mut at = segments.len() - usize::from(counts);
    while at > 0 && is_cast(&segments[at - 1].text, catalog) {
        at -= 1;
    }
    segments.split_at(at)
}

/// Puts the end back, if what was found without it is a list.
fn with_end(found: Match<usize>, end: &[Segment], operations: &[Route]) -> Match<usize> {
    let Match::Found {
        mut steps,
        operations: mut found,
    } = found
    else {
        return Match::Unknown;
    };
    found.retain(|at| is_list(&operations[*at].operation));
    if found.is_empty() {
        return Match::Unknown;
    }
    steps.extend(end.iter().map(|it| Step::Literal(it.text.to_lowercase())));
    Match::Found {
        steps,
        operations: found,
    }
}

fn is_list(operation: &Operation) -> bool {
    let lists = operation.returns.as_ref().is_some_and(|it| it.collection);
    operation.kind == OperationKind::List || (operation.kind == OperationKind::Get && lists)
}

/// `/me/x` as `/users/me/x`.
fn as_user(segments: &[Segment]) -> Option<Vec<Segment>> {
    let (first, rest) = segments.split_first()?;
    if !first.text.eq_ignore_ascii_case("me") {
        return None;
    }
    let users = Segment {
        text: "users".to_owned(),
        call: None,
    };
    Some(
        [users, first.clone()]
            .into_iter()
            .chain(rest.iter().cloned())
            .collect(),
    )
}
