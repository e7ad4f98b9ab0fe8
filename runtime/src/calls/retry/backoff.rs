//! How long to wait where the service does not say.

use std::{
    hash::{BuildHasher, RandomState},
    time::Duration,
};

/// The wait before the retry of this number, which begins at 0: twice as long as the one before, no longer than `longest`, less up to a half
/// as `lot` has it.
pub(super) fn wait(first: Duration, longest: Duration, retry: u32, lot: u64) -> Duration {
    let doubled = first.saturating_mul(2u32.saturating_pow(retry)).min(longest);
    let half = doubled / 2;
    // A share of 2^16, so that nothing overflows below a thousand centuries.
    let share = u32::from((lot >> 48) as u16);
    half + (half / (1 << 16)).saturating_mul(share)
}

/// Bits that nobody foresees: the keys that the standard library draws for its maps, hashed. Good for lots and for names, not for secrets.
pub(in super::super) fn random() -> u128 {
    let keys = RandomState::new();
    u128::from(keys.hash_one(0u8)) << 64 | u128::from(keys.hash_one(1u8))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{random, wait};

    #[test]
    fn waits_double_up_to_the_longest_and_lots_spread_them() {
        let (first, longest) = (Duration::from_secs(1), Duration::from_secs(20));
        for (retry, most) in [(0, 1), (1, 2), (2, 4), (3, 8), (4, 16), (5, 20), (40, 20)] {
            let most = Duration::from_secs(most);
            let waits = [0, u64::MAX / 2, u64::MAX].map(|lot| wait(first, longest, retry, lot));
            assert!(waits.is_sorted() && waits[0] < waits[1] && waits[1] < waits[2]);
            assert_eq!(waits[0], most / 2);
            assert!(waits[2] <= most && waits[2] + Duration::from_millis(1) > most);
        }
        assert!(wait(Duration::MAX, Duration::MAX, u32::MAX, u64::MAX) <= Duration::MAX);
        assert_ne!(random(), random());
    }
}
