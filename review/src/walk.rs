//! Every example of the pages, one after the other.

use std::collections::{BTreeMap, BTreeSet};

use graphdown_codegen::diag::Code;
use graphdown_codegen::dialect::json;
use graphdown_codegen::model::{Block, CallChain, Example, ExampleBody, Method, Model};
use graphdown_codegen::pipeline::Front;
use graphdown_codegen::schema::Schema;

use crate::fault::short;
use crate::lines::Lines;
use crate::request::{self, Written};
use crate::summary::{Review, Totals};
use crate::types::Types;
use crate::values::Judge;
use crate::{ExampleKind, Fault, FaultKind, metadata, response};

/// Holds every example against the pages. The model is that of the same schema, with its examples gathered.
pub fn review(front: &Front, model: &Model) -> Review {
    let types = Types::new(model);
    let pages: BTreeMap<&str, &str> = front
        .sources
        .pages()
        .map(|(_, file)| (file.name.as_str(), file.text.as_ref()))
        .collect();
    let mut reviewer = Reviewer {
        types: &types,
        pages,
        totals: Totals::default(),
        faults: Vec::new(),
        strange: None,
    };
    for area in &model.examples.areas {
        for example in &area.examples {
            reviewer.example(example, Some(&area.calls));
        }
    }
    for example in &model.examples.types {
        reviewer.example(example, None);
    }
    let Reviewer {
        totals, mut faults, ..
    } = reviewer;
    let documenting = documenting(&front.schema);
    faults.extend(read_by_check(front).filter(|it| documenting.contains(it.page.as_str())));
    for (id, file) in front.sources.pages() {
        if documenting.contains(file.name.as_str()) {
            faults.extend(metadata::judge(id, file, &front.sources));
        }
    }
    faults.sort();
    Review::new(faults, totals, front.sources.pages().count(), &front.diagnostics)
}

/// The pages that the schema comes from: those of another version of the API are none.
fn documenting(schema: &Schema) -> BTreeSet<&str> {
    let operations = schema.operations.iter().filter_map(|it| it.page.as_deref());
    let types = schema.types.iter();
    let types = types.flat_map(|it| it.page.iter().chain(&it.also).map(String::as_str));
    operations.chain(types).collect()
}

/// What the reader of JSON has told already.
fn read_by_check(front: &Front) -> impl Iterator<Item = Fault> {
    front.diagnostics.iter().filter_map(|it| {
        let kind = match it.code {
            Code::RepairedExample => FaultKind::RepairedJson,
            Code::UnreadExample => FaultKind::NoJson,
            _ => return None,
        };
        let span = it.span?;
        let (line, _) = front.sources.line_column(span.file, span.start);
        Some(Fault {
            page: front.sources.file(span.file).name.clone(),
            line: Some(line),
            kind,
            what: it.message.split(';').next().unwrap_or_default().to_owned(),
            shown: ExampleKind::Representation,
            block: None,
        })
    })
}

struct Reviewer<'m, 's> {
    types: &'m Types<'m>,
    pages: BTreeMap<&'s str, &'s str>,
    totals: Totals,
    faults: Vec<Fault>,
    /// The page whose last request is none of its own: what answers it may be of any type.
    strange: Option<String>,
}

impl Reviewer<'_, '_> {
    fn example(&mut self, example: &Example, calls: Option<&[CallChain]>) {
        let shown = match example.shown {
            Block::Request { .. } => ExampleKind::Request,
            Block::Response { .. } => ExampleKind::Response,
            Block::Representation(_) => ExampleKind::Representation,
        };
        let page = self.pages.get(example.page.as_str()).copied().unwrap_or_default();
        let lines = Lines::new(page, example.line);
        let mut judge = Judge::new(self.types, lines, example.line);
        if let Some(told) = &example.refused {
            // `check` has told of unreadable JSON at its place, where pages were read.
            let kind = FaultKind::parse(told.kind).filter(|it| *it != FaultKind::NoJson || page.is_empty());
            if let Some(kind) = kind {
                judge.tell(kind, about(&told.what));
            }
        } else if shown != ExampleKind::Response || self.strange.as_ref() != Some(&example.page) {
            judged(
                self.types.model,
                example,
                calls.unwrap_or_default(),
                page,
                &mut judge,
            );
        }
        if shown == ExampleKind::Request {
            let is_strange =
                matches!(example.shown, Block::Request { call: None, .. }) || example.refused.is_some();
            self.strange = is_strange.then(|| example.page.clone());
        }
        let found = judge.found;
        self.totals.add(shown, &found);
        for (line, kind, what) in found.faults {
            self.faults.push(Fault {
                page: example.page.clone(),
                line,
                kind,
                what,
                shown,
                block: example.line,
            });
        }
    }
}

/// What the generator has found, as a message.
fn about(what: &str) -> String {
    if what.is_empty() {
        return "the block begins with its body".to_owned();
    }
    for word in ["as", "with"] {
        if let Some((shown, documented)) = what.split_once(&format!(", documented {word} ")) {
            return format!("`{}`, documented {word} `{}`", short(shown), short(documented));
        }
    }
    format!("`{}`", short(what))
}

fn judged(model: &Model, example: &Example, calls: &[CallChain], page: &str, judge: &mut Judge<'_, '_>) {
    let called = |call: &Option<usize>| -> Option<(&CallChain, &Method)> {
        let call = calls.get((*call)?)?;
        Some((call, model.node(call.node).methods.get(call.method)?))
    };
    match &example.shown {
        Block::Request {
            call,
            line,
            query,
            headers,
            ..
        } => {
            let written = Written {
                start: line,
                query,
                headers,
            };
            if let Some((call, method)) = called(call) {
                request::judge(example, &written, call, method, judge);
            }
        }
        Block::Response { call, status } => {
            if let Some((_, method)) = called(call) {
                response::judge(example, *status, method, page, judge);
            }
        }
        Block::Representation(id) => {
            if let ExampleBody::Json(text) = &example.body
                && let Ok(read) = json::read(text)
            {
                judge.object(*id, &read.node, "");
            }
        }
    }
}
