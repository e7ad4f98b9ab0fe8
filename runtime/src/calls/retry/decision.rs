//! Whether a call is made again.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{Response, StatusCode, header};

use super::{
    super::{Delivery, Error, TransportErrorKind},
    RetryCause, RetryPolicy, backoff, random, retry_after,
};

/// What a call still has of its policy.
pub(in super::super) struct Retries<'a> {
    policy: &'a RetryPolicy,
    /// Whether making the call twice does no more than making it once.
    is_repeatable: bool,
    made: u32,
    waited: Duration,
}

/// Another attempt.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Again {
    pub(in super::super) cause: RetryCause,
    /// Which retry it is; the first is 1.
    pub(in super::super) number: u32,
    pub(in super::super) wait: Duration,
}

impl<'a> Retries<'a> {
    pub(in super::super) fn new(policy: &'a RetryPolicy, is_repeatable: bool) -> Self {
        Self {
            policy,
            is_repeatable,
            made: 0,
            waited: Duration::ZERO,
        }
    }

    /// The attempt that follows this outcome, if there is to be one.
    pub(in super::super) fn after(
        &mut self,
        outcome: &Result<Response<Bytes>, Error>,
        now: SystemTime,
    ) -> Option<Again> {
        let cause = self.cause(outcome).filter(|cause| self.policy.has(*cause))?;
        if self.made >= self.policy.retries {
            return None;
        }
        let asked = outcome
            .as_ref()
            .ok()
            .and_then(|response| retry_after(response.headers(), now));
        let wait = match asked {
            Some(wait) if wait > self.policy.longest_wait => return None,
            // At once would be what brought the fault.
            Some(wait) if !wait.is_zero() => wait,
            _ => {
                let lot = random() as u64;
                backoff::wait(self.policy.first_wait, self.policy.longest_wait, self.made, lot)
            }
        };
        self.waited = self.waited.saturating_add(wait);
        if self.waited > self.policy.budget {
            return None;
        }
        self.made += 1;
        Some(Again {
            cause,
            number: self.made,
            wait,
        })
    }

    /// Why the call may be made again. None where it succeeded, where the fault would come again, or where what was asked may have been done
    /// and must not be done twice.
    fn cause(&self, outcome: &Result<Response<Bytes>, Error>) -> Option<RetryCause> {
        let (cause, is_taken_perhaps) = match outcome {
            Ok(response) => match response.status() {
                StatusCode::TOO_MANY_REQUESTS => (RetryCause::Throttled, false),
                StatusCode::SERVICE_UNAVAILABLE => (
                    RetryCause::Unavailable,
                    !response.headers().contains_key(header::RETRY_AFTER),
                ),
                StatusCode::GATEWAY_TIMEOUT => (RetryCause::GatewayTimeout, true),
                _ => return None,
            },
            Err(Error::Transport(error)) => match (error.delivery(), error.kind()) {
                // A certificate that is not trusted now is not trusted in a second.
                (_, TransportErrorKind::Tls) => return None,
                (Delivery::NotSent, _) => (RetryCause::NotSent, false),
                (Delivery::Unknown, _)
                | (Delivery::Answered, TransportErrorKind::Incomplete | TransportErrorKind::Timeout) => {
                    (RetryCause::Interrupted, true)
                }
                (Delivery::Answered, _) => return None,
            },
            Err(_) => return None,
        };
        (self.is_repeatable || !is_taken_perhaps).then_some(cause)
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;
    use crate::calls::TransportError;

    #[expect(clippy::unnecessary_wraps, reason = "an outcome")]
    fn answer(status: u16, retry_after: Option<&str>) -> Result<Response<Bytes>, Error> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        if let Some(value) = retry_after {
            let value = HeaderValue::from_str(value).unwrap();
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        Ok(response)
    }

    fn fault(kind: TransportErrorKind) -> Result<Response<Bytes>, Error> {
        Err(Error::Transport(Box::new(TransportError::new(kind))))
    }

    fn next(
        policy: &RetryPolicy,
        is_repeatable: bool,
        outcome: &Result<Response<Bytes>, Error>,
    ) -> Option<RetryCause> {
        Retries::new(policy, is_repeatable)
            .after(outcome, SystemTime::UNIX_EPOCH)
            .map(|again| again.cause)
    }

    #[test]
    fn what_may_have_been_taken_is_not_made_twice() {
        use RetryCause::{GatewayTimeout, Interrupted, NotSent, Throttled, Unavailable};
        let policy = RetryPolicy::new().with(Interrupted);
        // An outcome, what follows of a GET, and what of a POST.
        for (outcome, get, post) in [
            (answer(200, None), None, None),
            (answer(429, None), Some(Throttled), Some(Throttled)),
            (answer(503, Some("1")), Some(Unavailable), Some(Unavailable)),
            (answer(503, None), Some(Unavailable), None),
            (answer(504, None), Some(GatewayTimeout), None),
            (answer(504, Some("1")), Some(GatewayTimeout), None),
            (answer(500, Some("1")), None, None),
            (answer(502, None), None, None),
            (answer(401, None), None, None),
            (fault(TransportErrorKind::Connect), Some(NotSent), Some(NotSent)),
            (fault(TransportErrorKind::Tls), None, None),
            (fault(TransportErrorKind::Closed), Some(Interrupted), None),
            (fault(TransportErrorKind::Timeout), Some(Interrupted), None),
            (fault(TransportErrorKind::Incomplete), Some(Interrupted), None),
            (fault(TransportErrorKind::Redirects), None, None),
            (fault(TransportErrorKind::TooLong(1)), None, None),
            (Err(Error::Credential("x".into())), None, None),
            (Err(Error::Request("x".into())), None, None),
        ] {
            assert_eq!(next(&policy, true, &outcome), get, "{outcome:?}");
            assert_eq!(next(&policy, false, &outcome), post, "{outcome:?}");
            if let Some(cause) = get {
                assert_eq!(next(&policy.clone().without(cause), true, &outcome), None);
            }
        }
        let closed = fault(TransportErrorKind::Closed);
        assert_eq!(next(&RetryPolicy::new(), true, &closed), None);
        assert_eq!(next(&RetryPolicy::none(), true, &answer(429, None)), None);
    }

    #[test]
    fn waits_are_those_of_the_service_within_the_policy() {
        let seconds = Duration::from_secs;
        let policy = RetryPolicy::new();
        let waits = |policy: &RetryPolicy, retry_after: &str| {
            let mut retries = Retries::new(policy, true);
            let outcome = answer(429, Some(retry_after));
            std::iter::from_fn(|| retries.after(&outcome, SystemTime::UNIX_EPOCH))
                .map(|again| again.wait)
                .collect::<Vec<_>>()
        };
        assert_eq!(waits(&policy, "7"), [seconds(7); 3]);
        assert_eq!(waits(&policy, "180"), [seconds(180)]);
        assert!(waits(&policy, "181").is_empty());
        assert_eq!(waits(&policy.clone().budget(seconds(14)), "7"), [seconds(7); 2]);
        assert_eq!(waits(&policy.clone().retries(5), "7"), [seconds(7); 5]);
        let own = waits(&policy, "0");
        assert_eq!(own.len(), 3);
        for (wait, most) in own.into_iter().zip([1, 2, 4].map(seconds)) {
            assert!(wait >= most / 2 && wait <= most, "{wait:?}");
        }
    }
}
