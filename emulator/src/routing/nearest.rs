//! Which documented paths are nearest to one that no page documents.

use std::collections::BTreeMap;

use crate::routing::path::Pattern;

/// Longer segments and paths are not compared: nobody mistypes that much.
const LONGEST_SEGMENT: usize = 64;
const MOST_SEGMENTS: usize = 24;

/// Up to `count` of the documented paths that a caller may have meant, nearest first; none where nothing is
/// near.
pub(crate) fn nearest<'a, 'p>(
    asked: &[String],
    documented: impl Iterator<Item = (&'a str, &'p [Pattern])>,
    count: usize,
) -> Vec<&'a str> {
    let asked: Vec<String> = asked
        .iter()
        .take(MOST_SEGMENTS)
        .map(|it| it.to_lowercase())
        .collect();
    // Half of the path may be wrong.
    let farthest = asked.iter().map(|_| 0.5).sum();
    let mut known = Distances {
        asked: &asked,
        by_name: BTreeMap::new(),
    };
    let mut paths: Vec<(f64, &str)> = documented
        .map(|(path, patterns)| (known.between(patterns), path))
        .filter(|(distance, _)| *distance <= farthest)
        .collect();
    paths.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
    let mut nearest: Vec<&str> = Vec::new();
    let mut shapes: Vec<String> = Vec::new();
    for (_, path) in paths {
        let shape = shape(path);
        if !shapes.contains(&shape) {
            nearest.push(path);
            shapes.push(shape);
        }
        if nearest.len() == count {
            break;
        }
    }
    nearest
}

/// A path without the names of its placeholders, which differ from page to page.
fn shape(path: &str) -> String {
    let mut depth = 0_usize;
    let mut shape = path.to_lowercase();
    shape.retain(|c| {
        depth += usize::from(c == '{');
        let is_outside = depth == 0;
        depth -= usize::from(c == '}' && depth > 0);
        is_outside
    });
    shape
}

/// How far the documented names are from each of the asked segments; each name is measured once.
struct Distances<'q, 'p> {
    asked: &'q [String],
    by_name: BTreeMap<&'p str, Vec<f64>>,
}

impl<'p> Distances<'_, 'p> {
    /// How many segments must be added, removed or changed; a changed one counts by how much of it changes.
    fn between(&mut self, patterns: &'p [Pattern]) -> f64 {
        let width = self.asked.len();
        let mut above: Vec<f64> = std::iter::successors(Some(0.0), |it| Some(it + 1.0))
            .take(width + 1)
            .collect();
        for pattern in patterns.iter().take(MOST_SEGMENTS) {
            let mut row = Vec::with_capacity(width + 1);
            row.push(above[0] + 1.0);
            for at in 0..width {
                let changed = above[at] + self.one(pattern, at);
                let added_or_removed = 1.0 + above[at + 1].min(row[at]);
                row.push(changed.min(added_or_removed));
            }
            above = row;
        }
        above[width]
    }

    fn one(&mut self, pattern: &'p Pattern, at: usize) -> f64 {
        let name = match pattern {
            Pattern::Literal(name) | Pattern::Call { name, .. } => name,
            // Slightly worse than the right name.
            Pattern::Key(_) | Pattern::Template { .. } => return 0.1,
        };
        let asked = self.asked;
        let measured = self
            .by_name
            .entry(name)
            .or_insert_with(|| asked.iter().map(|it| distance(name, it)).collect());
        measured[at]
    }
}

/// From 0, the same, to 1, less than half in common.
fn distance(documented: &str, asked: &str) -> f64 {
    let asked = asked.split_once('(').map_or(asked, |it| it.0);
    if documented.len() > LONGEST_SEGMENT || asked.len() > LONGEST_SEGMENT {
        return 1.0;
    }
    let longest = documented.chars().count().max(asked.chars().count());
    if longest == 0 || common_letters(documented, asked) * 2 < longest {
        return 1.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "at most LONGEST_SEGMENT")]
    let distance = strsim::osa_distance(documented, asked) as f64 / longest as f64;
    distance
}

/// How many letters two names share, wherever they stand. Each that they do not share is one that must change, so
/// that most names need no closer look.
fn common_letters(one: &str, other: &str) -> usize {
    let mut letters = [0_i16; 256];
    for byte in one.bytes() {
        letters[usize::from(byte)] += 1;
    }
    let mut common = 0;
    for byte in other.bytes() {
        let left = &mut letters[usize::from(byte)];
        common += usize::from(*left > 0);
        *left -= 1;
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routing::path::documented;

    fn near(asked: &str) -> Vec<&'static str> {
        let paths = [
            "/deviceManagement/auditEvents",
            "/deviceManagement/auditEvents/{id}",
            "/me",
            "/users/{id}/messages",
        ];
        let read: Vec<_> = paths
            .iter()
            .map(|it| (*it, documented(it).expect("a path")))
            .collect();
        let asked: Vec<String> = asked.split('/').skip(1).map(str::to_owned).collect();
        nearest(
            &asked,
            read.iter().map(|(path, patterns)| (*path, patterns.as_slice())),
            2,
        )
    }

    #[test]
    fn a_slip_of_the_pen() {
        assert_eq!(
            near("/deviceManagment/auditEvent")[0],
            "/deviceManagement/auditEvents"
        );
        assert_eq!(near("/users/7/mesages"), ["/users/{id}/messages"]);
    }

    #[test]
    fn names_of_placeholders_make_no_other_path() {
        assert_eq!(shape("/Users/{id | x}/m"), shape("/users/{userId}/m"));
        assert_ne!(shape("/users/{id}"), shape("/users"));
    }

    #[test]
    fn nothing_near() {
        assert!(near("/x/y/z").is_empty());
        assert!(near(&"/a".repeat(2000)).is_empty());
        assert!(near(&format!("/{}", "a".repeat(100_000))).is_empty());
    }
}
