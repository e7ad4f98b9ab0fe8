//! What `$expand` takes.

use std::{borrow::Cow, fmt, marker::PhantomData};

use super::{Filter, Order, Property, Selection, query::Query};
use crate::json::Nav;

/// What fills a navigation property of a structure `M`: the property itself, or an [`Expansion`] of it.
pub trait Expand<M> {
    /// The text in `$expand`, before percent-encoding.
    fn into_text(self) -> String;
}

impl<M, T> Expand<M> for Property<M, Nav<T>> {
    fn into_text(self) -> String {
        self.into_path().into_owned()
    }
}

/// The expansion of a navigation property of `M` to structures `T`, narrowed by query options of its own:
/// `members($select=id,displayName;$top=5)`.
pub struct Expansion<M, T> {
    path: Cow<'static, str>,
    query: Query,
    types: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Expansion<M, T> {
    pub(crate) fn new(path: Cow<'static, str>) -> Self {
        Self {
            path,
            query: Query::default(),
            types: PhantomData,
        }
    }

    /// Only these properties of the expanded structures.
    #[must_use]
    pub fn select(mut self, properties: impl Selection<T>) -> Self {
        self.query.select(&properties);
        self
    }

    /// Fills a navigation property of the expanded structures.
    #[must_use]
    pub fn expand(mut self, property: impl Expand<T>) -> Self {
        self.query.append("$expand", &property.into_text(), ",");
        self
    }

    /// Only structures for which this holds.
    #[must_use]
    pub fn filter(mut self, filter: Filter<T>) -> Self {
        self.query.filter(filter);
        self
    }

    /// In this order.
    #[must_use]
    pub fn order_by(mut self, order: Order<T>) -> Self {
        self.query.append("$orderby", &order.into_text(), ",");
        self
    }

    /// At most so many.
    #[must_use]
    pub fn top(mut self, count: u32) -> Self {
        self.query.set("$top", &count.to_string());
        self
    }
}

impl<M, T> Expand<M> for Expansion<M, T> {
    fn into_text(self) -> String {
        let options: Vec<_> = self
            .query
            .options()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if options.is_empty() {
            self.path.into_owned()
        } else {
            format!("{}({})", self.path, options.join(";"))
        }
    }
}

impl<M, T> fmt::Debug for Expansion<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expansion")
            .field(&self.path)
            .field(&self.query)
            .finish()
    }
}
