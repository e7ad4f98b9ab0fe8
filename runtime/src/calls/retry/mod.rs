//! Which calls are made again after a fault, and when.

mod after;
mod backoff;
mod decision;

use std::{fmt, time::Duration};

pub(super) use after::retry_after;
pub(super) use backoff::random;
pub(super) use decision::{Again, Retries};

/// Which calls are made again, how often, and after how long a wait.
///
/// As it comes, a call is made three times more after [each cause](RetryCause) but [`Interrupted`](RetryCause::Interrupted).
/// The wait is what the service asks for with `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3). Where it asks for nothing it begins at
/// one second and doubles, and a part of it that is drawn by lot keeps callers from coming back all at once.
///
/// What is not idempotent (POST, PATCH; RFC 9110, 9.2.2) is made again only where the service surely did not take it, unless
/// [`Request::repeatable`](crate::Request::repeatable) says that twice does no harm.
///
/// ```
/// use std::time::Duration;
/// use graphdown_runtime::{RetryCause, RetryPolicy};
///
/// // Throttled calls are for the program itself to slow down by; the others may come twice.
/// let policy = RetryPolicy::new().retries(1).without(RetryCause::Throttled).longest_wait(Duration::from_secs(20));
/// assert_ne!(policy, RetryPolicy::none());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    retries: u32,
    causes: u8,
    first_wait: Duration,
    longest_wait: Duration,
    budget: Duration,
}

/// Why a call is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryCause {
    /// There were too many calls (429): the service did not take this one.
    Throttled,
    /// The service is not available (503). It says that it did not take the call by when to come back (`Retry-After`); without, something on the
    /// way may have lost an answer, and only what is idempotent is made again.
    Unavailable,
    /// Something on the way had no answer in time (504). Only what is idempotent is made again.
    GatewayTimeout,
    /// Nothing was sent: [`Delivery::NotSent`](crate::Delivery). TLS that cannot be set up is no such cause, as it would not be the next time.
    NotSent,
    /// The call was sent, and its answer did not come, or not whole. Only what is idempotent is made again. Not on unless
    /// [`with`](RetryPolicy::with) says so: where the answer did not come in time, it is a long wait.
    Interrupted,
}

impl RetryCause {
    const ALL: [Self; 5] = [
        Self::Throttled,
        Self::Unavailable,
        Self::GatewayTimeout,
        Self::NotSent,
        Self::Interrupted,
    ];

    /// Its place among the causes that a policy has.
    fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The name in traces.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Throttled => "throttled",
            Self::Unavailable => "unavailable",
            Self::GatewayTimeout => "gateway timeout",
            Self::NotSent => "not sent",
            Self::Interrupted => "interrupted",
        }
    }
}

impl fmt::Display for RetryCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl RetryPolicy {
    /// Three times more, for every cause but [`Interrupted`](RetryCause::Interrupted); the first wait about a second, none longer than three
    /// minutes, all waits of a call together five minutes at most.
    pub const fn new() -> Self {
        Self {
            retries: 3,
            causes: 0b0_1111,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(3 * 60),
            budget: Duration::from_secs(5 * 60),
        }
    }

    /// Each call is made once.
    pub const fn none() -> Self {
        Self {
            retries: 0,
            ..Self::new()
        }
    }

    /// So many times more than once.
    #[must_use]
    pub fn retries(mut self, most: u32) -> Self {
        self.retries = most;
        self
    }

    /// After this cause too.
    #[must_use]
    pub fn with(mut self, cause: RetryCause) -> Self {
        self.causes |= cause.bit();
        self
    }

    /// Not after this cause.
    #[must_use]
    pub fn without(mut self, cause: RetryCause) -> Self {
        self.causes &= !cause.bit();
        self
    }

    /// The first wait where the service names none; the second is twice as long, and so on. From it and from those after it up to a half is
    /// taken off by lot.
    #[must_use]
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// No wait is longer. A service that asks for a longer one is not asked again before: the call fails at once with its
    /// [`ServiceError`](crate::ServiceError), which says when to come back.
    #[must_use]
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// How long all waits of a call may be together.
    #[must_use]
    pub fn budget(mut self, waits: Duration) -> Self {
        self.budget = waits;
        self
    }

    fn has(&self, cause: RetryCause) -> bool {
        self.causes & cause.bit() != 0
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let causes: Vec<_> = RetryCause::ALL.into_iter().filter(|it| self.has(*it)).collect();
        f.debug_struct("RetryPolicy")
            .field("retries", &self.retries)
            .field("causes", &causes)
            .field("first_wait", &self.first_wait)
            .field("longest_wait", &self.longest_wait)
            .field("budget", &self.budget)
            .finish()
    }
}
