//! The beginning of a text, for a message.

/// The first 80 characters, and whether there were more. What must not stand in the message, the caller takes out before.
pub fn beginning(characters: impl IntoIterator<Item = char>) -> String {
    const LONGEST: usize = 80;
    let mut characters = characters.into_iter();
    let mut beginning: String = characters.by_ref().take(LONGEST).collect();
    if characters.next().is_some() {
        beginning.push('…');
    }
    beginning
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn what_is_cut_says_so() {
        let text = |length: usize| "é".repeat(length);
        assert_eq!(beginning("".chars()), "");
        assert_eq!(beginning(text(80).chars()), text(80));
        assert_eq!(beginning(text(81).chars()), text(80) + "…");
    }
}
