//! Takes out of a model what is not wanted, and gives what is left its new indices.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Area, ArgumentType, Body, Definition, Examples, Field, Method, Model, Namespace, NamespaceId, Node,
    NodeId, Outcome, PathModule, Primitive, Step, Type, TypeId, Value,
};

/// The model of these types and these methods (by node, and place among its methods), with the way to them. The types
/// are all that the methods name, and all that plain fields of the types name.
pub(super) fn cut(model: Model, types: &BTreeSet<TypeId>, methods: &BTreeSet<(usize, usize)>) -> Model {
    let types = NewTypes(
        types
            .iter()
            .enumerate()
            .map(|(new, old)| (*old, TypeId(new)))
            .collect(),
    );
    let (namespaces, new_namespaces) = kept_namespaces(model.namespaces, &types);
    let kept_types = kept_types(model.types, &types, &new_namespaces);
    let new_nodes = new_nodes(&model.nodes, methods);
    let nodes = kept_nodes(model.nodes, &new_nodes, &types, methods);
    let areas = model
        .areas
        .into_iter()
        .filter_map(|it| area(it, &new_nodes, &nodes));
    Model {
        areas: areas.collect(),
        pages: pages(&kept_types, &nodes),
        types: kept_types,
        namespaces,
        nodes,
        api_version: model.api_version,
        other_types: None,
        // They are told of the model that is left.
        examples: Examples::default(),
        samples: BTreeMap::new(),
    }
}

/// How many pages speak of what is left.
fn pages(types: &[Type], nodes: &[Node]) -> usize {
    let of_types = types.iter().map(|it| &it.docs);
    let of_methods = nodes.iter().flat_map(|it| &it.methods).map(|it| &it.docs);
    let pages = of_types.chain(of_methods).filter_map(|it| it.page.as_deref());
    pages.collect::<BTreeSet<_>>().len()
}

/// From old to new.
struct NewTypes(BTreeMap<TypeId, TypeId>);

impl NewTypes {
    /// What is not there is open JSON.
    fn value(&self, value: Value) -> Value {
        let new = value.type_id().and_then(|it| self.0.get(&it)).copied();
        match (value, new) {
            (Value::Primitive(it), _) => Value::Primitive(it),
            (Value::Struct(_), Some(id)) => Value::Struct(id),
            (Value::Enum(_), Some(id)) => Value::Enum(id),
            (Value::Flags(_), Some(id)) => Value::Flags(id),
            (_, None) => Value::Primitive(Primitive::Json),
        }
    }

    fn argument(&self, ty: &mut ArgumentType) {
        if let ArgumentType::Of(of) = ty {
            *of = self.value(*of);
        }
    }

    fn step(&self, step: &mut Step) {
        if let Step::Function(_, arguments) | Step::AlternateKey(arguments) = step {
            for argument in arguments {
                self.argument(&mut argument.ty);
            }
        }
    }

    fn field(&self, field: &mut Field) {
        field.ty.of = self.value(field.ty.of);
        let is_struct = matches!(field.ty.of, Value::Struct(_));
        field.ty.navigation &= is_struct;
        field.ty.far &= is_struct;
    }

    fn method(&self, method: &mut Method) {
        method.step.iter_mut().for_each(|it| self.step(it));
        method.query.iter_mut().for_each(|it| self.argument(&mut it.ty));
        let new = |id: TypeId| self.0.get(&id).copied();
        method.body = match method.body {
            Body::Whole(id) => new(id).map_or(Body::Json, Body::Whole),
            Body::List(id) => new(id).map_or(Body::Json, Body::List),
            Body::Changes(id) => new(id).map_or(Body::Json, Body::Changes),
            Body::Parameters(id) => new(id).map_or(Body::Json, Body::Parameters),
            body @ (Body::None | Body::Json | Body::Content | Body::Reference) => body,
        };
        method.outcome = match method.outcome {
            Outcome::Whole(of) => Outcome::Whole(self.value(of)),
            Outcome::Enveloped(of) => Outcome::Enveloped(self.value(of)),
            Outcome::Page(of) => Outcome::Page(self.value(of)),
            outcome @ (Outcome::Nothing | Outcome::Content) => outcome,
        };
    }
}

