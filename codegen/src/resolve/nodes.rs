//! Turns the tree of paths into nodes with names, files and areas.

use std::collections::BTreeMap;

use super::index::Index;
use super::methods::{self, Draft};
use super::names::{self, Kind, Wanted};
use super::parameters::Parameters;
use super::segments::{self, Segment};
use super::tree::{self, Branch, Tree};
use super::words::words;
use crate::diag::Diagnostics;
use crate::model::{Area, Child, Name, Node, NodeId, PathFile, Reach, Step};
use crate::schema::Operation;

/// Every node, and the areas that they belong to.
pub(super) fn resolve(
    operations: &[Operation],
    index: &Index<'_>,
    parameters: &Parameters<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Node>, Vec<Area>) {
    let tree = tree::grow(operations, diagnostics);
    let placed = Placed::new(&tree);
    let mut nodes = Vec::with_capacity(placed.order.len());
    for &branch in &placed.order {
        let drafts = methods::drafts(&tree.branches[branch], operations, index, parameters, diagnostics);
        nodes.push(node(&tree, &placed, branch, drafts));
    }
    let areas = areas(&tree, &placed, &nodes);
    (nodes, areas)
}

/// Where each branch is written, and as what. Vectors are by branch.
struct Placed {
    /// The branches without the root, each area in one run, each branch after its parent. A node's id is its place.
    order: Vec<usize>,
    ids: Vec<NodeId>,
    files: Vec<Option<Name>>,
    names: Vec<Name>,
    templates: Vec<String>,
}

impl Placed {
    fn new(tree: &Tree) -> Self {
        let count = tree.branches.len();
        let mut placed = Self {
            order: Vec::with_capacity(count),
            ids: vec![NodeId(0); count],
            files: vec![None; count],
            names: vec![names::spell(Kind::Node, ""); count],
            templates: vec![String::new(); count],
        };
        for &root in tree.branches[0].children.values() {
            let first = placed.order.len();
            let mut open = vec![root];
            while let Some(at) = open.pop() {
                placed.ids[at] = NodeId(placed.order.len());
                placed.order.push(at);
                placed.templates[at] =
                    template(&placed.templates[tree.branches[at].parent], &tree.branches[at]);
                open.extend(tree.branches[at].children.values().rev());
            }
            let area = placed.order[first..].to_vec();
            placed.name_area(tree, root, &area);
        }
        placed
    }

    /// Files follow the first name below the area's own; names follow the path inside of the file.
    fn name_area(&mut self, tree: &Tree, root: usize, area: &[usize]) {
        let mut file_keys: BTreeMap<usize, &str> = BTreeMap::new();
        let mut chains: BTreeMap<usize, String> = BTreeMap::new();
        for &at in area {
            let branch = &tree.branches[at];
            let inherited = file_keys.get(&branch.parent).copied();
            let opens = match &branch.step {
                Some(Segment::Literal(name) | Segment::Call(name, _)) if at != root => Some(name.as_str()),
                _ => None,
            };
            if let Some(key) = inherited.or(opens) {
                file_keys.insert(at, key);
            }
            let own = chain_part(branch);
            let same_file = at != root && inherited.is_some() == file_keys.contains_key(&at);
            let chain = match chains.get(&branch.parent).filter(|_| same_file) {
                Some(before) => format!("{before} {own}"),
                None => own,
            };
            chains.insert(at, chain);
        }

        let mut keys: Vec<&str> = file_keys.values().copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let wanted: Vec<_> = keys.iter().map(|it| Wanted::plain(it)).collect();
        let (modules, _) = names::assign(Kind::Module, &wanted);
        let module_of: BTreeMap<&str, Name> = keys.into_iter().zip(modules).collect();

        let mut by_file: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for &at in area {
            let key = file_keys.get(&at).copied();
            self.files[at] = key.and_then(|it| module_of.get(it).cloned());
            by_file.entry(key).or_default().push(at);
        }
        for branches in by_file.into_values() {
            let longer: Vec<String> = branches
                .iter()
                .map(|at| with_arguments(&chains[at], &tree.branches[*at]))
                .collect();
            let wanted: Vec<_> = branches
                .iter()
                .zip(&longer)
                .map(|(at, longer)| Wanted {
                    candidates: vec![&chains[at], longer],
                    order: self.templates[*at].clone(),
                })
                .collect();
            let (given, _) = names::assign(Kind::Node, &wanted);
            for (at, name) in branches.iter().zip(given) {
                self.names[*at] = name;
            }
        }
    }
}

