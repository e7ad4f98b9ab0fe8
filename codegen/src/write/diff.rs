//! The first lines of what differs between two texts.

use std::fmt::Write as _;

/// Lines shown at most, of both sides together.
const SHOWN: usize = 100;

/// Lines before and after that are the same.
const CONTEXT: usize = 3;

/// The lines between the common start and the common end, as a unified diff of one hunk, cut at [`SHOWN`] lines.
pub(super) fn lines(path: &str, before: &str, after: &str) -> String {
    let before: Vec<&str> = before.lines().collect();
    let after: Vec<&str> = after.lines().collect();
    let start = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[start..], &after[start..]);
    let end = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);

    let mut shown = format!("{path}: differs at line {}\n", start + 1);
    let context_before = before[start.saturating_sub(CONTEXT)..start]
        .iter()
        .map(|it| (' ', *it));
    let removed = old.iter().map(|it| ('-', *it));
    let added = new.iter().map(|it| ('+', *it));
    let context_after = after[start + new.len()..]
        .iter()
        .take(CONTEXT)
        .map(|it| (' ', *it));
    let mut all = context_before.chain(removed).chain(added).chain(context_after);
    for (sign, line) in all.by_ref().take(SHOWN) {
        // A `String` takes everything.
        let _ = writeln!(shown, "{sign}{line}");
    }
    let rest = all.count();
    if rest > 0 {
        let _ = writeln!(shown, "… and {rest} more lines");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn shows_what_differs_with_its_neighbours() {
        let shown = lines(
            "a.rs",
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
        );
        assert_eq!(
            shown,
            "a.rs: differs at line 5\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        );
    }

    #[test]
    fn is_cut_where_it_is_long() {
        let long = "x\n".repeat(500);
        let shown = lines("a.rs", "", &long);
        assert_eq!(shown.lines().count(), 102);
        assert!(shown.ends_with("… and 400 more lines\n"));
    }
}
