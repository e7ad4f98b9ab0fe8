//! Streams over the pages of a collection and over what is on them.

use std::{
    collections::HashSet,
    future::{IntoFuture, poll_fn},
    hash::{BuildHasher, RandomState},
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;

use super::{BoxFuture, Error, Operation, Page, Request};
use crate::json::Element;

/// Collections.
impl<T: Element> Request<Page<T>> {
    /// What the collection holds, page after page.
    pub fn stream(self) -> Items<T> {
        Items::new(self)
    }

    /// The pages of the collection.
    pub fn pages(self) -> Pages<T> {
        Pages::new(self)
    }
}

/// The pages of a collection, each asked for when it is wanted. Ends after the last page or the first error; [`link`](Self::link) says
/// where to go on after one.
pub struct Pages<T> {
    state: State<T>,
    operation: &'static Operation,
    link: Option<String>,
    delta_link: Option<String>,
    total: Option<i64>,
    seen: Seen,
}

enum State<T> {
    Ready(Box<Request<Page<T>>>),
    Waiting(BoxFuture<'static, Result<Page<T>, Error>>),
    /// The page that was given last leads to one that came before.
    Repeating,
    Done,
}

/// The addresses that were asked, by their hashes: eight bytes for each page.
#[derive(Default)]
struct Seen {
    hasher: RandomState,
    addresses: HashSet<u64>,
}

impl Seen {
    /// Whether an address is new.
    fn insert(&mut self, address: &str) -> bool {
        self.addresses.insert(self.hasher.hash_one(address))
    }
}

impl<T: Element> Pages<T> {
    pub(super) fn new(request: Request<Page<T>>) -> Self {
        let mut seen = Seen::default();
        if let Some(address) = request.address() {
            seen.insert(&address);
        }
        Self {
            operation: request.operation(),
            link: request.link().map(str::to_owned),
            delta_link: None,
            total: None,
            state: State::Ready(Box::new(request)),
            seen,
        }
    }

    /// The next page.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Where the page is that comes next, or that could not be had: [`Request::resume`](crate::Request::resume) goes on there. `None`
    /// before the second page, which the request itself asks for, and after the last.
    pub fn link(&self) -> Option<&str> {
        self.link.as_deref()
    }

    /// Where to ask later for what has changed, once the last page of a delta query has come.
    pub fn delta_link(&self) -> Option<&str> {
        self.delta_link.as_deref()
    }

    /// How many there are on all pages, where [`count`](crate::Request::count) has asked for it, and a page has come.
    pub fn total(&self) -> Option<i64> {
        self.total
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        if let State::Ready(request) = &self.state {
            self.state = State::Waiting(Request::clone(request).into_future());
        }
        let page = match &mut self.state {
            State::Waiting(page) => ready!(page.as_mut().poll(context)),
            State::Repeating => {
                self.state = State::Done;
                return Poll::Ready(Some(Err(Error::RepeatedLink(self.operation))));
            }
            State::Ready(_) | State::Done => return Poll::Ready(None),
        };
        self.state = State::Done;
        if let Ok(page) = &page {
            let next = page.next();
            self.total = page.count.or(self.total);
            let changed = page.delta();
            self.delta_link = changed.as_ref().and_then(Request::link).map(str::to_owned);
            self.link = next.as_ref().and_then(Request::link).map(str::to_owned);
            if let Some(next) = next {
                // A service that leads back to where it was would never let the stream end.
                let is_new = next.address().is_none_or(|address| self.seen.insert(&address));
                self.state = if is_new {
                    State::Ready(Box::new(next))
                } else {
                    State::Repeating
                };
            }
        }
        Poll::Ready(Some(page))
    }
}

impl<T: Element> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

/// What a collection holds, page after page. Ends after the last or the first error; [`link`](Self::link) says where to go on after one.
pub struct Items<T> {
    pages: Pages<T>,
    page: std::vec::IntoIter<T>,
    given: usize,
    limit: Option<usize>,
}

impl<T: Element> Items<T> {
    pub(super) fn new(request: Request<Page<T>>) -> Self {
        Self {
            pages: Pages::new(request),
            page: Vec::new().into_iter(),
            given: 0,
            limit: None,
        }
    }

    /// The next element.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// Where the page after this one is, or the page that could not be had; see [`Pages::link`]. What is left of this page is not on it.
    pub fn link(&self) -> Option<&str> {
        self.pages.link()
    }

    /// No more than so many in all. The stream ends with the last of them, and no page is asked for that is not needed;
    /// [`top`](crate::Request::top) says how many come with each.
    #[must_use]
    pub fn limit(mut self, most: usize) -> Self {
        self.limit = Some(most);
        self
    }

    /// How many elements this stream has given so far: with [`total`](Self::total), how far it is.
    pub fn given(&self) -> usize {
        self.given
    }

    /// How many there are on all pages; see [`Pages::total`].
    pub fn total(&self) -> Option<i64> {
        self.pages.total()
    }

    /// Where to ask later for what has changed; see [`Pages::delta_link`]. `None` as long as something is left of the last page.
    pub fn delta_link(&self) -> Option<&str> {
        self.pages
            .delta_link()
            .filter(|_| self.page.as_slice().is_empty())
    }

    /// All elements that are left.
    ///
    /// # Errors
    ///
    /// A page could not be had; the elements before it are lost.
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    pub(super) fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        if self.limit.is_some_and(|limit| self.given >= limit) {
            return Poll::Ready(None);
        }
        loop {
            if let Some(item) = self.page.next() {
                self.given += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.page = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: Element> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

/// Nothing in the streams is pinned in place: the page that is waited for is on the heap.
impl<T> Unpin for Pages<T> {}

impl<T> Unpin for Items<T> {}
