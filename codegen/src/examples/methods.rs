//! Every method of a client, with the way to it.

use std::collections::BTreeMap;

use crate::model::{Call, Method, Model, Name, NodeId, Step};

/// The methods of a model, by the pages that document them.
pub(super) struct Methods<'m> {
    model: &'m Model,
    /// The area of each, and the way to it.
    all: Vec<(usize, Call)>,
    by_page: BTreeMap<&'m str, Vec<usize>>,
}

impl<'m> Methods<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let mut methods = Self {
            model,
            all: Vec::new(),
            by_page: BTreeMap::new(),
        };
        for (number, area) in model.areas.iter().enumerate() {
            let mut way = vec![(area.method.clone(), area.step.clone())];
            methods.walk(number, area.root, &mut way);
        }
        methods
    }

    fn walk(&mut self, area: usize, at: NodeId, way: &mut Vec<(Name, Step)>) {
        let node = self.model.node(at);
        for (number, method) in node.methods.iter().enumerate() {
            if let Some(page) = &method.docs.page {
                self.by_page.entry(page).or_default().push(self.all.len());
            }
            let call = Call {
                way: way.clone(),
                node: at,
                method: number,
            };
            self.all.push((area, call));
        }
        for child in &node.children {
            way.push((child.method.clone(), child.step.clone()));
            self.walk(area, child.node, way);
            way.pop();
        }
    }

    /// The numbers of the methods that a page documents.
    pub(super) fn of_page(&self, page: &str) -> &[usize] {
        self.by_page.get(page).map_or(&[], Vec::as_slice)
    }

    /// The area of a method.
    pub(super) fn area(&self, number: usize) -> usize {
        self.all[number].0
    }

    /// The way to a method.
    pub(super) fn call(&self, number: usize) -> &Call {
        &self.all[number].1
    }

    /// The method itself.
    pub(super) fn method(&self, number: usize) -> &'m Method {
        let call = self.call(number);
        &self.model.node(call.node).methods[call.method]
    }

    /// What each method on the way adds to the path, and the method itself.
    pub(super) fn steps(&self, number: usize) -> impl Iterator<Item = &Step> {
        let way = self.call(number).way.iter().map(|(_, step)| step);
        way.chain(&self.method(number).step)
    }
}