fn kept_types(
    all: Vec<Type>,
    types: &NewTypes,
    namespaces: &BTreeMap<NamespaceId, NamespaceId>,
) -> Vec<Type> {
    let all = all.into_iter().enumerate();
    let mut kept: Vec<Type> = all
        .filter(|(at, _)| types.0.contains_key(&TypeId(*at)))
        .map(|(_, ty)| ty)
        .collect();
    for ty in &mut kept {
        ty.namespace = namespaces.get(&ty.namespace).copied().unwrap_or_default();
        if let Definition::Struct(it) = &mut ty.shape {
            it.fields.iter_mut().for_each(|field| types.field(field));
            it.is_a = it
                .is_a
                .iter()
                .filter_map(|base| types.0.get(base).copied())
                .collect();
        }
    }
    kept
}

/// Nodes that have one of the methods or lead to one, from old to new.
fn new_nodes(all: &[Node], methods: &BTreeSet<(usize, usize)>) -> BTreeMap<NodeId, NodeId> {
    let mut parents: BTreeMap<NodeId, NodeId> = BTreeMap::new();
    for (at, node) in all.iter().enumerate() {
        parents.extend(node.children.iter().map(|it| (it.node, NodeId(at))));
    }
    let mut kept = BTreeSet::new();
    for (node, _) in methods {
        let mut at = Some(NodeId(*node));
        while let Some(id) = at.filter(|it| kept.insert(*it)) {
            at = parents.get(&id).copied();
        }
    }
    kept.into_iter()
        .enumerate()
        .map(|(new, old)| (old, NodeId(new)))
        .collect()
}

fn kept_nodes(
    all: Vec<Node>,
    nodes: &BTreeMap<NodeId, NodeId>,
    types: &NewTypes,
    methods: &BTreeSet<(usize, usize)>,
) -> Vec<Node> {
    let mut kept = Vec::with_capacity(nodes.len());
    for (number, mut node) in all.into_iter().enumerate() {
        if !nodes.contains_key(&NodeId(number)) {
            continue;
        }
        node.children.retain_mut(|child| {
            let new = nodes.get(&child.node);
            child.node = new.copied().unwrap_or(child.node);
            types.step(&mut child.step);
            new.is_some()
        });
        let mut place = 0..;
        node.methods
            .retain(|_| place.next().is_some_and(|at| methods.contains(&(number, at))));
        node.methods.iter_mut().for_each(|it| types.method(it));
        kept.push(node);
    }
    kept
}

fn area(mut area: Area, nodes: &BTreeMap<NodeId, NodeId>, kept: &[Node]) -> Option<Area> {
    area.root = *nodes.get(&area.root)?;
    cut_module(&mut area.module, nodes);
    let all = area.module.all_nodes();
    area.operations = all.iter().map(|it| kept[it.0].methods.len()).sum();
    Some(area)
}

/// Gives whether anything is left of it. It goes as deep as modules do, which `resolve` limits.
fn cut_module(module: &mut PathModule, nodes: &BTreeMap<NodeId, NodeId>) -> bool {
    module.nodes = module
        .nodes
        .iter()
        .filter_map(|it| nodes.get(it).copied())
        .collect();
    module.children.retain_mut(|it| cut_module(it, nodes));
    !module.nodes.is_empty() || !module.children.is_empty()
}

/// Drops the modules that hold nothing any more.
fn kept_namespaces(
    all: Vec<Namespace>,
    types: &NewTypes,
) -> (Vec<Namespace>, BTreeMap<NamespaceId, NamespaceId>) {
    let mut filled = BTreeSet::from([NamespaceId::ROOT]);
    for (number, namespace) in all.iter().enumerate() {
        if namespace.types.iter().any(|it| types.0.contains_key(it)) {
            let mut at = Some(NamespaceId(number));
            while let Some(id) = at.filter(|it| filled.insert(*it)) {
                at = all[id.0].parent;
            }
        }
    }
    let ids = filled.into_iter().enumerate();
    let new: BTreeMap<NamespaceId, NamespaceId> = ids.map(|(new, old)| (old, NamespaceId(new))).collect();
    let mut kept = Vec::with_capacity(new.len());
    for (number, mut namespace) in all.into_iter().enumerate() {
        if new.contains_key(&NamespaceId(number)) {
            namespace.parent = namespace.parent.and_then(|it| new.get(&it).copied());
            namespace.children = namespace
                .children
                .iter()
                .filter_map(|it| new.get(it).copied())
                .collect();
            namespace.types = namespace
                .types
                .iter()
                .filter_map(|it| types.0.get(it).copied())
                .collect();
            kept.push(namespace);
        }
    }
    (kept, new)
}
