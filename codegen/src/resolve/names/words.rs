//! A documented name, cut into words.

use std::borrow::Cow;

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
pub(crate) fn words(name: &str) -> Vec<String> {
    let name = seen(name);
    let mut words = Vec::new();
    let mut start = 0;
    for (at, character) in name.char_indices() {
        if !character.is_ascii_alphanumeric() {
            words.extend(word(&name[start..at]));
            if character.is_alphanumeric() {
                words.push(format!("u{:04x}", u32::from(character)));
            }
            start = at + character.len_utf8();
        } else if character.is_ascii_uppercase() && begins_word(name.as_bytes(), at) {
            words.extend(word(&name[start..at]));
            start = at;
        }
    }
    words.extend(word(&name[start..]));
    words
}

/// A name without what is not seen.
fn seen(name: &str) -> Cow<'_, str> {
    // Nearly every name is printable ASCII, of which all is seen.
    if name.bytes().all(|it| matches!(it, b' '..=b'~')) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.chars().filter(|it| !is_unseen(*it)).collect())
}

/// Whether the upper-case letter at this place begins a word.
fn begins_word(name: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let lower_follows = || name.get(at + 1).is_some_and(u8::is_ascii_lowercase);
    match name[before] {
        b'a'..=b'z' => true,
        b'A'..=b'Z' | b'0'..=b'9' => lower_follows(),
        _ => false,
    }
}

fn word(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
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
