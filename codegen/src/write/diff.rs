//! What differs between two texts, for a person at a terminal. The text on the disk may be anybody's: nothing in it
//! steers the terminal.

use std::fmt::Write as _;
use std::iter::once;

use crate::text::is_unseen;

/// Lines shown at most, of both sides together.
const SHOWN: usize = 100;

/// Lines before and after that are the same.
const CONTEXT: usize = 3;

/// Characters of a line that are shown.
const WIDEST: usize = 300;

/// The most pairs of lines that are compared to find what both texts have. Beyond it, all between the common start and
/// the common end is shown as removed and added.
const PAIRS: usize = 4_000_000;

/// A file that is not there.
pub(super) fn missing(path: &str) -> String {
    format!("{path}: is missing\n")
}

/// A file that is there and should not be.
pub(super) fn orphaned(path: &str) -> String {
    format!("{path}: is no longer generated\n")
}

/// A link in the place of a file.
pub(super) fn linked(path: &str) -> String {
    format!("{path}: is a link\n")
}

/// A file that is larger than any of ours.
pub(super) fn oversized(path: &str) -> String {
    format!("{path}: differs, and is too large to be shown\n")
}

/// A line of a diff.
#[derive(Clone, Copy, PartialEq)]
enum Line<'t> {
    Same(&'t str),
    Removed(&'t str),
    Added(&'t str),
}

/// What differs, as a unified diff with a hunk for each place, cut at [`SHOWN`] lines.
pub(super) fn lines(path: &str, before: &str, after: &str) -> String {
    let all = compared(before, after);
    let Some(first) = all.iter().position(|it| !matches!(it, Line::Same(_))) else {
        return line_ends(path, before);
    };
    let mut shown = format!("{path}: differs at line {}\n", first + 1);
    let is_near = |at: usize| {
        let near = at.saturating_sub(CONTEXT)..(at + CONTEXT + 1).min(all.len());
        all[near].iter().any(|it| !matches!(it, Line::Same(_)))
    };
    let near: Vec<usize> = (0..all.len()).filter(|at| is_near(*at)).collect();
    let before_each = once(None).chain(near.iter().map(|it| Some(*it)));
    for (at, last) in near.iter().zip(before_each).take(SHOWN) {
        if last.is_some_and(|last| last + 1 < *at) {
            shown.push_str("…\n");
        }
        let (sign, line) = match all[*at] {
            Line::Same(line) => (' ', line),
            Line::Removed(line) => ('-', line),
            Line::Added(line) => ('+', line),
        };
        // A `String` takes everything.
        let _ = writeln!(shown, "{sign}{}", inert(line));
    }
    let rest = near.len().saturating_sub(SHOWN);
    if rest > 0 {
        let _ = writeln!(shown, "… and {rest} more lines");
    }
    shown
}

/// Two texts whose lines are the same.
fn line_ends(path: &str, before: &str) -> String {
    if before.contains("\r\n") {
        format!(
            "{path}: its lines end with CR LF, and are generated with LF alone (git's `core.autocrlf` does that; \
             `* text eol=lf` in `.gitattributes` keeps it from it)\n"
        )
    } else {
        format!("{path}: its last line has another end\n")
    }
}

/// A line with what would steer a terminal, or would not be seen, spelled out; cut where it is long. What would be a
/// command in the log of a GitHub workflow, where it begins a line, is broken too.
fn inert(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let begins = line.trim_start();
    if begins.starts_with("::") || begins.starts_with("##[") {
        shown.push('\\');
    }
    let mut characters = line.chars();
    for it in characters.by_ref().take(WIDEST) {
        if is_unseen(it) || (it.is_control() && it != '\t') || matches!(it, '\u{2028}' | '\u{2029}') {
            shown.extend(it.escape_unicode());
        } else {
            shown.push(it);
        }
    }
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// The lines of both texts, in order. What is before the first difference and behind the last is found first: in
/// between, the longest sequence that both have (Hirschberg's recurrence, with the whole table).
fn compared<'t>(before: &'t str, after: &'t str) -> Vec<Line<'t>> {
    let before: Vec<&str> = before.lines().collect();
    let after: Vec<&str> = after.lines().collect();
    let start = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[start..], &after[start..]);
    let backwards = old.iter().rev().zip(new.iter().rev());
    let end = backwards.take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);

    let same = |lines: &[&'t str]| lines.iter().map(|it| Line::Same(it)).collect::<Vec<_>>();
    let mut all = same(&before[..start]);
    if old.len().saturating_mul(new.len()) <= PAIRS {
        all.extend(middle(old, new));
    } else {
        all.extend(old.iter().map(|it| Line::Removed(it)));
        all.extend(new.iter().map(|it| Line::Added(it)));
    }
    all.extend(same(&before[before.len() - end..]));
    all
}

fn middle<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<Line<'t>> {
    // `shared[a][b]`: how many lines `old[a..]` and `new[b..]` have in common.
    let width = new.len() + 1;
    let mut shared = vec![0_u32; (old.len() + 1) * width];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            shared[a * width + b] = if old[a] == new[b] {
                shared[(a + 1) * width + b + 1] + 1
            } else {
                shared[(a + 1) * width + b].max(shared[a * width + b + 1])
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut lines = Vec::with_capacity(old.len() + new.len());
    while a < old.len() || b < new.len() {
        if a < old.len() && b < new.len() && old[a] == new[b] {
            lines.push(Line::Same(old[a]));
            (a, b) = (a + 1, b + 1);
        } else if b == new.len()
            || (a < old.len() && shared[(a + 1) * width + b] >= shared[a * width + b + 1])
        {
            lines.push(Line::Removed(old[a]));
            a += 1;
        } else {
            lines.push(Line::Added(new[b]));
            b += 1;
        }
    }
    lines
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
    fn each_place_has_a_hunk() {
        let before = (0..40).fold(String::new(), |text, it| text + &it.to_string() + "\n");
        let after = before
            .replace("\n5\n", "\nfive\n")
            .replace("\n30\n", "\nthirty\n");
        assert_eq!(
            lines("a.rs", &before, &after),
            "a.rs: differs at line 6\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n…\n 27\n 28\n 29\n-30\n+thirty\n 31\n 32\n 33\n"
        );
    }

    #[test]
    fn is_cut_where_it_is_long() {
        let long = "x\n".repeat(500);
        let shown = lines("a.rs", "", &long);
        assert_eq!(shown.lines().count(), 102);
        assert!(shown.ends_with("… and 400 more lines\n"));

        let (long, other) = ("x\n".repeat(5_000), "y\n".repeat(5_000));
        assert!(lines("a.rs", &long, &other).ends_with("… and 9900 more lines\n"));
        assert!(lines("a.rs", "", &"x".repeat(1_000_000)).len() < 1_000);
    }

    #[test]
    fn what_steers_a_terminal_is_spelled_out() {
        let hostile =
            "\u{1b}]0;title\u{7}\u{1b}[31mRED\u{1b}[2J\u{202e}\u{9b}\u{200f}\u{2028}\rover\tthe end";
        let shown = lines("a.rs", hostile, "fine\n");
        let steers = |it: char| it.is_control() && it != '\n' && it != '\t';
        assert!(
            !shown.contains(|it| steers(it) || "\u{202e}\u{200f}\u{2028}".contains(it)),
            "{shown:?}"
        );
        assert!(shown.contains("-\\u{1b}]0;title\\u{7}"), "{shown}");
        let command = lines("a.rs", "::error::x\n ##[group]x\n", "fine\n");
        assert!(
            command.contains("-\\::error") && command.contains("-\\ ##["),
            "{command}"
        );
    }

    #[test]
    fn line_ends_are_named() {
        assert!(lines("a.rs", "1\r\n2\r\n", "1\n2\n").contains("CR LF"));
        assert!(lines("a.rs", "1\n2", "1\n2\n").contains("last line"));
    }
}
