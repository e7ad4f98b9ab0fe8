//! The words that a step of a path gives to names, templates and arguments.

use super::arguments;
use super::tree::Branch;
use crate::dialect::address::documented::{self, Segment};
use crate::model::Step;
use crate::resolve::names::words::words;
use crate::resolve::names::{self, NameKind};

/// The path up to a branch, as the pages write it.
pub(super) fn template(before: &str, branch: &Branch) -> String {
    match &branch.step {
        None => before.to_owned(),
        Some(Segment::Literal(name)) => format!("{before}/{name}"),
        Some(Segment::Key(_)) => format!("{before}/{{{}}}", shown(branch)),
        Some(Segment::ItemPath(_)) => format!("{before}:/{{{}}}:", shown(branch)),
        Some(Segment::Call(name, arguments)) => format!("{before}/{name}({})", listed(arguments)),
        Some(Segment::AlternateKey(arguments)) => format!("{before}({})", listed(arguments)),
    }
}

fn listed(arguments: &[documented::CallArgument]) -> String {
    let arguments: Vec<String> = arguments
        .iter()
        .map(|it| {
            let quote = if it.quoted { "'" } else { "" };
            format!("{0}={quote}{{{0}}}{quote}", it.name)
        })
        .collect();
    arguments.join(",")
}

/// The most telling of the names that pages give to a key.
fn shown(branch: &Branch) -> &str {
    let ids = || branch.placeholders.iter().filter(|it| is_id(it));
    let longest = |a: &&String, b: &&String| a.len().cmp(&b.len()).then(b.cmp(a));
    let best = ids()
        .max_by(longest)
        .or_else(|| branch.placeholders.iter().max_by(longest));
    best.map_or("id", String::as_str)
}

/// `usersId`, `id | userPrincipalName`
fn is_id(placeholder: &str) -> bool {
    placeholder
        .split('|')
        .any(|it| words(it).last().is_some_and(|it| it.eq_ignore_ascii_case("id")))
}

/// Tells functions of one name apart.
pub(super) fn with_arguments(chain: &str, branch: &Branch) -> String {
    match &branch.step {
        Some(Segment::Call(_, arguments)) => format!("{chain} {}", by(arguments)),
        _ => chain.to_owned(),
    }
}

/// What to call the method that leads to a branch, the better one first.
pub(super) fn child_candidates(branch: &Branch) -> [String; 2] {
    let plain = match &branch.step {
        None => String::new(),
        Some(Segment::Literal(name) | Segment::Call(name, _)) => plain(name),
        Some(Segment::Key(_)) if branch.placeholders.iter().any(|it| is_id(it)) => "id".to_owned(),
        Some(Segment::Key(_)) => shown(branch).to_owned(),
        Some(Segment::ItemPath(_)) => "by path".to_owned(),
        Some(Segment::AlternateKey(arguments)) => by(arguments),
    };
    let longer = with_arguments(&plain, branch);
    [plain, longer]
}

/// `as user` for a cast to `microsoft.graph.user`.
pub(super) fn plain(name: &str) -> String {
    if name.contains('.') {
        format!("as {}", documented::last_part(name))
    } else {
        name.to_owned()
    }
}

/// `by appId and tenantId`
pub(super) fn by(arguments: &[documented::CallArgument]) -> String {
    let names: Vec<&str> = arguments.iter().map(|it| it.name.as_str()).collect();
    format!("by {}", names.join(" and "))
}

/// What a branch adds to the address.
pub(super) fn step(branch: &Branch) -> Step {
    let argument = || names::spell(NameKind::Argument, &shown(branch).replace('|', " or "));
    match &branch.step {
        None => Step::Segment(String::new()),
        Some(Segment::Literal(name)) => Step::Segment(name.clone()),
        Some(Segment::Key(_)) => Step::Key(argument()),
        Some(Segment::ItemPath(_)) => Step::ItemPath(argument()),
        Some(Segment::Call(name, arguments)) => Step::Function(name.clone(), arguments::untyped(arguments)),
        Some(Segment::AlternateKey(arguments)) => Step::AlternateKey(arguments::untyped(arguments)),
    }
}
