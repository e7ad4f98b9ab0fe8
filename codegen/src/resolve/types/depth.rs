//! Cuts chains of types that hold each other before the compiler gives up on them.
//!
//! Whether a struct may go to another thread, the compiler finds out field by field, to the end of the longest chain, and
//! gives up behind 128 steps (`recursion_limit`): a field takes two steps, one in a box or a list takes some more. The
//! limit is that of the crate which asks, and what asks is mostly a future with steps of its own. So a chain takes half of
//! them, and the field that would exceed it is kept erased, as `Nav`, of which the compiler knows without looking inside.

/// The most steps from a struct to the end of its longest chain.
const STEPS: usize = 64;

/// What a field holds by value: another struct, and the steps that the field takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// The struct.
    pub(super) to: usize,
    /// Steps of the compiler: see [`steps`].
    pub(super) steps: usize,
}

/// How many steps it takes from a struct to one in a field of it: `Option<T>`, `Option<Box<T>>`, `Option<Vec<T>>`.
pub(super) fn steps(is_list: bool, is_boxed: bool) -> usize {
    match (is_list, is_boxed) {
        (true, _) => 6,
        (_, true) => 4,
        _ => 2,
    }
}

/// For each edge, whether it is cut. `component` numbers the circles, a circle before what it leads to.
///
/// Within a circle every struct may stand at the end of a chain through all others, so a circle that is too long for
/// that is cut at each of its edges, whoever is read first.
pub(super) fn cut(edges: &[Vec<Edge>], component: &[usize]) -> Vec<Vec<bool>> {
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); component.iter().max().map_or(0, |it| it + 1)];
    for (at, number) in component.iter().enumerate() {
        members[*number].push(at);
    }
    let mut cut: Vec<Vec<bool>> = edges.iter().map(|it| vec![false; it.len()]).collect();
    // Steps from a circle's structs to the end.
    let mut below = vec![0; members.len()];
    for (number, circle) in members.iter().enumerate().rev() {
        let is_inner = |edge: &Edge| component[edge.to] == number;
        let longest = |at: usize| {
            edges[at]
                .iter()
                .filter(|it| is_inner(it))
                .map(|it| it.steps)
                .max()
        };
        let mut within: usize = circle.iter().filter_map(|at| longest(*at)).sum();
        let is_long = within > STEPS;
        if is_long {
            within = 0;
        }
        let mut deepest = 0;
        for &at in circle {
            for (edge, cut) in edges[at].iter().zip(&mut cut[at]) {
                let depth = edge.steps + below[component[edge.to]];
                if is_inner(edge) {
                    *cut = is_long;
                } else if within + depth > STEPS {
                    *cut = true;
                } else {
                    deepest = deepest.max(depth);
                }
            }
        }
        below[number] = within + deepest;
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::super::cycles::components;
    use super::{Edge, STEPS, cut};

    fn cuts(targets: &[Vec<usize>], steps: usize) -> Vec<Vec<bool>> {
        let component = components(targets);
        let edges: Vec<Vec<Edge>> = targets
            .iter()
            .map(|it| it.iter().map(|to| Edge { to: *to, steps }).collect())
            .collect();
        cut(&edges, &component)
    }

    /// The longest way without a cut, in steps.
    fn longest(targets: &[Vec<usize>], steps: usize) -> usize {
        let cuts = cuts(targets, steps);
        let mut below = vec![0; targets.len()];
        // Chains only: a struct stands before what it holds.
        for at in (0..targets.len()).rev() {
            let kept = targets[at].iter().zip(&cuts[at]).filter(|(_, cut)| !**cut);
            below[at] = kept.map(|(to, _)| steps + below[*to]).max().unwrap_or(0);
        }
        below.into_iter().max().unwrap_or(0)
    }

    #[test]
    fn a_short_chain_stays_whole() {
        let chain: Vec<Vec<usize>> = (0..32).map(|it| (it + 1..32).take(1).collect()).collect();
        assert!(cuts(&chain, 2).iter().flatten().all(|it| !it));
    }

    #[test]
    fn a_long_chain_is_cut_as_seldom_as_it_must() {
        for steps in [2, 4, 6] {
            let chain: Vec<Vec<usize>> = (0..200).map(|it| (it + 1..200).take(2).collect()).collect();
            assert!(longest(&chain, steps) <= STEPS, "{steps}");
            let single: Vec<Vec<usize>> = (0..200).map(|it| (it + 1..200).take(1).collect()).collect();
            let count = cuts(&single, steps).iter().flatten().filter(|it| **it).count();
            assert!(longest(&single, steps) <= STEPS, "{steps}");
            assert_eq!(count, 199 / (STEPS / steps + 1), "{steps}");
        }
    }

    #[test]
    fn a_circle_is_cut_where_it_is_long() {
        let circle = |count: usize| (0..count).map(|it| vec![(it + 1) % count]).collect::<Vec<_>>();
        assert!(cuts(&circle(16), 4).iter().flatten().all(|it| !it));
        assert!(cuts(&circle(17), 4).iter().flatten().all(|it| *it));
    }
}
