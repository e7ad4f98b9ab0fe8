//! What only an example shows is a call, too: `PUT /me/drive/root:/FolderA/FileB.txt:/content`, `PATCH /me`.
//!
//! A page is about the call where one of its own request lines has the same method and leads to the same: the same type, one or
//! many, or the same action. The documented types have to allow the path; what they do not allow is a slip of the page.

use super::walk::{End, Graph, Step, Target};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::address::documented;
use crate::dialect::address::key::Key;
use crate::dialect::address::shown::{self, Token};
use crate::dialect::http;
use crate::merge::name_map::{HashMap, HashSet};
use crate::merge::operations::Built;
use crate::schema::Primitive;
use crate::schema::{ExampleKind, Operation, OperationKind, Place, Returns};
use crate::source::Span;

/// A request that no page has among its request lines.
struct Request {
    method: String,
    path: String,
    span: Span,
}

/// Operations of requests that pages show and do not list. Each is judged by no unit: nothing counts it as documented.
pub(super) fn infer(built: &[Built], graph: &Graph<'_>, diags: &mut Diagnostics) -> Vec<Built> {
    let mut known: HashSet<Key> = HashSet::default();
    let mut pages: HashMap<&str, Vec<&Built>> = HashMap::default();
    let mut order: Vec<&str> = Vec::new();
    for it in built {
        known.insert(Key::of(&it.operation.method, &it.operation.path));
        let page = it.rank.page();
        let lines = pages.entry(page).or_default();
        if lines.is_empty() {
            order.push(page);
        }
        lines.push(it);
    }
    let mut found: Vec<Built> = Vec::new();
    for page in order {
        let Some(own) = pages.get(page) else { continue };
        for request in requests(own) {
            if known.contains(&Key::of(&request.method, &request.path)) {
                continue;
            }
            let Some((path, end)) = allowed(&request, own, graph) else {
                stray(&request, own, diags);
                continue;
            };
            if known.contains(&Key::of(&request.method, &path)) {
                continue;
            }
            let like = own
                .iter()
                .find(|it| is_like(it, &request.method, &path, end.as_ref(), graph));
            let Some(like) = like else {
                stray(&request, own, diags);
                continue;
            };
            known.insert(Key::of(&request.method, &path));
            let operation = operation(&like.operation, path, end.as_ref(), request.span, graph);
            tell(&operation, page, diags);
            found.push(Built {
                operation,
                body_known: true,
                result_known: true,
                body_span: like.body_span,
                result_span: like.result_span,
                rank: like.rank.clone(),
            });
        }
    }
    found
}

/// The requests that a page shows, each once.
fn requests(own: &[&Built]) -> Vec<Request> {
    let mut met: HashSet<Key> = HashSet::default();
    let examples = own.first().map_or(&[][..], |it| it.operation.examples.as_slice());
    let shown = examples
        .iter()
        .filter(|it| it.kind == ExampleKind::Request && !http::is_elsewhere(&it.start));
    let lines = shown.filter_map(|it| Some((http::read(&it.start)?, it.span)));
    lines
        .filter(|(line, _)| met.insert(Key::of(line.method, &line.path)))
        .map(|(line, span)| Request {
            method: line.method.to_owned(),
            path: line.path,
            span,
        })
        .collect()
}

/// True where a request line of the page stands for the request, as far as its form tells.
fn is_listed(request: &Request, operation: &Operation) -> bool {
    let documented = documented::parse(&operation.path);
    request.method == operation.method
        && documented.is_ok_and(|it| shown::is_of(&shown::tokens(&request.path), &it))
}

/// The path with placeholders for what the example has in the places of keys, and where it leads; `None` where the
/// documented types do not lead there.
fn allowed(request: &Request, own: &[&Built], graph: &Graph<'_>) -> Option<(String, Option<End>)> {
    let is_action = |name: &str| {
        own.iter().any(|it| {
            it.operation.kind == OperationKind::Action
                && last_name(&it.operation.path).eq_ignore_ascii_case(name)
        })
    };
    let tokens = shown::tokens(&request.path);
    let mut path = String::new();
    let mut at: Option<End> = None;
    let count = tokens.len();
    for (number, token) in tokens.iter().enumerate() {
        let is_last = number + 1 == count;
        match token {
            Token::Name(name) if name == "$count" && is_last => {
                at.as_ref().filter(|it| it.collection)?;
                path.push_str("/$count");
                return Some((path, None));
            }
            Token::Name(name) if is_last && at.is_some() && is_action(name) => {
                path.push('/');
                path.push_str(name);
                return Some((path, None));
            }
            Token::Name(name) => {
                let step = graph.take(at.as_ref(), name, &path)?;
                match step {
                    Step::Named(spelled, end) => {
                        path.push('/');
                        path.push_str(&spelled);
                        at = Some(end);
                    }
                    Step::Key(end) => {
                        path.push_str("/{id}");
                        at = Some(end);
                    }
                }
            }
            Token::Parentheses(inside) if inside.trim().is_empty() => {}
            Token::Parentheses(inside) => {
                let before = at.take().filter(|it| it.collection && !inside.contains('='))?;
                path.push_str("/{id}");
                at = Some(End {
                    collection: false,
                    ..before
                });
            }
            Token::ItemPath(_) => {
                let before = at.take().filter(|it| !it.collection)?;
                path.push_str(if is_last { ":/{path}" } else { ":/{path}:" });
                at = Some(before);
            }
        }
    }
    documented::parse(&path).ok()?;
    Some((path, at))
}