fn node(tree: &Tree, placed: &Placed, at: usize, drafts: Vec<Draft>) -> Node {
    let branch = &tree.branches[at];
    let children: Vec<(usize, [String; 2])> = branch
        .children
        .values()
        .map(|&child| (child, child_candidates(&tree.branches[child])))
        .collect();
    let segment = branch.step.as_ref().and_then(segment_name);
    let of_children = children.iter().map(|(child, candidates)| Wanted {
        candidates: candidates.iter().map(String::as_str).collect(),
        order: format!("0{}", placed.templates[*child]),
    });
    let of_methods = drafts.iter().map(|draft| Wanted {
        candidates: draft.candidates.iter().map(String::as_str).collect(),
        order: format!("1{}{}", u8::from(!draft.is_about(segment)), draft.order),
    });
    let wanted: Vec<_> = of_children.chain(of_methods).collect();
    let (mut given, _) = names::assign(Kind::Method, &wanted);
    let of_methods = given.split_off(children.len());

    let mut children: Vec<Child> = children
        .iter()
        .zip(given)
        .map(|(&(child, _), method)| Child {
            method,
            step: step(&tree.branches[child]),
            node: placed.ids[child],
        })
        .collect();
    children.sort_by(|a, b| a.method.cmp(&b.method));
    let mut methods: Vec<_> = drafts
        .into_iter()
        .zip(of_methods)
        .map(|(draft, name)| draft.named(name))
        .collect();
    methods.sort_by(|a, b| a.name.cmp(&b.name));
    let reach = if branch.parent == 0 {
        Reach::Client
    } else if placed.files[branch.parent] == placed.files[at] {
        Reach::File
    } else {
        Reach::Area
    };
    Node {
        name: placed.names[at].clone(),
        template: placed.templates[at].clone(),
        file: placed.files[at].clone(),
        reach,
        children,
        methods,
    }
}

fn areas(tree: &Tree, placed: &Placed, nodes: &[Node]) -> Vec<Area> {
    let roots: Vec<usize> = tree.branches[0].children.values().copied().collect();
    let segments: Vec<&str> = roots
        .iter()
        .filter_map(|it| tree.branches[*it].step.as_ref().and_then(segment_name))
        .collect();
    let wanted: Vec<_> = segments.iter().map(|it| Wanted::plain(it)).collect();
    let (modules, _) = names::assign(Kind::Module, &wanted);
    let (methods, _) = names::assign(Kind::ClientMethod, &wanted);
    let (features, _) = names::assign(Kind::Feature, &wanted);
    let named = segments
        .iter()
        .zip(modules)
        .zip(methods.into_iter().zip(features));
    let starts: Vec<usize> = roots
        .iter()
        .map(|it| placed.ids[*it].0)
        .chain([nodes.len()])
        .collect();
    named
        .zip(roots.iter().zip(starts.windows(2)))
        .map(|(((segment, module), (method, feature)), (branch, range))| {
            let own = &nodes[range[0]..range[1]];
            let mut root = Vec::new();
            let mut files: BTreeMap<&Name, Vec<NodeId>> = BTreeMap::new();
            for (offset, node) in own.iter().enumerate() {
                let id = NodeId(range[0] + offset);
                match &node.file {
                    None => root.push(id),
                    Some(file) => files.entry(file).or_default().push(id),
                }
            }
            Area {
                segment: (*segment).to_owned(),
                module,
                method,
                feature,
                step: step(&tree.branches[*branch]),
                root: NodeId(range[0]),
                nodes: root,
                files: files
                    .into_iter()
                    .map(|(module, nodes)| PathFile {
                        module: module.clone(),
                        nodes,
                    })
                    .collect(),
                operations: own.iter().map(|it| it.methods.len()).sum(),
            }
        })
        .collect()
}

