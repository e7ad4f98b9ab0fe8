//! Words for readers: what they see of untrusted text, and numbers. Beginnings and ends in any case.

use std::fmt;

/// True for what a reader does not see, or what changes the order in which text is shown: controls, zero-width
/// characters, fillers, variation selectors, marks of writing direction, tags. White space is seen.
pub fn is_unseen(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{e0000}'..='\u{e0fff}'
        )
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// True for what acts in place of being shown where text stands in a line: on a terminal, in a log, in a report. Those are
/// all controls, line feeds and tabs among them, the separators of lines and paragraphs, and what [`is_unseen`].
pub fn acts(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') || is_unseen(character)
}

/// Text of strangers in one line: what [`acts`] is written as its code, `\u{1b}`. Width and alignment count what is shown.
///
/// This is the one rule for text of pages, services and files that reaches a terminal or a log.
#[derive(Clone, Copy, Debug)]
pub struct Inert<'a>(pub &'a str);

impl fmt::Display for Inert<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.chars().any(acts) {
            return formatter.pad(self.0);
        }
        let mut shown = String::with_capacity(self.0.len() + 8);
        for character in self.0.chars() {
            if acts(character) {
                shown.extend(character.escape_unicode());
            } else {
                shown.push(character);
            }
        }
        formatter.pad(&shown)
    }
}

/// Text of several lines, each of them as [`Inert`] shows it.
#[derive(Clone, Copy, Debug)]
pub struct InertLines<'a>(pub &'a str);

impl fmt::Display for InertLines<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, line) in self.0.split('\n').enumerate() {
            let feed = if at == 0 { "" } else { "\n" };
            write!(formatter, "{feed}{}", Inert(line))?;
        }
        Ok(())
    }
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

/// The singulars that a plural may have: of its last word (`businessUnits`), and of each of its words
/// (`countriesRegions`). Empty for what is no plural.
pub(crate) fn singulars(name: &str) -> Vec<String> {
    let one = |word: &str| -> Option<String> {
        let lower = word.to_ascii_lowercase();
        if lower.ends_with("ies") && lower.len() > 4 {
            return Some([&word[..word.len() - 3], "y"].concat());
        }
        let is_longer = ["sses", "xes", "ches", "shes"]
            .iter()
            .any(|it| lower.ends_with(it));
        if is_longer {
            return Some(word[..word.len() - 2].to_owned());
        }
        (lower.ends_with('s') && !lower.ends_with("ss") && lower.len() > 1)
            .then(|| word[..word.len() - 1].to_owned())
    };
    if !name.is_ascii() {
        return Vec::new();
    }
    let starts = name
        .bytes()
        .enumerate()
        .filter(|(at, byte)| *at > 0 && byte.is_ascii_uppercase());
    let mut words: Vec<&str> = Vec::new();
    let mut from = 0;
    for (at, _) in starts {
        words.push(&name[from..at]);
        from = at;
    }
    words.push(&name[from..]);
    let Some(last) = words.last().and_then(|it| one(it)) else {
        return Vec::new();
    };
    let head = &name[..from];
    let all: String = words
        .iter()
        .map(|it| one(it).unwrap_or_else(|| (*it).to_owned()))
        .collect();
    let mut found = vec![[head, &last].concat()];
    if !found.contains(&all) {
        found.push(all);
    }
    found
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

/// The letters and digits of a text in lower case.
pub(crate) fn squeezed(text: &str) -> impl Iterator<Item = char> {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{Inert, InertLines, acts, shell_word, visible};

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
    fn nothing_acts_and_columns_stay() {
        assert_eq!(format!("{:<4}|", Inert("é")), "é   |");
        assert_eq!(Inert("a\u{1b}[2J\u{202e}b").to_string(), "a\\u{1b}[2J\\u{202e}b");
        assert_eq!(InertLines("a\r\n\u{9b}b\n").to_string(), "a\\u{d}\n\\u{9b}b\n");
        let acting = ('\0'..=char::MAX).filter(|it| acts(*it)).collect::<String>();
        assert!(
            Inert(&acting)
                .to_string()
                .bytes()
                .all(|it| (b' '..=b'~').contains(&it))
        );
        for character in
            "\0\t\n\r\u{7f}\u{85}\u{9b}\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{2066}\u{fe0f}\u{e0100}"
                .chars()
        {
            assert!(acts(character), "{character:?}");
        }
    }

    #[test]
    fn one_line_of_what_is_seen() {
        assert_eq!(visible(" a\u{202e}b\0\r\nc\u{200b}\u{2028}d\u{feff} "), "ab  c d");
    }
}
