//! Request lines that reach a stream of the thing that their page is about: `PUT /applications/{id}/logo` beside
//! `PATCH /applications/{id}`. The page's words are about the thing; the line takes or gives bytes.

use rayon::prelude::*;

use crate::facts::{Facts, RequestFacts};
use crate::merge::name_map::{Folded, HashSet};
use crate::schema::Primitive;

/// Marks such lines.
pub(crate) fn settle(facts: &mut [Facts]) {
    let streams: HashSet<Folded<'static>> = facts
        .iter()
        .flat_map(|page| &page.types)
        .flat_map(|ty| &ty.properties)
        .filter(|row| row.ty.as_ref().is_some_and(|ty| Primitive::Stream.is(&ty.name)))
        .map(|row| Folded::from(row.name.clone()))
        .collect();
    if streams.is_empty() {
        return;
    }
    let operations = facts.par_iter_mut().filter_map(|it| it.operation.as_mut());
    operations.for_each(|operation| mark(&mut operation.requests, &streams));
}

fn mark(requests: &mut [RequestFacts], streams: &HashSet<Folded<'_>>) {
    if requests.len() < 2 {
        return;
    }
    let paths: HashSet<String> = requests.iter().map(|it| it.path.clone()).collect();
    for request in requests {
        let parts = request.path.rsplit_once('/');
        request.reaches_stream =
            parts.is_some_and(|(thing, last)| streams.contains(&Folded::from(last)) && paths.contains(thing));
    }
}
