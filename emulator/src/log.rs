//! What the emulator tells of each call.

use std::fmt;

use graphdown_codegen::text::Inert;

/// One call and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path and the query, as they came.
    pub target: String,
    /// The documented path that it matched: `/users/{id}`.
    pub operation: Option<String>,
    /// The page that documents it.
    pub page: Option<String>,
    /// The status code of the answer.
    pub status: u16,
    /// The permission of the token that allowed the call; `None` where nothing was checked or nothing fitted.
    pub granted_by: Option<String>,
    /// The id of the answer's `request-id` header.
    pub request_id: String,
    /// What a reader may want to know: what was not enforced, where the answer came from, why it was refused.
    pub notes: Vec<String>,
}

impl fmt::Display for Entry {
    /// One line: status, method, target, page, notes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {:<6} {}",
            self.status,
            Inert(&self.method),
            Inert(&self.target)
        )?;
        if let Some(page) = &self.page {
            write!(f, "  [{}]", Inert(page))?;
        }
        for note in &self.notes {
            write!(f, "  ({})", Inert(note))?;
        }
        Ok(())
    }
}

/// Takes the log. Any `Fn(&Entry)` does.
pub trait Log: Send + Sync {
    /// Called once for each call, after the answer is made and before it is sent.
    fn record(&self, entry: &Entry);
}

impl<F: Fn(&Entry) + Send + Sync> Log for F {
    fn record(&self, entry: &Entry) {
        self(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_without_control_characters() {
        let entry = Entry {
            method: "GET".to_owned(),
            target: "/me".to_owned(),
            page: Some("a\u{1b}[2J\nb\u{202e}\u{200e}.md".to_owned()),
            status: 200,
            notes: vec!["first".to_owned(), "second".to_owned()],
            ..Entry::default()
        };
        assert_eq!(
            entry.to_string(),
            "200 GET    /me  [a\\u{1b}[2J\\u{a}b\\u{202e}\\u{200e}.md]  (first)  (second)"
        );
    }
}
