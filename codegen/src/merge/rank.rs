//! Which page leads where several speak of one thing.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::facts::{Era, PageFacts};

/// The order of pages that speak of one type; the least leads.
///
/// A resource page leads a page that only sends or returns the type; then the newest `ms.date`, a page without one
/// last; then the newest form of permissions; then the path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    mentions_only: bool,
    date: Reverse<Option<u32>>,
    era: Era,
    page: Arc<str>,
}

impl Rank {
    /// The rank of a page that has a page's say over the type.
    pub(super) fn declares(page: &PageFacts) -> Self {
        Self {
            mentions_only: false,
            date: Reverse(page.date),
            era: page.era,
            page: Arc::clone(&page.name),
        }
    }

    /// The rank of a page that only sends or returns the type.
    pub(super) fn mentions(page: &PageFacts) -> Self {
        Self {
            mentions_only: true,
            ..Self::declares(page)
        }
    }

    /// The page's name.
    pub(super) fn page(&self) -> &str {
        &self.page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(name: &str, date: Option<u32>, era: Era) -> PageFacts {
        PageFacts {
            name: name.into(),
            date,
            era,
            ..PageFacts::default()
        }
    }

    #[test]
    fn a_declaring_page_leads_then_date_then_era_then_path() {
        let old_resource = Rank::declares(&page("z.md", None, Era::Untold));
        let dated = Rank::mentions(&page("y.md", Some(20_250_403), Era::Prerequisites));
        let older = Rank::mentions(&page("x.md", Some(20_240_801), Era::PermissionInclude));
        let include = Rank::mentions(&page("w.md", None, Era::PermissionInclude));
        let table = Rank::mentions(&page("a.md", None, Era::PermissionTable));
        let same_era = Rank::mentions(&page("b.md", None, Era::PermissionTable));
        let mut ranks = vec![
            same_era.clone(),
            table.clone(),
            include.clone(),
            older.clone(),
            dated.clone(),
            old_resource.clone(),
        ];
        ranks.sort();
        assert_eq!(ranks, [old_resource, dated, older, include, table, same_era]);
    }
}
