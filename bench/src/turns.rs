//! Times that can be compared on a machine that has other things to do.

use std::hint::black_box;
use std::time::Instant;

use crate::usage;

/// A comparison whose middle half spreads wider than this, as a part of the median, is measured again.
pub(crate) const WIDE: f64 = 0.15;
/// How often a wide comparison is measured again; the narrowest counts.
const RETRIES: usize = 2;

/// What some work took, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Time {
    /// By the clock on the wall.
    pub(crate) wall: f64,
    /// Of all cores together. Other work on the machine does not count here; where the system does not tell, not a number.
    pub(crate) cores: f64,
}

/// Two kinds of work that took turns.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    /// Median, in seconds.
    pub(crate) ours: f64,
    /// Median, in seconds.
    pub(crate) theirs: f64,
    /// Median of the ratios of each turn.
    pub(crate) ratio: f64,
    /// The same of the time of all cores together.
    pub(crate) cores: f64,
    /// The distance of the quartiles of the ratio, as a part of it.
    pub(crate) spread: f64,
}

/// The time that some work takes, without the time to drop what it gives.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> Time {
    let cores = usage::own_seconds();
    let start = Instant::now();
    let given = black_box(work());
    let time = Time {
        wall: start.elapsed().as_secs_f64(),
        cores: usage::own_seconds() - cores,
    };
    drop(given);
    time
}

/// Runs both in turns, after one turn to warm up. Each gives the time that counts, so that preparations do not.
pub(crate) fn compare<E>(
    runs: usize,
    mut ours: impl FnMut() -> Result<Time, E>,
    mut theirs: impl FnMut() -> Result<Time, E>,
) -> Result<Comparison, E> {
    let mut best: Option<Comparison> = None;
    for _ in 0..=RETRIES {
        let mut turns = Vec::with_capacity(runs);
        for _ in 0..=runs {
            turns.push((ours()?, theirs()?));
        }
        let found = summed_up(&turns[1..]);
        let narrow = found.spread <= WIDE;
        if best.as_ref().is_none_or(|it| found.spread < it.spread) {
            best = Some(found);
        }
        if narrow {
            break;
        }
    }
    Ok(best.unwrap_or_else(|| summed_up(&[])))
}

fn summed_up(turns: &[(Time, Time)]) -> Comparison {
    let ratios = |of: fn(&Time) -> f64| -> Vec<f64> {
        let ratio = |(ours, theirs): &(Time, Time)| of(ours) / of(theirs);
        turns.iter().map(ratio).collect()
    };
    let walls = ratios(|it| it.wall);
    let ratio = quantile(&walls, 0.5);
    Comparison {
        ours: median(turns.iter().map(|it| it.0.wall)),
        theirs: median(turns.iter().map(|it| it.1.wall)),
        ratio,
        cores: quantile(&ratios(|it| it.cores), 0.5),
        spread: (quantile(&walls, 0.75) - quantile(&walls, 0.25)) / ratio,
    }
}

/// The middle one; of an even number, the upper of the two.
pub(crate) fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    quantile(&numbers.collect::<Vec<_>>(), 0.5)
}

#[expect(
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place in a list of a few runs"
)]
fn quantile(numbers: &[f64], part: f64) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len() as f64 * part) as usize;
    sorted.get(place).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_one_in_the_middle() {
        assert!((median([3.0, 1.0, 2.0].into_iter()) - 2.0).abs() < f64::EPSILON);
        assert!(median(std::iter::empty()).is_nan());
    }

    #[test]
    fn the_ratio_is_that_of_turns_and_not_of_medians() {
        let time = |wall| Time {
            wall,
            cores: wall / 2.0,
        };
        let turn = |ours, theirs| (time(ours), time(theirs));
        let found = summed_up(&[turn(2.0, 1.0), turn(20.0, 10.0), turn(2.0, 1.0)]);
        assert!((found.ratio - 2.0).abs() < f64::EPSILON);
        assert!((found.cores - 2.0).abs() < f64::EPSILON);
        assert!(found.spread.abs() < f64::EPSILON);
    }
}
