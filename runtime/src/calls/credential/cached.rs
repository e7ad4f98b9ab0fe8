//! Tokens that are kept as long as they are valid.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use super::{
    super::{Clock, SystemClock},
    BoxError, BoxFuture, Credential, Token, TokenRequest,
    gate::Gate,
};

/// Keeps the tokens of another credential, and asks it for a new one before one expires.
///
/// One request for a token runs at a time, however many calls want one: the others wait for it and share its outcome, a failure too. In the last
/// five minutes of a token the first call that comes renews it, and those beside it go on with the old one. A call that is given up while it
/// renews leaves that to the next. A token that a service refused with claims is not given again. One that does not say when it expires is not
/// kept.
pub struct CachedCredential<C> {
    credential: C,
    clock: Arc<dyn Clock>,
    ahead: Duration,
    state: Mutex<State>,
    gate: Gate,
}

#[derive(Default)]
struct State {
    /// One of each scope.
    tokens: Vec<(Arc<str>, Kept)>,
    /// The request for a token that failed last.
    failure: Option<Failure>,
    /// How many requests for tokens have ended.
    ended: u64,
}

struct Kept {
    token: Token,
    /// A token in its last minutes could not be renewed, and is not tried to be before.
    renew_after: Option<SystemTime>,
}

struct Failure {
    scope: Arc<str>,
    claims: Option<String>,
    number: u64,
    error: SharedError,
}

/// After a renewal ahead of time that failed, the old token is good for so long before the next.
const PAUSE: Duration = Duration::from_secs(30);

/// A token is not sent in its last moments: it would expire on the way.
const ON_THE_WAY: Duration = Duration::from_secs(10);

/// What is kept that a request may have.
enum Found {
    Fresh(Token),
    /// Valid, and to be renewed.
    Aging(Token),
    Nothing,
}

impl<C: Credential> CachedCredential<C> {
    /// Keeps the tokens of `credential`.
    pub fn new(credential: C) -> Self {
        Self {
            credential,
            clock: Arc::new(SystemClock),
            ahead: Duration::from_secs(5 * 60),
            state: Mutex::default(),
            gate: Gate::default(),
        }
    }

    /// Renews a token so long before it expires: five minutes, unless said otherwise.
    #[must_use]
    pub fn ahead(mut self, duration: Duration) -> Self {
        self.ahead = duration;
        self
    }

    /// What tells the time, in place of this machine.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    async fn kept_or_new(&self, request: &TokenRequest) -> Result<Token, BoxError> {
        let begun = self.lock().ended;
        loop {
            let found = self.find(request);
            let entered = self.gate.enter();
            match (found, entered) {
                (Found::Fresh(token), _) | (Found::Aging(token), Err(_)) => return Ok(token),
                (Found::Aging(token), Ok(_through)) => {
                    let renewed = self.renew(request).await;
                    if renewed.is_err() {
                        self.put_off(request);
                    }
                    return Ok(renewed.unwrap_or(token));
                }
                (Found::Nothing, entered) => {
                    // What was asked for while this one waited failed for it as well.
                    if let Some(error) = self.failure_since(begun, request) {
                        return Err(error.into());
                    }
                    match entered {
                        // One that ended between the look and the gate has left what is wanted.
                        Ok(_through) if matches!(self.find(request), Found::Nothing) => {
                            return Ok(self.renew(request).await?);
                        }
                        Ok(_) => {}
                        Err(before) => self.gate.opened(before).await,
                    }
                }
            }
        }
    }

    fn find(&self, request: &TokenRequest) -> Found {
        let now = self.clock.now();
        let state = self.lock();
        let kept = state
            .tokens
            .iter()
            .find(|(scope, _)| **scope == *request.scope)
            .map(|(_, kept)| kept)
            .filter(|kept| request.refused() != Some(&kept.token))
            .filter(|kept| kept.token.is_valid_for(ON_THE_WAY, now));
        match kept {
            None => Found::Nothing,
            Some(kept)
                if kept.token.is_valid_for(self.ahead, now)
                    || kept.renew_after.is_some_and(|time| now < time) =>
            {
                Found::Fresh(kept.token.clone())
            }
            Some(kept) => Found::Aging(kept.token.clone()),
        }
    }

    /// Asks for a new token and keeps it, or the error.
    async fn renew(&self, request: &TokenRequest) -> Result<Token, SharedError> {
        let asked = self.credential.token(request).await;
        let mut state = self.lock();
        state.ended += 1;
        match asked {
            Ok(token) => {
                state.tokens.retain(|(scope, _)| **scope != *request.scope);
                let kept = Kept {
                    token: token.clone(),
                    renew_after: None,
                };
                state.tokens.push((Arc::clone(&request.scope), kept));
                Ok(token)
            }
            Err(error) => {
                let error = SharedError(error.into());
                state.failure = Some(Failure {
                    scope: Arc::clone(&request.scope),
                    claims: request.claims.clone(),
                    number: state.ended,
                    error: error.clone(),
                });
                Err(error)
            }
        }
    }

    fn put_off(&self, request: &TokenRequest) {
        let until = self.clock.now().checked_add(PAUSE);
        let mut state = self.lock();
        let kept = state
            .tokens
            .iter_mut()
            .find(|(scope, _)| **scope == *request.scope);
        if let Some((_, kept)) = kept {
            kept.renew_after = until;
        }
    }

    fn failure_since(&self, begun: u64, request: &TokenRequest) -> Option<SharedError> {
        let state = self.lock();
        let failure = state.failure.as_ref()?;
        let is_of_it = failure.number > begun
            && *failure.scope == *request.scope
            && failure.claims.as_deref() == request.claims();
        is_of_it.then(|| failure.error.clone())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C: Credential> Credential for CachedCredential<C> {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>> {
        Box::pin(self.kept_or_new(request))
    }
}

/// Of the tokens, nothing.
impl<C: fmt::Debug> fmt::Debug for CachedCredential<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedCredential")
            .field("credential", &self.credential)
            .field("ahead", &self.ahead)
            .finish_non_exhaustive()
    }
}

/// One error for all who wait for a token.
#[derive(Clone, Debug)]
struct SharedError(Arc<dyn std::error::Error + Send + Sync>);

impl fmt::Display for SharedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SharedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}
