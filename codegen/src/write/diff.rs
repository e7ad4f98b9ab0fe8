//! What differs between two texts, in hunks, for a person to read.

use std::fmt::Write as _;
use std::ops::Range;

use crate::text::Inert;

/// Lines shown at most.
const SHOWN: usize = 100;

/// Lines before and after a change that are the same.
const CONTEXT: usize = 3;

/// The most edits that are looked for. Texts that differ by more are shown as one change: the search takes this number's
/// square of steps and of memory.
const MOST_EDITS: usize = 1000;

/// A file that is not there.
pub(super) fn missing(path: &str) -> String {
    format!("{}: is missing\n", Inert(path))
}

/// A file that is there and should not be.
pub(super) fn orphaned(path: &str) -> String {
    format!("{}: is no longer generated\n", Inert(path))
}

/// A link in the place of a file.
pub(super) fn linked(path: &str) -> String {
    format!("{}: is a link\n", Inert(path))
}

/// A file that is larger than any of ours.
pub(super) fn oversized(path: &str) -> String {
    format!("{}: differs, and is too large to be shown\n", Inert(path))
}

/// The changes from one text to another as unified hunks, cut at [`SHOWN`] lines. Both texts may come from anybody, so each
/// line is shown inert; a carriage return is seen as one.
pub(super) fn lines(path: &str, before: &str, after: &str) -> String {
    let path = Inert(path);
    if before != after && before.replace("\r\n", "\n") == after {
        return format!(
            "{path}: its lines end in CR LF, and should end in LF: does git change them (core.autocrlf)?\n"
        );
    }
    let (before, after) = (lines_of(before), lines_of(after));
    let changes = changes(&before, &after);
    let first = changes.first().map_or(0, |it| it.old.start);
    let mut shown = format!("{path}: differs at line {}\n", first + 1);
    let mut all = Vec::new();
    for hunk in hunks(&changes) {
        write_hunk(&before, &after, hunk, &mut all);
    }
    for line in all.iter().take(SHOWN) {
        shown.push_str(line);
        shown.push('\n');
    }
    if let Some(rest) = all.len().checked_sub(SHOWN).filter(|it| *it > 0) {
        // A `String` takes everything.
        let _ = writeln!(shown, "… and {rest} more lines");
    }
    shown
}

/// Lines that are taken away, and those that stand in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

/// The lines of a text with all but their line feed; the last is one of its own where it has none.
fn lines_of(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The fewest changes between two lists of lines, or one where they are too many to look for.
fn changes(before: &[&str], after: &[&str]) -> Vec<Change> {
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[start..], &after[start..]);
    let same_end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b);
    let end = same_end.count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    let whole = || {
        vec![Change {
            old: 0..old.len(),
            new: 0..new.len(),
        }]
    };
    let mut found = shortest(old, new).unwrap_or_else(whole);
    for change in &mut found {
        change.old = change.old.start + start..change.old.end + start;
        change.new = change.new.start + start..change.new.end + start;
    }
    found
}

/// Myers' algorithm (An O(ND) Difference Algorithm, 1986): the furthest line that each number of edits reaches on each
/// diagonal, and from the end the way back. `None` where it takes more than [`MOST_EDITS`].
fn shortest(old: &[&str], new: &[&str]) -> Option<Vec<Change>> {
    let most = (old.len() + new.len()).min(MOST_EDITS);
    let middle = most + 1;
    let mut furthest = vec![0_usize; 2 * most + 3];
    let mut steps: Vec<Vec<usize>> = Vec::new();
    for edits in 0..=most {
        steps.push(furthest[middle - edits..=middle + edits].to_vec());
        for diagonal in (middle - edits..=middle + edits).step_by(2) {
            let down = diagonal == middle - edits
                || (diagonal != middle + edits && furthest[diagonal - 1] < furthest[diagonal + 1]);
            let mut x = if down {
                furthest[diagonal + 1]
            } else {
                furthest[diagonal - 1] + 1
            };
            let mut y = (x + middle).checked_sub(diagonal)?;
            while x < old.len() && y < new.len() && old[x] == new[y] {
                x += 1;
                y += 1;
            }
            furthest[diagonal] = x;
            if x >= old.len() && y >= new.len() {
                return Some(way_back(old.len(), new.len(), &steps));
            }
        }
    }
    None
}

/// The changes on the way that reached the end, first to last.
fn way_back(old: usize, new: usize, steps: &[Vec<usize>]) -> Vec<Change> {
    let (mut x, mut y) = (old, new);
    let mut changes: Vec<Change> = Vec::new();
    for (edits, furthest) in steps.iter().enumerate().skip(1).rev() {
        // `furthest` begins at the diagonal `-edits`.
        let at = x + edits - y;
        let down = at == 0 || (at != 2 * edits && furthest[at - 1] < furthest[at + 1]);
        let from = if down { furthest[at + 1] } else { furthest[at - 1] };
        let diagonal = if down { at + 1 } else { at - 1 };
        let (from_x, from_y) = (from, from + edits - diagonal);
        let change = Change {
            old: from_x..from_x + usize::from(!down),
            new: from_y..from_y + usize::from(down),
        };
        match changes.last_mut() {
            Some(next) if next.old.start == change.old.end && next.new.start == change.new.end => {
                next.old.start = change.old.start;
                next.new.start = change.new.start;
            }
            _ => changes.push(change),
        }
        (x, y) = (from_x, from_y);
    }
    changes.reverse();
    changes
}

