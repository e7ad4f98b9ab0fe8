//! Which page leads at an address that several document.

use super::weigh::Relation;
use crate::merge::name_map::HashSet;
use crate::merge::operations::Built;
use crate::merge::rank::Rank;
use crate::text::squeezed;

/// The order of pages that document one address; the least leads.
///
/// A page whose words fit what stands at the address comes first, then one about a derived type, and last a page that
/// only passes by. Among those that fit leads the page that the method table of the type's main page lists; then the one
/// whose title is about the thing at the address; then the one with fewest addresses, which is the more particular;
/// then the name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    relation: Relation,
    is_inferred: bool,
    is_unlisted: bool,
    is_about_other: bool,
    addresses: usize,
    rank: Rank,
    /// Lines of one page keep their order.
    order: usize,
}

impl Standing {
    /// The standing of one request line. `listed`: the pages that a main page of a type lists. `addresses`: how many
    /// addresses its page has.
    pub(super) fn new(
        it: &Built,
        relation: Relation,
        thing: Option<&str>,
        listed: &HashSet<String>,
        addresses: usize,
        order: usize,
    ) -> Self {
        let operation = &it.operation;
        let page = operation.page.as_deref().unwrap_or_default().to_lowercase();
        Self {
            relation,
            is_inferred: operation.inferred,
            is_unlisted: !listed.contains(&page),
            is_about_other: !is_about(&operation.title, &operation.path, thing),
            addresses,
            rank: it.rank.clone(),
            order,
        }
    }

    /// The page is about this address.
    pub(super) fn is_own(&self) -> bool {
        self.relation < Relation::Other
    }
}

/// True where a title speaks of the last name in a path, or of the type that stands there: `List messages`, `Get a user`.
fn is_about(title: &str, path: &str, thing: Option<&str>) -> bool {
    let title: String = squeezed(title).collect();
    let last = path.rsplit('/').find(|it| !it.starts_with(['{', '$', '(']));
    let names = [thing, last].into_iter().flatten();
    names
        .map(singular)
        .any(|it| !it.is_empty() && title.trim_end_matches('s').ends_with(&it))
}

fn singular(name: &str) -> String {
    let squeezed: String = squeezed(name.split('(').next().unwrap_or(name)).collect();
    squeezed.trim_end_matches('s').to_owned()
}
