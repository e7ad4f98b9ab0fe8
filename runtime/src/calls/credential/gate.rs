//! One at a time: a gate that those who are not through can wait at.

use std::{
    future::poll_fn,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

/// Lets one through at a time. Whoever is through and is dropped, finished or not, opens it again.
#[derive(Default)]
pub(super) struct Gate(Mutex<State>);

#[derive(Default)]
struct State {
    is_taken: bool,
    /// How often it was opened again.
    opened: u64,
    /// Who waits for the next time, by a number of their own.
    waiting: Vec<(u64, Waker)>,
    numbers: u64,
}

/// The one that is through.
pub(super) struct Through<'a>(&'a Gate);

impl Gate {
    /// Through, or how often it has been opened so far.
    pub(super) fn enter(&self) -> Result<Through<'_>, u64> {
        let mut state = self.lock();
        if state.is_taken {
            return Err(state.opened);
        }
        state.is_taken = true;
        Ok(Through(self))
    }

    /// Ready once it has been opened more often than this.
    pub(super) async fn opened(&self, before: u64) {
        let mut number = None;
        poll_fn(|context| {
            let mut state = self.lock();
            if state.opened > before {
                return Poll::Ready(());
            }
            let own = *number.get_or_insert_with(|| {
                state.numbers += 1;
                state.numbers
            });
            match state.waiting.iter_mut().find(|(number, _)| *number == own) {
                Some((_, waker)) => waker.clone_from(context.waker()),
                None => state.waiting.push((own, context.waker().clone())),
            }
            Poll::Pending
        })
        .await;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Through<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.0.lock();
            state.is_taken = false;
            state.opened += 1;
            std::mem::take(&mut state.waiting)
        };
        for (_, waker) in waiting {
            waker.wake();
        }
    }
}
