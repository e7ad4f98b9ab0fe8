//! The requests that pages show, by method and path: some pages show a path that is none of their request lines.

use std::collections::BTreeMap;

use graphdown_codegen::schema::{Example, Operation};

use crate::call::Incoming;
use crate::examples::request::ExampleRequest;
use crate::query::decoded;
use crate::routing::path::{Arguments, Pattern, Segment, requested};
use crate::routing::route::Route;
use crate::routing::routes::Step;

/// Which operations show a request of a method and a path.
#[derive(Debug, Default)]
pub(crate) struct ExampleIndex {
    operations: BTreeMap<(&'static str, Vec<String>), Vec<usize>>,
}

impl ExampleIndex {
    /// The index of all pages. A page's request stands for those of its operations that have its method.
    pub(crate) fn new(operations: &[Route]) -> Self {
        let mut shown = Self::default();
        for (at, Route { operation, .. }) in operations.iter().enumerate() {
            let requests = operation.examples.iter().filter_map(ExampleRequest::read);
            for request in requests.filter(|it| it.method == operation.method) {
                let key = (request.method, texts(&requested(&request.path)));
                let known = shown.operations.entry(key).or_default();
                if known.last() != Some(&at) {
                    known.push(at);
                }
            }
        }
        shown
    }

    /// The operations whose pages show a request of this method and path.
    pub(crate) fn find(&self, method: &str, segments: &[Segment]) -> &[usize] {
        let texts = texts(segments);
        let found = self
            .operations
            .iter()
            .find(|((of, path), _)| *of == method && *path == texts);
        found.map_or(&[], |it| it.1.as_slice())
    }
}

/// Which of an operation's examples is a call as it came: its path, its query and its body.
pub(crate) fn shows(operation: &Operation, call: &Incoming<'_>, segments: &[Segment]) -> Option<usize> {
    let sent = texts(segments);
    let is_call = |example: &Example| {
        ExampleRequest::read(example).is_some_and(|it| {
            it.method == call.method
                && it.body.trim().as_bytes() == call.body.trim_ascii()
                && decoded(it.query.as_deref().unwrap_or_default()) == decoded(call.query)
                && texts(&requested(&it.path)) == sent
        })
    };
    operation.examples.iter().position(is_call)
}

/// A path that is matched by an operation only because its page shows it: where it leads to an item or to a
/// function by its request line, so does it here.
pub(crate) fn steps(patterns: &[Pattern], segments: &[Segment]) -> Vec<Step> {
    let literal = |it: &Segment| Step::Literal(it.text.to_lowercase());
    let Some((last, rest)) = segments.split_last() else {
        return Vec::new();
    };
    let end = match patterns.last() {
        Some(Pattern::Key(_) | Pattern::Template { .. }) => Step::Key(last.key().to_owned()),
        Some(Pattern::Call { name, .. }) => Step::Call {
            name: name.clone(),
            arguments: match last.call.as_ref().map(|it| &it.arguments) {
                Some(Arguments::Named(arguments)) => arguments.clone(),
                _ => Vec::new(),
            },
        },
        Some(Pattern::Literal(_)) | None => literal(last),
    };
    rest.iter().map(literal).chain([end]).collect()
}

fn texts(segments: &[Segment]) -> Vec<String> {
    segments.iter().map(|it| it.text.to_lowercase()).collect()
}
