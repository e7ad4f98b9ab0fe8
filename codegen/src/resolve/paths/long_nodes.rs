//! Spreads the methods of a node over files, where one file would be too long to read.

use std::collections::BTreeMap;

use crate::model::{Area, Name, Node, PathModule};
use crate::resolve::names::words::words;
use crate::resolve::names::{self, Wanted};

/// A node with more methods than these is spread, about 30 lines each.
const MOST: usize = 120;

/// Fewer methods than these are no file.
const FEWEST: usize = 20;

/// Gives methods of long nodes the name of a file beside their node's. A file is named by the node and the words that
/// its methods begin with, so that it does not depend on how many there are.
pub(crate) fn spread(nodes: &mut [Node], areas: &[Area]) {
    let mut open: Vec<&PathModule> = areas.iter().map(|it| &it.module).collect();
    while let Some(module) = open.pop() {
        open.extend(&module.children);
        for id in &module.nodes {
            let node = &mut nodes[id.0];
            if node.methods.len() > MOST {
                spread_node(node, module);
            }
        }
    }
}

fn spread_node(node: &mut Node, module: &PathModule) {
    let methods: Vec<Vec<String>> = node.methods.iter().map(|it| words(it.name.as_str())).collect();
    let beginnings = beginnings(&methods);
    let mut distinct: Vec<&str> = beginnings.iter().flatten().map(String::as_str).collect();
    distinct.sort_unstable();
    distinct.dedup();

    let files: Vec<String> = distinct.iter().map(|it| format!("{} {it}", node.name)).collect();
    let longer: Vec<String> = files.iter().map(|it| format!("{it} methods")).collect();
    let of_children = module.children.iter().map(|it| Wanted {
        candidates: vec![it.name.as_str()],
        order: format!("0{}", it.name),
    });
    let of_files = files.iter().zip(&longer).map(|(file, longer)| Wanted {
        candidates: vec![file, longer],
        order: format!("1{file}"),
    });
    let wanted: Vec<_> = of_children.chain(of_files).collect();
    let given = names::assign_modules(&module.name, &wanted).split_off(module.children.len());
    let names: BTreeMap<&str, Name> = distinct.into_iter().zip(given).collect();
    for (method, beginning) in node.methods.iter_mut().zip(&beginnings) {
        method.file = beginning.as_deref().and_then(|it| names.get(it).cloned());
    }
}

/// For each method the words that its file is named by: as few as keep the file short. `None` stays with the node.
fn beginnings(methods: &[Vec<String>]) -> Vec<Option<String>> {
    let longest = methods.iter().map(Vec::len).max().unwrap_or_default();
    let mut found: Vec<Option<String>> = vec![None; methods.len()];
    let mut open: Vec<usize> = (0..methods.len()).collect();
    for count in 1..=longest {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in open {
            if methods[at].len() >= count {
                groups.entry(methods[at][..count].join(" ")).or_default().push(at);
            }
        }
        // What is not gathered under more words stays where fewer have put it.
        open = Vec::new();
        for (beginning, group) in groups.into_iter().filter(|(_, it)| it.len() >= FEWEST) {
            for &at in &group {
                found[at] = Some(beginning.clone());
            }
            if group.len() > MOST {
                open.extend(group);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{FEWEST, MOST, beginnings};

    #[test]
    fn a_file_for_each_word_and_for_two_where_one_is_too_much() {
        let mut methods: Vec<Vec<String>> = vec![vec!["assign".to_owned()]];
        let mut add = |count: usize, words: &[&str]| {
            for at in 0..count {
                let mut name: Vec<String> = words.iter().map(|it| (*it).to_owned()).collect();
                name.push(format!("n{at}"));
                methods.push(name);
            }
        };
        add(FEWEST, &["get"]);
        add(MOST, &["list", "ios"]);
        add(FEWEST, &["list", "mac"]);
        add(1, &["list"]);
        let found = beginnings(&methods);
        let of = |word: &str| found.iter().flatten().filter(|it| *it == word).count();
        assert_eq!(found[0], None);
        assert_eq!(
            [of("get"), of("list ios"), of("list mac"), of("list")],
            [FEWEST, MOST, FEWEST, 1]
        );
    }
}
