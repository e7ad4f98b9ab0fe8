//! Which documented operation is called, and with which of its page's examples.

use graphdown_codegen::dialect::http::{self, METHODS};
use graphdown_codegen::schema::{Example, Operation};
use graphdown_codegen::text::page_stem;
use graphdown_emulator::{Emulator, ExampleRequest};

use super::args::Call;
use super::offered::offered;
use crate::exit::Failure;
use graphdown_codegen::text::Inert;

/// What is called.
pub(super) struct Called<'a> {
    /// The operation that is called.
    pub(super) operation: &'a Operation,
    /// The page that speaks for the call: the one that the caller chose, or whose example is sent; else the one that leads.
    pub(super) page: Option<&'a str>,
    /// The caller chose the page.
    pub(super) is_chosen: bool,
    /// The operations of the method and path, which differ in arguments at most.
    pub(super) documented: Vec<&'a Operation>,
    /// The request that the page shows, where it is asked for.
    pub(super) example: Option<ExampleRequest<'a>>,
    /// `GET`, `POST`, …
    pub(super) method: &'a str,
    /// Below the version of the API.
    pub(super) path: String,
    pub(super) query: Option<String>,
}

/// Finds the operation of a method and a path, and its example.
///
/// # Errors
/// No page documents them, or the page shows no such request: the text says what there is.
pub(super) fn find<'a>(emulator: &'a Emulator, args: &'a Call) -> Result<Called<'a>, Failure> {
    let method = args.method.as_deref().unwrap_or_default();
    let typed = args.path.as_deref().unwrap_or_default();
    let method = METHODS
        .into_iter()
        .find(|it| it.eq_ignore_ascii_case(method))
        .unwrap_or(METHODS[0]);
    let line = http::read(&format!("{method} {typed}")).ok_or_else(|| format!("`{typed}` is no path"))?;
    let mut documented = emulator.find(method, &line.path);
    let mut chosen = None;
    if let Some(page) = &args.page
        && !documented.is_empty()
    {
        (documented, chosen) = of_page(&documented, page)?;
    }
    let Some(&first) = documented.first() else {
        return Err(undocumented(emulator, method, &line.path).into());
    };
    let mut called = Called {
        operation: first,
        page: chosen.or(first.page.as_deref()),
        is_chosen: chosen.is_some(),
        documented,
        example: None,
        method,
        path: line.path,
        query: line.query,
    };
    if let Some(number) = args.example {
        called.take_example(emulator, number, chosen)?;
    }
    Ok(called)
}

impl<'a> Called<'a> {
    /// Takes the `number`-th request that the pages show, from 1; those of one page, where it is chosen.
    fn take_example(
        &mut self,
        emulator: &Emulator,
        number: usize,
        page: Option<&str>,
    ) -> Result<(), Failure> {
        let mut shown: Vec<(&'a Operation, Option<&'a str>, ExampleRequest<'a>)> = Vec::new();
        for operation in &self.documented {
            let of = |it: &Example| {
                it.page
                    .as_deref()
                    .or(operation.page.as_deref())
                    .map(str::to_owned)
            };
            let examples = operation.examples.iter();
            let examples = examples.filter(|it| page.is_none() || of(it).as_deref() == page);
            for (own, example) in examples.filter_map(|it| Some((it, ExampleRequest::read(it)?))) {
                let leads_here = || {
                    let found = emulator.find(example.method, &example.path);
                    found.iter().any(|it| it.path == operation.path)
                };
                if example.method == self.method && leads_here() {
                    let page = own.page.as_deref().or(operation.page.as_deref());
                    shown.push((operation, page, example));
                }
            }
        }
        let count = shown.len();
        let chosen = number.checked_sub(1).and_then(|at| shown.into_iter().nth(at));
        let Some((operation, page, example)) = chosen else {
            let pages = pages(&self.documented);
            let pages = Inert(&pages);
            let path = &self.operation.path;
            return Err(match count {
                0 => format!("{pages} shows no request of {} {path}", self.method),
                _ => format!(
                    "{pages} shows {count} requests of {} {path}: --example=1 to {count}",
                    self.method
                ),
            }
            .into());
        };
        // Values that were typed stay; placeholders become those of the example.
        if self.path.contains('{') {
            self.path.clone_from(&example.path);
        }
        if self.query.is_none() {
            self.query.clone_from(&example.query);
        }
        (self.operation, self.page) = (operation, page);
        self.example = Some(example);
        Ok(())
    }
}

/// Operations of a page, and its whole name.
type OfPage<'a> = (Vec<&'a Operation>, Option<&'a str>);

/// The pages of an operation, the leading one first.
fn all_pages(operation: &Operation) -> impl Iterator<Item = &str> {
    let leads = operation.page.as_deref().into_iter();
    let others = operation.also.iter().map(|it| it.page.as_str());
    leads.chain(others)
}

/// Those of one page, which goes by its whole name, its file's name, or that without `.md`.
fn of_page<'a>(documented: &[&'a Operation], page: &str) -> Result<OfPage<'a>, Failure> {
    let is_called = |name: &str| {
        let file = name.rsplit('/').next().unwrap_or_default();
        [name, file, page_stem(name)]
            .iter()
            .any(|it| it.eq_ignore_ascii_case(page))
    };
    let named = |it: &'a Operation| all_pages(it).find(|name| is_called(name));
    let chosen: Vec<&Operation> = documented
        .iter()
        .copied()
        .filter(|it| named(it).is_some())
        .collect();
    if let Some(first) = chosen.first() {
        let name = named(first);
        return Ok((chosen, name));
    }
    let pages = pages(documented);
    Err(format!("the call is not of the page `{page}`; it is of {}", Inert(&pages)).into())
}

/// The names of the pages, each once.
pub(super) fn pages(documented: &[&Operation]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in documented.iter().flat_map(|it| all_pages(it)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// What there is instead of what no page documents.
fn undocumented(emulator: &Emulator, method: &str, path: &str) -> String {
    let methods = |path: &str| -> Vec<&str> {
        let documented = METHODS
            .into_iter()
            .filter(|it| !emulator.find(it, path).is_empty());
        documented.collect()
    };
    let others = methods(path);
    if !others.is_empty() {
        return format!(
            "{path} is documented with {}, not with {method}",
            others.join(", ")
        );
    }
    let mut nearest: Vec<String> = emulator.nearest(path).into_iter().filter_map(offered).collect();
    nearest.dedup();
    let nearest: Vec<String> = nearest
        .iter()
        .map(|it| format!("  {} {it}", methods(it).join("|")))
        .collect();
    if nearest.is_empty() {
        return format!(
            "no page documents {path}, nor anything like it; `graphdown call --list` shows what there is"
        );
    }
    format!(
        "no page documents {path}; the nearest are\n{}",
        nearest.join("\n")
    )
}
