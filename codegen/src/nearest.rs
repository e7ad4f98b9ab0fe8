//! The name that somebody may have meant.

/// The longest name that is looked at, in characters: a name in a message is never longer.
const LONGEST: usize = 200;

/// The candidate that differs least from `name`, where one is near enough to be meant. Case does not count.
/// Among equals the first wins.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = letters(name)?;
    let near_enough = (wanted.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let Some(found) = letters(candidate) else { continue };
        if wanted.len().abs_diff(found.len()) > near_enough {
            continue;
        }
        let distance = edits(&wanted, &found);
        if distance <= near_enough && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn letters(name: &str) -> Option<Vec<char>> {
    let letters: Vec<_> = name
        .chars()
        .take(LONGEST + 1)
        .flat_map(char::to_lowercase)
        .collect();
    (letters.len() <= LONGEST).then_some(letters)
}

/// Levenshtein's distance: how many letters must be added, dropped or replaced.
fn edits(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, nearest};

    #[test]
    fn gives_what_was_meant() {
        let names = ["birthday", "birthplace", "id"];
        assert_eq!(nearest("birtday", names), Some("birthday"));
        assert_eq!(nearest("Birthday", names), Some("birthday"));
        assert_eq!(nearest("ids", names), Some("id"));
        assert_eq!(nearest("manager", names), None);
        assert_eq!(nearest("x", []), None);
    }

    #[test]
    fn leaves_very_long_names_alone() {
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(nearest(&long, [long.as_str()]), None);
    }
}
