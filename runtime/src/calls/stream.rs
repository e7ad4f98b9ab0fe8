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
}

impl<T: Element> Items<T> {
    pub(super) fn new(request: Request<Page<T>>) -> Self {
        Self {
            pages: Pages::new(request),
            page: Vec::new().into_iter(),
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

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
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
