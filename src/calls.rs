//! Which documented operations were called: their permissions are part of the report.

use std::collections::BTreeMap;

use graphdown_runtime::{Operation, Request};

/// The operations that a run called, each once, with how often.
#[derive(Default)]
pub(crate) struct Calls(BTreeMap<(&'static str, &'static str), (&'static Operation, usize)>);

impl Calls {
    /// Notes the operation of a request, and hands the request on.
    pub(crate) fn note<T>(&mut self, request: Request<T>) -> Request<T> {
        let operation = request.operation();
        let entry = self
            .0
            .entry((operation.path, operation.method.as_str()))
            .or_insert((operation, 0));
        entry.1 += 1;
        request
    }

    /// The operations by path and method, with how often each was called.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static Operation, usize)> {
        self.0.values().copied()
    }
}
