//! Words for readers: what they see of untrusted text, and numbers. Beginnings and ends in any case.

/// True for what a reader does not see, or what changes the order in which text is shown: controls, zero-width
/// characters, marks of writing direction, tags. White space is seen.
pub fn is_unseen(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
        )
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// The text in one line, without what is not seen.
pub(crate) fn visible(text: &str) -> String {
    // Nearly all texts are plain, and a copy of the whole is many times faster than one of each character.
    if text.bytes().all(|it| matches!(it, b' '..=b'~')) {
        return text.trim_matches(' ').to_owned();
    }
    let seen = text
        .chars()
        .filter(|it| !is_unseen(*it))
        .map(|it| if it.is_whitespace() { ' ' } else { it });
    seen.collect::<String>().trim().to_owned()
}

/// The text as one word of a shell's command line, whichever characters it has: in quotes where it needs them.
pub fn shell_word(text: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "_-./:@%+=,".contains(it);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        // Nothing has a meaning between single quotes but the quote itself (POSIX, Shell Command Language, 2.2.2).
        format!("'{}'", visible(text).replace('\'', r"'\''"))
    }
}

/// The beginning of the text, with what is not seen spelled out: for a message.
pub(crate) fn escaped(text: &str) -> String {
    let mut characters = text.chars();
    let mut result: String = characters
        .by_ref()
        .take(LONGEST)
        .flat_map(char::escape_debug)
        .collect();
    if characters.next().is_some() {
        result.push('…');
    }
    result
}

/// Characters of untrusted text in a message.
const LONGEST: usize = 120;

/// What follows `prefix`, in whatever ASCII case it is written.
pub(crate) fn after<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// What stands before `suffix`, in whatever ASCII case it is written.
pub(crate) fn before<'t>(text: &'t str, suffix: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(suffix.len())?;
    text.get(at..)?.eq_ignore_ascii_case(suffix).then(|| &text[..at])
}

/// `user-sendmail` of `api-reference/v1.0/api/user-sendmail.md`.
pub fn page_stem(page: &str) -> &str {
    let file = page.rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// The text without white space at both ends, of which most texts have none.
pub(crate) fn trim(text: &str) -> &str {
    // One look at each end in place of a search from both.
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// The text up to the first of these marks; all of it where none stands.
pub(crate) fn until<'t>(text: &'t str, marks: &[char]) -> &'t str {
    // One search for each mark: a search for any of them would compare every character with all of them.
    let cut = |text: &'t str, mark: &char| text.split_once(*mark).map_or(text, |(before, _)| before);
    marks.iter().fold(text, cut)
}

/// `1 page`, `2 pages`.
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

/// `once`, `twice`, `3 times`.
pub(crate) fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::{shell_word, visible};

    #[test]
    fn a_shell_reads_one_word() {
        assert_eq!(shell_word("../a/b-1.md"), "../a/b-1.md");
        for (text, word) in [
            ("", "''"),
            ("a b", "'a b'"),
            ("$(x)", "'$(x)'"),
            ("it's", r"'it'\''s'"),
            ("a\nb", "'a b'"),
        ] {
            assert_eq!(shell_word(text), word);
        }
    }

    #[test]
    fn one_line_of_what_is_seen() {
        assert_eq!(visible(" a\u{202e}b\0\r\nc\u{200b}\u{2028}d\u{feff} "), "ab  c d");
    }
}
