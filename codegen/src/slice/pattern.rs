//! What a choice says: a name, or a path with or without a method. `*` stands for what is in a segment, `**` for any
//! number of segments.

/// A choice, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Of types, or of an area.
    Name(String),
    /// Of operations.
    Calls {
        /// `GET`; `None` for all.
        method: Option<String>,
        /// `/users/{}`
        path: String,
    },
}

impl Pattern {
    /// Anything with a slash is of operations.
    pub(super) fn parse(text: &str) -> Self {
        let text = text.trim();
        let (method, path) = match text.split_once(char::is_whitespace) {
            Some((method, path)) => (Some(method.to_ascii_uppercase()), path.trim()),
            None => (None, text),
        };
        if path.starts_with('/') {
            let path = plain(path);
            return Self::Calls { method, path };
        }
        Self::Name(text.to_owned())
    }

    /// Whether an operation is meant.
    pub(super) fn fits_call(&self, verb: &str, documented: &str) -> bool {
        match self {
            Self::Name(_) => false,
            Self::Calls { method, path } => {
                method.as_ref().is_none_or(|it| fits(it, verb)) && fits(path, &plain(documented))
            }
        }
    }
}

/// A path without a trailing slash, and without the names of its placeholders, which pages choose as they like.
pub(super) fn plain(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let mut plain = String::with_capacity(path.len());
    let mut depth = 0_usize;
    for character in path.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => continue,
            _ => {}
        }
        plain.push(character);
    }
    plain
}

/// Whether a glob fits a whole text. `/**` at its end fits what is above it, too.
pub(super) fn fits(glob: &str, text: &str) -> bool {
    if !glob.contains('*') {
        return glob == text;
    }
    if let Some(above) = glob.strip_suffix("/**")
        && fits(above, text)
    {
        return true;
    }
    let (glob, text) = (glob.as_bytes(), text.as_bytes());
    // For each length of the text so far: whether the glob so far fits it.
    let mut fits = vec![false; text.len() + 1];
    fits[0] = true;
    let mut at = 0;
    while at < glob.len() {
        let stars = glob[at..].iter().take_while(|it| **it == b'*').count();
        if stars == 0 {
            for end in (0..=text.len()).rev() {
                fits[end] = end > 0 && fits[end - 1] && text[end - 1] == glob[at];
            }
        } else {
            for end in 1..=text.len() {
                let goes_on = stars > 1 || text[end - 1] != b'/';
                fits[end] = fits[end] || (fits[end - 1] && goes_on);
            }
        }
        at += stars.max(1);
    }
    fits[text.len()]
}

#[cfg(test)]
mod tests {
    use super::{Pattern, fits};

    #[test]
    fn globs() {
        for (glob, text) in [
            ("remote*", "remoteAction"),
            ("*", ""),
            ("/deviceManagement/**", "/deviceManagement"),
            ("/deviceManagement/**", "/deviceManagement/a/{}/b"),
            ("/a/**/z", "/a/b/c/z"),
            ("/a/*/z", "/a/{}/z"),
            (
                "microsoft.graph.callRecords.*",
                "microsoft.graph.callRecords.session",
            ),
        ] {
            assert!(fits(glob, text), "{glob} {text}");
        }
        for (glob, text) in [
            ("remote*", "deviceRemote"),
            ("remote", "remoteAction"),
            ("/deviceManagement/**", "/deviceManagementPartners"),
            ("/a/*", "/a/b/c"),
            ("/a/*/z", "/a/b/c/z"),
            ("", "a"),
        ] {
            assert!(!fits(glob, text), "{glob} {text}");
        }
    }

    #[test]
    fn long_globs_are_no_burden() {
        assert!(!fits(&"*a".repeat(2_000), &"a".repeat(1_999)));
    }

    #[test]
    fn an_operation_is_found_whatever_the_key_is_called() {
        let users = Pattern::parse("get /users/{id}/");
        assert!(users.fits_call("GET", "/users/{id | userPrincipalName}"));
        assert!(!users.fits_call("GET", "/users"));
        assert!(!users.fits_call("PATCH", "/users/{id}"));
        assert!(Pattern::parse("* /users/**").fits_call("PATCH", "/users/{id}"));
        assert_eq!(Pattern::parse(" user "), Pattern::Name("user".to_owned()));
    }
}
