//! Which operations a path leads to: a tree of segments, so that a call costs the length of its path, not the
//! number of documented operations.

use std::collections::BTreeMap;

use crate::routing::path::{Arguments, Pattern, Segment};

/// One segment of a path as it was matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A documented name, in lower case.
    Literal(String),
    /// The text in the place of a placeholder.
    Key(String),
    /// A name in lower case, with its arguments as they came.
    Call {
        name: String,
        arguments: Vec<(String, String)>,
    },
}

/// What [`Routes::find`] found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Match<T> {
    /// The path as it was matched, and the operations of the asked method.
    Found { steps: Vec<Step>, operations: Vec<T> },
    /// The path is documented, with these methods.
    OtherMethods(Vec<String>),
    /// No page documents the path.
    Unknown,
}

/// The tree. `T` stands for an operation.
#[derive(Debug)]
pub(crate) struct Routes<T> {
    nodes: Vec<Node<T>>,
}

#[derive(Debug)]
struct Node<T> {
    literals: BTreeMap<String, usize>,
    /// By name; a name may be documented with several lists of arguments.
    calls: BTreeMap<String, Vec<(Vec<String>, usize)>>,
    templates: Vec<(String, String, usize)>,
    key: Option<usize>,
    /// By method, in the order in which they were added.
    operations: BTreeMap<String, Vec<T>>,
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self {
            literals: BTreeMap::new(),
            calls: BTreeMap::new(),
            templates: Vec::new(),
            key: None,
            operations: BTreeMap::new(),
        }
    }
}

impl<T: Copy> Routes<T> {
    pub(crate) fn new() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }

    /// Adds an operation at a path.
    pub(crate) fn insert(&mut self, patterns: &[Pattern], method: &str, operation: T) {
        let mut at = 0;
        for pattern in patterns {
            at = self.child(at, pattern);
        }
        let operations = &mut self.nodes[at].operations;
        operations
            .entry(method.to_uppercase())
            .or_default()
            .push(operation);
    }

    /// The child of a node for a pattern, made if it is not there.
    fn child(&mut self, at: usize, pattern: &Pattern) -> usize {
        let new = self.nodes.len();
        let node = &mut self.nodes[at];
        let child = match pattern {
            Pattern::Literal(name) => *node.literals.entry(name.clone()).or_insert(new),
            Pattern::Key(_) => *node.key.get_or_insert(new),
            Pattern::Template { prefix, suffix } => {
                let same = |it: &&(String, String, usize)| it.0 == *prefix && it.1 == *suffix;
                if let Some(found) = node.templates.iter().find(same) {
                    found.2
                } else {
                    node.templates.push((prefix.clone(), suffix.clone(), new));
                    new
                }
            }
            Pattern::Call { name, arguments } => {
                let lists = node.calls.entry(name.clone()).or_default();
                if let Some(found) = lists
                    .iter()
                    .find(|it| covers(&it.0, arguments) && covers(arguments, &it.0))
                {
                    found.1
                } else {
                    lists.push((arguments.clone(), new));
                    new
                }
            }
        };
        if child == new {
            self.nodes.push(Node::default());
        }
        child
    }

    /// Finds the operations for a call. Documented names go before placeholders; where a name leads nowhere,
    /// the placeholder beside it is tried.
    pub(crate) fn find(&self, method: &str, segments: &[Segment]) -> Match<T> {
        let mut found = Vec::new();
        let mut others = Vec::new();
        let mut steps = Vec::new();
        self.walk(0, segments, &mut steps, &mut |node| {
            if let Some(operations) = node.operations.get(method) {
                found.clone_from(operations);
                return true;
            }
            others.extend(node.operations.keys().cloned());
            false
        });
        others.sort();
        others.dedup();
        if !found.is_empty() {
            Match::Found {
                steps,
                operations: found,
            }
        } else if !others.is_empty() {
            Match::OtherMethods(others)
        } else {
            Match::Unknown
        }
    }

    /// How a path is matched, whatever the method; `None` where no page documents it.
    pub(crate) fn steps(&self, segments: &[Segment]) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        let found = self.walk(0, segments, &mut steps, &mut |node| !node.operations.is_empty());
        found.then_some(steps)
    }

    /// Visits the nodes that the segments lead to until `visit` says that it has what it wants; `steps` is
    /// then the way to that node.
    fn walk(
        &self,
        at: usize,
        segments: &[Segment],
        steps: &mut Vec<Step>,
        visit: &mut impl FnMut(&Node<T>) -> bool,
    ) -> bool {
        let node = &self.nodes[at];
        let Some((segment, rest)) = segments.split_first() else {
            return visit(node);
        };
        for (child, taken) in self.ways(node, segment) {
            let before = steps.len();
            steps.extend(taken);
            if self.walk(child, rest, steps, visit) {
                return true;
            }
            steps.truncate(before);
        }
        false
    }

    /// The children that a segment may lead to, best first, with what was matched on the way.
    fn ways(&self, node: &Node<T>, segment: &Segment) -> Vec<(usize, Vec<Step>)> {
        let mut ways = Vec::new();
        let lower = segment.text.to_lowercase();
        if let Some(&child) = node.literals.get(&lower) {
            ways.push((child, vec![Step::Literal(lower.clone())]));
        }
        if let Some(call) = &segment.call {
            let name = call.name.to_lowercase();
            let literal = node.literals.get(&name).copied();
            match &call.arguments {
                Arguments::Key(key) => {
                    if let Some(child) = literal.and_then(|it| self.nodes[it].key) {
                        ways.push((child, vec![Step::Literal(name), Step::Key(key.clone())]));
                    }
                }
                Arguments::Named(arguments) if arguments.is_empty() => {
                    ways.extend(literal.map(|child| (child, vec![Step::Literal(name)])));
                }
                Arguments::Named(arguments) => {
                    let names: Vec<String> = arguments.iter().map(|it| it.0.clone()).collect();
                    let mut lists: Vec<_> = node
                        .calls
                        .get(&name)
                        .into_iter()
                        .flatten()
                        .filter(|it| covers(&it.0, &names))
                        .collect();
                    lists.sort_by_key(|it| it.0.len());
                    for (_, child) in lists {
                        let step = Step::Call {
                            name: name.clone(),
                            arguments: arguments.clone(),
                        };
                        ways.push((*child, vec![step]));
                    }
                }
            }
        }
        for (prefix, suffix, child) in &node.templates {
            if lower.len() > prefix.len() + suffix.len()
                && lower.starts_with(prefix)
                && lower.ends_with(suffix)
            {
                ways.push((*child, vec![Step::Key(segment.text.clone())]));
            }
        }
        if let Some(child) = node.key {
            ways.push((child, vec![Step::Key(segment.text.clone())]));
        }
        ways
    }
}

