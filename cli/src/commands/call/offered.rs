//! Documented paths as they may be offered to a shell, and to people who copy them into one.
//!
//! Pages are untrusted, and a shell puts what it is offered on its command line as it stands. So a path is offered only
//! where the client takes it, and only in characters that no shell acts on where they stand.

use graphdown_codegen::resolve::takes_path;

/// Segments that begin with the sign of a variable: the words of OData (4.01, part 2, chapter 4).
const WORDS: [&str; 6] = ["$batch", "$count", "$entity", "$metadata", "$ref", "$value"];

/// A path as it is offered: placeholders have plain names, `{id}` for `{id | userPrincipalName}`, which a call takes as
/// well. `None` where a path is not offered at all.
pub(super) fn offered(path: &str) -> Option<String> {
    if !takes_path(path) {
        return None;
    }
    let plain = with_plain_placeholders(path)?;
    plain
        .strip_prefix('/')?
        .split('/')
        .all(is_harmless)
        .then_some(plain)
}

fn with_plain_placeholders(path: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = path;
    while let Some((before, behind)) = rest.split_once(['{', '<']) {
        let (inside, after) = behind.split_once(['}', '>'])?;
        plain.push_str(before);
        let name = inside.trim_start();
        let end = name.find(|c: char| !is_of_name(c)).unwrap_or(name.len());
        plain.push('{');
        plain.push_str(if end == 0 { "id" } else { &name[..end] });
        plain.push('}');
        rest = after;
    }
    plain.push_str(rest);
    Some(plain)
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Whether a segment holds nothing that a shell acts on: a name, `$value`, `{key}`, `{item-path}:`, `f(a='{a}',b={b})`.
fn is_harmless(segment: &str) -> bool {
    if segment.starts_with('$') {
        return WORDS.contains(&segment);
    }
    match segment.split_once('(') {
        None => is_plain(segment),
        Some((name, rest)) => rest
            .strip_suffix(')')
            .is_some_and(|inside| is_plain(name) && !name.is_empty() && are_arguments(inside)),
    }
}

/// Nothing, a key, or `name=value` with commas between. Anything else in parentheses could be a qualifier of zsh's
/// patterns, one of which runs a command.
fn are_arguments(inside: &str) -> bool {
    let is_argument = |it: &str| match it.split_once('=') {
        Some((name, value)) => !name.is_empty() && name.chars().all(is_of_name) && is_value(value),
        None => is_value(it),
    };
    inside.is_empty() || inside.split(',').all(is_argument)
}

/// `{a}`, `'{a}'`, `'text'`, `@a`, `12`.
fn is_value(value: &str) -> bool {
    let inside = value
        .strip_prefix('\'')
        .and_then(|it| it.strip_suffix('\''))
        .or_else(|| value.strip_prefix('@'))
        .unwrap_or(value);
    let is_quoted = inside.len() < value.len();
    let is_number = !value.is_empty() && value.chars().all(|c| c.is_ascii_digit());
    let is_placeholder = inside.starts_with('{') && inside.ends_with('}');
    is_plain(inside) && (is_quoted || is_number || is_placeholder)
}

fn is_plain(text: &str) -> bool {
    text.chars()
        .all(|c| is_of_name(c) || matches!(c, '.' | ':' | '{' | '}'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::offered;

    #[test]
    fn documented_paths_are_offered() {
        let cases = [
            ("/users", "/users"),
            (
                "/users/{id | userPrincipalName}/manager/$ref",
                "/users/{id}/manager/$ref",
            ),
            ("/users/{ }/photo/$value", "/users/{id}/photo/$value"),
            (
                "/me/drive/root:/{item-path}:/content",
                "/me/drive/root:/{item-path}:/content",
            ),
            (
                "/reports/getUsage(period='{period_value}')",
                "/reports/getUsage(period='{period_value}')",
            ),
            ("/groups/microsoft.graph.group", "/groups/microsoft.graph.group"),
        ];
        for (path, expected) in cases {
            assert_eq!(offered(path).as_deref(), Some(expected), "{path}");
        }
    }

    #[test]
    fn nothing_is_offered_that_a_shell_acts_on() {
        let acting = [
            ";",
            "|",
            "&",
            "<",
            ">",
            "`",
            "$(",
            "${",
            " ",
            "\n",
            "\\",
            "\"",
            "'",
            "*",
            "?",
            "~",
            "!",
            "#",
            "[",
            "\t",
            "\r",
            "%",
            "^",
            "é",
            "\u{202e}",
            "$x",
            "=(",
            "<(",
            "(e:'id':)",
            "(e=id=)",
            "(+id)",
            "(#q)",
            "{a,b}",
        ];
        for text in acting {
            for path in [
                format!("/evil{text}"),
                format!("/evil{text}id/x"),
                format!("/{text}evil"),
                format!("/x/f(a={text})"),
                format!("/x/f({text}={{a}})"),
                format!("/x/f(a='{text}')"),
            ] {
                // What stands in the place of a placeholder is replaced by a plain name, whatever it is.
                let given = offered(&path).unwrap_or_default();
                assert!(!given.contains(text), "{path:?} gives {given:?}");
            }
        }
        for path in [
            "/evil$(touch${IFS}PWNED)/x",
            "/evil`id`",
            "/evil;id",
            "/x/${HOME}",
            "/x/$",
            "/x/$$",
        ] {
            assert_eq!(offered(path), None, "{path}");
        }
    }

    proptest! {
        /// Whatever a page calls a path, what is offered is made of these characters in this order.
        #[test]
        fn what_is_offered_is_plain(
            any in "\\PC{0,40}",
            near in "(/[a-z{}<>|$()='`;&, :.*?~!#\\\\\"\n\u{202e}-]{0,12}){1,4}",
        ) {
            for path in [any.clone(), format!("/{any}"), near] {
                let Some(given) = offered(&path) else { continue };
                prop_assert!(given.starts_with('/'), "{path:?}");
                for segment in given.split('/').skip(1) {
                    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.:{}".contains(c);
                    let is_word = super::WORDS.contains(&segment);
                    let (name, inside) = segment.split_once('(').unwrap_or((segment, ")"));
                    let is_inside = |c: char| plain(c) || "=,'@".contains(c);
                    let inside = inside.strip_suffix(')').unwrap_or("(");
                    prop_assert!(is_word || name.chars().all(plain), "{path:?} gives {given:?}");
                    prop_assert!(inside.chars().all(is_inside), "{path:?} gives {given:?}");
                }
            }
        }
    }
}
