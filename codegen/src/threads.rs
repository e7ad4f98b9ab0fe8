//! Work on many items, spread over every thread.

use rayon::prelude::*;

use crate::coverage::Coverage;
use crate::diag::Diagnostics;

/// How many items a thread takes at a time. They share what they report into: a collection for each item would cost
/// more to fill and to add up than most items take.
const AT_A_TIME: usize = 16;

/// [`on_all_threads`] for what no verdict is on.
pub(crate) fn on_all_threads_unjudged<T: Send, U: Send>(
    items: Vec<T>,
    diags: &mut Diagnostics,
    build: impl Fn(T, &mut Diagnostics) -> U + Sync,
) -> Vec<U> {
    let judged = &mut Coverage::default();
    on_all_threads(items, diags, judged, |item, found, _| build(item, found))
}

/// Builds something of each item, on every thread; results, findings and verdicts keep the order of the items.
pub(crate) fn on_all_threads<T: Send, U: Send>(
    items: Vec<T>,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
    build: impl Fn(T, &mut Diagnostics, &mut Coverage) -> U + Sync,
) -> Vec<U> {
    let count = items.len();
    let parts: Vec<_> = items
        .into_par_iter()
        .chunks(AT_A_TIME)
        .map(|items| {
            let mut found = diags.fork();
            let mut judged = Coverage::default();
            let items = items.into_iter();
            let made: Vec<_> = items.map(|item| build(item, &mut found, &mut judged)).collect();
            (made, found, judged)
        })
        .collect();

    let mut all = Vec::with_capacity(count);
    for (made, found, judged) in parts {
        all.extend(made);
        diags.append(found);
        coverage.append(&judged);
    }
    all
}

/// Gives a value's memory back without having the caller wait for it.
pub(crate) fn drop_aside<T: Send + 'static>(value: T) {
    rayon::spawn(move || drop(value));
}
