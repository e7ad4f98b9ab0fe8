//! Permission tables and lists: whose permission a row or a column is about, and the scopes in a cell.

use std::collections::BTreeSet;

use super::scan::{after, find, find_word, trim};

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// A signed-in user of a work or school account.
    Delegated,
    /// A signed-in user of a personal account.
    DelegatedPersonal,
    /// An application without a user.
    Application,
}

/// What a column of a permission table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Labels of the rows.
    Label,
    /// All scopes.
    Scopes {
        /// The most privileged stands first.
        most_first: bool,
    },
    /// The least privileged scope.
    Least,
    /// The more privileged scopes; they follow those of [`Column::Least`].
    Higher,
    /// Scopes for one kind of caller, in a table whose rows are resources.
    Of(Whose),
}

/// Whether a cell grants something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// It names scopes.
    Scopes,
    /// It says that this kind of caller is not supported.
    None,
    /// Nothing stands there.
    Empty,
    /// It says something else.
    Unread,
}

/// The scopes of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scopes {
    /// In the order of the text, each once.
    pub names: Vec<String>,
    /// What the cell says, scopes or not.
    pub support: Support,
}

/// Whose permissions a row's label or a column's header is about. `None` for titles of groups of rows and for anything
/// else.
pub fn whose(label: &str) -> Option<Whose> {
    if find(label, "delegated").is_some() {
        let is_personal = find_word(label, "personal").is_some() && find_word(label, "work").is_none();
        return Some(if is_personal {
            Whose::DelegatedPersonal
        } else {
            Whose::Delegated
        });
    }
    find_word(label, "application").map(|_| Whose::Application)
}

/// What a column holds, from its header. `None` where the header is of no permission table.
pub fn column(header: &str) -> Option<Column> {
    let header = trim(header);
    if let Some(whose) = whose(header) {
        return Some(Column::Of(whose));
    }
    if find_word(header, "type").is_some() || find(header, "supported resource").is_some() {
        return Some(Column::Label);
    }
    // `Permission display name`, `Privileged permission?`: words about a permission, and none.
    let is_about = ["display", "description", "consent"]
        .iter()
        .any(|word| find_word(header, word).is_some());
    if is_about || after(header, "privileged").is_some() {
        return None;
    }
    if find(header, "permission").is_none() && find_word(header, "scopes").is_none() {
        return None;
    }
    if find(header, "least to most").is_some() {
        return Some(Column::Scopes { most_first: false });
    }
    if find(header, "most to least").is_some() {
        return Some(Column::Scopes { most_first: true });
    }
    if find_word(header, "least").is_some() {
        return Some(Column::Least);
    }
    if find_word(header, "higher").is_some() || find_word(header, "more").is_some() {
        return Some(Column::Higher);
    }
    Some(Column::Scopes { most_first: false })
}

/// Reads a cell, or the paragraph that lists scopes in the oldest pages.
pub fn scopes(cell: &str) -> Scopes {
    let cell = trim(cell);
    let mut found: Vec<&str> = Vec::new();
    let mut bare = None;
    let words = cell.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')));
    for word in words.filter(|word| !word.is_empty()) {
        let word = word.trim_matches(['.', '-']);
        if is_scope(word) {
            found.push(word);
        } else if !word.is_empty() {
            bare = Some(word);
        }
    }
    let mut names: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for name in together(cell, &found) {
        if seen.insert(name.clone()) {
            names.push(name);
        }
    }
    // Few scopes have no dot (`User`, `email`, `offline_access`): one stands alone in its cell.
    if let (true, Some(word)) = (names.is_empty(), bare)
        && trim(cell).trim_matches(['*', '`', '.', '_']) == word
        && is_dotless_scope(word)
    {
        names.push(word.to_owned());
    }
    let support = if !names.is_empty() {
        Support::Scopes
    } else if cell.is_empty() || cell == "&nbsp;" {
        Support::Empty
    } else if says_none(cell) {
        Support::None
    } else {
        Support::Unread
    };
    Scopes { names, support }
}

