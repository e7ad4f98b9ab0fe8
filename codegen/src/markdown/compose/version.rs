//! Which API version a name of one means: `graph-v1`, `graph-preview`, `graph-rest-1.0`, `beta`.

use std::cmp::Ordering;

/// A version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// `v1.0`, `1.0`, `v1`: its numbers, without zeros at the end.
    Stable(Vec<u32>),
    /// `beta`, `preview`: what is to come.
    Preview,
}

/// The version that a name speaks of. `None` where it speaks of something else: a language, a platform.
pub(super) fn of(name: &str) -> Option<Version> {
    let lower = name.trim().to_ascii_lowercase();
    let mut words = lower.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    if words.clone().any(|word| matches!(word, "beta" | "preview")) {
        return Some(Version::Preview);
    }
    words.find_map(|word| {
        let digits = word.strip_prefix('v').unwrap_or(word);
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
            && digits.len() < 16;
        if !is_number {
            return None;
        }
        let mut numbers: Vec<u32> = digits.split('.').filter_map(|it| it.parse().ok()).collect();
        while numbers.last() == Some(&0) {
            numbers.pop();
        }
        Some(Version::Stable(numbers))
    })
}

/// Whether a range of monikers (`>=graph-rest-1.0`, `graph-rest-1.0 || graph-rest-beta`) holds a version; `None` where it
/// is of no versions.
pub(super) fn range_holds(range: &str, version: &Version) -> Option<bool> {
    let mut any = None;
    for term in range.split("||").flat_map(|it| it.split(',')) {
        let term = term.trim();
        let name = term.trim_start_matches(['<', '>', '=', ' ']);
        let sign = term[..term.len() - name.len()].trim();
        let Some(named) = of(name) else { continue };
        let order = version.cmp(&named);
        let holds = match sign {
            ">=" => order != Ordering::Less,
            ">" => order == Ordering::Greater,
            "<=" => order != Ordering::Greater,
            "<" => order == Ordering::Less,
            _ => order == Ordering::Equal,
        };
        any = Some(any.unwrap_or(false) || holds);
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_versions_are_known_in_what_holds_them() {
        let one = Version::Stable(vec![1]);
        for name in ["graph-v1", "v1.0", "graph-rest-1.0", "1.0"] {
            assert_eq!(of(name), Some(one.clone()), "{name}");
        }
        for name in ["graph-preview", "beta", "graph-rest-beta"] {
            assert_eq!(of(name), Some(Version::Preview), "{name}");
        }
        assert_eq!(of("programming-language-csharp"), None);
        assert_eq!(range_holds(">=graph-rest-1.0", &Version::Preview), Some(true));
        assert_eq!(range_holds("graph-rest-beta", &one), Some(false));
        assert_eq!(range_holds("graph-rest-1.0 || graph-rest-beta", &one), Some(true));
    }
}
