//! Time, as calls see it: what the hour is, and waiting.

mod timer;

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
    time::{Duration, SystemTime},
};

use super::BoxFuture;

/// Tells the time and waits. A client takes the [`SystemClock`] unless its builder names another: that of a runtime, or that of a test, in
/// which an hour passes at once.
pub trait Clock: Send + Sync + 'static {
    /// What the time is.
    fn now(&self) -> SystemTime;

    /// Ready when so much time has passed, or more.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The time of this machine.
///
/// Where the feature `reqwest` is on, it waits on the timer of the tokio runtime that the call is made in, which must not be without one
/// (`enable_time`). Everywhere else one thread of its own wakes whoever waits, under any executor.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        #[cfg(feature = "reqwest")]
        if tokio::runtime::Handle::try_current().is_ok() {
            return Box::pin(tokio::time::sleep(duration));
        }
        Box::pin(timer::Sleep::new(duration))
    }
}

/// What the future gives, or `None` where that takes longer than `limit`; the future is dropped then.
pub(super) async fn within<T>(
    clock: &dyn Clock,
    limit: Duration,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    let mut end = clock.sleep(limit);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => end.as_mut().poll(context).map(|()| None),
    })
    .await
}