/// The parts of a cell that are for one resource each, by the words before their colon: `For **group** resource:
/// Group.Read.All, …`. Empty where the cell has no such words.
pub fn sections(cell: &str) -> Vec<(&str, &str)> {
    let mut found: Vec<(&str, &str)> = Vec::new();
    let mut rest = cell;
    while let Some(colon) = rest.find(':') {
        let before = &rest[..colon];
        let start = before.rfind(['\n', '.', ';', ',']).map_or(0, |at| at + 1);
        let label = trim(&before[start..]);
        let end = rest[colon + 1..].find(':').map_or(rest.len(), |next| {
            // The next label begins in a line of its own, or behind a sentence.
            let next = colon + 1 + next;
            rest[..next]
                .rfind(['\n', '.'])
                .map_or(next, |at| (at + 1).max(colon + 1))
        });
        let scopes = &rest[colon + 1..end];
        if after(label, "for ").is_some() && !self::scopes(scopes).names.is_empty() {
            found.push((label, scopes));
        }
        rest = &rest[end.max(colon + 1)..];
    }
    found
}

/// Joins scopes that are needed together: `A.Read.All and B.Read.All`. In a list (`A, B and C`) the word means nothing
/// more than the commas do.
fn together(cell: &str, scopes: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut end = 0;
    let mut has_comma = false;
    let mut joined = Vec::new();
    for scope in scopes {
        let start = scope.as_ptr().addr() - cell.as_ptr().addr();
        let gap =
            cell[end..start].trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '_' | '\\'));
        has_comma |= gap.contains([',', ';']);
        joined.push(
            ["and", "plus", "&", "+", "together with", "as well as"]
                .iter()
                .any(|word| gap.eq_ignore_ascii_case(word)),
        );
        end = start + scope.len();
    }
    let closes_list =
        has_comma && joined.iter().filter(|it| **it).count() == 1 && joined.last() == Some(&true);
    for (scope, is_joined) in scopes.iter().zip(joined) {
        match names.last_mut().filter(|_| is_joined && !closes_list) {
            Some(last) => *last = [last.as_str(), AND, *scope].concat(),
            None => names.push((*scope).to_owned()),
        }
    }
    names
}

/// Between scopes that are needed together, in one entry of what a cell names.
pub const AND: &str = " and ";

/// An item of a list that names scopes and nothing else behind its label: the label, which may be empty, and the scopes.
/// `None` where other words stand there: items also name roles, and tell when which scope is needed.
pub fn item(text: &str) -> Option<(&str, Vec<String>)> {
    let text = trim(text);
    let (label, rest) = [": ", " - ", " \u{2013} "]
        .iter()
        .filter_map(|separator| text.rsplit_once(separator))
        .min_by_key(|(_, rest)| rest.len())
        .unwrap_or(("", text));
    let mut names: Vec<String> = Vec::new();
    for word in rest.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '`' | '*')) {
        let word = word.trim_end_matches('.');
        if is_scope(word) {
            names.push(word.to_owned());
        } else if !matches!(word, "" | "or") {
            return None;
        }
    }
    (!names.is_empty()).then_some((label, names))
}

/// What the last part of a scope says that may be done, in whatever case the scope is written.
const DEEDS: [&str; 10] = [
    "all",
    "read",
    "readbasic",
    "readwrite",
    "send",
    "create",
    "manage",
    "shared",
    "selected",
    "ownedby",
];

/// `Directory.Read.All`, `Mail.Send`, `APIConnectors.Read.All`.
fn is_scope(word: &str) -> bool {
    let mut parts = word.split('.');
    let begins = |part: &str, with: fn(&u8) -> bool| part.as_bytes().first().is_some_and(with);
    if !word.contains('.') || !parts.all(|part| begins(part, u8::is_ascii_alphanumeric)) {
        return false;
    }
    // `eDiscovery.Read.All`, `user.read`: what may be done is told by the last part, in whatever case.
    let last = word.rsplit('.').next().unwrap_or_default();
    begins(word, u8::is_ascii_uppercase) || DEEDS.iter().any(|it| it.eq_ignore_ascii_case(last))
}

/// The scopes of sign-in, which have no dot.
fn is_dotless_scope(word: &str) -> bool {
    matches!(word, "openid" | "email" | "profile" | "offline_access")
}

fn says_none(cell: &str) -> bool {
    const PHRASES: [&str; 8] = [
        "not supported",
        "not available",
        "not applicable",
        "not yet supported",
        "none",
        "n/a",
        "na",
        "unsupported",
    ];
    let cell = cell.trim_matches(['*', '`', '.', '_', ' ']);
    PHRASES.iter().any(|phrase| cell.eq_ignore_ascii_case(phrase)) || find(cell, "not supported").is_some()
}