/// Changes that share their context, together.
fn hunks(changes: &[Change]) -> impl Iterator<Item = &[Change]> {
    changes.chunk_by(|one, next| next.old.start - one.old.end <= 2 * CONTEXT)
}

fn write_hunk(before: &[&str], after: &[&str], changes: &[Change], shown: &mut Vec<String>) {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else {
        return;
    };
    let start = first.old.start.saturating_sub(CONTEXT);
    let end = (last.old.end + CONTEXT).min(before.len());
    let new_start = first.new.start - (first.old.start - start);
    let new_end = last.new.end + (end - last.old.end);
    shown.push(format!(
        "@@ -{},{} +{},{} @@",
        start + 1,
        end - start,
        new_start + 1,
        new_end - new_start
    ));
    let mut at = start;
    for change in changes {
        extend(shown, ' ', &before[at..change.old.start]);
        extend(shown, '-', &before[change.old.clone()]);
        extend(shown, '+', &after[change.new.clone()]);
        at = change.old.end;
    }
    extend(shown, ' ', &before[at..end]);
}

fn extend(shown: &mut Vec<String>, sign: char, lines: &[&str]) {
    for line in lines {
        let text = line.strip_suffix('\n').unwrap_or(line);
        let mut inert = Inert(text).to_string();
        // Behind nothing but white space, a runner of workflows takes these for commands.
        if sign == ' ' && text.trim_start().starts_with("::") {
            inert = inert.replacen("::", "\\u{3a}:", 1);
        }
        shown.push(format!("{sign}{inert}"));
        if text.len() == line.len() {
            shown.push("\\ no line feed at the end".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_differs_with_its_neighbours() {
        let shown = lines(
            "a.rs",
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
        );
        assert_eq!(
            shown,
            "a.rs: differs at line 5\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        );
    }

    fn numbered(lines: usize) -> String {
        let lines: Vec<String> = (1..=lines).map(|it| format!("{it}\n")).collect();
        lines.concat()
    }

    #[test]
    fn what_is_the_same_between_two_changes_is_not_shown_as_one() {
        let before = numbered(40);
        let after = before.replace("5\n", "five\n").replace("30\n", "30\nmore\n");
        let shown = lines("a.rs", &before, &after);
        let changed: Vec<&str> = shown.lines().filter(|it| it.starts_with(['-', '+'])).collect();
        let expected = [
            "-5", "+five", "-15", "+1five", "-25", "+2five", "+more", "-35", "+3five",
        ];
        assert_eq!(changed, expected, "{shown}");
        assert_eq!(
            shown.lines().filter(|it| it.starts_with("@@")).count(),
            3,
            "{shown}"
        );
    }

    #[test]
    fn line_ends_are_named() {
        assert!(lines("a.rs", "1\r\n2\r\n", "1\n2\n").starts_with("a.rs: its lines end in CR LF"));
        let mixed = lines("a.rs", "1\r\n2\n3\r\n", "1\n2\nthree\n");
        assert!(mixed.contains("-1\\u{d}\n+1\n"), "{mixed}");
        let cut = lines("a.rs", "1\n2", "1\n2\n");
        assert!(cut.ends_with("-2\n\\ no line feed at the end\n+2\n"), "{cut}");
    }

    #[test]
    fn nothing_acts_on_a_terminal() {
        let shown = lines(
            "a\u{1b}.rs",
            "a\u{1b}]0;t\u{7}\u{202e}\n::error::x\n ::y\n",
            "b\n::error::x\n ::y\n",
        );
        assert!(
            shown.chars().all(|it| it == '\n' || !crate::text::acts(it)),
            "{shown}"
        );
        assert!(
            shown.lines().all(|it| !it.trim_start().starts_with("::")),
            "{shown}"
        );
    }

    #[test]
    fn is_cut_where_it_is_long() {
        let long = "x\n".repeat(500);
        let shown = lines("a.rs", "", &long);
        assert_eq!(shown.lines().count(), 102);
        assert!(shown.ends_with("… and 401 more lines\n"));
        let other = numbered(5000);
        assert!(lines("a.rs", &long, &other).contains("differs at line 1"));
    }

    /// Applies changes, which must give the new text whatever the two are.
    fn applied(before: &[&str], after: &[&str]) -> Vec<String> {
        let mut result = Vec::new();
        let mut at = 0;
        for change in changes(before, after) {
            result.extend(before[at..change.old.start].iter().map(|it| (*it).to_owned()));
            result.extend(after[change.new.clone()].iter().map(|it| (*it).to_owned()));
            at = change.old.end;
        }
        result.extend(before[at..].iter().map(|it| (*it).to_owned()));
        result
    }

    #[test]
    fn changes_lead_from_one_text_to_the_other() {
        // Every pair of lists of up to five of two lines.
        let lists: Vec<Vec<&str>> = (0..6_u32)
            .flat_map(|length| (0..1_u32 << length).map(move |bits| (length, bits)))
            .map(|(length, bits)| {
                (0..length)
                    .map(|it| if bits >> it & 1 == 1 { "a\n" } else { "b\n" })
                    .collect()
            })
            .collect();
        for before in &lists {
            for after in &lists {
                assert_eq!(applied(before, after), *after, "{before:?} {after:?}");
            }
        }
    }
}
