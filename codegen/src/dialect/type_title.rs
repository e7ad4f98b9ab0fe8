//! The name in a title: `remoteActionAudit resource type`, `remoteAction enum type`, `changeType values`.

use super::name_cell::clean_name;

/// What a title says that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// A struct: `resource type`, `complex type`, `facet`, …
    Struct,
    /// An enumeration: `enum type`, `values`, `enumeration`, …
    Enum,
    /// It is one word, and says nothing.
    Nothing,
}

/// Endings of titles. The longest that fits counts.
const ENDINGS: [(&str, Says); 23] = [
    ("enum type", Says::Enum),
    ("enumeration type", Says::Enum),
    ("enumeration values", Says::Enum),
    ("enumeration", Says::Enum),
    ("enum values", Says::Enum),
    ("enum", Says::Enum),
    ("property values", Says::Enum),
    ("values", Says::Enum),
    ("value", Says::Enum),
    ("members", Says::Enum),
    ("flags", Says::Enum),
    ("resource type", Says::Struct),
    ("resouce type", Says::Struct),
    ("resource", Says::Struct),
    ("complex type", Says::Struct),
    ("complextype", Says::Struct),
    ("entity type", Says::Struct),
    ("entity", Says::Struct),
    ("facet", Says::Struct),
    ("object", Says::Struct),
    ("class", Says::Struct),
    ("base type", Says::Struct),
    ("type", Says::Struct),
];

/// The name in a title and what the title says of it. `None` where there is no one name in it.
pub(crate) fn read(title: &str) -> Option<(String, Says)> {
    let title = clean_name(title);
    let lower = title.to_ascii_lowercase();
    let ending = ENDINGS
        .iter()
        .filter(|(ending, _)| {
            lower
                .strip_suffix(ending)
                .is_some_and(|head| head.ends_with([' ', '-', '`', '*']))
        })
        .max_by_key(|(ending, _)| ending.len());
    let (head, says) = match ending {
        Some((ending, says)) => (&title[..title.len() - ending.len()], *says),
        None => (title.as_str(), Says::Nothing),
    };
    let name = clean_name(head.trim().trim_end_matches('-'));
    let name = name.strip_prefix("the ").unwrap_or(&name);
    is_type_name(name).then(|| (name.to_owned(), says))
}

/// One identifier, with its namespace perhaps.
fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_before_the_ending() {
        let cases = [
            (
                "remoteActionAudit resource type",
                "remoteActionAudit",
                Says::Struct,
            ),
            ("user resource type (deprecated)", "user", Says::Struct),
            ("`changeType` values ", "changeType", Says::Enum),
            ("remoteAction enum type", "remoteAction", Says::Enum),
            (
                "keyValuePair_2OfString_String resource type",
                "keyValuePair_2OfString_String",
                Says::Struct,
            ),
            ("activitiesContainer", "activitiesContainer", Says::Nothing),
            ("Audio facet", "Audio", Says::Struct),
        ];
        for (title, name, says) in cases {
            assert_eq!(read(title), Some((name.to_owned(), says)), "{title}");
        }
        assert_eq!(read("Working with users in Microsoft Graph"), None);
    }
}
