//! Finds the fields that make a struct contain itself.

use std::collections::BTreeSet;

/// For each vertex its strongly connected component: two vertices have the same number where each can be reached
/// from the other. `edges[v]` are the vertices that `v` contains by value.
///
/// Kosaraju's two passes, without recursion, because pages decide how deep it goes.
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for &to in targets {
            reversed[to].push(from);
        }
    }
    let mut component = vec![usize::MAX; edges.len()];
    for (number, &root) in finished(edges).iter().rev().enumerate() {
        let mut open = vec![root];
        while let Some(vertex) = open.pop() {
            if component[vertex] == usize::MAX {
                component[vertex] = number;
                open.extend(&reversed[vertex]);
            }
        }
    }
    component
}

/// Every vertex, after all that can be reached from it for the first time.
fn finished(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(edges.len());
    let mut seen = BTreeSet::new();
    for root in 0..edges.len() {
        let mut open = vec![(root, 0)];
        while let Some((vertex, next)) = open.pop() {
            if next == 0 && !seen.insert(vertex) {
                continue;
            }
            if let Some(&target) = edges[vertex].get(next) {
                open.push((vertex, next + 1));
                open.push((target, 0));
            } else {
                order.push(vertex);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn tells_cycles_from_chains() {
        // 0 ⇄ 1 → 2 → 3 → 3
        let found = components(&[vec![1], vec![0, 2], vec![3], vec![3]]);
        assert_eq!(found[0], found[1]);
        assert_ne!(found[1], found[2]);
        assert_ne!(found[2], found[3]);
    }

    #[test]
    fn a_long_chain_is_no_burden() {
        let count = 200_000;
        let edges: Vec<Vec<usize>> = (0..count)
            .map(|it| if it + 1 < count { vec![it + 1] } else { vec![0] })
            .collect();
        let found = components(&edges);
        assert!(found.iter().all(|it| *it == found[0]));
    }
}