fn last_name(path: &str) -> &str {
    let last = path.rsplit('/').next().unwrap_or_default();
    documented::last_part(last.split('(').next().unwrap_or(last))
}

/// True where a line of the page is a call of the same kind to the same kind of place.
fn is_like(it: &Built, method: &str, path: &str, end: Option<&End>, graph: &Graph<'_>) -> bool {
    let operation = &it.operation;
    if operation.method != method || operation.path.contains("/$") {
        return false;
    }
    match end {
        // A count of what the page lists, or the page's action.
        None if path.ends_with("/$count") => {
            operation.kind == OperationKind::List
                && graph
                    .walk(&operation.path)
                    .zip(graph.walk(path))
                    .is_some_and(|(a, b)| a.ty == b.ty)
        }
        None => {
            let host = |path: &str| graph.walk(path.rsplit_once('/')?.0);
            let hosts = host(&operation.path).zip(host(path));
            operation.kind == OperationKind::Action
                && last_name(&operation.path).eq_ignore_ascii_case(last_name(path))
                && hosts.is_some_and(|(a, b)| a.collection == b.collection && graph.are_one(&a.ty, &b.ty))
        }
        Some(end) => {
            let is_of_thing = !matches!(operation.kind, OperationKind::Action | OperationKind::Function);
            let own = graph.walk(&operation.path);
            is_of_thing
                && own.is_some_and(|own| {
                    own.collection == end.collection && graph.are_one(&own.ty, &end.ty) && own.is_certain()
                })
        }
    }
}

fn operation(like: &Operation, path: String, end: Option<&End>, span: Span, graph: &Graph<'_>) -> Operation {
    let mut operation = Operation {
        path,
        inferred: true,
        examples: Vec::new(),
        span,
        ..like.clone()
    };
    operation.parameters.retain(|it| it.place != Place::Function);
    if operation.path.ends_with("/$count") {
        operation.returns = Some(Returns {
            ty: "Int64".to_owned(),
            ..Returns::default()
        });
        operation.kind = OperationKind::Get;
    } else if let (Some(end), OperationKind::Get | OperationKind::List) = (end, operation.kind)
        && matches!(end.ty, Target::Type(_))
        && operation
            .returns
            .as_ref()
            .is_some_and(|it| !Primitive::Stream.is(&it.ty))
    {
        operation.returns = Some(graph.written(end));
    }
    operation
}

/// Tells a request that is of no call. What is about other calls of the page's thing is told by no finding: pages show what
/// goes before, and what follows.
fn stray(request: &Request, own: &[&Built], diags: &mut Diagnostics) {
    // A function may be listed without its arguments.
    if request.path.ends_with(')') || own.iter().any(|it| is_listed(request, &it.operation)) {
        return;
    }
    let is_about = own.iter().any(|it| {
        it.operation.method == request.method && is_named(&request.path, last_named(&it.operation.path))
    });
    if is_about {
        let message = format!(
            "`{} {}` is of none of the page's requests",
            request.method, request.path
        );
        diags.push(
            Diagnostic::new(Code::StrayExample, request.span, message)
                .help("correct the address, or list it among the page's requests"),
        );
    }
}

/// The last segment that is no key.
fn last_named(path: &str) -> &str {
    let mut parts = path.rsplit('/');
    parts.find(|it| !it.starts_with(['{', '('])).unwrap_or_default()
}

/// True where a path ends in the name, or in a key behind it.
fn is_named(path: &str, name: &str) -> bool {
    path.rsplit('/').take(2).any(|it| it.eq_ignore_ascii_case(name))
}

fn tell(operation: &Operation, page: &str, diags: &mut Diagnostics) {
    let message = format!(
        "`{} {}` is told by this example alone: `{page}` does not list it",
        operation.method, operation.path
    );
    diags.push(
        Diagnostic::new(Code::InferredOperation, operation.span, message)
            .help("add the line to the page's HTTP request"),
    );
}
