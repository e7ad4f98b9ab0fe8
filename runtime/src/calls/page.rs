//! Collections, as the service gives them: page by page.

use std::fmt;

use super::{Error, Outcome, Reply, Request, client::ClientCall, link::shown};
use crate::json::{AdditionalData, Element, Model, Slot, View, Visitor};

/// One page of a collection.
///
/// [`Request::stream`](crate::Request::stream) follows the pages by itself; [`next`](Self::next) asks for the one after this.
pub struct Page<T> {
    /// What is on this page.
    pub value: Vec<T>,
    /// Where the next page is; `None` on the last.
    pub next_link: Option<String>,
    /// Where to ask later for what has changed; on the last page of a delta query.
    pub delta_link: Option<String>,
    /// How many there are on all pages, where [`count`](crate::Request::count) has asked for it.
    pub count: Option<i64>,
    /// What else came with the page.
    pub additional_data: AdditionalData,
    /// The call that this page answers.
    asked: Option<Box<ClientCall>>,
}

impl<T> Page<T> {
    /// What is on this page.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.value.iter()
    }
}

impl<T: Element> Page<T> {
    /// The request of the next page; `None` on the last page, and of a page that no call has brought.
    pub fn next(&self) -> Option<Request<Self>> {
        self.request_of(self.next_link.as_deref()?)
    }

    /// The request of what has changed since this page; see [`Request::resume`](crate::Request::resume) for doing so with a
    /// link that was kept.
    pub fn delta(&self) -> Option<Request<Self>> {
        self.request_of(self.delta_link.as_deref()?)
    }

    fn request_of(&self, link: &str) -> Option<Request<Self>> {
        // An empty link leads nowhere, and not to where it came from.
        let link = Some(link).filter(|link| !link.trim().is_empty())?;
        let mut asked = self.asked.as_deref()?.clone();
        let context = self
            .additional_data
            .get("@odata.context")
            .and_then(|context| context.as_string());
        asked.call.resume(link, context.as_deref());
        Some(Request::of(asked))
    }
}

impl<T: Element> Request<Page<T>> {
    /// Asks a link that the service gave, in place of the path and query: the `next_link` or `delta_link` of an earlier page. It is read
    /// with GET. It must be of the service's own origin; no token is sent elsewhere.
    pub fn resume(self, link: &str) -> Self {
        self.at_link(link)
    }

    /// How many there are of what would be listed, in place of them: `/users/$count`. A filter or a search that was set counts, a page size does
    /// not.
    pub fn total(self) -> Request<i64> {
        let mut asked = self.into_parts();
        asked.call.count();
        Request::of(asked)
    }
}

impl<T: Element> Outcome for Page<T> {
    type Model = T;

    fn from_reply(reply: Reply) -> Result<Self, Error> {
        let mut page = Page::default();
        reply.fill(&mut page)?;
        if page.value.is_empty()
            && !page.additional_data.is_empty()
            && !reply.is_list(&page.additional_data)?
        {
            page = Page::default();
            reply.fill_as_list(&mut page)?;
        }
        page.asked = Some(Box::new(reply.asked));
        Ok(page)
    }
}

impl<T: Element> Model for Page<T> {
    fn slot(&mut self, name: &str) -> Option<Slot<'_>> {
        Some(match name {
            "value" => T::slot(&mut self.value),
            "@odata.nextLink" => Slot::Str(&mut self.next_link),
            "@odata.deltaLink" => Slot::Str(&mut self.delta_link),
            "@odata.count" => Slot::I64(&mut self.count),
            _ => return None,
        })
    }

    fn visit<'a>(&'a self, visitor: &mut Visitor<'a>) {
        visitor.put("@odata.count", View::I64(&self.count));
        // What came in place of a list is kept, and goes back out.
        if !self.value.is_empty() || !self.additional_data.holds("value") {
            visitor.put("value", T::view(&self.value));
        }
        visitor.put("@odata.nextLink", View::Str(&self.next_link));
        visitor.put("@odata.deltaLink", View::Str(&self.delta_link));
    }

    fn additional_data(&self) -> &AdditionalData {
        &self.additional_data
    }

    fn additional_data_mut(&mut self) -> &mut AdditionalData {
        &mut self.additional_data
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            value: Vec::new(),
            next_link: None,
            delta_link: None,
            count: None,
            additional_data: AdditionalData::default(),
            asked: None,
        }
    }
}

impl<T: Clone> Clone for Page<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            next_link: self.next_link.clone(),
            delta_link: self.delta_link.clone(),
            count: self.count,
            additional_data: self.additional_data.clone(),
            asked: self.asked.clone(),
        }
    }
}

/// Equal where what came is equal, whichever call brought it.
impl<T: PartialEq> PartialEq for Page<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
            && self.next_link == other.next_link
            && self.delta_link == other.delta_link
            && self.count == other.count
            && self.additional_data == other.additional_data
    }
}

/// Links without their queries, in which the service keeps its tokens.
impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("value", &self.value)
            .field("next_link", &self.next_link.as_deref().map(shown))
            .field("delta_link", &self.delta_link.as_deref().map(shown))
            .field("count", &self.count)
            .field("additional_data", &self.additional_data)
            .finish_non_exhaustive()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.iter()
    }
}
