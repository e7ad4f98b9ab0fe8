//! The requests and responses of operations.

use std::collections::{BTreeMap, BTreeSet};

use super::method_index::Methods;
use super::{body, line, matching};
use crate::dialect::address::shown::{self, Token};
use crate::dialect::http;
use crate::model::{AreaExamples, Block, Example, ExampleBody, Method, Model, Refusal};
use crate::schema::{self, ExampleKind, Schema};
use crate::source::SourceMap;

/// The examples of each area, and those of operations that have no method.
pub(super) fn gather(
    schema: &Schema,
    sources: &SourceMap,
    model: &Model,
) -> (Vec<AreaExamples>, Vec<Example>) {
    let methods = Methods::new(model);
    let mut areas: BTreeMap<usize, Area> = BTreeMap::new();
    let mut rest = Vec::new();
    let mut met = BTreeSet::new();
    for operation in &schema.operations {
        // A page has its examples once, however many request lines it has.
        let lead = operation.page.as_deref().unwrap_or_default();
        let pages = operation.examples.chunk_by(|a, b| a.page == b.page);
        let pages = pages.map(|it| (it.first().and_then(|it| it.page.as_deref()).unwrap_or(lead), it));
        let pages: Vec<_> = pages.filter(|(page, _)| met.insert(*page)).collect();
        for (page, documented) in pages {
            let own = methods.of_page(page);
            let mut current = own.first().copied();
            let mut is_known = true;
            for documented in documented {
                let mut read = Read::new(documented, &own, &methods);
                if documented.kind == ExampleKind::Request {
                    is_known = read.method.is_some();
                    current = read.method.or(own.first().copied());
                } else if !is_known {
                    read.answers_unknown();
                }
                let (example, number) = match current {
                    Some(number) => {
                        let area = areas.entry(methods.area(number)).or_default();
                        (&mut area.examples, Some(area.calls.number(number)))
                    }
                    None => (&mut rest, None),
                };
                example.push(Example {
                    page: page.to_owned(),
                    line: line(sources, documented.span),
                    shown: read.shown(documented, number),
                    body: read.body,
                    refused: read.refused,
                });
            }
        }
    }
    let areas = areas.into_iter().map(|(area, found)| AreaExamples {
        area,
        calls: found.calls.0.iter().map(|it| methods.call(*it)).collect(),
        examples: found.examples,
    });
    (areas.collect(), rest)
}

#[derive(Default)]
struct Area {
    calls: Calls,
    examples: Vec<Example>,
}

/// Methods in the order in which examples name them.
#[derive(Default)]
struct Calls(Vec<usize>);

impl Calls {
    fn number(&mut self, method: usize) -> usize {
        self.0.iter().position(|it| *it == method).unwrap_or_else(|| {
            self.0.push(method);
            self.0.len() - 1
        })
    }
}

/// A block, taken apart.
struct Read {
    /// The method that a request is of.
    method: Option<usize>,
    line: String,
    query: String,
    arguments: Vec<String>,
    body: ExampleBody,
    refused: Option<Refusal>,
}

impl Read {
    fn new(example: &schema::Example, own: &[usize], methods: &Methods<'_>) -> Self {
        let (body, unread) = body::read(&example.body);
        let mut read = Self {
            method: None,
            line: String::new(),
            query: String::new(),
            arguments: Vec::new(),
            body,
            refused: unread,
        };
        if own.is_empty() {
            read.refuse(false, "operation-not-generated", "its path has no form in Rust");
        }
        if example.kind == ExampleKind::Request {
            read.request(&example.start, own, methods);
        }
        read
    }

    fn request(&mut self, start: &str, own: &[usize], methods: &Methods<'_>) {
        let Some(line) = http::read(start) else {
            start.clone_into(&mut self.line);
            self.refuse(false, "no-request-line", start);
            return;
        };
        if http::is_elsewhere(start) {
            start.clone_into(&mut self.line);
            self.refuse(false, "address-of-another-service", start);
            return;
        }
        self.line = format!("{} {}", line.method, line.path);
        self.query = line.query.unwrap_or_default();
        let tokens = shown::tokens(&line.path);
        let fitting = own.iter().filter_map(|number| {
            let arguments = matching::arguments(methods.steps(*number), &tokens)?;
            Some((*number, arguments))
        });
        let fitting: Vec<_> = fitting.collect();
        let with_verb = fitting
            .iter()
            .find(|(number, _)| methods.method(*number).verb.as_str() == line.method);
        match (with_verb, fitting.first()) {
            (Some((number, arguments)), _) => {
                self.method = Some(*number);
                self.arguments.clone_from(arguments);
                self.options(methods.method(*number));
            }
            (None, Some((number, _))) => {
                let documented = methods.method(*number).verb.as_str();
                let what = format!("{}, documented with {documented}", self.line);
                self.refuse(true, "method-not-documented", what);
            }
            (None, None) if line.path.eq_ignore_ascii_case("/$batch") => {
                self.refuse(false, "batch", "a request of requests");
            }
            (None, None) => {
                let first = own.first().map(|it| methods.method(*it).path.as_str());
                let what = format!("{}, documented as {}", self.line, first.unwrap_or_default());
                self.refuse(true, kind_of_address(&line.path, &tokens, own, methods), what);
            }
        }
    }

    /// The query options that the method takes as arguments.
    fn options(&mut self, method: &Method) {
        let options = shown::options(&self.query);
        for argument in &method.query {
            let given = options
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&argument.wire));
            match given {
                Some((_, value)) => self.arguments.push(value.clone()),
                None => self.refuse(true, "query-option-missing", argument.wire.as_str()),
            }
        }
    }

    /// What is shown after a request that is of no method can be of any type.
    fn answers_unknown(&mut self) {
        if matches!(self.body, ExampleBody::Text(_)) {
            self.refuse(false, "answer-of-bytes", "of a request that is not documented");
        }
    }

    /// The first reason is the one that is told.
    fn refuse(&mut self, by_page: bool, kind: &'static str, what: impl Into<String>) {
        let what = what.into();
        self.refused.get_or_insert(Refusal { by_page, kind, what });
    }

    fn shown(&self, example: &schema::Example, call: Option<usize>) -> Block {
        match example.kind {
            ExampleKind::Request => Block::Request {
                call,
                line: self.line.clone(),
                query: self.query.clone(),
                headers: example.headers.clone(),
                arguments: self.arguments.clone(),
            },
            ExampleKind::Response => Block::Response {
                call,
                status: example.start.split_whitespace().find_map(|it| it.parse().ok()),
            },
        }
    }
}

/// What an address has that is none of its page's.
fn kind_of_address(path: &str, tokens: &[Token], own: &[usize], methods: &Methods<'_>) -> &'static str {
    let fits = |tokens: &[Token]| {
        own.iter()
            .any(|number| matching::arguments(methods.steps(*number), tokens).is_some())
    };
    // A cast to a type, and the number of items.
    let goes_on = |it: &&Token| matches!(it, Token::Name(name) if name == "$count" || name.to_ascii_lowercase().starts_with("microsoft.graph."));
    let further = tokens.iter().rev().take_while(goes_on).count();
    if further > 0 && fits(&tokens[..tokens.len() - further]) {
        return "cast-or-count-not-documented";
    }
    if path.to_ascii_lowercase().starts_with("/me/") || path.eq_ignore_ascii_case("/me") {
        let mut of_user = vec![Token::Name("users".to_owned()), Token::Name("id".to_owned())];
        of_user.extend_from_slice(&tokens[1..]);
        if fits(&of_user) {
            return "me-not-documented";
        }
    }
    "address-not-documented"
}
