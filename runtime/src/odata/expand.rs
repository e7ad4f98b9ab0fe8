//! What `$expand` takes.

use std::{borrow::Cow, fmt, marker::PhantomData};

use super::{Filter, Property, Selection, Sort, query::Query};
use crate::json::{IsA, Nav, Typed};

/// What fills a navigation property of a structure `M`, or of a type that derives from it: the property itself, or an [`Expansion`] of
/// it. What only the derived type has stands behind its name: `microsoft.graph.itemAttachment/item`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no navigation property of `{M}`",
    label = "`$expand` fills navigation properties, which are `Nav` fields"
)]
pub trait Expand<M> {
    /// The text in `$expand`, before percent-encoding.
    fn into_text(self) -> String;
}

impl<M: Typed, D: IsA<M>, T> Expand<M> for Property<D, Nav<T>> {
    fn into_text(self) -> String {
        self.within::<M>().into_owned()
    }
}

/// The expansion of a navigation property of `M` to structures `T`, narrowed by query options of its own:
/// `members($select=id,displayName;$top=5)`.
pub struct Expansion<M, T> {
    property: Property<M, ()>,
    /// The name of the type that alone is wanted, where it is not the documented one.
    only: Option<&'static str>,
    query: Query,
    expanded: PhantomData<fn() -> T>,
}

impl<M, T> Expansion<M, T> {
    pub(crate) fn new(property: Property<M, ()>) -> Self {
        Self {
            property,
            only: None,
            query: Query::default(),
            expanded: PhantomData,
        }
    }

    /// Only these properties of the expanded structures; adds to those that were asked for before.
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

    /// Only what matches the search text; see [`Request::search`](crate::Request::search).
    #[must_use]
    pub fn search(mut self, text: &str) -> Self {
        self.query.set("$search", text);
        self
    }

    /// In this order.
    #[must_use]
    pub fn order_by(mut self, order: impl Sort<T>) -> Self {
        self.query.append("$orderby", &order.into_text(), ",");
        self
    }

    /// At most so many.
    #[must_use]
    pub fn top(mut self, count: u32) -> Self {
        self.query.set("$top", &count.to_string());
        self
    }

    /// Without the first so many.
    #[must_use]
    pub fn skip(mut self, count: u32) -> Self {
        self.query.set("$skip", &count.to_string());
        self
    }

    /// Asks how many there are; the number comes beside the property, as `members@odata.count` in the additional data.
    #[must_use]
    pub fn count(mut self) -> Self {
        self.query.set("$count", "true");
        self
    }

    /// The same property of what came, so many times (OData URL Conventions 4.01, 5.1.3.2): of a manager, their manager.
    #[must_use]
    pub fn levels(mut self, levels: u32) -> Self {
        self.query.set("$levels", &levels.to_string());
        self
    }

    /// The same property of what came, to the end: the chain of managers.
    #[must_use]
    pub fn all_levels(mut self) -> Self {
        self.query.set("$levels", "max");
        self
    }
}

impl<M, T: Typed> Expansion<M, T> {
    /// Only structures of a type that derives from the documented one, whose properties the options then speak of:
    /// `members/microsoft.graph.user($select=mail)`.
    #[must_use]
    pub fn only<D: IsA<T>>(self) -> Expansion<M, D> {
        Expansion {
            property: self.property,
            only: Some(D::NAME),
            query: self.query,
            expanded: PhantomData,
        }
    }
}

impl<M: Typed, D: IsA<M>, T> Expand<M> for Expansion<D, T> {
    fn into_text(self) -> String {
        let mut path = self.property.within::<M>();
        if let Some(only) = self.only {
            path = Cow::Owned(format!("{path}/{only}"));
        }
        let options: Vec<_> = self
            .query
            .options()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if options.is_empty() {
            path.into_owned()
        } else {
            format!("{path}({})", options.join(";"))
        }
    }
}

impl<M, T> fmt::Debug for Expansion<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expansion")
            .field(&self.property)
            .field(&self.query)
            .finish()
    }
}
