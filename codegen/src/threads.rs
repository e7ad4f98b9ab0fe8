//! Work on many threads that leaves no trace of them: results, findings and verdicts keep the order of the items.

use rayon::prelude::*;

use crate::coverage::Coverage;
use crate::diag::Diagnostics;

/// Does the work for each item. Each has findings and verdicts of its own, which are put together afterwards.
pub(crate) fn each<T: Send, R: Send>(
    items: Vec<T>,
    diagnostics: &mut Diagnostics,
    coverage: &mut Coverage,
    work: impl Fn(T, &mut Diagnostics, &mut Coverage) -> R + Sync,
) -> Vec<R> {
    let done: Vec<_> = items
        .into_par_iter()
        .map(|item| {
            let mut found = diagnostics.fork();
            let mut counted = Coverage::default();
            let result = work(item, &mut found, &mut counted);
            (result, found, counted)
        })
        .collect();

    let mut results = Vec::with_capacity(done.len());
    for (result, found, counted) in done {
        results.push(result);
        diagnostics.append(found);
        coverage.append(&counted);
    }
    results
}
