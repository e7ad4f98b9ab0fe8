//! A documented name, cut into words.

use crate::text::is_unseen;

/// The words of a documented name, in ASCII, as they are written: `deviceIMEI` gives `device`, `IMEI`.
///
/// A word begins
/// * behind anything that is neither a letter nor a digit (`v4_0_3`, `North America`, `odata.type`);
/// * at an upper-case letter behind a lower-case one (`userName`);
/// * at the last upper-case letter of a run, where a lower-case one follows (`IMEINumber` gives `IMEI`, `Number`);
/// * at an upper-case letter behind a digit, where a lower-case one follows (`pair2OfString`).
///
/// Characters that are not seen (zero-width ones, controls, the marks of writing direction) count as absent. A
/// letter outside of ASCII becomes a word of its number, `u00e9`, because mixed scripts make identifiers that
/// look alike.
pub(super) fn words(name: &str) -> Vec<String> {
    let characters: Vec<char> = name.chars().filter(|it| !is_unseen(*it)).collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (at, &character) in characters.iter().enumerate() {
        if !character.is_ascii_alphanumeric() {
            words.extend(take(&mut word));
            if character.is_alphanumeric() {
                words.push(format!("u{:04x}", u32::from(character)));
            }
            continue;
        }
        let previous = at.checked_sub(1).map(|before| characters[before]);
        let next = characters.get(at + 1).copied();
        if begins_word(previous, character, next) {
            words.extend(take(&mut word));
        }
        word.push(character);
    }
    words.extend(take(&mut word));
    words
}

fn begins_word(previous: Option<char>, character: char, next: Option<char>) -> bool {
    let Some(previous) = previous else {
        return false;
    };
    let lower_follows = next.is_some_and(|it| it.is_ascii_lowercase());
    character.is_ascii_uppercase()
        && (previous.is_ascii_lowercase()
            || (lower_follows && (previous.is_ascii_uppercase() || previous.is_ascii_digit())))
}

fn take(word: &mut String) -> Option<String> {
    (!word.is_empty()).then(|| std::mem::take(word))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn cuts_names_where_a_reader_would() {
        let cases = [
            ("deviceIMEI", "device IMEI"),
            ("IMEINumber", "IMEI Number"),
            (
                "keyValuePair_2OfString_String",
                "key Value Pair 2 Of String String",
            ),
            ("oAuth2PermissionGrant", "o Auth2 Permission Grant"),
            ("v4_0_3", "v4 0 3"),
            ("windows10XVpn", "windows10X Vpn"),
            ("North America 5x7in", "North America 5x7in"),
            (
                "@microsoft.graph.conflictBehavior",
                "microsoft graph conflict Behavior",
            ),
            ("user\u{200b}Name", "user Name"),
            ("na\u{200b}me", "name"),
            ("caf\u{e9}Bar", "caf u00e9 Bar"),
            ("__", ""),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(words(name).join(" "), expected, "{name}");
        }
    }
}
