//! What has changed since a link was given (delta queries; OData 4.01, part 1, 11.3).

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use serde_json::Value;

use super::{Error, Items, Page, Request};
use crate::json::{Json, Typed};

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<T> {
    /// It is there: new, or with the properties that changed.
    Present(T),
    /// It is no longer there. Of the value, little more than the id came.
    Removed {
        /// What is known of it.
        value: T,
        /// Why it is gone.
        reason: Removal,
    },
}

/// Why something is no longer there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Removal {
    /// It was deleted for good.
    Deleted,
    /// It may come back: it no longer matches what was asked for, or was put where it can be restored from.
    Changed,
    /// The service does not say, or says something else.
    Unsaid,
}

/// The changes of one round, page after page. Once it has ended without an error, [`delta_link`](Self::delta_link) is where to ask for the
/// next round: to be saved, and given to [`Request::resume`](crate::Request::resume).
pub struct Changes<T> {
    items: Items<T>,
}

impl<T: Typed> Request<Page<T>> {
    /// What has changed, of a delta query: what is there apart from what was removed.
    pub fn changes(self) -> Changes<T> {
        Changes { items: self.stream() }
    }
}

impl<T: Typed> Changes<T> {
    /// The next change.
    pub async fn next(&mut self) -> Option<Result<Change<T>, Error>> {
        poll_fn(|context| self.poll_change(context)).await
    }

    /// Where to ask later for what has changed after this round; `None` before its end.
    pub fn delta_link(&self) -> Option<&str> {
        self.items.delta_link()
    }

    /// Where the page is that comes next, or that could not be had; see [`Pages::link`](crate::Pages::link).
    pub fn link(&self) -> Option<&str> {
        self.items.link()
    }

    fn poll_change(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Change<T>, Error>>> {
        let item = ready!(self.items.poll_item(context));
        Poll::Ready(item.map(|item| item.map(change)))
    }
}

/// What is removed says so in `@removed` (OData 4.01), or by the context of deleted entities (4.0).
fn change<T: Typed>(value: T) -> Change<T> {
    let data = value.additional_data();
    let removed = data.get("@removed").map(|removed| removed.value());
    let is_deleted_entity = || {
        let context = data.get("@odata.context").as_ref().and_then(Json::as_string);
        context.is_some_and(|context| context.ends_with("/$deletedEntity"))
    };
    let reason = match removed {
        Some(removed) => removed.get("reason").cloned().unwrap_or_default(),
        None if is_deleted_entity() => data
            .get("reason")
            .map(|reason| reason.value())
            .unwrap_or_default(),
        None => return Change::Present(value),
    };
    let reason = match reason {
        Value::String(reason) if reason.eq_ignore_ascii_case("deleted") => Removal::Deleted,
        Value::String(reason) if reason.eq_ignore_ascii_case("changed") => Removal::Changed,
        _ => Removal::Unsaid,
    };
    Change::Removed { value, reason }
}

impl<T: Typed> Stream for Changes<T> {
    type Item = Result<Change<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_change(context)
    }
}

/// Nothing is pinned in place.
impl<T> Unpin for Changes<T> {}
