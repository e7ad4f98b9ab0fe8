//! Lays the documented paths over each other: one branch for each place, however pages name the keys on the way.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::address::documented::{self, CallArgument, Segment};
use crate::model::Verb;
use crate::resolve::names::words::words;
use crate::schema::Primitive;
use crate::schema::{Operation, OperationKind};
use crate::text::escaped;

/// All paths. The first branch is the root, `/`.
pub(super) struct Tree {
    pub(super) branches: Vec<Branch>,
}

/// A place on the tree.
#[derive(Default)]
pub(super) struct Branch {
    pub(super) parent: usize,
    /// The last step, as most paths write it. `None` for the root.
    pub(super) step: Option<Segment>,
    /// Every name that pages give to the key.
    pub(super) placeholders: BTreeSet<String>,
    pub(super) children: BTreeMap<Turn, usize>,
    /// How often paths write the last step in which way: `contactFolders` and `contactfolders` are one place.
    spellings: BTreeMap<Segment, usize>,
    /// What can be called here.
    pub(super) calls: Vec<PlacedOperation>,
}

/// An operation in its place.
pub(super) struct PlacedOperation {
    /// Its index among the schema's operations.
    pub(super) operation: usize,
    pub(super) verb: Verb,
    /// What is added to the branch's path first: an action, a function or `$ref`.
    pub(super) step: Option<Segment>,
}

/// A segment without the names that pages are free to choose, and without its case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    Segment(String),
    Key,
    ItemPath,
    Call(String, Vec<String>),
    AlternateKey(Vec<String>),
}

/// Reads every path and finds its place. A path that has no form becomes a diagnostic.
pub(super) fn grow(operations: &[Operation], diagnostics: &mut Diagnostics) -> Tree {
    let mut read: Vec<(usize, Verb, Vec<Segment>)> = Vec::with_capacity(operations.len());
    let parsed: Vec<_> = operations
        .par_iter()
        .map(|it| (verb(&it.method), documented::parse(&it.path)))
        .collect();
    for (number, (operation, parsed)) in operations.iter().zip(parsed).enumerate() {
        match parsed {
            (Some(verb), Ok(segments)) => read.push((number, verb, segments)),
            (None, _) => unsupported(operation, "its method is none of HTTP's", diagnostics),
            (_, Err(reason)) => unsupported(operation, reason, diagnostics),
        }
    }
    let collections = collections(&read);
    for (number, _, segments) in &mut read {
        let is_function = operations[*number].kind == OperationKind::Function;
        *segments = with_alternate_keys(std::mem::take(segments), is_function, &collections);
    }

    let mut tree = Tree {
        branches: vec![Branch::default()],
    };
    let mut attached = Vec::new();
    for (number, verb, segments) in read {
        match (attachment(&operations[number], &segments), segments.split_last()) {
            (Attachment::None, _) | (_, None) => {
                let at = tree.reach(&segments);
                tree.branches[at].calls.push(PlacedOperation {
                    operation: number,
                    verb,
                    step: None,
                });
            }
            (attachment, Some((_, before))) => {
                tree.reach(before);
                attached.push((number, verb, segments, attachment));
            }
        }
    }
    // An action or function is a method of the place before it, unless paths go on below it.
    for (number, verb, mut segments, attachment) in attached {
        let own = (attachment == Attachment::UnlessPlace)
            .then(|| tree.find(&segments))
            .flatten();
        let (at, step) = if let Some(at) = own {
            (at, None)
        } else {
            let step = segments.pop();
            (tree.reach(&segments), step)
        };
        tree.branches[at].calls.push(PlacedOperation {
            operation: number,
            verb,
            step,
        });
    }
    tree.settle_spellings();
    tree
}

/// Whether an operation is a method of the place before its last segment. What a page of `delta` or of `createLink`
/// calls itself differs from page to page; what it is does not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attachment {
    None,
    Always,
    UnlessPlace,
}

fn attachment(operation: &Operation, segments: &[Segment]) -> Attachment {
    let kind = operation.kind;
    let named = segments.last().and_then(Segment::name).unwrap_or_default();
    let is_call = match kind {
        OperationKind::Action | OperationKind::Function => true,
        OperationKind::List | OperationKind::Get => named == "delta",
        OperationKind::Create => words(named).first().is_some_and(|it| it == "create"),
        OperationKind::Update | OperationKind::Replace | OperationKind::Delete => false,
    };
    match segments {
        [] | [_] => Attachment::None,
        [.., Segment::Literal(name)] if name.starts_with('$') => Attachment::Always,
        [.., Segment::Literal(name)] if name == CONTENT && is_of_bytes(operation) => Attachment::UnlessPlace,
        [.., Segment::Literal(_) | Segment::Call(..)] if is_call => Attachment::UnlessPlace,
        _ => Attachment::None,
    }
}

/// The segment of a thing's bytes, beside `$value`.
const CONTENT: &str = "content";

fn is_of_bytes(operation: &Operation) -> bool {
    const STREAM: &str = Primitive::Stream.name();
    operation.body.as_deref() == Some(STREAM) || operation.returns.as_ref().is_some_and(|it| it.ty == STREAM)
}

