//! Streams over the pages of a collection and over what is on them.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;

use super::{BoxFuture, Error, Page, Request};
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

/// The pages of a collection, each asked for when it is wanted. Ends after the last page or the first error.
pub struct Pages<T> {
    state: State<T>,
}

enum State<T> {
    Ready(Request<Page<T>>),
    Waiting {
        asked: Option<String>,
        page: BoxFuture<'static, Result<Page<T>, Error>>,
    },
    Done,
}

impl<T: Element> Pages<T> {
    pub(super) fn new(request: Request<Page<T>>) -> Self {
        Self {
            state: State::Ready(request),
        }
    }

    /// The next page.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        if let State::Ready(request) = &mut self.state {
            let request = request.clone();
            self.state = State::Waiting {
                asked: request.link().map(str::to_owned),
                page: request.into_future(),
            };
        }
        let State::Waiting { asked, page } = &mut self.state else {
            return Poll::Ready(None);
        };
        let page = ready!(page.as_mut().poll(context));
        // A service that gives a page's own link as the next would never let the stream end.
        let repeated = asked.is_some() && page.as_ref().is_ok_and(|page| page.next_link == *asked);
        let next = page.as_ref().ok().and_then(Page::next);
        self.state = match next {
            Some(next) if !repeated => State::Ready(next),
            _ => State::Done,
        };
        if repeated {
            let reason = "the service gives a page as the one that follows it";
            return Poll::Ready(Some(Err(Error::Request(reason.into()))));
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

/// What a collection holds, page after page. Ends after the last or the first error.
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
