//! Waiting without a runtime: one thread wakes whoever waits.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex, OnceLock, PoisonError, Weak,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    task::{Context, Poll, Waker},
    thread,
    time::{Duration, Instant},
};

/// Ready at an instant.
pub(super) struct Sleep {
    /// `None` where it is further away than instants go: never.
    end: Option<Instant>,
    /// Who is to be woken, once the thread knows of it.
    waiting: Option<Arc<Mutex<Waker>>>,
}

impl Sleep {
    pub(super) fn new(duration: Duration) -> Self {
        Self {
            end: Instant::now().checked_add(duration),
            waiting: None,
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(end) = self.end else {
            return Poll::Pending;
        };
        if Instant::now() >= end {
            return Poll::Ready(());
        }
        if let Some(waiting) = &self.waiting {
            waiting
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone_from(context.waker());
            // The thread may have woken the one before in the meantime.
            return if Instant::now() >= end {
                Poll::Ready(())
            } else {
                Poll::Pending
            };
        }
        let waiting = Arc::new(Mutex::new(context.waker().clone()));
        let entry = Entry {
            end,
            waiting: Arc::downgrade(&waiting),
        };
        if thread_of_waits().is_some_and(|thread| thread.send(entry).is_ok()) {
            self.waiting = Some(waiting);
            return Poll::Pending;
        }
        // Without threads nobody else runs here either.
        thread::sleep(end.saturating_duration_since(Instant::now()));
        Poll::Ready(())
    }
}

/// One that waits. Whoever stopped waiting is gone, and nobody is woken.
struct Entry {
    end: Instant,
    waiting: Weak<Mutex<Waker>>,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.end == other.end
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.end.cmp(&other.end)
    }
}

/// The thread, which begins with the first wait. `None` where there can be none.
fn thread_of_waits() -> Option<&'static Sender<Entry>> {
    static THREAD: OnceLock<Option<Sender<Entry>>> = OnceLock::new();
    let begin = || {
        let (sender, receiver) = channel();
        let thread = thread::Builder::new().name("graphdown-clock".to_owned());
        thread.spawn(move || wake(&receiver)).ok().map(|_| sender)
    };
    THREAD.get_or_init(begin).as_ref()
}

/// Wakes each at its time, as long as there is one who could wait.
fn wake(receiver: &Receiver<Entry>) {
    let mut entries: BinaryHeap<Reverse<Entry>> = BinaryHeap::new();
    loop {
        while let Some(Reverse(entry)) = entries.peek()
            && entry.end <= Instant::now()
        {
            if let Some(waiting) = entry.waiting.upgrade() {
                let waker = waiting.lock().unwrap_or_else(PoisonError::into_inner).clone();
                waker.wake();
            }
            entries.pop();
        }
        let next = match entries.peek() {
            Some(Reverse(first)) => {
                receiver.recv_timeout(first.end.saturating_duration_since(Instant::now()))
            }
            None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match next {
            Ok(entry) => entries.push(Reverse(entry)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::Future,
        pin::pin,
        sync::Arc,
        task::{Context, Poll, Wake},
        thread::{self, Thread},
        time::{Duration, Instant},
    };

    use super::Sleep;

    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    /// An executor of one future, which sleeps until it is woken.
    fn run<T>(future: impl Future<Output = T>) -> T {
        let waker = Arc::new(Unpark(thread::current())).into();
        let mut context = Context::from_waker(&waker);
        let mut future = pin!(future);
        loop {
            match future.as_mut().poll(&mut context) {
                Poll::Ready(value) => return value,
                Poll::Pending => thread::park(),
            }
        }
    }

    #[test]
    fn those_who_wait_are_woken_in_time_under_any_executor() {
        let waits = [30, 10, 0, 20].map(|milliseconds| {
            thread::spawn(move || {
                let (began, wait) = (Instant::now(), Duration::from_millis(milliseconds));
                run(Sleep::new(wait));
                assert!(began.elapsed() >= wait);
            })
        });
        for wait in waits {
            wait.join().unwrap();
        }
    }
}