impl Branch {
    /// Notes how a path writes the last step. Most write it as others do.
    fn meet(&mut self, segment: &Segment) {
        if let Some(count) = self.spellings.get_mut(segment) {
            *count += 1;
            return;
        }
        self.spellings.insert(segment.clone(), 1);
        if let Segment::Key(placeholder) | Segment::ItemPath(placeholder) = segment {
            self.placeholders.insert(placeholder.clone());
        }
    }
}

impl Tree {
    /// The branch of a path, grown where it is not there.
    fn reach(&mut self, segments: &[Segment]) -> usize {
        let mut at = 0;
        for segment in segments {
            let turn = turn(segment);
            at = if let Some(&next) = self.branches[at].children.get(&turn) {
                next
            } else {
                let next = self.branches.len();
                self.branches[at].children.insert(turn, next);
                self.branches.push(Branch {
                    parent: at,
                    ..Branch::default()
                });
                next
            };
            self.branches[at].meet(segment);
        }
        at
    }

    /// The commonest spelling wins; among equals the one with most capitals, which pages lose and do not add.
    fn settle_spellings(&mut self) {
        for branch in &mut self.branches {
            let capitals = |it: &Segment| format!("{it:?}").bytes().filter(u8::is_ascii_uppercase).count();
            let spellings = std::mem::take(&mut branch.spellings).into_iter();
            let best = spellings.max_by_key(|(segment, count)| (*count, capitals(segment)));
            branch.step = best.map(|(segment, _)| segment);
        }
    }

    fn find(&self, segments: &[Segment]) -> Option<usize> {
        segments.iter().try_fold(0, |at, segment| {
            self.branches[at].children.get(&turn(segment)).copied()
        })
    }
}

/// The places that a key follows somewhere, as far as something is written there like a function.
fn collections(read: &[(usize, Verb, Vec<Segment>)]) -> BTreeSet<Vec<Turn>> {
    let all = || read.iter().map(|(_, _, segments)| segments);
    let called: BTreeSet<String> = all()
        .flatten()
        .filter_map(|segment| match segment {
            Segment::Call(name, _) => Some(name.to_ascii_lowercase()),
            _ => None,
        })
        .collect();
    let mut collections = BTreeSet::new();
    for segments in all() {
        for (at, pair) in segments.windows(2).enumerate() {
            if let [Segment::Literal(name), Segment::Key(_)] = pair
                && called.contains(&name.to_ascii_lowercase())
            {
                collections.insert(segments[..=at].iter().map(turn).collect());
            }
        }
    }
    collections
}

/// `applications(appId='{appId}')` is written like a function. It is a key where `applications` has keys.
fn with_alternate_keys(
    segments: Vec<Segment>,
    is_function: bool,
    collections: &BTreeSet<Vec<Turn>>,
) -> Vec<Segment> {
    if !segments.iter().any(|it| matches!(it, Segment::Call(..))) {
        return segments;
    }
    let last = segments.len().saturating_sub(1);
    let mut turns = Vec::with_capacity(segments.len());
    let mut result = Vec::with_capacity(segments.len());
    for (at, segment) in segments.into_iter().enumerate() {
        if let Segment::Call(name, arguments) = &segment {
            turns.push(Turn::Segment(name.to_ascii_lowercase()));
            let is_last_function = is_function && at == last;
            let is_key = !is_last_function && !arguments.is_empty() && collections.contains(&turns);
            if is_key {
                result.push(Segment::Literal(name.clone()));
                let key = Segment::AlternateKey(arguments.clone());
                turns.push(turn(&key));
                result.push(key);
                continue;
            }
            turns.pop();
        }
        turns.push(turn(&segment));
        result.push(segment);
    }
    result
}

fn turn(segment: &Segment) -> Turn {
    let names = |arguments: &[CallArgument]| {
        let mut names: Vec<_> = arguments.iter().map(|it| it.name.to_ascii_lowercase()).collect();
        names.sort();
        names
    };
    match segment {
        Segment::Literal(name) => Turn::Segment(name.to_ascii_lowercase()),
        Segment::Key(_) => Turn::Key,
        Segment::ItemPath(_) => Turn::ItemPath,
        Segment::Call(name, arguments) => Turn::Call(name.to_ascii_lowercase(), names(arguments)),
        Segment::AlternateKey(arguments) => Turn::AlternateKey(names(arguments)),
    }
}

fn verb(method: &str) -> Option<Verb> {
    Some(match method {
        "GET" => Verb::Get,
        "POST" => Verb::Post,
        "PUT" => Verb::Put,
        "PATCH" => Verb::Patch,
        "DELETE" => Verb::Delete,
        "HEAD" => Verb::Head,
        "OPTIONS" => Verb::Options,
        _ => return None,
    })
}

fn unsupported(operation: &Operation, reason: &str, diagnostics: &mut Diagnostics) {
    let message = format!(
        "{} {} is left out: {reason}",
        escaped(&operation.method),
        escaped(&operation.path)
    );
    let help =
        "write the path as `/segments/{key}/function(name='{argument}')`, on the page or in the overrides";
    diagnostics.push(Diagnostic::new(Code::UnsupportedPath, operation.span, message).help(help));
}
