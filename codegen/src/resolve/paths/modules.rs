//! Where each branch of the tree is written, and as what.

use std::collections::BTreeMap;

use super::steps;
use super::tree::{Branch, Tree};
use crate::dialect::address::documented::Segment;
use crate::model::{Name, NodeId, PathModule};
use crate::resolve::names::{self, NameKind, Wanted};

/// A module that would be longer than this, in lines, is split at its next segments.
const LONGEST: usize = 4_000;

/// What a method and a node take, about, in lines.
const LINES: (usize, usize) = (28, 10);

/// The deepest module below an area.
const DEEPEST: usize = 6;

/// The branches without the root, in the order of their nodes. Vectors are by branch.
pub(super) struct Places {
    /// Each area in one run, each branch after its parent. A node's id is its place.
    pub(super) order: Vec<usize>,
    pub(super) ids: Vec<NodeId>,
    pub(super) names: Vec<Name>,
    pub(super) templates: Vec<String>,
    /// The name of the module that a branch opens, where it does not stay in its parent's.
    pub(super) opens: Vec<Option<Name>>,
    /// One for each area.
    pub(super) modules: Vec<PathModule>,
}

impl Places {
    pub(super) fn new(tree: &Tree) -> Self {
        let count = tree.branches.len();
        let mut places = Self {
            order: Vec::with_capacity(count),
            ids: vec![NodeId(0); count],
            names: vec![names::spell(NameKind::Node, ""); count],
            templates: vec![String::new(); count],
            opens: vec![None; count],
            modules: Vec::new(),
        };
        let mut lines = vec![0; count];
        let areas: Vec<usize> = tree.branches[0].children.values().copied().collect();
        for &area in &areas {
            let first = places.order.len();
            places.walk(tree, area);
            let own = &places.order[first..];
            for &at in own.iter().rev() {
                lines[at] += LINES.0 * tree.branches[at].calls.len() + LINES.1;
                lines[tree.branches[at].parent] += lines[at];
            }
            name_nodes(tree, area, own, &places.templates, &mut places.names);
        }
        let segments: Vec<&str> = areas
            .iter()
            .filter_map(|it| tree.branches[*it].step.as_ref())
            .filter_map(Segment::name)
            .collect();
        for (&area, name) in areas
            .iter()
            .zip(names::assign(NameKind::Module, &plain(&segments)).0)
        {
            let module = places.module(tree, &lines, name, &[area], 0);
            places.modules.push(module);
        }
        places
    }

    /// Gives ids and templates, each branch after its parent.
    fn walk(&mut self, tree: &Tree, area: usize) {
        let mut open = vec![area];
        while let Some(at) = open.pop() {
            let branch = &tree.branches[at];
            self.ids[at] = NodeId(self.order.len());
            self.order.push(at);
            self.templates[at] = steps::template(&self.templates[branch.parent], branch);
            open.extend(branch.children.values().rev());
        }
    }

    /// The module of these branches and what is below them. A long one, and every area's, is split where a named
    /// segment follows.
    fn module(
        &mut self,
        tree: &Tree,
        lines: &[usize],
        name: Name,
        roots: &[usize],
        depth: usize,
    ) -> PathModule {
        let long = roots.iter().map(|it| lines[*it]).sum::<usize>() > LONGEST;
        let splits = depth == 0 || (long && depth < DEEPEST);
        let mut nodes = Vec::new();
        let mut below: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut open: Vec<usize> = roots.iter().rev().copied().collect();
        while let Some(at) = open.pop() {
            nodes.push(self.ids[at]);
            for &child in tree.branches[at].children.values().rev() {
                let opened = tree.branches[child]
                    .step
                    .as_ref()
                    .filter(|_| splits)
                    .and_then(Segment::name);
                match opened {
                    Some(segment) => below.entry(segment).or_default().push(child),
                    None => open.push(child),
                }
            }
        }
        let segments: Vec<&str> = below.keys().copied().collect();
        let longer: Vec<String> = segments.iter().map(|it| format!("{it} paths")).collect();
        let wanted: Vec<_> = segments
            .iter()
            .zip(&longer)
            .map(|(segment, longer)| Wanted {
                candidates: vec![segment, longer],
                order: (*segment).to_owned(),
            })
            .collect();
        let names = names::assign_modules(&name, &wanted);
        let mut children: Vec<PathModule> = Vec::with_capacity(names.len());
        for (name, mut roots) in names.into_iter().zip(below.into_values()) {
            roots.sort_by_key(|it| self.ids[*it]);
            for root in &roots {
                self.opens[*root] = Some(name.clone());
            }
            children.push(self.module(tree, lines, name, &roots, depth + 1));
        }
        nodes.sort();
        children.sort_by(|a, b| a.name.cmp(&b.name));
        PathModule {
            name,
            nodes,
            children,
        }
    }
}

/// A node's name follows the path from the segment below the area on, however its module is split.
fn name_nodes(tree: &Tree, area: usize, own: &[usize], templates: &[String], names: &mut [Name]) {
    let mut chains: BTreeMap<usize, (bool, String)> = BTreeMap::new();
    for &at in own {
        let branch = &tree.branches[at];
        let part = chain_part(branch);
        let is_named = at != area && branch.step.as_ref().and_then(Segment::name).is_some();
        let chain = match chains.get(&branch.parent) {
            Some((below, before)) if *below || !is_named => (*below, format!("{before} {part}")),
            _ => (is_named, part),
        };
        chains.insert(at, chain);
    }
    // Names differ within an area, so that a module can be split or not.
    let longer: Vec<String> = own
        .iter()
        .map(|at| steps::with_arguments(&chains[at].1, &tree.branches[*at]))
        .collect();
    let wanted: Vec<_> = own
        .iter()
        .zip(&longer)
        .map(|(at, longer)| Wanted {
            candidates: vec![&chains[at].1, longer, &templates[*at]],
            order: templates[*at].clone(),
        })
        .collect();
    for (at, name) in own.iter().zip(names::assign(NameKind::Node, &wanted).0) {
        names[*at] = name;
    }
}

/// The part of a node's name that its own step gives.
fn chain_part(branch: &Branch) -> String {
    match &branch.step {
        None => String::new(),
        Some(Segment::Literal(name) | Segment::Call(name, _)) => steps::plain(name),
        Some(Segment::Key(_)) => "Item".to_owned(),
        Some(Segment::ItemPath(_)) => "ByPath".to_owned(),
        Some(Segment::AlternateKey(arguments)) => steps::by(arguments),
    }
}

fn plain<'a>(segments: &[&'a str]) -> Vec<Wanted<'a>> {
    segments.iter().map(|it| Wanted::plain(it)).collect()
}
