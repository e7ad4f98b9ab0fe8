//! Turns the tree of paths into nodes with names, files and areas.

use super::methods::{self, Draft};
use super::modules::Places;
use super::steps;
use super::tree::{self, Tree};
use crate::diag::Diagnostics;
use crate::dialect::address::documented::Segment;
use crate::model::{Area, Child, Node, Reach};
use crate::resolve::names::{self, NameKind, Wanted};
use crate::resolve::types::action_parameters::Parameters;
use crate::resolve::types::index::Index;
use crate::schema::Operation;
use crate::threads::on_all_threads_unjudged;

/// Every node, and the areas that they belong to.
pub(crate) fn resolve(
    operations: &[Operation],
    index: &Index<'_>,
    parameters: &Parameters<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Node>, Vec<Area>) {
    let tree = tree::grow(operations, diagnostics);
    let places = Places::new(&tree);
    let nodes = on_all_threads_unjudged(places.order.clone(), diagnostics, |at, found| {
        let branch = &tree.branches[at];
        let drafts = methods::drafts(branch, operations, index, parameters, found);
        node(&tree, &places, at, drafts)
    });
    let areas = areas(&tree, places, &nodes);
    (nodes, areas)
}

fn node(tree: &Tree, places: &Places, at: usize, drafts: Vec<Draft>) -> Node {
    let branch = &tree.branches[at];
    let children: Vec<(usize, [String; 2])> = branch
        .children
        .values()
        .map(|&child| (child, steps::child_candidates(&tree.branches[child])))
        .collect();
    let of_children = children.iter().map(|(child, candidates)| Wanted {
        candidates: candidates.iter().map(String::as_str).collect(),
        order: format!("0{}", places.templates[*child]),
    });
    let of_methods = drafts.iter().map(|draft| Wanted {
        candidates: draft.candidates.iter().map(String::as_str).collect(),
        order: format!("1{}", draft.order),
    });
    let wanted: Vec<_> = of_children.chain(of_methods).collect();
    let (mut given, _) = names::assign(NameKind::Method, &wanted);
    let of_methods = given.split_off(children.len());

    let mut children: Vec<Child> = children
        .iter()
        .zip(given)
        .map(|(&(child, _), method)| Child {
            method,
            step: steps::step(&tree.branches[child]),
            node: places.ids[child],
        })
        .collect();
    children.sort_by(|a, b| a.method.cmp(&b.method));
    let mut methods: Vec<_> = drafts
        .into_iter()
        .zip(of_methods)
        .map(|(draft, name)| draft.named(name))
        .collect();
    methods.sort_by(|a, b| a.name.cmp(&b.name));
    let reach = match &places.opens[at] {
        _ if branch.parent == 0 => Reach::Client,
        Some(module) => Reach::Above(module.clone()),
        None => Reach::Module,
    };
    Node {
        name: places.names[at].clone(),
        template: places.templates[at].clone(),
        reach,
        children,
        methods,
    }
}

fn areas(tree: &Tree, places: Places, nodes: &[Node]) -> Vec<Area> {
    let branches: Vec<_> = tree.branches[0]
        .children
        .values()
        .map(|it| (*it, &tree.branches[*it]))
        .collect();
    let segments: Vec<&str> = branches
        .iter()
        .filter_map(|(_, it)| it.step.as_ref().and_then(Segment::name))
        .collect();
    let wanted: Vec<_> = segments.iter().map(|it| Wanted::plain(it)).collect();
    let (methods, _) = names::assign(NameKind::ClientMethod, &wanted);
    let (features, _) = names::assign(NameKind::Feature, &wanted);
    let starts = branches
        .iter()
        .map(|(at, _)| places.ids[*at].0)
        .chain([nodes.len()])
        .collect::<Vec<_>>();
    let named = segments.into_iter().zip(methods.into_iter().zip(features));
    let pieces = branches.iter().zip(places.modules).zip(starts.windows(2));
    named
        .zip(pieces)
        .map(
            |((segment, (method, feature)), (((at, branch), module), range))| Area {
                segment: segment.to_owned(),
                method,
                feature,
                step: steps::step(branch),
                root: places.ids[*at],
                module,
                operations: nodes[range[0]..range[1]].iter().map(|it| it.methods.len()).sum(),
            },
        )
        .collect()
}
