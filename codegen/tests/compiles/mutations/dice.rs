//! Chance that gives the same again.

use proptest::prelude::RngExt as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// What happens by chance in a round, or in one of its changes.
pub(super) struct Dice(TestRng);

impl Dice {
    pub(super) fn new(number: u64) -> Self {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&number.to_le_bytes());
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
    }

    pub(super) fn number(&mut self) -> u64 {
        self.0.random()
    }

    /// A number from `least` to `most`, both of them included.
    pub(super) fn between(&mut self, least: usize, most: usize) -> usize {
        self.0.random_range(least..=most)
    }

    /// A place in a list of this length.
    pub(super) fn place(&mut self, length: usize) -> Option<usize> {
        (length > 0).then(|| self.between(0, length - 1))
    }

    /// One of several, of which there is at least one.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.between(0, of.len() - 1)]
    }

    /// One of several texts.
    pub(super) fn word<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.between(0, of.len() - 1)]
    }

    /// One of several, where there is one.
    pub(super) fn any<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        self.place(of.len()).map(|it| &of[it])
    }
}
