//! How much work the query of one call may take.
//!
//! Lambdas may name a list within themselves again, so a filter of 70 characters can take more steps than there is time.
//! Neither its length nor its depth tells; so its steps are counted.

use std::cell::Cell;

use crate::error::ODataError;

/// The steps that one call may take. A list of a thousand objects takes a filter of a hundred parts.
const MOST: u64 = 1_000_000;

/// Characters that are read in one step.
const READ: usize = 64;

/// What is left of a call's steps.
#[derive(Debug)]
pub(crate) struct Budget(Cell<u64>);

/// Nothing is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spent;

impl From<Spent> for ODataError {
    fn from(_: Spent) -> Self {
        Self::bad_request(format!(
            "The query is too much work: it takes more than {MOST} steps over what is stored."
        ))
    }
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self(Cell::new(MOST))
    }

    /// Takes steps.
    pub(crate) fn spend(&self, steps: u64) -> Result<(), Spent> {
        let left = self.0.get().checked_sub(steps).ok_or(Spent)?;
        self.0.set(left);
        Ok(())
    }

    /// Takes the steps of reading a text once.
    pub(crate) fn spend_on(&self, text: &str) -> Result<(), Spent> {
        self.spend((text.len() / READ) as u64)
    }

    #[cfg(test)]
    pub(crate) fn spent(&self) -> u64 {
        MOST - self.0.get()
    }
}