fn template(before: &str, branch: &Branch) -> String {
    match &branch.step {
        None => before.to_owned(),
        Some(Segment::Literal(name)) => format!("{before}/{name}"),
        Some(Segment::Key(_)) => format!("{before}/{{{}}}", shown(branch)),
        Some(Segment::ItemPath(_)) => format!("{before}:/{{{}}}:", shown(branch)),
        Some(Segment::Call(name, arguments)) => format!("{before}/{name}({})", listed(arguments)),
        Some(Segment::AlternateKey(arguments)) => format!("{before}({})", listed(arguments)),
    }
}

fn listed(arguments: &[segments::CallArgument]) -> String {
    let arguments: Vec<String> = arguments
        .iter()
        .map(|it| {
            let quote = if it.quoted { "'" } else { "" };
            format!("{0}={quote}{{{0}}}{quote}", it.name)
        })
        .collect();
    arguments.join(",")
}

/// The most telling of the names that pages give to a key.
fn shown(branch: &Branch) -> &str {
    let ids = || branch.placeholders.iter().filter(|it| is_id(it));
    let longest = |a: &&String, b: &&String| a.len().cmp(&b.len()).then(b.cmp(a));
    let best = ids()
        .max_by(longest)
        .or_else(|| branch.placeholders.iter().max_by(longest));
    best.map_or("id", String::as_str)
}

/// `usersId`, `id | userPrincipalName`
fn is_id(placeholder: &str) -> bool {
    placeholder
        .split('|')
        .any(|it| words(it).last().is_some_and(|it| it.eq_ignore_ascii_case("id")))
}

/// The part of a node's name that its own step gives.
fn chain_part(branch: &Branch) -> String {
    match &branch.step {
        None => String::new(),
        Some(Segment::Literal(name) | Segment::Call(name, _)) => plain(name),
        Some(Segment::Key(_)) => "Item".to_owned(),
        Some(Segment::ItemPath(_)) => "ByPath".to_owned(),
        Some(Segment::AlternateKey(arguments)) => by(arguments),
    }
}

fn with_arguments(chain: &str, branch: &Branch) -> String {
    match &branch.step {
        Some(Segment::Call(_, arguments)) => format!("{chain} {}", by(arguments)),
        _ => chain.to_owned(),
    }
}

/// What to call the method that leads to a branch, the better one first.
fn child_candidates(branch: &Branch) -> [String; 2] {
    let plain = match &branch.step {
        None => String::new(),
        Some(Segment::Literal(name) | Segment::Call(name, _)) => plain(name),
        Some(Segment::Key(_)) if branch.placeholders.iter().any(|it| is_id(it)) => "id".to_owned(),
        Some(Segment::Key(_)) => shown(branch).to_owned(),
        Some(Segment::ItemPath(_)) => "by path".to_owned(),
        Some(Segment::AlternateKey(arguments)) => by(arguments),
    };
    let longer = with_arguments(&plain, branch);
    [plain, longer]
}

/// `as user` for a cast to `microsoft.graph.user`.
fn plain(name: &str) -> String {
    if name.contains('.') {
        format!("as {}", segments::last_part(name))
    } else {
        name.to_owned()
    }
}

fn by(arguments: &[segments::CallArgument]) -> String {
    let names: Vec<&str> = arguments.iter().map(|it| it.name.as_str()).collect();
    format!("by {}", names.join(" and "))
}

fn step(branch: &Branch) -> Step {
    let argument = || names::spell(Kind::Argument, &shown(branch).replace('|', " or "));
    match &branch.step {
        None => Step::Segment(String::new()),
        Some(Segment::Literal(name)) => Step::Segment(name.clone()),
        Some(Segment::Key(_)) => Step::Key(argument()),
        Some(Segment::ItemPath(_)) => Step::ItemPath(argument()),
        Some(Segment::Call(name, arguments)) => Step::Function(name.clone(), methods::untyped(arguments)),
        Some(Segment::AlternateKey(arguments)) => Step::AlternateKey(methods::untyped(arguments)),
    }
}

fn segment_name(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Literal(name) | Segment::Call(name, _) => Some(segments::last_part(name)),
        Segment::Key(_) | Segment::ItemPath(_) | Segment::AlternateKey(_) => None,
    }
}
