//! **Stage 6: slice.** *In* comes a [`Model`] and a selection; *out* goes the smaller model of what was selected and what
//! comes with it. It comes after the names, so that everything has the same name and the same file in a slice as in the
//! whole. Schema and pages are not known here.

mod cut;
mod pattern;

use std::collections::BTreeSet;
use std::fmt;

use crate::model::{Closures, Method, Model, TypeId};
use crate::nearest::nearest;
use crate::resolve::features;
use crate::text::escaped;
use pattern::Pattern;

/// What is to be in a slice. Without any choice it is the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Types, operations, areas, or globs of them:
    ///
    /// * `remoteActionAudit`, `microsoft.graph.callRecords.*`: types, without their operations. A name that no type
    ///   has is an area's.
    /// * `GET /users/{id}`: an operation, whatever its pages call the key; `GET /users/*`, `* /users/**`.
    /// * `/deviceManagement/**`: all operations of these paths; `**` is any number of segments, none too, and `*` what
    ///   is in one.
    pub include: Vec<String>,
    /// First segments of paths, `deviceManagement`: all of their operations.
    pub areas: Vec<String>,
}

impl Selection {
    /// True where nothing was chosen, which means everything.
    pub fn is_whole(&self) -> bool {
        self.include.is_empty() && self.areas.is_empty()
    }
}

/// A choice that nothing of the API fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// The choice.
    pub pattern: String,
    /// What it was looked for among: `area is`, …
    what: &'static str,
    /// What may have been meant.
    pub nearest: Option<String>,
}

impl fmt::Display for Unmatched {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no {} `{}`", self.what, escaped(&self.pattern))?;
        match &self.nearest {
            Some(name) => write!(formatter, "; `{}` has a similar name", escaped(name)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Unmatched {}

/// What was chosen, by itself.
#[derive(Default)]
struct Chosen {
    types: BTreeSet<TypeId>,
    /// By node and place among its methods.
    methods: BTreeSet<(usize, usize)>,
}

/// The selected part of a model, with the closure of it. What leads out of it is open JSON.
///
/// # Errors
///
/// The first choice that nothing fits.
pub fn slice(model: Model, selection: &Selection) -> Result<Model, Unmatched> {
    if selection.is_whole() {
        return Ok(model);
    }
    let mut chosen = Chosen::default();
    for area in &selection.areas {
        if !choose_area(&model, area, &mut chosen) {
            return Err(unmatched_area(&model, area));
        }
    }
    for text in &selection.include {
        let pattern = Pattern::parse(text);
        let found = match &pattern {
            Pattern::Name(name) => choose_types(&model, name, &mut chosen),
            Pattern::Calls { .. } => choose_methods(&model, &pattern, &mut chosen),
        };
        if !found && !choose_area(&model, text, &mut chosen) {
            return Err(unmatched(&model, text, &pattern));
        }
    }
    let taken = chosen
        .methods
        .iter()
        .flat_map(|(node, at)| model.nodes[*node].methods[*at].types());
    let types = Closures::new(&model).of(taken.chain(chosen.types.iter().copied()));
    let mut slice = cut::cut(model, &types, &chosen.methods);
    features::assign(&mut slice);
    Ok(slice)
}

/// An area by its segment or by its feature.
fn choose_area(model: &Model, name: &str, chosen: &mut Chosen) -> bool {
    let name = name.trim_matches('/');
    let mut areas = model
        .areas
        .iter()
        .filter(|it| it.segment == name || it.feature.as_str() == name)
        .peekable();
    let found = areas.peek().is_some();
    for node in areas.flat_map(|it| it.module.all_nodes()) {
        let methods = 0..model.node(node).methods.len();
        chosen.methods.extend(methods.map(|at| (node.0, at)));
    }
    found
}

fn choose_types(model: &Model, name: &str, chosen: &mut Chosen) -> bool {
    let types = model.types.iter().enumerate();
    let fit = types.filter(|(_, it)| pattern::fits(name, &it.documented) || pattern::fits(name, &it.wire));
    let fit: Vec<TypeId> = fit.map(|(at, _)| TypeId(at)).collect();
    let found = !fit.is_empty();
    chosen.types.extend(fit);
    found
}

fn choose_methods(model: &Model, pattern: &Pattern, chosen: &mut Chosen) -> bool {
    let mut found = false;
    for (number, node) in model.nodes.iter().enumerate() {
        for (at, method) in node.methods.iter().enumerate() {
            if pattern.fits_call(method.verb.as_str(), &method.path) {
                found = true;
                chosen.methods.insert((number, at));
            }
        }
    }
    found
}

fn unmatched_area(model: &Model, area: &str) -> Unmatched {
    let areas = model.areas.iter().map(|it| it.segment.as_str());
    Unmatched {
        pattern: area.to_owned(),
        what: "area is",
        nearest: nearest(area, areas).map(str::to_owned),
    }
}

fn unmatched(model: &Model, text: &str, pattern: &Pattern) -> Unmatched {
    let (what, nearest) = match pattern {
        Pattern::Name(name) => {
            let types = model.types.iter().map(|it| it.documented.as_str());
            let areas = model.areas.iter().map(|it| it.segment.as_str());
            let names = types.chain(areas);
            ("type or area is", nearest(name, names).map(str::to_owned))
        }
        Pattern::Calls { method, path } => {
            let calls = model.nodes.iter().flat_map(|it| &it.methods);
            // Keys are called as the pages like: they say nothing of what is meant.
            let calls: Vec<(String, &Method)> = calls.map(|it| (pattern::plain(&it.path), it)).collect();
            let verb = |it: &Method| method.as_ref().is_none_or(|method| method == it.verb.as_str());
            let paths = calls
                .iter()
                .filter(|(_, it)| verb(it))
                .map(|(path, _)| path.as_str());
            let near = nearest(path, paths);
            let call = near.and_then(|near| calls.iter().find(|(path, it)| path == near && verb(it)));
            let shown = call.map(|(_, it)| match method {
                Some(_) => format!("{} {}", it.verb.as_str(), it.path),
                None => it.path.clone(),
            });
            ("operation fits", shown)
        }
    };
    Unmatched {
        pattern: text.to_owned(),
        what,
        nearest,
    }
}
