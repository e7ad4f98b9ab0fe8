//! The way to each node from the client.

use super::{Model, Name, NodeId, Step};

/// How each node is reached. By node.
#[derive(Clone, Debug)]
pub struct Ways(Vec<From>);

/// What leads to a node.
#[derive(Clone, Copy, Debug)]
enum From {
    /// The client's method for the area of this index.
    Client(usize),
    /// The child of this index.
    Node(NodeId, usize),
}

impl Ways {
    /// The ways of a model.
    pub fn new(model: &Model) -> Self {
        let mut ways = vec![From::Client(0); model.nodes.len()];
        for (at, area) in model.areas.iter().enumerate() {
            ways[area.root.0] = From::Client(at);
        }
        for at in 0..model.nodes.len() {
            for (number, child) in model.node(NodeId(at)).children.iter().enumerate() {
                ways[child.node.0] = From::Node(NodeId(at), number);
            }
        }
        Self(ways)
    }

    /// The methods from the client to a node, with what each adds to the path.
    pub fn to<'m>(&self, model: &'m Model, node: NodeId) -> Vec<(&'m Name, &'m Step)> {
        let mut way = Vec::new();
        let mut at = node;
        // A tree has no more steps than nodes.
        for _ in 0..=self.0.len() {
            match self.0[at.0] {
                From::Client(area) => {
                    let area = &model.areas[area];
                    way.push((&area.method, &area.step));
                    break;
                }
                From::Node(above, number) => {
                    let child = &model.node(above).children[number];
                    way.push((&child.method, &child.step));
                    at = above;
                }
            }
        }
        way.reverse();
        way
    }
}
