//! Where links between pages lead.

use crate::text::until;

/// The name of the page that a link leads to: relative to the page it stands on, without an anchor.
pub(crate) fn resolve_link(page: &str, target: &str) -> String {
    if let Some(relative) = published(target) {
        return resolve_link(page, &relative);
    }
    let target = until(target, &['#', '?']).replace('\\', "/");
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// True for links to other reference pages: relative, and to a file of Markdown; or to where such a page is published.
pub(crate) fn is_page(target: &str) -> bool {
    if published(target).is_some() {
        return true;
    }
    let path = until(target, &['#', '?']);
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    !path.contains("://") && !path.starts_with('/') && extension.eq_ignore_ascii_case("md")
}

/// True for links to pages of operations.
pub(crate) fn is_operation(target: &str) -> bool {
    match published(target) {
        Some(relative) => relative.contains("/api/"),
        None => target.contains("/api/"),
    }
}

/// The page behind an address at which pages are published, from a page in another folder of the reference:
/// `/graph/api/resources/user?view=graph-rest-beta` is `../resources/user.md`.
fn published(target: &str) -> Option<String> {
    const REFERENCE: &str = "/graph/api/";
    const SITES: [&str; 2] = ["https://learn.microsoft.com/", "https://docs.microsoft.com/"];
    let path = until(target, &['#', '?']);
    let at = path.find(REFERENCE)?;
    if at > 0 && !SITES.iter().any(|site| path.starts_with(site)) {
        return None;
    }
    let rest = path[at + REFERENCE.len()..].trim_end_matches('/');
    let (folder, name) = match rest.strip_prefix("resources/") {
        Some(name) => ("resources", name),
        None => ("api", rest),
    };
    let is_name = !name.is_empty() && !name.contains(['/', '.', ':']);
    is_name.then(|| format!("../{folder}/{name}.md"))
}

/// The text with the labels of links that never close in their place: `[user](../resources/user.md, and …`.
pub(crate) fn without_unclosed(text: String) -> String {
    if !text.contains("](") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    // Where in it the last label opens.
    let mut label: Option<usize> = None;
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['[', ']']) {
        out.push_str(&rest[..at]);
        let (bracket, behind) = rest[at..].split_at(1);
        rest = behind;
        if bracket == "[" {
            label = Some(out.len());
        } else if let (Some(open), Some(target)) = (label.take(), behind.strip_prefix('(')) {
            let end = target.find(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '[' | ']'));
            let (target, after) = target.split_at(end.unwrap_or(target.len()));
            if is_page(target) && !after.starts_with(')') {
                out.remove(open);
                rest = after;
                continue;
            }
        }
        out.push_str(bracket);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{is_operation, is_page, resolve_link, without_unclosed};

    #[test]
    fn a_link_that_never_closes_is_its_label() {
        let cases = [
            ("an [x](../resources/x.md, and [y]", "an x, and [y]"),
            ("[a][x](x.md", "[a]x"),
            ("[x](x.md)", "[x](x.md)"),
            ("f[1](2, 3", "f[1](2, 3"),
            ("](x.md, ](", "](x.md, ]("),
        ];
        for (text, expected) in cases {
            assert_eq!(without_unclosed(text.to_owned()), expected);
        }
    }

    #[test]
    fn addresses_of_the_published_reference_are_links_to_its_pages() {
        let user = "https://learn.microsoft.com/en-us/graph/api/resources/user?view=graph-rest-1.0";
        assert_eq!(resolve_link("a/api/x.md", user), "a/resources/user.md");
        assert!(is_page(user) && !is_operation(user));
        assert_eq!(
            resolve_link("a/api/x.md", "/graph/api/user-get?view=graph-rest-beta"),
            "a/api/user-get.md"
        );
        assert!(is_operation("/graph/api/user-get"));
        assert!(!is_page("https://example.com/graph/api/resources/user"));
        assert!(!is_page("/graph/permissions-reference"));
    }

    #[test]
    fn links_are_relative_to_their_page() {
        assert_eq!(
            resolve_link("a/api/x.md", "../resources/y.md#z"),
            "a/resources/y.md"
        );
        assert_eq!(resolve_link("a/api/x.md", "y.md"), "a/api/y.md");
        assert_eq!(resolve_link("x.md", "../../y.md"), "y.md");
        assert_eq!(
            resolve_link("a/api/x.md", r"..\resources\y.md"),
            "a/resources/y.md"
        );
    }
}