/// Whether every one of `names` is among `all`, whatever the case.
fn covers(all: &[String], names: &[String]) -> bool {
    names
        .iter()
        .all(|name| all.iter().any(|it| it.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routing::path::{documented, requested};

    const DOCUMENTED: [&str; 7] = [
        "GET /users",
        "GET /users/{id}",
        "PATCH /users/{id}",
        "POST /users/delta",
        "GET /users/{id}/messages/{id}/$value",
        "GET /reports/usage(period='{p}',date={d})",
        "GET /drive/root:/{item-path}:/content",
    ];

    fn find(method: &str, path: &str) -> Match<usize> {
        let mut routes = Routes::new();
        for (at, line) in DOCUMENTED.iter().enumerate() {
            let (method, path) = line.split_once(' ').unwrap_or_default();
            routes.insert(&documented(path).expect("a path"), method, at);
        }
        routes.find(method, &requested(path))
    }

    fn operation(method: &str, path: &str) -> Option<usize> {
        match find(method, path) {
            Match::Found { operations, .. } => operations.first().copied(),
            _ => None,
        }
    }

    #[test]
    fn names_in_any_case_and_keys_in_two_forms() {
        assert_eq!(operation("GET", "/Users"), Some(0));
        assert_eq!(operation("GET", "/users('a')"), Some(1));
        assert_eq!(operation("GET", "/users(7)"), Some(1));
        assert_eq!(operation("GET", "/users/a(b)"), Some(1));
        assert_eq!(operation("GET", "/users('a')/messages(1)/$value"), Some(4));
    }

    #[test]
    fn a_name_that_leads_nowhere_is_a_key() {
        assert_eq!(operation("POST", "/users/delta"), Some(3));
        assert_eq!(operation("GET", "/users/delta"), Some(1));
    }

    #[test]
    fn arguments_in_any_order() {
        assert_eq!(
            operation("GET", "/reports/usage(date=2020-01-01,PERIOD='D7')"),
            Some(5)
        );
        assert_eq!(operation("GET", "/reports/usage(other=1)"), None);
    }

    #[test]
    fn file_paths() {
        assert_eq!(operation("GET", "/drive/root:/a/b/c.txt:/content"), Some(6));
    }

    #[test]
    fn other_methods_and_unknown_paths() {
        let methods = vec!["GET".to_owned(), "PATCH".to_owned()];
        assert_eq!(find("DELETE", "/users/1"), Match::OtherMethods(methods));
        assert_eq!(find("GET", "/groups"), Match::Unknown);
        assert_eq!(find("GET", "/"), Match::Unknown);
    }
}
