//! Every method of a client, with the way to it.

use std::collections::BTreeMap;

use crate::model::{CallChain, Method, Model, NodeId, Step, Ways};

/// The methods of a model, by the pages that document them.
pub(super) struct Methods<'m> {
    model: &'m Model,
    ways: Ways,
    all: Vec<Place>,
    by_page: BTreeMap<&'m str, Vec<usize>>,
    /// The methods of pages that lead elsewhere.
    beside: BTreeMap<&'m str, Vec<usize>>,
}

/// Where a method is.
struct Place {
    area: usize,
    node: NodeId,
    /// The index among the node's methods.
    method: usize,
}

impl<'m> Methods<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let mut methods = Self {
            model,
            ways: Ways::new(model),
            all: Vec::new(),
            by_page: BTreeMap::new(),
            beside: BTreeMap::new(),
        };
        for (number, area) in model.areas.iter().enumerate() {
            methods.walk(number, area.root);
        }
        methods
    }

    fn walk(&mut self, area: usize, at: NodeId) {
        let node = self.model.node(at);
        for (number, method) in node.methods.iter().enumerate() {
            if let Some(page) = &method.docs.page {
                self.by_page.entry(page).or_default().push(self.all.len());
            }
            for other in &method.also {
                self.beside.entry(&other.page).or_default().push(self.all.len());
            }
            self.all.push(Place {
                area,
                node: at,
                method: number,
            });
        }
        for child in &node.children {
            self.walk(area, child.node);
        }
    }

    /// The numbers of the methods of which a page leads.
    pub(super) fn led_by(&self, page: &str) -> &[usize] {
        self.by_page.get(page).map_or(&[], Vec::as_slice)
    }

    /// The numbers of the methods that a page documents, those first of which it leads.
    pub(super) fn of_page(&self, page: &str) -> Vec<usize> {
        let beside = self.beside.get(page).into_iter().flatten();
        self.led_by(page).iter().chain(beside).copied().collect()
    }

    /// The area of a method.
    pub(super) fn area(&self, number: usize) -> usize {
        self.all[number].area
    }

    /// The node of a method.
    pub(super) fn node(&self, number: usize) -> NodeId {
        self.all[number].node
    }

    /// A method with the way to it.
    pub(super) fn call(&self, number: usize) -> CallChain {
        let Place { node, method, .. } = self.all[number];
        let way = self.ways.to(self.model, node).into_iter();
        CallChain {
            way: way.map(|(name, step)| (name.clone(), step.clone())).collect(),
            node,
            method,
        }
    }

    /// The method itself.
    pub(super) fn method(&self, number: usize) -> &'m Method {
        let Place { node, method, .. } = self.all[number];
        &self.model.node(node).methods[method]
    }

    /// What each method on the way adds to the path, and the method itself.
    pub(super) fn steps(&self, number: usize) -> impl Iterator<Item = &'m Step> {
        let way = self.ways.to(self.model, self.node(number)).into_iter();
        way.map(|(_, step)| step).chain(&self.method(number).step)
    }
}
